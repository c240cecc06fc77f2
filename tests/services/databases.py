"""Fixtures: the folder, cache and database of one test, and the environment in which a process shares them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Keep the SQLite test database in a file: other threads and processes see it, and its locks are the real ones."""
    for name in connections:
        configuration = connections[name].settings_dict
        if configuration["ENGINE"].endswith("sqlite3"):
            configuration["TEST"]["NAME"] = str(Path(configuration["NAME"]).with_name("test.sqlite3"))


@pytest.fixture(scope="session", autouse=True)
def _static_folder() -> None:
    """WhiteNoise warns when the folder of collected files is not there."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def data_dir() -> Iterator[Path]:
    """Yield DATA_DIR, which is empty at the start of every test, as is the cache."""
    folder = Path(settings.DATA_DIR)
    yield folder
    for path in folder.iterdir():
        if path == Path(settings.STATIC_ROOT):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if os.environ["REDIS_URL"]:
        cache.clear()


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """Return the address of the PostgreSQL server of this run; its presence makes the test a `services` test."""
    return os.environ["DATABASE_URL"]


@pytest.fixture(scope="session")
def redis_url() -> str:
    """Return the address of this process's Redis database; its presence makes the test a `services` test."""
    return os.environ["REDIS_URL"]


@pytest.fixture
def process_environment(transactional_db: None, data_dir: Path) -> dict[str, str]:
    """Return the environment in which a process of its own works on this test's database, cache and DATA_DIR."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        database_url = f"sqlite:///{name}"
    else:
        database_url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "zhifu_portal.settings.local",
        "SECRET_KEY": settings.SECRET_KEY,
    }
