"""Prepares the process before Django reads its settings; loaded by `-p` in pyproject.toml.

Every test process gets a folder of its own, a database in it and no Redis; with `--services` the
controlling process starts PostgreSQL and Redis once and its xdist workers inherit the addresses.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.services.postgres import Postgres
from tests.services.redis import Redis, with_database

SERVICE_FIXTURES = frozenset({"postgres_url", "redis_url"})
run_folder = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--services",
        action="store_true",
        help="run the tests marked services or both_databases on real PostgreSQL and Redis",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Set the environment; a wrapper, because pytest-django reads the settings in the same hook."""
    folder = Path(tempfile.mkdtemp(prefix="zhifu-test-"))
    early_config.stash[run_folder] = folder
    early_config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    (folder / "data").mkdir()
    os.environ["DATA_DIR"] = str(folder / "data")
    if early_config.known_args_namespace.services:
        if "PYTEST_XDIST_WORKER" not in os.environ:
            _start_services(early_config, folder)
        os.environ["REDIS_URL"] = with_database(os.environ["REDIS_URL"], _worker_number())
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'zhifu.sqlite3'}"
        os.environ["REDIS_URL"] = ""
    return (yield)


def _worker_number() -> int:
    """Return 0 for a process without xdist, 1 for gw0, 2 for gw1 …: each has a Redis database of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return int(worker.removeprefix("gw")) + 1 if worker else 0


def _start_services(config: pytest.Config, folder: Path) -> None:
    """Export DATABASE_URL and REDIS_URL: the given servers, else two from the wheels, stopped at the end."""
    given_postgres = os.environ.get("TEST_POSTGRES_URL") or os.environ.get("DATABASE_URL", "")
    if given_postgres.startswith(("postgres://", "postgresql://")):
        os.environ["DATABASE_URL"] = given_postgres
    else:
        postgres = Postgres(folder)
        config.add_cleanup(postgres.stop)
        os.environ["DATABASE_URL"] = postgres.start()
    given_redis = os.environ.get("TEST_REDIS_URL") or os.environ.get("REDIS_URL", "")
    if given_redis:
        os.environ["REDIS_URL"] = given_redis
    else:
        redis = Redis(folder)
        config.add_cleanup(redis.stop)
        os.environ["REDIS_URL"] = redis.start()


def pytest_report_header(config: pytest.Config) -> str:
    return "databases: PostgreSQL and Redis" if config.option.services else "databases: SQLite"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what belongs on the databases of this run; the rest is deselected, never skipped."""
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        needs_services = item.get_closest_marker("services") or SERVICE_FIXTURES & set(_fixture_names(item))
        belongs = needs_services or item.get_closest_marker("both_databases")
        wanted = belongs if config.option.services else not needs_services
        (kept if wanted else left).append(item)
        _start_from_migrated_data(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def _start_from_migrated_data(item: pytest.Item) -> None:
    """Give a test that commits the rows that migrations made, which the test before it has flushed."""
    marker = item.get_closest_marker("django_db")
    commits = marker.kwargs.get("transaction") if marker else "transactional_db" in _fixture_names(item)
    if commits:
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


def _fixture_names(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])
