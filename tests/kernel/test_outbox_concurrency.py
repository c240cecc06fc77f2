"""Several workers drain at once: every row once, and rows of one key never side by side."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from zhifu_portal.kernel.numbering import Sequence, next_number
from zhifu_portal.kernel.outbox import DrainReport, OutboxRow, drain, enqueue, register_handler

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_handlers")]

WORKERS = 4


def owe(count, *, keys):
    with transaction.atomic():
        for n in range(count):
            enqueue(topic="owed", key=f"k{n % keys}")


def drain_until_empty(_worker):
    try:
        while OutboxRow.objects.pending().exists():
            drain(now=timezone.now())
    finally:
        connection.close()


def run_workers():
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(drain_until_empty, range(WORKERS)))


@pytest.mark.both_databases
def test_transactional_rows_are_applied_exactly_once():
    owe(120, keys=120)

    def count(deliveries):
        for delivery in deliveries:
            next_number(scope=delivery.key)

    register_handler("owed", count, transactional=True, batch_size=7)
    run_workers()
    assert dict(Sequence.objects.values_list("scope", "last_value")) == {f"k{n}": 1 for n in range(120)}
    assert OutboxRow.objects.filter(status="done", attempts=1).count() == 120


@pytest.mark.both_databases
def test_leased_rows_are_delivered_once_and_never_two_of_a_key_side_by_side():
    owe(120, keys=10)
    lock = threading.Lock()
    held, seen, clashes = set(), Counter(), []

    def note(deliveries):
        keys = {delivery.key for delivery in deliveries}
        with lock:
            clashes.extend(held & keys)
            held.update(keys)
        with lock:
            seen.update(delivery.key for delivery in deliveries)
            held.difference_update(keys)

    register_handler("owed", note, transactional=False, batch_size=3)
    run_workers()
    assert (clashes, seen) == ([], Counter({f"k{n}": 12 for n in range(10)}))


@pytest.mark.services
def test_a_topic_being_delivered_does_not_hold_up_the_others(postgres_url):
    started, may_end = threading.Event(), threading.Event()

    def stall(deliveries):
        started.set()
        may_end.wait(timeout=60)

    owe(2, keys=2)
    register_handler("owed", stall, transactional=True, batch_size=1)
    register_handler("swift", lambda deliveries: None, transactional=True)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(drain_until_empty, 0)
        started.wait(timeout=60)
        with transaction.atomic():
            enqueue(topic="swift", key="a")
        report = drain(now=timezone.now())
        may_end.set()
        slow.result(timeout=60)
    # The eager kick after the commit has delivered the swift row already; the stalled topic was passed over.
    assert report == DrainReport()
    assert OutboxRow.objects.get(topic="swift").status == "done"
    assert not OutboxRow.objects.pending().exists()
