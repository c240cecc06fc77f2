"""The light throttles: counted by address and window, with a page or JSON that says when to come back."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from zhifu_portal.kernel.rate_limit import (
    API_LIMIT,
    RateLimit,
    ReaderThrottle,
    client_address,
    limited,
    seconds_to_wait,
)

FEW = RateLimit("few", 3)
READER = "1.2.3.4"


@pytest.mark.django_db
@pytest.mark.both_databases
class TestCounting:
    def test_the_requests_beyond_the_limit_wait_for_the_next_window(self):
        waits = [seconds_to_wait(FEW, address=READER, now=1_000_000_020.5 + n) for n in range(5)]
        assert waits == [0, 0, 0, 57, 56]
        assert seconds_to_wait(FEW, address=READER, now=1_000_000_080.0) == 0

    def test_each_reader_and_each_limit_is_counted_apart(self):
        for _ in range(4):
            seconds_to_wait(FEW, address=READER, now=60.0)
        assert seconds_to_wait(FEW, address="1.2.3.5", now=60.0) == 0
        assert seconds_to_wait(RateLimit("other", 3), address=READER, now=60.0) == 0
        assert seconds_to_wait(FEW, address=READER, now=60.0) == 60


def test_without_redis_nobody_waits(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert [seconds_to_wait(FEW, address=READER, now=60.0) for _ in range(9)] == [0] * 9


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (READER, "", READER),
        (READER, "198.51.100.1", READER),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", READER, READER),
        ("10.0.0.5", f"5.6.7.8, {READER}", READER),
        ("::1", f"spoofed,{READER}", READER),
        ("", READER, ""),
        ("unix:", READER, "unix:"),
    ],
)
def test_only_our_own_proxy_says_who_the_reader_is(peer, forwarded, address):
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


@pytest.mark.django_db
def test_a_page_beyond_the_limit_says_when_to_come_back():
    view = limited(FEW)(lambda request: HttpResponse("ok"))
    request = RequestFactory().get("/", REMOTE_ADDR=READER)
    *served, refused = [view(request) for _ in range(4)]
    assert {response.status_code for response in served} == {200}
    assert (refused.status_code, refused["Cache-Control"]) == (429, "no-store")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "操作太频繁，请稍后再试" in refused.content.decode()


@pytest.mark.django_db
def test_this_machine_itself_is_not_counted():
    view = limited(FEW)(lambda request: HttpResponse("ok"))
    assert {view(RequestFactory().get("/")).status_code for _ in range(9)} == {200}


def statuses(address, times, **meta):
    client = Client(REMOTE_ADDR=READER, **meta)
    return [client.get(address).status_code for _ in range(times)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/search/?q=a", 60),
        ("/search/suggest/?q=a", 240),
        ("/disclosure/info/export.csv", 20),
        ("/policies/export.csv", 20),
    ],
)
def test_search_suggestions_and_exports_have_their_limits(address, allowed, settings, tmp_path, monkeypatch):
    settings.SEARCH_DIR = tmp_path / "search"
    monkeypatch.setattr("zhifu_portal.kernel.rate_limit.time.time", lambda: 1_000_000_000.0)
    assert statuses(address, allowed + 2) == [200] * allowed + [429] * 2


API = ["records", "policies", "organs", "topics", "catalog"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", API)
def test_every_list_of_the_api_is_throttled(name, monkeypatch):
    monkeypatch.setattr(ReaderThrottle, "limit", RateLimit("api", 2))
    client = Client(REMOTE_ADDR=READER)
    *served, refused = [client.get(f"/api/v1/{name}/") for _ in range(3)]
    assert [response.status_code for response in served] == [200, 200]
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "detail" in refused.json()


@pytest.mark.django_db
def test_a_reader_cannot_get_more_by_inventing_addresses(monkeypatch):
    monkeypatch.setattr(ReaderThrottle, "limit", RateLimit("api", 2))
    found = [
        Client(REMOTE_ADDR=READER, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}").get("/api/v1/topics/").status_code
        for n in range(4)
    ]
    assert found == [200, 200, 429, 429]


def test_the_limit_of_the_api_is_two_a_second():
    assert (API_LIMIT.requests, API_LIMIT.seconds, ReaderThrottle.limit) == (120, 60, API_LIMIT)
