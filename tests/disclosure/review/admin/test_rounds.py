"""The screens of rounds, coverage and settings, and the command."""

from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from disclosure.organs.enums import Role
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.review.models import ReviewItem, ReviewRound, ReviewRule, ReviewSettings
from disclosure.review.tasks import nightly_sweep
from tests.disclosure.factories import OrganFactory, Staff, UserFactory, make_staff
from tests.disclosure.review.registered import make_registered, sweep_on
from zhifu_portal.kernel.audit import AuditRow

pytestmark = pytest.mark.django_db

COVERAGE = "wagtailsnippets_disclosure_reviewround:coverage"


class World:
    """Two organs with waiting items, and the office."""

    def __init__(self):
        self.organ, self.other = OrganFactory(), OrganFactory()
        self.staff = Staff(self.organ)
        self.office = make_staff(None, Role.DISCLOSURE_OFFICE)
        self.today = timezone.localdate()
        make_registered(self.organ, count=3)
        make_registered(self.other, count=2)
        sweep_on(self.today)
        first = ReviewItem.objects.filter(organ=self.organ).first()
        ReviewItem.objects.filter(pk=first.pk).update(
            status="decided",
            outcome="keep",
            reason="演示",
            next_review_on=self.today + timedelta(days=365),
            decided_by=self.staff.reviewer,
            decided_at=timezone.now(),
        )


@pytest.fixture
def world():
    return World()


def shown(response):
    return response.content.decode()


def test_the_office_sees_the_coverage_of_every_organ(client, world):
    client.force_login(world.office)
    page = shown(client.get(reverse(COVERAGE)))
    assert f"{world.today.year} 年应审查 5 件，已审查 1 件，覆盖率 20%" in page
    assert world.organ.name in page
    assert world.other.name in page


def test_a_department_sees_its_own_coverage(client, world):
    client.force_login(world.staff.reviewer)
    page = shown(client.get(reverse(COVERAGE)))
    assert "应审查 3 件，已审查 1 件，覆盖率 33%" in page
    assert world.other.name not in page


@pytest.mark.parametrize("query", ["?year=1949", "?year=", "?year=abc", "?year=99999"])
def test_any_year_may_be_asked_for(client, world, query):
    client.force_login(world.office)
    assert client.get(f"{reverse(COVERAGE)}{query}").status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_coverage_is_exported_and_no_cell_is_a_formula(client, world, kind):
    type(world.organ).objects.filter(pk=world.organ.pk).update(name="=1+1")
    client.force_login(world.office)
    response = client.get(f"{reverse(COVERAGE)}?export={kind}")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if kind == "csv":
        rows = [line.split(",") for line in body.decode("utf-8-sig").splitlines()]
    else:
        rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(body)).active]
    assert rows[0][:4] == ["机关", "现有依申请公开和不予公开", "应审查", "已审查"]
    assert [rows[1][0], *map(str, rows[1][1:5])] == ["'=1+1", "3", "3", "1", "33"]


@pytest.mark.parametrize(("person", "foreign"), [("office", True), ("reviewer", False)])
def test_a_round_shows_its_organs(client, world, person, foreign):
    client.force_login(world.office if person == "office" else world.staff.reviewer)
    review_round = ReviewRound.objects.get()
    page = shown(client.get(reverse("wagtailsnippets_disclosure_reviewround:inspect", args=[review_round.pk])))
    assert world.organ.name in page
    assert (world.other.name in page) is foreign
    assert "进行中" in page


def settings_form(**values):
    form = {
        "is_enabled": "on",
        "term_workdays": "20",
        "remind_workdays": "5",
        "escalate_workdays": "5",
        "conversion_threshold": "3",
        "rules-TOTAL_FORMS": "1",
        "rules-INITIAL_FORMS": "0",
        "rules-MIN_NUM_FORMS": "0",
        "rules-MAX_NUM_FORMS": "1000",
        "rules-0-ORDER": "1",
        "rules-0-organ": "",
        "rules-0-attribute": "withheld",
        "rules-0-ground": "E15",
        "rules-0-interval_months": "6",
        "rules-0-mode": "all",
        "rules-0-sample_percent": "100",
    }
    return form | values


def settings_url():
    return reverse("wagtailsettings:edit", args=["disclosure", "reviewsettings", ReviewSettings.load().pk])


def test_the_office_sets_the_rules_and_every_change_is_written_down(client, world):
    ensure_grounds()
    client.force_login(world.office)
    assert client.get(settings_url()).status_code == 200

    response = client.post(settings_url(), settings_form(term_workdays="15"))

    assert response.status_code == 302
    assert ReviewSettings.load().term_workdays == 15
    assert list(ReviewRule.objects.values_list("ground", "interval_months")) == [("E15", 6)]
    detail = AuditRow.objects.get(action="review.settings_changed", actor=world.office).detail
    assert (detail["before"]["term_workdays"], detail["after"]["term_workdays"]) == (20, 15)
    assert (detail["before"]["rules"], len(detail["after"]["rules"])) == ([], 1)


def test_saving_without_a_change_writes_nothing_down(client, world):
    ensure_grounds()
    client.force_login(world.office)
    client.post(settings_url(), settings_form(**{"rules-TOTAL_FORMS": "0"}))
    assert not AuditRow.objects.filter(action="review.settings_changed").exists()


def test_a_change_of_the_rules_holds_for_the_same_day(client, world):
    ensure_grounds()
    make_registered(world.organ, registered_on=world.today - timedelta(days=200), ground="E15")
    sweep_on(world.today)
    client.force_login(world.office)
    client.post(settings_url(), settings_form())
    assert sweep_on(world.today).assigned == 1


def test_a_rule_for_an_unknown_ground_is_refused(client, world):
    ensure_grounds()
    client.force_login(world.office)
    page = shown(client.post(settings_url(), settings_form(**{"rules-0-ground": "E99"})))
    assert "“E99”不在现行情形中" in page
    assert not ReviewRule.objects.exists()


@pytest.mark.parametrize("person", ["editor", "reviewer", "signer", "superuser", "auditor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_but_the_office_sets_the_rules(client, world, person, method):
    people = {"superuser": UserFactory(is_superuser=True), "auditor": make_staff(None, Role.AUDITOR)}
    client.force_login(people.get(person) or getattr(world.staff, person))
    response = getattr(client, method)(settings_url(), settings_form())
    assert response.status_code == 302
    assert response.url == "/cms/"
    assert not ReviewRule.objects.exists()


def test_the_command_and_the_task_do_the_same(world):
    make_registered(world.organ)
    out = StringIO()
    tomorrow = world.today + timedelta(days=1)

    call_command("review_sweep", "--on", tomorrow.isoformat(), stdout=out)

    assert out.getvalue().startswith(f"{tomorrow:%Y-%m} 批次：分派 1 件")
    assert "更早的日期不再扫描" in nightly_sweep()


def test_the_command_shows_how_far_it_is(world):
    make_registered(world.organ, count=3)
    error = StringIO()
    tomorrow = world.today + timedelta(days=1)
    call_command(
        "review_sweep", "--on", tomorrow.isoformat(), "--progress", "--chunk", "1", stdout=StringIO(), stderr=error
    )
    assert "审查: 100%" in error.getvalue()


def test_the_command_refuses_what_is_no_date():
    with pytest.raises(CommandError, match="不是日期，请写成 2026-11-30 的样子"):
        call_command("review_sweep", "--on", "昨天")
