"""The arithmetic of the chain: what of a row is hashed, and how; no database here."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

GENESIS_HASH = "0" * 64


def storable(detail: Mapping[str, object]) -> dict[str, Any]:
    """Return the detail as plain JSON values that read back from either database exactly as written.

    Dates, decimals and lazy texts become text; whole floats become integers, because PostgreSQL's jsonb makes no
    difference between 1e5 and 100000. Raises `TypeError` for values JSON cannot hold, `ValueError` for NaN.
    """
    text = json.dumps(dict(detail), cls=DjangoJSONEncoder, allow_nan=False)
    loaded: dict[str, Any] = json.loads(text, parse_float=_number)
    return loaded


def seal(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of the canonical JSON of a row's content: sorted keys, no blanks, ASCII."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def utc_text(moment: datetime) -> str:
    """Return the moment in UTC with microseconds, the same text whatever zone it was read in."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() else value
