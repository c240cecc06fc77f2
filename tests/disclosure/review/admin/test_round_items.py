"""The list of items, the decision screen and keeping many at once, as people use them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from disclosure.organs.enums import Role
from disclosure.records.models import Ground
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.review.models import ConversionCase, ConversionEvidence, ReviewItem, ReviewState
from tests.disclosure.factories import OrganFactory, Staff, make_staff
from tests.disclosure.review.registered import make_registered, sweep_on

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_disclosure_reviewitem:list"
DECIDE = "wagtailsnippets_disclosure_reviewitem:decide"
KEEP = "wagtailsnippets_disclosure_reviewitem:keep"


class World:
    """Two organs, each with waiting items, and the office."""

    def __init__(self):
        ensure_grounds()
        self.organ, self.other = OrganFactory(), OrganFactory()
        self.staff = Staff(self.organ)
        self.office = make_staff(None, Role.DISCLOSURE_OFFICE)
        self.today = timezone.localdate()
        self.next_year = self.today + timedelta(days=365)
        make_registered(self.organ, title="演示数据：本机关第{}件", body=[("text", "<p>演示数据正文。</p>")])
        make_registered(self.other, title="演示数据：外机关第{}件")
        sweep_on(self.today)

    def item(self, organ=None):
        return ReviewItem.objects.get(organ=organ or self.organ)


@pytest.fixture
def world():
    return World()


def shown(response):
    return response.content.decode()


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_list_leads_to_the_decision(client, world):
    client.force_login(world.staff.reviewer)
    assert f'href="{reverse(DECIDE, args=[world.item().pk])}"' in shown(client.get(reverse(LIST)))


@pytest.mark.parametrize(
    ("person", "own", "foreign"),
    [("reviewer", True, False), ("editor", True, False), ("office", True, True)],
)
def test_a_department_sees_its_own_items(client, world, person, own, foreign):
    client.force_login(world.office if person == "office" else getattr(world.staff, person))
    page = shown(client.get(reverse(LIST)))
    assert ("本机关第" in page, "外机关第" in page) == (own, foreign)
    assert ("批量维持" in page) is (person == "reviewer")


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ("", True),
        ("?status=pending", True),
        ("?status=decided", False),
        ("?status=pending&status=decided", True),
        ("?light=green", True),
        ("?light=amber", False),
        ("?light=red", False),
        ("?ground=E16-1", True),
        ("?ground=E15", False),
        ("?attribute=on_request", False),
        ("?q=本机关", True),
        ("?q=没有这件", False),
        ("?year=2019", False),
        ("?year=不是年份", True),
    ],
)
def test_the_list_is_narrowed_by_its_filters(client, world, query, is_shown):
    client.force_login(world.staff.reviewer)
    response = client.get(f"{reverse(LIST)}{query}")
    assert response.status_code == 200
    assert ("本机关第" in shown(response)) is is_shown


def test_the_figures_of_the_coverage_lead_to_their_items(client, world):
    client.force_login(world.office)
    round_id = world.item().round_id
    page = shown(client.get(f"{reverse(LIST)}?round={round_id}&organ={world.organ.pk}&status=pending"))
    assert "本机关第" in page
    assert "外机关第" not in page


@pytest.mark.parametrize(("due", "words"), [(-1, "已逾期"), (0, "今天到期"), (60, "个工作日")])
def test_every_waiting_item_shows_its_light(client, world, due, words):
    ReviewItem.objects.update(due_on=world.today + timedelta(days=due))
    client.force_login(world.staff.reviewer)
    assert words in shown(client.get(reverse(LIST)))


def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(client, world):
    client.force_login(world.staff.reviewer)
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(LIST))
    make_registered(world.organ, count=2)
    sweep_on(world.today + timedelta(days=1))
    with CaptureQueriesContext(connection) as three:
        client.get(reverse(LIST))
    assert ReviewItem.objects.filter(organ=world.organ).count() == 3
    assert len(three) == len(one)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_exported_with_the_index_numbers(client, world, kind):
    client.force_login(world.staff.reviewer)
    response = client.get(f"{reverse(LIST)}?export={kind}")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if kind == "csv":
        text = body.decode("utf-8-sig")
    else:
        text = "\n".join(str(cell.value) for row in load_workbook(BytesIO(body)).active for cell in row)
    assert world.item().record.index_number in text
    assert "外机关第" not in text


def test_the_reviewer_is_shown_everything_that_matters(client, world):
    item = world.item()
    Ground.objects.filter(code="E16-1").update(repealed_on=date(2026, 1, 1))
    ReviewState.objects.create(record=item.record, reviewed_on=date(2024, 1, 1), secret_until=date(2025, 1, 1))
    case = ConversionCase.objects.create(record=item.record, organ=world.organ)
    for number in range(2):
        ConversionEvidence.objects.create(case=case, kind="request", key=str(number), noted_on=date(2025, 1, 1))
    client.force_login(world.staff.reviewer)

    page = shown(client.get(reverse(DECIDE, args=[item.pk])))

    for words in (
        "演示数据正文。",
        "演示数据：内部事务。",
        "情形 E16-1 已经废止",
        "被申请 2 次",
        "2025年01月01日届满",
        "没有现行条文",
        "以前没有审查过",
        "提交结论",
    ):
        assert words in page


def test_earlier_reviews_stand_below_the_next_one(client, world):
    item = world.item()
    ReviewItem.objects.filter(pk=item.pk).update(
        status="decided",
        outcome="keep",
        reason="当时仍在讨论。",
        next_review_on=world.today,
        decided_by=world.staff.reviewer,
        decided_at=timezone.now(),
    )
    ReviewState.objects.create(
        record=item.record, reviewed_on=world.today, next_review_on=world.today + timedelta(days=40)
    )
    sweep_on(world.today + timedelta(days=40))
    again = ReviewItem.objects.get(record=item.record, status="pending")
    client.force_login(world.staff.reviewer)

    page = shown(client.get(reverse(DECIDE, args=[again.pk])))

    assert page.count("当时仍在讨论。") == 2


def test_who_may_not_decide_is_told_why(client, world):
    client.force_login(world.staff.editor)
    page = shown(client.get(reverse(DECIDE, args=[world.item().pk])))
    assert "不能办理定期审查" in page
    assert "提交结论" not in page


def test_a_decision_is_taken_on_the_screen(client, world):
    client.force_login(world.staff.reviewer)
    item = world.item()
    response = client.post(
        reverse(DECIDE, args=[item.pk]),
        {"outcome": "keep", "reason": "情况没有变化。", "next_review_on": world.next_year.isoformat()},
        follow=True,
    )
    assert "维持原属性，已记录。" in shown(response)
    item.refresh_from_db()
    assert (item.status, item.reason, item.next_review_on) == ("decided", "情况没有变化。", world.next_year)


def test_what_a_decision_lacks_is_said_at_once(client, world):
    client.force_login(world.staff.reviewer)
    response = client.post(reverse(DECIDE, args=[world.item().pk]), {"outcome": "keep", "reason": ""})
    assert said(response) == ["请写明审查的理由。", "维持原属性的，请填写下次审查日期。"]
    assert world.item().status == "pending"


@pytest.mark.parametrize("outcome", ["", "publish"])
def test_a_form_without_an_outcome_is_shown_again(client, world, outcome):
    client.force_login(world.staff.reviewer)
    response = client.post(reverse(DECIDE, args=[world.item().pk]), {"outcome": outcome})
    assert response.status_code == 200
    assert "请选择结论" in shown(response)


def test_the_ground_is_changed_on_the_screen(client, world):
    client.force_login(world.staff.reviewer)
    client.post(
        reverse(DECIDE, args=[world.item().pk]),
        {"outcome": "change_ground", "reason": "涉及公共安全。", "attribute": "withheld", "ground": "E14-3"},
    )
    assert world.item().record.ground == "E14-3"


def test_a_review_and_what_came_of_it_lead_to_each_other(client, world):
    client.force_login(world.staff.reviewer)
    item = world.item()
    record_page = reverse("wagtailsnippets_disclosure_informationrecord:review", args=[item.record_id])
    client.post(reverse(DECIDE, args=[item.pk]), {"outcome": "open", "reason": "情况已经变化。"})

    assert f'href="{reverse(DECIDE, args=[item.pk])}"' in shown(client.get(record_page))
    assert f'href="{record_page}"' in shown(client.get(reverse(DECIDE, args=[item.pk])))


def test_many_are_kept_after_a_second_look(client, world):
    make_registered(world.organ, count=2)
    make_registered(world.organ, ground="E14-3")
    sweep_on(world.today + timedelta(days=1))
    client.force_login(world.staff.reviewer)
    offered = shown(client.get(f"{reverse(KEEP)}?attribute=withheld&ground=E16-1"))
    ids = list(ReviewItem.objects.filter(organ=world.organ, ground="E16-1").values_list("pk", flat=True))
    form = {"item": ids, "reason": "均为内部事务。", "next_review_on": world.next_year.isoformat()}

    asked = shown(client.post(reverse(KEEP), form))
    before = ReviewItem.objects.filter(status="decided").count()
    done = client.post(reverse(KEEP), {**form, "confirm": "1"}, follow=True)

    assert offered.count('type="checkbox" name="item"') == 3
    assert "确认维持" in asked
    assert before == 0
    assert "已维持 3 件" in shown(done)
    assert ReviewItem.objects.filter(status="decided", reason="均为内部事务。").count() == 3


def test_foreign_items_are_not_kept_whoever_names_them(client, world):
    client.force_login(world.staff.reviewer)
    form = {"item": [world.item(world.other).pk], "reason": "理由", "next_review_on": world.next_year.isoformat()}
    client.post(reverse(KEEP), {**form, "confirm": "1"})
    assert world.item(world.other).status == "pending"


def test_a_mixture_of_grounds_is_refused(client, world):
    make_registered(world.organ, ground="E14-3")
    sweep_on(world.today + timedelta(days=1))
    client.force_login(world.staff.reviewer)
    ids = list(ReviewItem.objects.filter(organ=world.organ).values_list("pk", flat=True))
    form = {"item": ids, "reason": "理由", "next_review_on": world.next_year.isoformat(), "confirm": "1"}
    assert "情形都相同" in "".join(said(client.post(reverse(KEEP), form)))
    assert not ReviewItem.objects.exclude(status="pending").exists()
