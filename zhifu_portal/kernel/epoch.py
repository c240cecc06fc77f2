"""The publication epoch: a value that changes whenever something public changed, used in page cache keys.

Read it once at the start of a request and store the page under that value: a page rendered from data older than
a publication is then stored under a value nobody asks for again. A bump is owed in the outbox as well as made after
the commit: neither a process killed in between nor a Redis that is away leaves an old page in the cache.
"""

import fcntl
import logging
import os
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.db import transaction
from redis.exceptions import RedisError

from zhifu_portal.kernel.commits import OncePerCommit
from zhifu_portal.kernel.outbox import enqueue
from zhifu_portal.kernel.outbox_handlers import Delivery

EPOCH_TOPIC = "kernel.epoch"
CACHE_KEY = "kernel.epoch"
logger = logging.getLogger(__name__)


def current_epoch() -> str:
    """Return the current epoch: one `stat` call in embedded mode, one Redis read where the hosts share Redis.

    While Redis is away every call returns a value of its own, so that no page is served from an old epoch.
    """
    shared = _shared_cache()
    if shared is None:
        return _file_epoch(_epoch_path())
    try:
        return str(shared.get_or_set(CACHE_KEY, _fresh_value, timeout=None))
    except RedisError:
        logger.warning("the epoch could not be read from Redis", exc_info=True)
        return _fresh_value()


def bump_epoch() -> None:
    """Change the epoch once after the current transaction commits; at once outside a transaction."""
    with transaction.atomic():
        _bump.request()
        enqueue(topic=EPOCH_TOPIC, key="epoch")


def deliver_bumps(deliveries: Sequence[Delivery]) -> None:
    """Change the epoch once for all bumps owed; an error of Redis leaves them owed."""
    _change_epoch()


def _change_epoch() -> None:
    shared = _shared_cache()
    if shared is None:
        _advance_file(_epoch_path())
    else:
        # A fresh value instead of INCR: a counter that Redis evicted would start again and meet old pages.
        shared.set(CACHE_KEY, _fresh_value(), timeout=None)


_bump = OncePerCommit(_change_epoch)


def _shared_cache() -> RedisCache | None:
    cache = caches["default"]
    return cache if isinstance(cache, RedisCache) else None


def _fresh_value() -> str:
    return uuid.uuid4().hex


def _epoch_path() -> Path:
    return Path(settings.DATA_DIR) / "epoch"


def _file_epoch(path: Path) -> str:
    try:
        return str(os.stat(path).st_mtime_ns)
    except FileNotFoundError:
        return "0"


def _advance_file(path: Path) -> None:
    """Move the file's modification time strictly forward, also when two bumps fall into one tick of the clock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        moment = max(time.time_ns(), os.fstat(file.fileno()).st_mtime_ns + 1)
        os.utime(file.fileno(), ns=(moment, moment))
