"""Whole-page cache for anonymous readers: one dictionary per process, never older than the last change.

An entry is stored under the epoch that stood when its rendering began, so a page rendered across a
publication or withdrawal is never served afterwards. The day is part of the key: what ends at
midnight ends at midnight.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from zhifu_portal.kernel.epoch import current_epoch

CACHEABLE_TYPES: Final = ("text/html", "application/atom+xml", "application/xml", "image/svg+xml", "text/plain")
CACHEABLE_STATUSES: Final = frozenset({200, 410})
MAX_BODY_BYTES: Final = 1_000_000
MAX_TOTAL_BYTES: Final = 32_000_000
MAX_AGE_SECONDS: Final = 60.0
# Nobody but a machine asks with longer addresses and cookies, and each of them would be an entry of its own.
MAX_KEY_CHARACTERS: Final = 2_000
# What an entry weighs besides its body: headers, key and bookkeeping.
ENTRY_BYTES: Final = 4_000

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A finished response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    etag: str
    stored_at: float

    @property
    def weight(self) -> int:
        """The memory the page takes, roughly, in bytes."""
        return len(self.body) + ENTRY_BYTES


class PageStore:
    """Least recently used pages of this process, bounded in bytes."""

    def __init__(self, max_bytes: int = MAX_TOTAL_BYTES) -> None:
        self._pages: OrderedDict[Key, CachedPage] = OrderedDict()
        self._bytes = 0
        self._max_bytes = max_bytes
        self._lock = threading.Lock()

    def get(self, key: Key) -> CachedPage | None:
        """Return the page unless it is missing or too old."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if time.monotonic() - page.stored_at > MAX_AGE_SECONDS:
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: CachedPage) -> None:
        """Keep the page; forget the least recently used ones beyond the bound."""
        with self._lock:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = page
            self._bytes += page.weight
            while self._bytes > self._max_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        self._bytes -= self._pages.pop(key).weight


def _today() -> str:
    return timezone.localdate().isoformat()


class PageCacheMiddleware:
    """Serves finished pages to readers without a session; everybody else passes through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.store = PageStore()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self._may_be_cached(request):
            return self.get_response(request)
        key = self._key(request)
        page = self.store.get(key)
        if page is None:
            response = self.get_response(request)
            page = self._keep(key, request, response)
            if page is None:
                return response
        return self._respond(request, page)

    @staticmethod
    def _may_be_cached(request: HttpRequest) -> bool:
        return (
            request.method in {"GET", "HEAD"}
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not request.path_info.startswith(settings.PAGE_CACHE_EXEMPT_PREFIXES)
        )

    @staticmethod
    def _key(request: HttpRequest) -> Key:
        cookies = (request.COOKIES.get(name, "") for name in settings.PAGE_CACHE_COOKIES)
        return (
            current_epoch(),
            _today(),
            request.scheme or "",
            request.META.get("HTTP_HOST", ""),
            request.get_full_path(),
            *cookies,
        )

    def _keep(self, key: Key, request: HttpRequest, response: HttpResponseBase) -> CachedPage | None:
        """Store a finished response if it is the same for everyone; return it as stored."""
        if (
            request.method != "GET"
            or not isinstance(response, HttpResponse)
            or response.status_code not in CACHEABLE_STATUSES
            or response.cookies
            or not response.get("Content-Type", "").startswith(CACHEABLE_TYPES)
            or len(response.content) > MAX_BODY_BYTES
            or sum(map(len, key)) > MAX_KEY_CHARACTERS
            or "no-store" in response.get("Cache-Control", "")
        ):
            return None
        response.setdefault("Cache-Control", "no-cache")
        etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        page = CachedPage(response.status_code, tuple(response.items()), response.content, etag, time.monotonic())
        self.store.put(key, page)
        return page

    @staticmethod
    def _respond(request: HttpRequest, page: CachedPage) -> HttpResponse:
        is_known = page.status == 200 and page.etag in request.META.get("HTTP_IF_NONE_MATCH", "")
        body = b"" if is_known or request.method == "HEAD" else page.body
        response = HttpResponse(body, status=304 if is_known else page.status)
        del response.headers["Content-Type"]
        for name, value in page.headers:
            response.headers[name] = value
        if is_known:
            response.headers.pop("Content-Length", None)
        return response
