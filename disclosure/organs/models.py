"""Organs (行政机关), their document prefixes (代字) and the roles of their staff."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from disclosure.organs.enums import OFFICE_ROLES, ORGAN_ROLES, OrganKind, Role
from zhifu_portal.kernel.unified_code import check_unified_code


def validate_unified_code(code: str) -> None:
    """Raise ValidationError with every reason why this is no unified social credit code (GB 32100)."""
    reasons = check_unified_code(code)
    if reasons:
        raise ValidationError(reasons)


class OrganQuerySet(models.QuerySet["Organ"]):
    """Organs by what they are on this platform."""

    def local(self) -> "OrganQuerySet":
        """Organs of the district: they have a code, staff and a platform of their own."""
        return self.filter(is_foreign=False, is_active=True)


class Organ(ClusterableModel):
    """An organ that makes or holds government information; a foreign organ only issues and has no staff here."""

    name = models.CharField("机关名称", max_length=120, unique=True)
    short_name = models.CharField("简称", max_length=60, blank=True)
    slug = models.SlugField("网址标识", max_length=60, unique=True, help_text="用于网址，小写英文、数字和短横线。")
    kind = models.CharField("机关类型", max_length=20, choices=OrganKind.choices, default=OrganKind.DEPARTMENT)
    is_foreign = models.BooleanField(
        "非本区机关", default=False, help_text="上级或外地机关，只作为制发机关，不设岗位。"
    )
    code = models.CharField(
        "统一社会信用代码", max_length=18, unique=True, null=True, blank=True, validators=[validate_unified_code]
    )
    parent = models.ForeignKey(
        "self", verbose_name="上级机关", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    sort_order = models.PositiveIntegerField("排序", default=100)
    is_active = models.BooleanField("在用", default=True)
    functions = models.TextField("机构职能", blank=True)
    head = models.CharField("负责人姓名", max_length=60, blank=True)

    # 条例第十二条: what the guide must say of the disclosure unit.
    disclosure_unit = models.CharField("政府信息公开工作机构", max_length=120, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    office_hours = models.CharField("办公时间", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真号码", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    postal_code = models.CharField("邮政编码", max_length=10, blank=True)
    website = models.URLField("互联网联系方式", blank=True)
    guide_scope = models.TextField("政府信息的分类和编排体系", blank=True)
    guide_access = models.TextField("获取方式", blank=True)

    objects = OrganQuerySet.as_manager()

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Read an empty code as none: several foreign organs have no code."""
        self.code = self.code or None
        super().full_clean(*args, **kwargs)

    class Meta:
        verbose_name = "机关"
        verbose_name_plural = "机关"
        ordering: ClassVar = ["sort_order", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_foreign=True) | Q(code__isnull=False),
                name="organ_local_has_code",
                violation_error_message="本区机关须填写统一社会信用代码。",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        """Return the address of the organ's public page."""
        return reverse("platform:organ", args=[self.slug])


class OrganPrefix(models.Model):
    """A 代字 an organ uses in its document numbers, such as 烟芝政办发."""

    organ = ParentalKey(Organ, verbose_name="机关", on_delete=models.CASCADE, related_name="prefixes")
    prefix = models.CharField("代字", max_length=30, unique=True)

    class Meta:
        verbose_name = "发文机关代字"
        verbose_name_plural = "发文机关代字"

    def __str__(self) -> str:
        return self.prefix


class StaffRole(models.Model):
    """One role of one person: in an organ, or office-wide when organ is empty."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="人员", on_delete=models.CASCADE, related_name="staff_roles"
    )
    organ = models.ForeignKey(
        Organ, verbose_name="机关", null=True, blank=True, on_delete=models.CASCADE, related_name="staff_roles"
    )
    role = models.CharField("岗位", max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organ", "role"], name="staffrole_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(organ__isnull=True), name="staffrole_office_wide_once"
            ),
            models.CheckConstraint(
                condition=(
                    Q(organ__isnull=False, role__in=sorted(ORGAN_ROLES))
                    | Q(organ__isnull=True, role__in=sorted(OFFICE_ROLES))
                ),
                name="staffrole_place_fits_role",
                violation_error_message="部门岗位须选择机关；政务公开办和监督审计岗位不选机关。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.get_role_display()}（{self.organ or '全区'}）"
