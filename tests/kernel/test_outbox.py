"""The outbox on one connection: enqueueing, delivering, retrying, giving up, reviving, pruning."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from zhifu_portal.kernel.audit import AuditRow
from zhifu_portal.kernel.numbering import Sequence, next_number
from zhifu_portal.kernel.outbox import (
    DrainReport,
    OutboxRow,
    OutboxStatus,
    drain,
    drain_until_idle,
    enqueue,
    enqueue_many,
    prune_done,
    register_handler,
    revive,
)
from zhifu_portal.kernel.outbox.leases import MAX_ATTEMPTS, backoff
from zhifu_portal.kernel.transitions import TransitionRefused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_handlers")]

# Later than any clock that reads this, so that rows enqueued by the tests are due.
NOW = datetime(2100, 1, 1, tzinfo=UTC)
BOTH_KINDS = pytest.mark.parametrize("transactional", [True, False])


class Recorder:
    """A handler that remembers its batches and fails on the keys it is told to."""

    def __init__(self, *poison):
        self.batches = []
        self.poison = set(poison)

    def __call__(self, deliveries):
        self.batches.append([delivery.key for delivery in deliveries])
        for delivery in deliveries:
            next_number(scope=delivery.key) if transaction.get_connection().in_atomic_block else None
            if delivery.key in self.poison:
                raise ValueError(f"cannot digest {delivery.key}")


def owe(*keys, topic="index"):
    for key in keys:
        enqueue(topic=topic, key=key)


def statuses():
    return dict(OutboxRow.objects.order_by("key").values_list("key", "status"))


def test_a_handler_gets_key_payload_and_id():
    seen = []
    register_handler("index", seen.extend, transactional=True)
    enqueue(topic="index", key="7", payload={"why": "published"})
    drain(now=NOW)
    row = OutboxRow.objects.get()
    assert [(delivery.id, delivery.key, delivery.payload) for delivery in seen] == [(row.pk, "7", {"why": "published"})]
    assert (row.status, row.attempts, row.done_at, row.leased_until) == (OutboxStatus.DONE, 1, NOW, None)
    assert str(row) == "index 7（已完成）"


@BOTH_KINDS
def test_rows_are_delivered_in_order_and_in_batches(transactional):
    handler = Recorder()
    register_handler("index", handler, transactional=transactional, batch_size=2)
    owe("a", "b", "c", "d", "e")
    assert drain(now=NOW) == DrainReport(done=5)
    assert handler.batches == [["a", "b"], ["c", "d"], ["e"]]


@pytest.mark.both_databases
def test_the_same_work_is_owed_for_many_keys_in_their_order():
    handler = Recorder()
    register_handler("index", handler, transactional=True)
    enqueue_many(topic="index", keys=(str(number) for number in range(2500)))
    enqueue_many(topic="index", keys=[])

    assert drain(now=NOW) == DrainReport(done=2500)
    assert [key for batch in handler.batches for key in batch] == [str(number) for number in range(2500)]


@BOTH_KINDS
def test_what_is_done_is_not_delivered_again(transactional):
    handler = Recorder()
    register_handler("index", handler, transactional=transactional)
    owe("a")
    drain(now=NOW)
    assert drain(now=NOW) == DrainReport()
    assert handler.batches == [["a"]]


@BOTH_KINDS
def test_collapsing_delivers_the_newest_row_of_a_key_once_and_finishes_all(transactional):
    seen = []
    register_handler("index", seen.extend, transactional=transactional, collapse=True)
    for key, version in (("a", 1), ("b", 1), ("a", 2), ("a", 3)):
        enqueue(topic="index", key=key, payload={"version": version})
    assert drain(now=NOW) == DrainReport(done=4)
    assert [(delivery.key, delivery.payload) for delivery in seen] == [("a", {"version": 3}), ("b", {"version": 1})]


@BOTH_KINDS
def test_collapsing_takes_the_keys_owed_last_first_each_with_all_its_rows(transactional):
    handler = Recorder()
    register_handler("index", handler, transactional=transactional, batch_size=2, collapse=True)
    owe("a", "b", "c", "a", "d")
    assert drain(now=NOW) == DrainReport(done=5)
    assert handler.batches == [["a", "d"], ["b", "c"]]


def test_what_is_owed_during_a_long_delivery_is_delivered_next():
    seen = []

    def deliver(deliveries):
        seen.append([delivery.key for delivery in deliveries])
        if len(seen) == 1:
            owe("urgent")

    register_handler("index", deliver, transactional=False, batch_size=2, collapse=True)
    owe("a", "b", "c", "d", "e")
    assert drain_until_idle(clock=lambda: NOW) == DrainReport(done=6)
    assert seen == [["d", "e"], ["c", "urgent"], ["a", "b"]]


def test_a_backlog_of_one_topic_holds_up_no_other():
    seen = []
    for topic in ("a-import", "z-index"):
        register_handler(topic, lambda some: seen.extend(one.key for one in some), transactional=False, batch_size=1)
    owe("1", "2", topic="a-import")
    owe("3", topic="z-index")
    drain_until_idle(clock=lambda: NOW)
    assert seen == ["1", "3", "2"]


@BOTH_KINDS
def test_a_poison_row_does_not_hold_up_its_batch(transactional):
    handler = Recorder("c")
    register_handler("index", handler, transactional=transactional)
    owe("a", "b", "c", "d")
    assert drain(now=NOW) == DrainReport(done=3, retried=1)
    assert handler.batches == [["a", "b", "c", "d"], ["a"], ["b"], ["c"], ["d"]]
    assert statuses() == {"a": "done", "b": "done", "c": "pending", "d": "done"}
    poison = OutboxRow.objects.get(key="c")
    assert (poison.attempts, poison.last_error, poison.leased_until) == (1, "ValueError: cannot digest c", None)
    assert poison.available_at == NOW + timedelta(seconds=2)


def test_what_a_failing_transactional_handler_wrote_is_taken_back():
    register_handler("index", Recorder("c"), transactional=True)
    owe("a", "b", "c")
    drain(now=NOW)
    assert dict(Sequence.objects.values_list("scope", "last_value")) == {"a": 1, "b": 1}


def test_a_transactional_handler_that_breaks_a_constraint_does_not_break_the_drain():
    def handler(deliveries):
        Sequence.objects.bulk_create([Sequence(scope=delivery.key) for delivery in deliveries])

    Sequence.objects.create(scope="b")
    register_handler("index", handler, transactional=True)
    owe("a", "b", "c")
    assert drain(now=NOW) == DrainReport(done=2, retried=1)
    assert OutboxRow.objects.get(key="b").last_error.startswith(IntegrityError.__name__)


@BOTH_KINDS
def test_a_row_that_failed_is_retried_alone_when_its_time_has_come(transactional):
    handler = Recorder("a")
    register_handler("index", handler, transactional=transactional)
    owe("a", "b")
    drain(now=NOW)
    handler.batches.clear()
    handler.poison.clear()
    owe("c", "d")
    assert drain(now=NOW + timedelta(seconds=1)) == DrainReport(done=2)
    assert drain(now=NOW + timedelta(seconds=2)) == DrainReport(done=1)
    assert handler.batches == [["c", "d"], ["a"]]
    assert OutboxRow.objects.get(key="a").last_error == ""


def test_waiting_doubles_up_to_an_hour():
    waits = [int(backoff(attempts).total_seconds()) for attempts in range(1, MAX_ATTEMPTS + 2)]
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]


@BOTH_KINDS
def test_a_row_that_keeps_failing_dies_and_can_be_revived(transactional, clerk):
    handler = Recorder("a")
    register_handler("index", handler, transactional=transactional)
    owe("a")
    reports = [drain(now=NOW + timedelta(hours=n)) for n in range(MAX_ATTEMPTS + 1)]
    assert reports == [DrainReport(retried=1)] * (MAX_ATTEMPTS - 1) + [DrainReport(dead=1), DrainReport()]
    dead = OutboxRow.objects.dead().get()
    handler.poison.clear()
    revived = revive(row=dead, by=clerk)
    assert (revived.status, revived.attempts, revived.last_error) == ("pending", 0, "ValueError: cannot digest a")
    assert drain(now=NOW) == DrainReport(done=1)
    audit = AuditRow.objects.get()
    assert (audit.action, audit.actor, audit.subject_id) == ("outbox.revived", clerk, str(dead.pk))


def test_only_dead_rows_are_revived(clerk):
    owe("a")
    with pytest.raises(TransitionRefused, match="当前状态为“待处理”，不能变为“待处理”"):
        revive(row=OutboxRow.objects.get(), by=clerk)


def test_rows_without_a_handler_wait():
    register_handler("index", Recorder(), transactional=True)
    owe("a", topic="mail")
    assert drain(now=NOW) == DrainReport()
    assert statuses() == {"a": "pending"}


def test_rows_enqueued_after_now_wait_for_the_next_drain():
    register_handler("index", Recorder(), transactional=True)
    owe("a")
    assert drain(now=timezone.now() - timedelta(minutes=1)) == DrainReport()
    assert drain(now=timezone.now()) == DrainReport(done=1)


def test_a_handler_may_enqueue_more():
    register_handler("index", lambda deliveries: owe("a", topic="mail"), transactional=True)
    mail = Recorder()
    register_handler("mail", mail, transactional=True)
    owe("a")
    drain(now=NOW)
    drain(now=NOW)
    assert mail.batches == [["a"]]


def test_one_topic_has_one_handler():
    handler = Recorder()
    register_handler("index", handler, transactional=True)
    register_handler("index", handler, transactional=True)
    with pytest.raises(ValueError, match="outbox topic 'index' already has a handler"):
        register_handler("index", Recorder(), transactional=True)


def test_a_handler_may_be_named_by_its_path():
    register_handler("index", "zhifu_portal.kernel.outbox_handlers.no_such_handler", transactional=True)
    owe("a")
    assert drain(now=NOW) == DrainReport(retried=1)
    assert "no_such_handler" in OutboxRow.objects.get().last_error


def test_a_lease_that_ran_out_makes_the_row_available_again():
    handler = Recorder()
    register_handler("index", handler, transactional=False)
    owe("a", "b")
    OutboxRow.objects.filter(key="a").update(leased_until=NOW + timedelta(minutes=1), attempts=1)
    assert drain(now=NOW) == DrainReport(done=1)
    assert drain(now=NOW + timedelta(minutes=1)) == DrainReport(done=1)
    assert handler.batches == [["b"], ["a"]]


def test_rows_of_a_key_wait_while_another_worker_holds_the_key():
    handler = Recorder()
    register_handler("index", handler, transactional=False)
    owe("a", "a", "b")
    first = OutboxRow.objects.order_by("pk")[0]
    OutboxRow.objects.filter(pk=first.pk).update(leased_until=NOW + timedelta(minutes=1))
    drain(now=NOW)
    assert handler.batches == [["b"]]


def test_a_worker_that_outlived_its_lease_settles_nothing():
    def handler(deliveries):
        OutboxRow.objects.update(leased_until=NOW + timedelta(hours=1))

    register_handler("index", handler, transactional=False)
    owe("a")
    assert drain(now=NOW) == DrainReport(done=0)
    assert statuses() == {"a": "pending"}


def test_a_row_that_takes_its_workers_down_dies_unread():
    handler = Recorder()
    register_handler("index", handler, transactional=False)
    owe("a", "b")
    OutboxRow.objects.filter(key="a").update(attempts=MAX_ATTEMPTS, leased_until=NOW)
    assert drain(now=NOW) == DrainReport(done=1, dead=1)
    assert handler.batches == [["b"]]
    assert OutboxRow.objects.dead().get().last_error == "处理进程多次中途退出，已停止重试"


def test_pruning_removes_what_was_done_before_and_nothing_else():
    register_handler("index", Recorder("dead"), transactional=True)
    owe("old", "dead", "young")
    drain(now=NOW)
    OutboxRow.objects.filter(key="dead").update(status=OutboxStatus.DEAD)
    OutboxRow.objects.filter(key="old").update(done_at=NOW - timedelta(days=15))
    owe("waiting")
    assert prune_done(older_than=NOW - timedelta(days=14)) == 1
    assert statuses() == {"dead": "dead", "waiting": "pending", "young": "done"}


def test_an_idle_drain_costs_one_query(django_assert_num_queries):
    register_handler("index", Recorder(), transactional=True)
    with django_assert_num_queries(1):
        drain(now=NOW)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_batch_costs_the_same_queries_for_any_number_of_rows(django_assert_num_queries, rows):
    register_handler("index", lambda deliveries: None, transactional=True)
    owe(*"abc"[:rows])
    drain(now=NOW)
    owe(*"abc"[:rows])
    with django_assert_num_queries(14):
        drain(now=NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "lost"},
        {"status": "done", "done_at": None},
        {"status": "pending", "done_at": NOW},
        {"status": "dead", "leased_until": NOW},
    ],
)
def test_the_database_refuses_impossible_rows(fields):
    owe("a")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxRow.objects.update(**fields)
