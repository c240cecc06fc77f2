"""System checks name what is wrong with an installation, in Chinese."""

import pytest
from django.core.checks import run_checks
from django.db import connection

from zhifu_portal.checks import (
    data_dir_is_writable,
    secret_key_is_set,
    sqlite_is_set_for_concurrency,
    time_zone_is_legal_time,
)

SQLITE = "django.db.backends.sqlite3"
GOOD_OPTIONS = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"}


def ids(check):
    return [message.id for message in check(None)]


def test_the_settings_of_the_project_pass():
    assert [message for message in run_checks() if message.id.startswith("portal.")] == []


def test_a_data_folder_below_a_file_is_an_error(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.DATA_DIR = tmp_path / "file" / "data"
    message = data_dir_is_writable(None)[0]
    assert (message.id, message.msg) == ("portal.E001", f"数据目录 {settings.DATA_DIR} 无法写入")


def test_a_data_folder_that_can_be_made_is_fine(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "not" / "yet"
    assert ids(data_dir_is_writable) == []


@pytest.mark.parametrize(
    ("key", "debug", "expected"),
    [
        ("", False, ["portal.E002"]),
        ("short", False, ["portal.E002"]),
        ("k" * 50, False, []),
        ("", True, []),
    ],
)
def test_production_needs_a_secret_key(settings, key, debug, expected):
    settings.SECRET_KEY = key
    settings.DEBUG = debug
    assert ids(secret_key_is_set) == expected


@pytest.mark.parametrize(("zone", "aware"), [("UTC", True), ("Asia/Shanghai", False)])
def test_another_time_zone_is_an_error(settings, zone, aware):
    settings.TIME_ZONE = zone
    settings.USE_TZ = aware
    assert ids(time_zone_is_legal_time) == ["portal.E003"]


@pytest.mark.parametrize(
    ("engine", "options", "expected"),
    [
        (SQLITE, GOOD_OPTIONS, []),
        (SQLITE, {**GOOD_OPTIONS, "transaction_mode": "DEFERRED"}, ["portal.E004"]),
        (SQLITE, {**GOOD_OPTIONS, "init_command": "PRAGMA synchronous=NORMAL"}, ["portal.W001"]),
        (SQLITE, {}, ["portal.E004", "portal.W001"]),
        ("django.db.backends.postgresql", {}, []),
    ],
)
def test_sqlite_must_be_set_for_concurrency(monkeypatch, engine, options, expected):
    monkeypatch.setitem(connection.settings_dict, "ENGINE", engine)
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    assert ids(sqlite_is_set_for_concurrency) == expected
