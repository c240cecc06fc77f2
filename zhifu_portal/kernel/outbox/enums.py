"""The states of an outbox row."""

from django.db.models import TextChoices


class OutboxStatus(TextChoices):
    """Whether the work is still owed, done, or given up until somebody revives it."""

    PENDING = "pending", "待处理"
    DONE = "done", "已完成"
    DEAD = "dead", "已停止重试"
