"""The services of a run are the real ones, and each test finds them empty."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from wagtail.models import Site

from tests.services.ports import free_port
from tests.services.redis import with_database


@pytest.mark.both_databases
@pytest.mark.django_db
def test_database_is_the_one_that_the_run_names(request: pytest.FixtureRequest) -> None:
    expected = "postgresql" if request.config.option.services else "sqlite"
    assert connection.vendor == expected


@pytest.mark.both_databases
def test_redis_is_used_in_the_services_run_only(request: pytest.FixtureRequest) -> None:
    assert bool(os.environ["REDIS_URL"]) is request.config.option.services


@pytest.mark.services
def test_cache_lives_in_redis(redis_url: str) -> None:
    cache.set("who", "redis")
    assert cache.get("who") == "redis"
    assert settings.CACHES["default"]["LOCATION"] == redis_url


@pytest.mark.both_databases
@pytest.mark.parametrize("turn", (1, 2))
def test_cache_and_data_folder_are_empty_at_the_start(turn: int, data_dir: Path) -> None:
    assert cache.get("left-over") is None
    assert not (data_dir / "left-over").exists()
    cache.set("left-over", turn)
    (data_dir / "left-over").touch()


@pytest.mark.both_databases
def test_another_process_sees_the_database_of_the_test(process_environment: dict[str, str]) -> None:
    get_user_model().objects.create_user("another-process")
    question = "from django.contrib.auth import get_user_model; print(get_user_model().objects.get().username)"
    answer = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", question],
        env=process_environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert answer.stdout == "another-process\n"


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_finds_what_migrations_made(turn: int) -> None:
    assert Site.objects.count() == 1
    Site.objects.all().delete()


def test_data_folder_is_the_process_own(data_dir: Path) -> None:
    assert data_dir == Path(os.environ["DATA_DIR"])
    assert data_dir.parent.name.startswith("zhifu-test-")


@pytest.mark.parametrize(
    ("url", "number", "expected"),
    (
        ("redis://127.0.0.1:6379", 2, "redis://127.0.0.1:6379/2"),
        ("redis://127.0.0.1:6379/0", 1, "redis://127.0.0.1:6379/1"),
        ("rediss://user:secret@cache.example:6380/5?ssl=1", 0, "rediss://user:secret@cache.example:6380/0?ssl=1"),
    ),
)
def test_redis_address_takes_a_database_number(url: str, number: int, expected: str) -> None:
    assert with_database(url, number) == expected


def test_free_port_is_a_port_of_an_ordinary_user() -> None:
    assert 1024 <= free_port() <= 65535
