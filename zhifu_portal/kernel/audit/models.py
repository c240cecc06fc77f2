"""Audit rows, which only ever grow, and the head row that says where the chain ends."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhifu_portal.kernel.audit.chain import GENESIS_HASH


class AuditRowImmutable(TypeError):
    """The code tried to change or delete an audit row."""


class AppendOnlyQuerySet(models.QuerySet["AuditRow"]):
    """A queryset that can be read and appended to, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: audit rows are never changed."""
        raise AuditRowImmutable("audit rows cannot be updated")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: audit rows are never changed."""
        raise AuditRowImmutable("audit rows cannot be updated")

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: rows are chained one at a time."""
        raise AuditRowImmutable("audit rows are written by record_audit() alone")

    def delete(self) -> NoReturn:
        """Refuse: audit rows are never deleted."""
        raise AuditRowImmutable("audit rows cannot be deleted")


class AuditRow(models.Model):
    """One thing that somebody did; its hash covers every field and the hash of the row before it."""

    sequence = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        # An account that acted is deactivated, never deleted: the trail must keep leading to it.
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="操作人",
    )
    actor_name = models.CharField("操作人姓名", max_length=200)
    action = models.CharField("操作", max_length=100)
    subject_type = models.CharField("对象类型", max_length=100)
    subject_id = models.CharField("对象编号", max_length=100)
    subject_label = models.CharField("对象名称", max_length=500)
    scope = models.CharField("所属机关", max_length=100, blank=True)
    detail = models.JSONField("详情", default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField("前一行校验值", max_length=64)
    hash = models.CharField("校验值", max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        default_permissions = ("view",)
        ordering = ["-sequence"]
        indexes = [
            models.Index(fields=["scope", "-sequence"], name="audit_by_scope"),
            models.Index(fields=["subject_type", "subject_id", "-sequence"], name="audit_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="audit_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.actor_name} {self.action} {self.subject_label}"

    def save(
        self,
        *,
        force_insert: bool | tuple[models.base.ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Insert a new row; raise `AuditRowImmutable` for one that is stored already."""
        if not self._state.adding:
            raise AuditRowImmutable("audit rows cannot be updated")
        # Always an INSERT: a row with a sequence that exists must fail, not overwrite it.
        super().save(force_insert=True, using=using)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: audit rows are never deleted."""
        raise AuditRowImmutable("audit rows cannot be deleted")


class AuditHead(models.Model):
    """The single row that says where the chain ends; writers queue for its lock."""

    ONLY_ID = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY_ID)
    last_sequence = models.PositiveBigIntegerField("行数", default=0)
    last_hash = models.CharField("末行校验值", max_length=64, default=GENESIS_HASH)

    class Meta:
        verbose_name = "操作记录链尾"
        verbose_name_plural = "操作记录链尾"
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.last_sequence} {self.last_hash}"
