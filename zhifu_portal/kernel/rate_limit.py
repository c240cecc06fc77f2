"""Light throttles for anonymous readers: requests of one address, counted in fixed windows in Django's cache.

They keep one reader from taking the site away from the others; they are no defence against an attack from many
addresses. Without its cache the portal counts nobody and answers everybody.
"""

import hashlib
import ipaddress
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from math import ceil
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `requests` of one address in each window of `seconds`; the name keeps the counts apart."""

    name: str
    requests: int
    seconds: int = 60


API_LIMIT: Final = RateLimit("api", 120)
SEARCH_LIMIT: Final = RateLimit("search", 60)
SUGGEST_LIMIT: Final = RateLimit("suggest", 240)
EXPORT_LIMIT: Final = RateLimit("export", 20)


def client_address(request: HttpRequest) -> str:
    """Return the address of the reader.

    The last entry of X-Forwarded-For counts when the connection comes from a private address, that is from our own
    proxy; whatever stands before it was sent by the reader and proves nothing.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return forwarded if forwarded and _is_private(peer) else peer


def seconds_to_wait(limit: RateLimit, *, address: str, now: float) -> int:
    """Count a request at `now` (seconds since the epoch); return 0 if it is within the limit, else how long to wait."""
    window, passed = divmod(now, limit.seconds)
    digest = hashlib.blake2b(address.encode(errors="replace"), digest_size=12).hexdigest()
    key = f"rate:{limit.name}:{digest}:{int(window)}"
    try:
        cache.add(key, 0, timeout=limit.seconds)
        count = cache.incr(key)
    except ValueError:
        # The cache dropped the key between the two calls.
        count = 1
    except RedisError:
        logger.warning("requests are not counted: Redis is away", exc_info=True)
        count = 1
    return 0 if count <= limit.requests else max(1, ceil(limit.seconds - passed))


def limited(limit: RateLimit, *, as_json: bool = False) -> Callable[[View], View]:
    """Return a view decorator that answers 429 with Retry-After beyond the limit, as a page or as JSON.

    A request from this very machine that no proxy has passed on is not counted: it is no reader.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            address = client_address(request)
            wait = 0 if _is_loopback(address) else seconds_to_wait(limit, address=address, now=time.time())
            return _refusal(request, wait, as_json=as_json) if wait else view(request, *args, **kwargs)

        return counted

    return decorate


def _refusal(request: HttpRequest, wait: int, *, as_json: bool) -> HttpResponse:
    response: HttpResponse
    if as_json:
        response = JsonResponse({"detail": f"请求太频繁，请 {wait} 秒后再试。"}, status=429)
    else:
        response = render(request, "429.html", {"wait_minutes": ceil(wait / 60)}, status=429)
    response.headers["Retry-After"] = str(wait)
    response.headers["Cache-Control"] = "no-store"
    return response


class ReaderThrottle(BaseThrottle):
    """The limit of the read-only API, for Django REST framework."""

    limit = API_LIMIT

    def __init__(self) -> None:
        self._wait = 0

    def allow_request(self, request: Any, view: Any) -> bool:
        """Count the request; say whether it is within the limit."""
        self._wait = seconds_to_wait(self.limit, address=client_address(request), now=time.time())
        return not self._wait

    def wait(self) -> float | None:
        """Return the seconds until the next window."""
        return float(self._wait) or None


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None


def _is_private(address: str) -> bool:
    parsed = _parsed(address)
    return parsed is not None and parsed.is_private


def _is_loopback(address: str) -> bool:
    parsed = _parsed(address)
    return parsed is not None and parsed.is_loopback
