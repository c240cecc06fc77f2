"""Gapless numbering: one counter row per scope, advanced inside the transaction that uses the number."""

from django.db import models
from django.db.models import F

from zhifu_portal.kernel.commits import require_transaction


class Sequence(models.Model):
    """The last number given out in one scope, such as an organ's code and a year."""

    scope = models.CharField("编号范围", max_length=200, primary_key=True)
    last_value = models.PositiveBigIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = "编号序列"
        verbose_name_plural = "编号序列"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.scope}：{self.last_value}"


def next_number(*, scope: str) -> int:
    """Return the next number of the scope, starting at 1, without gaps or repeats under concurrency.

    The counter row stays locked until the caller's transaction ends, so a number taken by a transaction that is
    rolled back is given out again. Raises `TransactionManagementError` outside `transaction.atomic()`.
    """
    require_transaction("next_number")
    counter = Sequence.objects.filter(scope=scope)
    if not counter.update(last_value=F("last_value") + 1):
        # Two first users of a scope: the database keeps one row, and both then queue for its lock.
        Sequence.objects.bulk_create([Sequence(scope=scope)], ignore_conflicts=True)
        counter.update(last_value=F("last_value") + 1)
    return counter.values_list("last_value", flat=True).get()
