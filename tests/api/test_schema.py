"""The read-only API does what its OpenAPI schema says, whatever is asked of it."""

from datetime import date

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from rest_framework.test import APIClient
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from policies.documents.models import PolicyDocument
from tests.disclosure.factories import CatalogEntryFactory, OrganFactory, Staff, TopicFactory, make_draft, make_public
from zhifu_portal.kernel.rate_limit import RateLimit, ReaderThrottle

pytestmark = pytest.mark.django_db
PATHS = {
    "/api/v1/catalog/",
    "/api/v1/organs/",
    "/api/v1/policies/",
    "/api/v1/records/",
    "/api/v1/records/{code}/{serial}/",
    "/api/v1/topics/",
}


@pytest.fixture
def in_process():
    """Let requests through the WSGI application use the connection of the test: Django would close it after each."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def api_schema(db, in_process, monkeypatch):
    """The schema as a client loads it, over a few public records and a draft, without throttling."""
    monkeypatch.setattr(ReaderThrottle, "limit", RateLimit("api", 10**9))
    staff = Staff(OrganFactory())
    topic = TopicFactory(parent=TopicFactory())
    entries = [CatalogEntryFactory(parent=CatalogEntryFactory())]
    make_public(staff, topics=[topic], catalog_entries=entries)
    make_public(staff, model=PolicyDocument, effective_on=date(2026, 1, 1), lapses_on=date(2999, 1, 1))
    make_draft(staff)
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())


# An empty parameter means no filter, and whether a slug names something is known to the database alone.
NOT_OURS = [positive_data_acceptance, negative_data_rejection]
ASKED = [
    *((path, GenerationMode.POSITIVE) for path in sorted(PATHS)),
    # Only the lists have parameters that can be wrong.
    ("/api/v1/policies/", GenerationMode.NEGATIVE),
    ("/api/v1/records/", GenerationMode.NEGATIVE),
]


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_every_answer_is_one_the_schema_describes(api_schema, path, mode):
    operation = api_schema[path]["GET"]

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(excluded_checks=NOT_OURS)

    ask()


def test_the_schema_describes_the_public_api_and_reading_only(api_schema):
    described = api_schema.raw_schema
    assert set(described["paths"]) == PATHS
    assert {method for path in described["paths"].values() for method in path} == {"get"}
    assert described["info"]["title"] == "芝罘区政务公开平台开放接口"


@pytest.mark.parametrize("path", sorted(PATHS))
def test_every_path_documents_that_it_may_be_too_much(api_schema, path):
    assert "429" in api_schema.raw_schema["paths"][path]["get"]["responses"]


@pytest.mark.parametrize("name", ["records", "policies", "organs", "topics", "catalog"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(name, method):
    assert getattr(APIClient(), method)(f"/api/v1/{name}/").status_code == 405


def test_a_record_tells_what_its_page_tells(api_schema):
    record = Client().get("/api/v1/records/").json()["results"][-1]
    assert set(record) == {
        "index_number",
        "type",
        "title",
        "document_number",
        "organ",
        "issuer",
        "genre",
        "composed_on",
        "published_at",
        "validity",
        "summary",
        "keywords",
        "partly_open",
        "url",
    }
    whole = Client().get(f"/api/v1/records/{record['index_number']}/").json()
    assert {name: whole[name] for name in record} == record
    assert set(whole) - set(record) == {"topics", "body_html", "body_text", "attachments", "grounds"}
    assert whole["body_text"] == "演示数据正文。"
    assert Client().get("/api/v1/records/").json()["count"] == 2
