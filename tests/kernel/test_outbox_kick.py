"""After a commit a worker is woken, once; a missing broker costs nothing but a line in the log."""

import logging
from datetime import timedelta

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone

from zhifu_portal.kernel.outbox import OutboxRow, enqueue, register_handler
from zhifu_portal.kernel.tasks import drain_outbox, prune_outbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_handlers")]


@pytest.fixture
def missing_broker():
    """Send for real: the folder of the file-system broker does not exist in a test's DATA_DIR."""
    current_app.conf.task_always_eager = False
    yield
    current_app.conf.task_always_eager = True


def test_enqueueing_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        enqueue(topic="index", key="a")


def test_the_work_is_done_right_after_the_commit():
    batches = []
    register_handler("index", batches.append, transactional=True)
    with transaction.atomic():
        enqueue(topic="index", key="a")
        enqueue(topic="index", key="b")
        assert batches == []
    assert [[delivery.key for delivery in batch] for batch in batches] == [["a", "b"]]


def test_nothing_is_owed_by_a_transaction_rolled_back():
    with transaction.atomic():
        enqueue(topic="index", key="a")
        transaction.set_rollback(True)
    assert not OutboxRow.objects.exists()


def test_a_handler_without_transaction_runs_outside_any():
    inside = []
    register_handler(
        "index", lambda deliveries: inside.append(transaction.get_connection().in_atomic_block), transactional=False
    )
    with transaction.atomic():
        enqueue(topic="index", key="a")
    assert inside == [False]


def test_a_broker_that_is_away_leaves_the_row_for_the_next_beat(missing_broker, caplog):
    register_handler("index", lambda deliveries: None, transactional=True)
    with caplog.at_level(logging.WARNING), transaction.atomic():
        enqueue(topic="index", key="a")
    assert "the outbox was not kicked; the next beat drains it" in caplog.text
    assert OutboxRow.objects.get().status == "pending"
    assert drain_outbox() == 1


def test_the_tasks_are_known_by_the_names_that_beat_sends():
    assert {drain_outbox.name, prune_outbox.name} == {"kernel.drain_outbox", "kernel.prune_outbox"}
    assert {"kernel.drain_outbox", "kernel.prune_outbox"} <= set(current_app.tasks)


def test_rows_done_two_weeks_ago_are_pruned():
    register_handler("index", lambda deliveries: None, transactional=True)
    with transaction.atomic():
        enqueue(topic="index", key="a")
    assert prune_outbox() == 0
    OutboxRow.objects.update(done_at=timezone.now() - timedelta(days=15))
    assert prune_outbox() == 1
