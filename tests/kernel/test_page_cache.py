"""The whole-page cache: who is served from it, what it never keeps, and how it is bounded."""

import pytest
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory

from zhifu_portal.kernel import page_cache
from zhifu_portal.kernel.epoch import bump_epoch
from zhifu_portal.kernel.page_cache import ENTRY_BYTES, CachedPage, PageCacheMiddleware, PageStore

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/disclosure/info/"


class Site:
    """A site whose every answer says how often it was made."""

    def __init__(self, make=None):
        self.made = 0
        self.make = make or (lambda number: HttpResponse(f"answer {number}"))
        self.cache = PageCacheMiddleware(self.answer)

    def answer(self, request):
        self.made += 1
        return self.make(self.made)

    def get(self, path=PAGE, method="get", cookies=(), **meta):
        request = getattr(RequestFactory(), method)(path, **meta)
        request.COOKIES.update(cookies)
        return self.cache(request)


def test_a_page_is_made_once_and_then_served():
    site = Site()
    assert [site.get().content for _ in range(3)] == [b"answer 1"] * 3
    assert site.made == 1


def test_a_served_page_has_the_headers_of_the_made_one():
    site = Site(lambda number: HttpResponse("x", content_type="text/plain; charset=utf-8", headers={"X-Own": "1"}))
    made, served = site.get(), site.get()
    assert dict(made.items()) == dict(served.items())
    assert (served["X-Own"], served["Cache-Control"]) == ("1", "no-cache")


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/disclosure/info/?page=2"},
        {"path": "/policies/"},
        {"HTTP_HOST": "other.example"},
        {"secure": True},
        {"cookies": {"display_mode": "elder"}},
        {"cookies": {"contrast": "high"}},
    ],
)
def test_each_address_host_scheme_and_display_mode_has_a_page_of_its_own(other):
    site = Site()
    first = site.get()
    assert site.get(**other).content == b"answer 2"
    assert site.get(**other).content == b"answer 2"
    assert site.get().content == first.content


@pytest.mark.parametrize(
    "personal",
    [
        {"cookies": {"sessionid": "abc"}},
        {"method": "post"},
        {"path": "/cms/"},
        {"path": "/search/?q=a"},
        {"path": "/api/v1/records/"},
        {"path": "/accessibility/mode/?mode=elder"},
        {"path": "/healthz"},
        {"path": "/readyz"},
    ],
)
def test_what_is_personal_or_counted_is_made_for_each(personal):
    site = Site()
    assert [site.get(**personal).content for _ in range(2)] == [b"answer 1", b"answer 2"]


def test_a_session_neither_gets_nor_leaves_a_page():
    site = Site()
    site.get(cookies={"sessionid": "abc"})
    assert site.get().content == b"answer 2"
    assert site.get(cookies={"sessionid": "abc"}).content == b"answer 3"


def with_cookie(number):
    response = HttpResponse("x")
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "make",
    [
        lambda number: HttpResponse("x", status=404),
        lambda number: HttpResponse("x", status=500),
        lambda number: HttpResponse("x", status=429),
        lambda number: HttpResponse("x", headers={"Cache-Control": "no-store"}),
        lambda number: HttpResponse("x", headers={"Cache-Control": "max-age=0, private, no-store"}),
        lambda number: HttpResponse(b"x" * 1_000_001),
        lambda number: JsonResponse({}),
        lambda number: StreamingHttpResponse(["x"]),
        lambda number: FileResponse(b"x", content_type="text/html"),
        with_cookie,
    ],
)
def test_what_may_not_be_kept_is_made_again(make):
    site = Site(make)
    for _ in range(2):
        site.get()
    assert site.made == 2


@pytest.mark.parametrize("status", [200, 410])
def test_a_page_and_a_tombstone_are_kept(status):
    site = Site(lambda number: HttpResponse("x", status=status))
    assert [site.get().status_code for _ in range(2)] == [status, status]
    assert site.made == 1


def test_a_change_of_what_is_public_is_seen_by_every_process_at_once():
    """Two middlewares have two stores, as two processes have."""
    one, other = Site(), Site()
    for site in (one, other):
        site.get()
        site.get()
    bump_epoch()
    assert [site.get().content for site in (one, other)] == [b"answer 2", b"answer 2"]


def test_a_page_that_was_being_made_during_a_change_is_not_served_after_it():
    def make(number):
        if number == 1:
            bump_epoch()
        return HttpResponse(f"answer {number}")

    site = Site(make)
    assert [site.get().content for _ in range(3)] == [b"answer 1", b"answer 2", b"answer 2"]


def test_midnight_in_beijing_ends_a_page(monkeypatch):
    days = iter(["2026-06-30", "2026-06-30", "2026-07-01"])
    monkeypatch.setattr(page_cache, "_today", lambda: next(days))
    site = Site()
    assert [site.get().content for _ in range(3)] == [b"answer 1", b"answer 1", b"answer 2"]


def test_a_reader_who_has_the_page_is_told_so():
    site = Site()
    etag = site.get()["ETag"]
    known = site.get(HTTP_IF_NONE_MATCH=f'"other", W/{etag}')
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", etag)
    assert "Content-Length" not in known
    assert site.get(HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_a_tombstone_is_always_sent_whole():
    site = Site(lambda number: HttpResponse("gone", status=410))
    etag = site.get()["ETag"]
    assert site.get(HTTP_IF_NONE_MATCH=etag).content == b"gone"


def test_a_head_request_is_answered_from_the_page_without_its_body():
    site = Site()
    site.get()
    head = site.get(method="head")
    assert (head.status_code, head.content, site.made) == (200, b"", 1)


def test_a_head_request_is_not_kept_as_a_page():
    site = Site()
    site.get(method="head")
    assert site.get().content == b"answer 2"


def page_of(size):
    return CachedPage(200, (), b"x" * size, "", page_cache.time.monotonic())


def test_the_store_forgets_the_least_recently_used_beyond_its_bound():
    store = PageStore(max_bytes=3 * (ENTRY_BYTES + 100))
    for name in "abc":
        store.put((name,), page_of(100))
    assert store.get(("a",))
    store.put(("d",), page_of(100))
    assert [name for name in "abcd" if store.get((name,))] == ["a", "c", "d"]


def test_ten_thousand_empty_pages_are_bounded_too():
    store = PageStore(max_bytes=1_000_000)
    for number in range(10_000):
        store.put((str(number),), page_of(0))
    assert sum(store.get((str(number),)) is not None for number in range(10_000)) == 1_000_000 // ENTRY_BYTES


def test_a_page_put_twice_counts_once():
    store = PageStore(max_bytes=2 * (ENTRY_BYTES + 10))
    store.put(("a",), page_of(10))
    for _ in range(5):
        store.put(("b",), page_of(10))
    assert store.get(("a",))


def test_an_address_of_absurd_length_is_not_kept():
    site = Site()
    for _ in range(2):
        site.get(path=f"{PAGE}?q={'x' * 3000}")
    assert site.made == 2


def test_a_page_is_too_old_after_a_minute():
    store = PageStore()
    store.put(("a",), CachedPage(200, (), b"x", "", page_cache.time.monotonic() - 61))
    assert store.get(("a",)) is None
