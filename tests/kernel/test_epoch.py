"""The epoch changes once per commit, in a file or in Redis, and never comes back to an old value."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import transaction

from zhifu_portal.kernel.epoch import CACHE_KEY, _advance_file, _file_epoch, bump_epoch, current_epoch
from zhifu_portal.kernel.outbox import DrainReport, drain

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def test_the_epoch_stays_while_nothing_changes():
    assert current_epoch() == current_epoch()


def test_a_bump_changes_the_epoch_at_once_outside_a_transaction():
    before = current_epoch()
    bump_epoch()
    assert current_epoch() != before


def test_a_bump_waits_for_the_commit():
    before = current_epoch()
    with transaction.atomic():
        bump_epoch()
        bump_epoch()
        assert current_epoch() == before
    assert current_epoch() != before


def test_a_transaction_rolled_back_bumps_nothing():
    before = current_epoch()
    with transaction.atomic():
        bump_epoch()
        transaction.set_rollback(True)
    assert current_epoch() == before


@pytest.mark.django_db(transaction=False)
def test_a_bump_lost_with_its_process_is_made_by_the_next_drain():
    """The transaction of this test never commits, so that nothing runs after it, as in a process killed just then."""
    before = current_epoch()
    bump_epoch()
    bump_epoch()
    assert current_epoch() == before
    assert drain(now=datetime(2100, 1, 1, tzinfo=UTC)) == DrainReport(done=2)
    assert current_epoch() != before


def test_no_value_ever_comes_back():
    values = []
    for _ in range(200):
        bump_epoch()
        values.append(current_epoch())
    assert len(set(values)) == 200


@pytest.mark.services
def test_an_epoch_that_redis_forgot_starts_with_a_value_never_used(redis_url):
    bump_epoch()
    before = current_epoch()
    cache.delete(CACHE_KEY)
    after = current_epoch()
    assert after not in {before, ""}
    assert current_epoch() == after


def test_without_redis_every_page_is_rendered_anew(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert current_epoch() != current_epoch()


def test_the_file_moves_on_even_when_the_clock_stands_still(tmp_path):
    path = tmp_path / "epoch"
    assert _file_epoch(path) == "0"
    _advance_file(path)
    tomorrow = int(_file_epoch(path)) + 86_400 * 10**9
    os.utime(path, ns=(tomorrow, tomorrow))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: _advance_file(path), range(200)))
    assert _file_epoch(path) == str(tomorrow + 200)
