"""A real sweep is killed again and again; the sweep after it leaves the rows of one that was never disturbed."""

import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from disclosure.review.models import ReviewItem, ReviewRound
from tests.disclosure.factories import OrganFactory, Staff
from tests.disclosure.review.registered import item_rows, make_registered, sweep_on
from zhifu_portal.kernel.audit import AuditRow, verify_chain
from zhifu_portal.kernel.notices import Notice

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

PROJECT = Path(__file__).resolve().parents[3]
NIGHT = date(2026, 3, 2)
RECORDS = 3000
CHUNK = 20
PATIENCE = 60


def start(environment):
    """Start a sweep in a process of its own."""
    command = [sys.executable, "manage.py", "review_sweep", "--on", NIGHT.isoformat(), "--chunk", str(CHUNK)]
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def kill_in_the_middle(environment, *, after):
    """Kill a sweep with SIGKILL once so many items are there; return how many there are then."""
    process = start(environment)
    deadline = time.monotonic() + PATIENCE
    while ReviewItem.objects.count() < after:
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail(f"the sweep did not get there:\n{process.communicate()[0].decode()}")
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return ReviewItem.objects.count()


def outcome(since=0):
    """Return everything the sweep left, without ids and moments."""
    audited = AuditRow.objects.filter(sequence__gt=since).order_by("sequence")
    return {
        "items": item_rows(),
        "rounds": list(ReviewRound.objects.values("period", "status", "opened_on", "due_on", "swept_on", "swept_to")),
        "audit": list(audited.values_list("action", "detail")),
        "notices": sorted(Notice.objects.values_list("recipient_id", "event", "key", "subject")),
    }


def test_a_sweep_killed_anywhere_and_run_again_leaves_the_same_rows(process_environment, postgres_url):
    organs = [OrganFactory(), OrganFactory()]
    for organ in organs:
        Staff(organ)
        make_registered(organ, count=RECORDS // 2)
    sweep_on(NIGHT, chunk=CHUNK)
    undisturbed = outcome()
    for model in (ReviewItem, ReviewRound, Notice):
        model.objects.all().delete()
    audited = AuditRow.objects.count()

    counts = [kill_in_the_middle(process_environment, after=after) for after in (1, 900, 2000)]
    last = start(process_environment)
    said = last.communicate(timeout=PATIENCE)[0].decode()

    assert 0 < counts[0] < counts[1] < counts[2] < RECORDS
    assert last.returncode == 0, said
    assert outcome(since=audited) == undisturbed
    assert verify_chain().faults == []


def test_two_sweeps_at_once_share_the_work(process_environment, postgres_url):
    organ = OrganFactory()
    make_registered(organ, count=400)

    both = [start(process_environment) for _number in range(2)]
    said = [each.communicate(timeout=PATIENCE)[0].decode() for each in both]

    assert [each.returncode for each in both] == [0, 0], said
    assert len(item_rows()) == 400
    assert AuditRow.objects.filter(action="review.round_opened").count() == 1
    assert ReviewRound.objects.get().status == "open"
