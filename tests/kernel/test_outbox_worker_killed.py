"""A real Celery worker is killed in the middle of a batch: no row is lost, and no transactional one applied twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import transaction

from zhifu_portal.kernel.numbering import Sequence
from zhifu_portal.kernel.outbox import OutboxRow, enqueue

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 60


class Worker:
    """A Celery worker with its beat and two pool processes, in a process group of its own."""

    def __init__(self, environment, log):
        self._environment = environment
        self._log = log

    def __enter__(self):
        self._output = self._log.open("ab")
        command = [sys.executable, "-m", "celery", "-A", "zhifu_portal", "worker", "-B", "-c", "2", "-l", "info"]
        self._process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=self._environment,
            stdout=self._output,
            stderr=self._output,
            start_new_session=True,
        )
        return self

    def __exit__(self, *exc_info):
        self.kill()
        self._output.close()

    def kill(self):
        """Kill the worker, its beat and its pool with SIGKILL."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def wait_for(self, condition):
        """Wait until the condition holds; fail with the worker's log when it does not or the worker is gone."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline or self._process.poll() is not None:
                pytest.fail(f"the worker did not get there:\n{self._log.read_text()}")
            time.sleep(0.05)


@pytest.fixture
def worker(process_environment, postgres_url, redis_url, tmp_path):
    """Return a function that starts a worker on this test's databases."""
    environment = {
        **process_environment,
        "REDIS_URL": redis_url,
        "DJANGO_SETTINGS_MODULE": "tests.kernel.worker_settings",
    }
    return lambda: Worker(environment, tmp_path / "worker.log")


def owe(topic, keys):
    with transaction.atomic():
        for key in keys:
            enqueue(topic=topic, key=key)


def nothing_pending():
    return not OutboxRow.objects.pending().exists()


def test_a_worker_killed_inside_a_transactional_batch_applies_each_row_exactly_once(worker, data_dir):
    keys = [*(f"k{n:03}" for n in range(70)), "stall", *(f"k{n:03}" for n in range(70, 100))]
    owe("counted", keys)
    with worker() as first:
        first.wait_for((data_dir / "counted-stalled").exists)
        first.kill()
    # Three batches of twenty are committed; the fourth, half applied when its worker died, left no trace.
    assert OutboxRow.objects.filter(status="done").count() == 60
    assert Sequence.objects.filter(scope__startswith="delivered:").count() == 60
    with worker() as second:
        second.wait_for(nothing_pending)
    counted = dict(Sequence.objects.filter(scope__startswith="delivered:").values_list("scope", "last_value"))
    assert counted == {f"delivered:{key}": 1 for key in keys}
    assert OutboxRow.objects.filter(status="done", attempts=1).count() == len(keys)


def test_a_worker_killed_inside_a_leased_batch_loses_no_row(worker, data_dir):
    keys = ["k1", "stall", "k2"]
    owe("leased", keys)
    with worker() as first:
        first.wait_for((data_dir / "leased-stalled").exists)
        first.kill()
    assert OutboxRow.objects.pending().count() == 3
    with worker() as second:
        second.wait_for(nothing_pending)
    noted = (data_dir / "noted").read_text().split()
    assert noted == ["k1", "stall", "k1", "stall", "k2"]
    assert OutboxRow.objects.filter(status="done", attempts=2).count() == 3
