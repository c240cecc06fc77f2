"""System checks of the installation: `manage.py check` names what would otherwise fail later, at night."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

SHORTEST_SECRET = 50
LEGAL_TIME_ZONE = "Asia/Shanghai"


@register()
def data_dir_is_writable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E001 when DATA_DIR, or the nearest folder above it that exists, cannot be written to."""
    data_dir = Path(settings.DATA_DIR)
    existing = next(folder for folder in (data_dir, *data_dir.parents) if folder.exists())
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        return []
    return [Error(f"数据目录 {data_dir} 无法写入", hint="请修改 DATA_DIR 或目录权限", id="portal.E001")]


@register(Tags.security)
def secret_key_is_set(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E002 when a production installation has no SECRET_KEY or a short one."""
    if settings.DEBUG:
        return []
    try:
        length = len(settings.SECRET_KEY)
    except ImproperlyConfigured:
        length = 0
    if length >= SHORTEST_SECRET:
        return []
    hint = f"请在环境变量 SECRET_KEY 中设置不少于 {SHORTEST_SECRET} 个字符的随机密钥"
    return [Error("没有设置 SECRET_KEY，或者密钥过短", hint=hint, id="portal.E002")]


@register()
def time_zone_is_legal_time(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E003 when days would not begin at midnight in Beijing: every statutory term counts those days."""
    if settings.USE_TZ and settings.TIME_ZONE == LEGAL_TIME_ZONE:
        return []
    hint = f"请设置 USE_TZ = True、TIME_ZONE = {LEGAL_TIME_ZONE!r}"
    return [Error("时区不是北京时间，法定期限会算错", hint=hint, id="portal.E003")]


@register()
def sqlite_is_set_for_concurrency(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """E004 when a SQLite database lacks IMMEDIATE transactions; W001 when it lacks the write-ahead log."""
    database = connection.settings_dict
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return []
    options = database.get("OPTIONS", {})
    messages: list[CheckMessage] = []
    if options.get("transaction_mode") != "IMMEDIATE":
        hint = '请在 OPTIONS 中设置 "transaction_mode": "IMMEDIATE"'
        messages.append(Error("SQLite 事务不是 IMMEDIATE 模式，并发写入会失败", hint=hint, id="portal.E004"))
    if "journal_mode=wal" not in options.get("init_command", "").lower().replace(" ", ""):
        hint = '请在 OPTIONS 的 "init_command" 中加入 PRAGMA journal_mode=WAL'
        messages.append(Warning("SQLite 没有使用 WAL，读写会互相等待", hint=hint, id="portal.W001"))
    return messages
