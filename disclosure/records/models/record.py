"""The information record (政府信息): base of all that is disclosed."""

from datetime import date
from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ
from disclosure.records.body import BODY_BLOCKS, body_to_html, body_to_text
from disclosure.records.enums import (
    NOT_OPEN_ATTRIBUTES,
    UNPUBLISHED_STATUSES,
    Attribute,
    Genre,
    PublicationStatus,
    SecrecyResult,
    ThirdPartyPosition,
)
from disclosure.records.kinds import ValidityMark, preview_context, validity_of
from disclosure.records.models.grounds import DisclosureLimit
from disclosure.records.models.imports import ImportBatch
from zhifu_portal.kernel.addresses import fixed_address
from zhifu_portal.kernel.chinese.document_numbers import normalise_document_number
from zhifu_portal.kernel.refusals import Refused

# What belongs to the record as a whole and is written by services: a revision never brings it back.
SYSTEM_FIELDS: Final = (
    "index_number",
    "external_id",
    "source_digest",
    "import_batch_id",
    "status",
    "secrecy_result",
    "published_at",
    "due_on",
    "is_due_provisional",
    "changed_on",
    "late_workdays",
    "drafted_by_id",
    "registered_at",
    "withdrawn_at",
    "withdrawal_explanation",
    "replaced_by_id",
)

# Years a record can have; the law's clocks count no further.
FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2999


class InformationRecordQuerySet(models.QuerySet["InformationRecord"]):
    """Records in the words of the regulation; time is an argument."""

    def public(self, *, on: date) -> "InformationRecordQuerySet":
        """Records anyone may read on this day: the one gate every public door goes through."""
        return self.filter(
            Q(visible_until__isnull=True) | Q(visible_until__gte=on),
            live=True,
            attribute=Attribute.OPEN,
            secrecy_result=SecrecyResult.CLEARED,
            status=PublicationStatus.PUBLISHED,
        )

    def withdrawn(self) -> "InformationRecordQuerySet":
        """Records whose tombstone page is public."""
        return self.filter(status=PublicationStatus.WITHDRAWN)

    def for_cards(self) -> "InformationRecordQuerySet":
        """Load what a list shows and nothing else."""
        return self.select_related("organ", "lead_organ").defer("body", "withdrawal_explanation")


class InformationRecord(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel
):
    """A piece of government information: registered once, determined, reviewed, signed, then published or kept.

    Status, secrecy result and everything in SYSTEM_FIELDS are written by the feature's services alone.
    """

    index_number = models.CharField("索引号", max_length=32, unique=True, editable=False)
    external_id = models.CharField("来源标识", max_length=80, blank=True, editable=False)
    source_digest = models.CharField("来源内容校验值", max_length=64, blank=True, editable=False)
    import_batch = models.ForeignKey(
        ImportBatch,
        verbose_name="导入批次",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="records",
    )

    title = models.CharField("标题", max_length=300)
    summary = models.TextField("内容概述", blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name="正文", blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="多个关键词用顿号分隔。")
    source = models.CharField("来源", max_length=120, blank=True)
    author = models.CharField("责任编辑", max_length=60, blank=True)

    organ = models.ForeignKey(Organ, verbose_name="公开机关", on_delete=models.PROTECT, related_name="records")
    lead_organ = models.ForeignKey(
        Organ,
        verbose_name="制作（牵头）机关",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_records",
        help_text="不填即为公开机关。",
    )
    joint_organs = ParentalManyToManyField(Organ, verbose_name="联合制作机关", blank=True, related_name="joint_records")
    is_reproduced = models.BooleanField("转载上级或外地文件", default=False)

    document_number = models.CharField("发文字号", max_length=100, blank=True)
    composed_on = models.DateField("成文日期", null=True, blank=True)
    published_at = models.DateTimeField("发布日期", null=True, blank=True, editable=False)
    due_on = models.DateField("应公开日期", null=True, blank=True, editable=False)
    # It runs into a year whose holidays are not announced yet.
    is_due_provisional = models.BooleanField("应公开日期待核定", default=False, editable=False)
    # The day on which the correction under way began: 自该政府信息形成或者变更之日起 (条例第二十六条).
    changed_on = models.DateField("变更日期", null=True, blank=True, editable=False)
    # Counted when it went out and never again, so that later clocks and calendars do not touch it.
    late_workdays = models.PositiveIntegerField("超期公开工作日数", default=0, editable=False)
    genre = models.CharField("体裁", max_length=20, choices=Genre.choices, default=Genre.OTHER)
    topics = ParentalManyToManyField(Topic, verbose_name="主题分类", blank=True, related_name="records")
    catalog_entries = ParentalManyToManyField(CatalogEntry, verbose_name="公开目录", blank=True, related_name="records")

    attribute = models.CharField("公开属性", max_length=20, choices=Attribute.choices, default=Attribute.UNDETERMINED)
    # A code of models.Ground: the wording in force when it was determined stands in the determination.
    ground = models.CharField("不予公开情形", max_length=8, blank=True)
    ground_reason = models.TextField("理由", blank=True, help_text="依申请公开、不予公开须说明理由。")
    discretion_reason = models.TextField(
        "裁量理由", blank=True, help_text="第十六条规定“可以不予公开”：请说明为什么决定不公开。"
    )
    third_party = models.CharField(
        "第三方意见", max_length=20, choices=ThirdPartyPosition.choices, blank=True, default=ThirdPartyPosition.NONE
    )
    third_party_reason = models.TextField(
        "第三方意见说明", blank=True, help_text="第十五条：何时以何种方式征求、第三方怎样答复，或者公共利益受何影响。"
    )
    is_severed = models.BooleanField(
        "部分公开（区分处理）", default=False, help_text="正文或附件中有依法不公开的段落，公开的只是处理后的版本。"
    )
    forwards = models.ForeignKey(
        "self",
        verbose_name="转发的文件",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="forwarded_by",
        help_text="转发类公文的公开属性从被转发的文件。",
    )
    disclosure_limit = models.ForeignKey(
        DisclosureLimit,
        verbose_name="公开期限",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="records",
        help_text="不填即为二十个工作日。",
    )
    limit_starts_on = models.DateField(
        "期限起算日期", null=True, blank=True, help_text="批准、批复或者作出决定之日；不填即为成文日期。"
    )
    visible_until = models.DateField(
        "公示截止日期", null=True, blank=True, help_text="期满自动撤下，适用于涉及个人的名单。"
    )
    change_note = models.CharField(
        "更正说明", max_length=300, blank=True, help_text="修改已发布的信息时必填，向社会公开。"
    )

    status = models.CharField(
        "发布状态", max_length=20, choices=PublicationStatus.choices, default=PublicationStatus.DRAFT, editable=False
    )
    secrecy_result = models.CharField(
        "保密审查结果", max_length=20, choices=SecrecyResult.choices, default=SecrecyResult.PENDING, editable=False
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="拟稿人",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="drafted_records",
    )
    registered_at = models.DateTimeField("登记时间", editable=False)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True, editable=False)
    withdrawal_explanation = models.TextField("撤下说明", blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name="替代文件",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    live = models.BooleanField("已公开", default=False, editable=False)

    # Nothing on the site asks which rows a record refers to, and the index would cost a walk of every text.
    wagtail_reference_index_ignore = True

    objects = InformationRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "政府信息"
        verbose_name_plural = "政府信息"
        ordering: ClassVar = ["-published_at", "-id"]
        indexes: ClassVar = [
            # Partial: SQLite cannot use an index that starts with a bare boolean.
            models.Index(fields=["-published_at", "-id"], condition=Q(live=True), name="record_live_newest"),
            models.Index(fields=["organ", "-published_at"], condition=Q(live=True), name="record_live_by_organ"),
            models.Index(fields=["organ", "status"], name="record_organ_status"),
            models.Index(fields=["external_id"], condition=~Q(external_id=""), name="record_external_id"),
            models.Index(fields=["visible_until"], condition=Q(live=True), name="record_live_visible_until"),
            models.Index(fields=["composed_on"], name="record_composed_on"),
            # What periodic review walks: everything registered that is not open, organ by organ.
            models.Index(
                fields=["organ", "attribute", "ground"],
                condition=Q(status=PublicationStatus.REGISTERED),
                name="record_registered_by_ground",
            ),
            # The nightly sweep goes through the same by id, some thousand at a time.
            models.Index(
                fields=["id"],
                condition=Q(status=PublicationStatus.REGISTERED, attribute__in=sorted(NOT_OPEN_ATTRIBUTES)),
                name="record_review_walk",
            ),
            # What is due and not yet public: everything a count by day and organ asks for.
            models.Index(
                fields=["due_on", "organ", "attribute"],
                condition=Q(status__in=UNPUBLISHED_STATUSES, due_on__isnull=False),
                name="record_due_unpublished",
            ),
            # What was changed and whose change is not yet public.
            models.Index(
                fields=["organ", "due_on"], condition=Q(changed_on__isnull=False), name="record_due_correction"
            ),
            models.Index(fields=["id"], condition=Q(is_due_provisional=True), name="record_due_provisional"),
            models.Index(
                fields=["organ", "published_at"], condition=Q(late_workdays__gt=0), name="record_published_late"
            ),
            models.Index(
                fields=["organ", "registered_at"], condition=Q(attribute=Attribute.UNDETERMINED), name="record_historic"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(live=False)
                | Q(
                    attribute=Attribute.OPEN,
                    secrecy_result=SecrecyResult.CLEARED,
                    status=PublicationStatus.PUBLISHED,
                    withdrawn_at__isnull=True,
                ),
                name="record_live_is_open_and_cleared",
                violation_error_message="已公开的信息须为主动公开并通过保密审查；改为不公开的，请先撤下。",
            ),
            models.CheckConstraint(
                condition=~Q(status=PublicationStatus.PUBLISHED) | Q(live=True, published_at__isnull=False),
                name="record_published_is_live",
            ),
            models.CheckConstraint(
                condition=~Q(status=PublicationStatus.WITHDRAWN)
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_explanation="")),
                name="record_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(attribute__in=sorted(NOT_OPEN_ATTRIBUTES)) | (~Q(ground="") & ~Q(ground_reason="")),
                name="record_not_open_has_ground",
                violation_error_message="依申请公开、不予公开的，须选择《条例》规定的情形并说明理由。",
            ),
            models.CheckConstraint(
                condition=Q(is_severed=False) | (~Q(attribute__in=sorted(NOT_OPEN_ATTRIBUTES)) & ~Q(ground="")),
                name="record_severed_is_open_with_ground",
                violation_error_message="部分公开的信息，公开属性须为主动公开，并选择不公开部分适用的情形。",
            ),
            models.UniqueConstraint(
                fields=["organ", "document_number"],
                condition=~Q(document_number="") & Q(is_reproduced=False),
                name="record_document_number_once_per_organ",
                violation_error_message="本机关已有同一发文字号的信息，请核对。",
            ),
            models.UniqueConstraint(
                fields=["organ", "external_id"],
                condition=~Q(external_id=""),
                name="record_external_id_once_per_organ",
                violation_error_message="本机关已经导入过同一来源标识的信息。",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")), name="record_not_its_own_successor"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Normalise the document number and refuse impossible dates."""
        super().clean()
        self.document_number = normalise_document_number(self.document_number)
        errors: dict[str, str] = {}
        if self.composed_on and not FIRST_YEAR <= self.composed_on.year <= LAST_YEAR:
            errors["composed_on"] = f"成文日期不在{FIRST_YEAR}年至{LAST_YEAR}年之间，请核对。"
        if self.limit_starts_on and self.disclosure_limit_id is None:
            errors["limit_starts_on"] = "请先选择公开期限，再填写起算日期；适用二十个工作日的，从成文日期起算。"
        elif self.limit_starts_on and not FIRST_YEAR <= self.limit_starts_on.year <= LAST_YEAR:
            errors["limit_starts_on"] = f"期限起算日期不在{FIRST_YEAR}年至{LAST_YEAR}年之间，请核对。"
        if self.visible_until and self.composed_on and self.visible_until < self.composed_on:
            errors["visible_until"] = "公示截止日期早于成文日期，请核对。"
        if errors:
            raise ValidationError(errors)

    def get_absolute_url(self) -> str:
        """Return the public address: the index number below the list of records."""
        return f"{fixed_address('records:list')}{self.index_number}/"

    @property
    def issuer(self) -> Organ | None:
        """The organ that made the information; a reproduced text may not say."""
        if self.lead_organ_id:
            return self.lead_organ
        return None if self.is_reproduced else self.organ

    @property
    def validity(self) -> ValidityMark:
        """The validity shown today; child models say what it is."""
        return validity_of(self)

    @property
    def is_replaced(self) -> bool:
        """Whether a newer record has taken its place."""
        return self.replaced_by_id is not None

    def body_html(self) -> SafeString:
        """Return the body as sanitised HTML."""
        return body_to_html(self.body)

    def body_text(self) -> str:
        """Return the body as plain text, one paragraph or table row a line."""
        return body_to_text(self.body)

    def get_latest_revision_as_object(self) -> "InformationRecord":
        """Return the text an edit starts from, of a partly open record always a revision's.

        Wagtail would take the row of a live record without later drafts, and that is redacted (docs/adr/0021).
        """
        if self.is_severed and self.latest_revision is not None:
            whole: InformationRecord = self.latest_revision.as_object()
            return whole
        latest: InformationRecord = super().get_latest_revision_as_object()
        return latest

    def with_content_json(self, content: dict[str, Any]) -> "InformationRecord":
        """Return the record with the content of a revision; what services wrote stays as it is in the database."""
        record: InformationRecord = super().with_content_json(content)
        for field in SYSTEM_FIELDS:
            setattr(record, field, getattr(self, field))
        return record

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Refuse: a record goes public through services.publication alone, whatever screen asks."""
        raise Refused(["政府信息须经属性认定、保密审查和签发后发布，不能直接发布。"])

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: a record leaves the site through services.publication alone, with a public explanation."""
        raise Refused(["撤下政府信息须说明理由，请使用“撤下”操作。"])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template of the public page: the preview looks like the site."""
        return "disclosure/record_detail.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what the public page would show of this draft."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | preview_context(request, self)
