"""What the OpenAPI schema describes: the public API and nothing of the CMS."""

from collections.abc import Iterable
from typing import Any

API_PREFIX = "/api/v1/"


def only_public_api(endpoints: Iterable[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """Keep the endpoints below /api/v1/; a preprocessing hook of drf-spectacular."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(API_PREFIX)]
