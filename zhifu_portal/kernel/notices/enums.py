"""How a person wants to be told."""

from django.db.models import TextChoices


class MailWish(TextChoices):
    """Whether a notice also goes out by mail."""

    AT_ONCE = "at_once", "站内通知，并立即发邮件"
    DAILY = "daily", "站内通知，并每天汇总发一封邮件"
    NEVER = "never", "只发站内通知"
