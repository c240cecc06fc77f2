"""Words of periodic review, historic determination and conversion."""

from django.db import models


class SelectionMode(models.TextChoices):
    """How much of what is due a review policy takes."""

    ALL = "all", "全部审查"
    SAMPLE = "sample", "抽查"


class RoundStatus(models.TextChoices):
    """Where a round stands; written by services.rounds alone."""

    OPENING = "opening", "正在分派"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"


class ItemStatus(models.TextChoices):
    """Where one record in a round stands; written by services.items and, for the system, services.item_flow."""

    PENDING = "pending", "待审查"
    DECIDED = "decided", "已审查"
    OPENING = "opening", "转公开办理中"
    OPENED = "opened", "已转为公开"
    DROPPED = "dropped", "不再需要审查"


class ReviewOutcome(models.TextChoices):
    """What a periodic review decides (条例第十八条)."""

    KEEP = "keep", "维持原属性"
    CHANGE_GROUND = "change_ground", "变更情形"
    OPEN_IN_PART = "open_in_part", "部分公开"
    OPEN = "open", "转为主动公开"


# A record has one such item at most (the database holds it).
OPEN_ITEMS = frozenset({ItemStatus.PENDING, ItemStatus.OPENING})
REVIEWED_ITEMS = frozenset({ItemStatus.DECIDED, ItemStatus.OPENING, ItemStatus.OPENED})
OPENING_OUTCOMES = frozenset({ReviewOutcome.OPEN, ReviewOutcome.OPEN_IN_PART})


class ProposalStatus(models.TextChoices):
    """What became of the proposal for a historic document; written by services.historic alone."""

    PENDING = "pending", "待确认"
    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "不采纳"


class ConversionStatus(models.TextChoices):
    """Where the conversion of a record to open stands; written by services.conversion alone."""

    WATCHING = "watching", "未达到次数"
    QUEUED = "queued", "待研究"
    OPENING = "opening", "转公开办理中"
    OPENED = "opened", "已转为公开"
    DECLINED = "declined", "不转为公开"


class EvidenceKind(models.TextChoices):
    """What speaks for opening a record."""

    REQUEST = "request", "依申请提供"
    SUGGESTION = "suggestion", "申请人建议"
    REVIEW = "review", "定期审查"
