"""Words of law for a record: attribute, ground, genre, step and status."""

from typing import Final

from django.db import models


class Attribute(models.TextChoices):
    """公开属性: how a record may be disclosed."""

    UNDETERMINED = "undetermined", "未认定"
    OPEN = "open", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


NOT_OPEN_ATTRIBUTES: Final = frozenset({Attribute.ON_REQUEST, Attribute.WITHHELD})


class ExemptionGround(models.TextChoices):
    """不予公开情形, 条例第十四条至第十六条 (rules.md §1.3)."""

    E14_1 = "E14-1", "第十四条：国家秘密"
    E14_2 = "E14-2", "第十四条：法律、行政法规禁止公开"
    E14_3 = "E14-3", "第十四条：公开后可能危及国家安全、公共安全、经济安全、社会稳定"
    E15 = "E15", "第十五条：商业秘密、个人隐私等公开会对第三方合法权益造成损害"
    E16_1 = "E16-1", "第十六条：行政机关的内部事务信息"
    E16_2 = "E16-2", "第十六条：讨论记录、过程稿、磋商信函、请示报告等过程性信息"
    E16_3 = "E16-3", "第十六条：行政执法案卷信息"


class PublicationStatus(models.TextChoices):
    """Where a record stands towards the public; written by services.publication alone."""

    DRAFT = "draft", "草稿"
    SCHEDULED = "scheduled", "待发布"
    PUBLISHED = "published", "已发布"
    REGISTERED = "registered", "已登记（不主动公开）"
    WITHDRAWN = "withdrawn", "已撤下"
    EXPIRED = "expired", "公示期满"


PUBLIC_TRACE_STATUSES: Final = frozenset(
    {PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN, PublicationStatus.EXPIRED}
)


class SecrecyResult(models.TextChoices):
    """Result of the secrecy review (条例第十七条)."""

    PENDING = "pending", "未审查"
    CLEARED = "cleared", "可公开"
    REFUSED = "refused", "不可公开"
    REFERRED = "referred", "待确定"


class ReviewStep(models.TextChoices):
    """The steps before publication, in their order (rules.md §1.4)."""

    DETERMINATION = "determination", "公开属性认定"
    SECRECY_REVIEW = "secrecy_review", "保密审查"
    SIGN_OFF = "sign_off", "签发"


class DecisionOutcome(models.TextChoices):
    """What was decided at a step."""

    APPROVED = "approved", "同意"
    RETURNED = "returned", "退回"


class RecordEventKind(models.TextChoices):
    """What happened to a record in public, for its history."""

    PUBLISHED = "published", "发布"
    CORRECTED = "corrected", "更正"
    WITHDRAWN = "withdrawn", "撤下"
    REPLACED = "replaced", "被新文件替代"
    EXPIRED = "expired", "公示期满"


class Genre(models.TextChoices):
    """体裁: the fifteen kinds of official document (公文种类), and what is none of them."""

    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    ORDER = "order", "命令（令）"
    COMMUNIQUE = "communique", "公报"
    ANNOUNCEMENT = "announcement", "公告"
    PUBLIC_NOTICE = "public_notice", "通告"
    OPINION = "opinion", "意见"
    NOTICE = "notice", "通知"
    CIRCULAR = "circular", "通报"
    REPORT = "report", "报告"
    REQUEST = "request", "请示"
    REPLY = "reply", "批复"
    MOTION = "motion", "议案"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"
    OTHER = "other", "其他"


class ImportState(models.TextChoices):
    """State of an import batch."""

    RUNNING = "running", "导入中"
    FINISHED = "finished", "已完成"
    UNDONE = "undone", "已撤销"
