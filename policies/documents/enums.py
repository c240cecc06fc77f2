"""Kinds of policy document and the words for their validity."""

from django.db import models


class PolicyKind(models.TextChoices):
    """What a policy document is in law (rules.md §8.1)."""

    NORMATIVE = "normative", "行政规范性文件"
    OTHER = "other", "其他政策文件"
    SUPERIOR = "superior", "上级文件"


class Validity(models.TextChoices):
    """The state of a document on a given day (rules.md §8.4)."""

    NOT_YET = "not_yet", "尚未施行"
    IN_FORCE = "in_force", "有效"
    LAPSED = "lapsed", "失效"
    REPEALED = "repealed", "废止"
    UNSTATED = "unstated", "未注明"
