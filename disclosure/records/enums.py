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


class GroundForce(models.TextChoices):
    """How a ground binds the organ (rules.md §1.3)."""

    MUST = "must", "不予公开"
    CONSENT = "consent", "不得公开，第三方同意或者公共利益需要的除外"
    MAY = "may", "可以不予公开"


class ThirdPartyPosition(models.TextChoices):
    """What stands for or against opening under 条例第十五条."""

    NONE = "", "不涉及"
    NOT_ASKED = "not_asked", "未征求第三方意见"
    REFUSED = "refused", "第三方不同意公开"
    CONSENTED = "consented", "第三方同意公开"
    PUBLIC_INTEREST = "public_interest", "不公开会对公共利益造成重大影响"


THIRD_PARTY_OVERRIDES: Final = frozenset({ThirdPartyPosition.CONSENTED, ThirdPartyPosition.PUBLIC_INTEREST})


class DeterminationStage(models.TextChoices):
    """Whose word a determination is (rules.md §1.4)."""

    PROPOSED = "proposed", "拟稿人提出"
    REVIEWED = "reviewed", "审核认定"
    JOINT = "joint", "联合机关意见"
    SIGNED = "signed", "签发确定"
    PERIODIC = "periodic", "定期审查"
    HISTORIC = "historic", "历史公文认定"


class DeterminationOutcome(models.TextChoices):
    """What this word means for the one before it."""

    STATED = "stated", "提出"
    AGREED = "agreed", "同意"
    DISAGREED = "disagreed", "不同意，另行认定"


class PublicationStatus(models.TextChoices):
    """Where a record stands towards the public; written by services.publication alone."""

    DRAFT = "draft", "草稿"
    SCHEDULED = "scheduled", "待发布"
    PUBLISHED = "published", "已发布"
    REGISTERED = "registered", "已登记（不主动公开）"
    WITHDRAWN = "withdrawn", "已撤下"
    EXPIRED = "expired", "公示期满"


# On the way, and never public before.
UNPUBLISHED_STATUSES: Final = (PublicationStatus.DRAFT, PublicationStatus.SCHEDULED)
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
    JOINT_AGREEMENT = "joint_agreement", "联合机关会签"
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


class FindingKind(models.TextChoices):
    """What a check before publication found in a text or a file."""

    PERSONAL_DATA = "personal_data", "个人信息"
    HIDDEN_ROWS = "hidden_rows", "隐藏的行"
    HIDDEN_COLUMNS = "hidden_columns", "隐藏的列"
    HIDDEN_SHEET = "hidden_sheet", "隐藏的工作表"
    HIDDEN_TEXT = "hidden_text", "隐藏的文字"
    COMMENT = "comment", "批注"
    TRACKED_CHANGE = "tracked_change", "修订记录"
    PROPERTY = "property", "文件属性"


class LimitUnit(models.TextChoices):
    """How the days of a limit are counted."""

    WORKDAYS = "workdays", "个工作日"
    DAYS = "days", "日"
