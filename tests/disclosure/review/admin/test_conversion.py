"""The screens of conversion: the queue of one's own organ, evidence noted by hand, the reviewer's decision."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.records.models import InformationRecord
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.review.enums import ConversionStatus, EvidenceKind
from disclosure.review.models import ConversionCase, ConversionEvidence
from disclosure.review.services.conversion import note_evidence
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_staff, sign_and_publish
from tests.disclosure.records.services.states import NOT_OPEN

pytestmark = pytest.mark.django_db


def address(view, *args):
    return reverse(f"wagtailsnippets_disclosure_conversioncase:{view}", args=args)


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def staff():
    ensure_grounds()
    return Staff(OrganFactory())


def registered(staff, title="演示数据：被申请的信息"):
    return sign_and_publish(make_draft(staff, title=title, **NOT_OPEN), staff)


def queued(staff, **fields):
    record = registered(staff, **fields)
    note_evidence(
        record_id=record.pk,
        kind=EvidenceKind.SUGGESTION,
        key="演示来电1号",
        note="演示建议。",
        on=timezone.localdate(),
        by=None,
        now=timezone.now(),
    )
    return ConversionCase.objects.get(record=record)


def evidence_of(record, **fields):
    return {
        "index_number": record.index_number,
        "kind": "suggestion",
        "key": "演示来电2号",
        "on": timezone.localdate().isoformat(),
        "note": "演示建议。",
    } | fields


def test_a_suggestion_by_telephone_is_noted_and_queues_the_record(client, staff):
    record = registered(staff)
    client.force_login(staff.editor)
    assert record.index_number in client.get(address("note"), {"index_number": record.index_number}).content.decode()

    response = client.post(address("note"), evidence_of(record))

    case = ConversionCase.objects.get()
    assert response.url == address("inspect", case.pk)
    assert messages_of(response) == ["已登记。目前状态：待研究。"]
    assert (case.status, ConversionEvidence.objects.get().noted_by) == (ConversionStatus.QUEUED, staff.editor)


def test_what_was_typed_stays_beside_the_reasons(client, staff):
    draft = make_draft(staff)
    client.force_login(staff.editor)

    page = client.post(address("note"), evidence_of(draft, note="")).content.decode()

    assert "请写明申请人建议的内容和理由。" in page
    assert "只有已登记的依申请公开、不予公开信息才能转为主动公开。" in page
    assert 'value="演示来电2号"' in page
    assert not ConversionCase.objects.exists()


def test_a_record_of_another_organ_is_as_good_as_none(client, staff):
    foreign = registered(Staff(OrganFactory()))
    client.force_login(staff.editor)

    page = client.post(address("note"), evidence_of(foreign)).content.decode()

    assert "没有找到这个索引号" in page
    assert not ConversionCase.objects.exists()


def test_the_queue_shows_ones_own_organ_with_its_numbers(client, staff):
    mine = queued(staff)
    foreign = queued(Staff(OrganFactory()), title="演示数据：外机关的信息")
    client.force_login(staff.reviewer)

    page = client.get(address("list")).content.decode()

    assert mine.record.title in page
    assert foreign.record.title not in page
    assert "登记申请或者建议" in page
    client.force_login(make_staff(None, Role.AUDITOR))
    page = client.get(address("list")).content.decode()
    assert foreign.record.title in page
    assert "登记申请或者建议" not in page


def test_the_queue_asks_the_database_the_same_however_long_it_is(client, staff):
    client.force_login(staff.reviewer)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(address("list"))
        return len(asked)

    queued(staff)
    client.get(address("list"))
    with_one = queries()
    queued(staff)
    queued(staff)

    assert queries() == with_one


@pytest.mark.parametrize(
    ("resolution", "status", "attribute"),
    [
        ("open", ConversionStatus.OPENING, "open"),
        ("open_in_part", ConversionStatus.OPENING, "open"),
        ("decline", ConversionStatus.DECLINED, "on_request"),
    ],
)
def test_the_reviewer_decides_on_the_page_of_the_case(client, staff, resolution, status, attribute):
    case = queued(staff)
    client.force_login(staff.reviewer)
    page = client.get(address("inspect", case.pk)).content.decode()
    assert "演示来电1号" in page
    assert "转为主动公开" in page

    response = client.post(address("resolve", case.pk), {"resolution": resolution, "reason": "演示理由。"})

    case.refresh_from_db()
    draft = InformationRecord.objects.get().get_latest_revision_as_object()
    assert messages_of(response) == ["已记录。"]
    assert (case.status, case.reason) == (status, "演示理由。")
    assert (draft.attribute, draft.is_severed) == (attribute, resolution == "open_in_part")


def test_an_opening_is_sent_back_to_the_queue(client, staff):
    case = queued(staff)
    client.force_login(staff.reviewer)
    client.post(address("resolve", case.pk), {"resolution": "open", "reason": "演示理由。"})
    assert "退回研究" in client.get(address("inspect", case.pk)).content.decode()

    client.post(address("resolve", case.pk), {"resolution": "requeue", "reason": "演示理由。"})

    case.refresh_from_db()
    assert case.status == ConversionStatus.QUEUED


@pytest.mark.parametrize(
    ("values", "reasons"), [({}, ["请选择决定。"]), ({"resolution": "decline", "reason": ""}, ["请写明理由。"])]
)
def test_a_decision_that_lacks_something_changes_nothing(client, staff, values, reasons):
    case = queued(staff)
    client.force_login(staff.reviewer)

    response = client.post(address("resolve", case.pk), values)

    case.refresh_from_db()
    assert messages_of(response) == reasons
    assert case.status == ConversionStatus.QUEUED


def test_who_may_not_decide_is_offered_nothing(client, staff):
    case = queued(staff)
    client.force_login(staff.editor)

    assert "研究决定" not in client.get(address("inspect", case.pk)).content.decode()
    client.post(address("resolve", case.pk), {"resolution": "decline", "reason": "演示理由。"})

    case.refresh_from_db()
    assert case.status == ConversionStatus.QUEUED


def test_the_queue_is_exported_with_its_numbers(client, staff):
    case = queued(staff)
    client.force_login(staff.reviewer)

    response = client.get(address("list"), {"export": "csv"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(f"{case.record.index_number},{case.record.title},")
    assert lines[1].endswith(",待研究,0,1")
