"""What the home page counts: the work of the person's organs, and of all of them for the office."""

from datetime import date

import pytest
from django.urls import reverse

from disclosure.organs.enums import Role
from disclosure.records.models import InformationRecord
from disclosure.review.models import ConversionCase, HistoricProposal, ReviewItem
from disclosure.review.queries.duties import ReviewDuties, review_duties
from tests.disclosure.factories import OrganFactory, Staff, make_staff
from tests.disclosure.review.registered import make_registered, sweep_on

pytestmark = pytest.mark.django_db
NIGHT = date(2026, 3, 2)


@pytest.fixture
def organs(db):
    """Two organs: the first with two items, a proposal and a conversion, the second with one item."""
    mine, other = OrganFactory(), OrganFactory()
    make_registered(mine, count=2)
    make_registered(other)
    sweep_on(NIGHT)
    records = InformationRecord.objects.filter(organ=mine)
    HistoricProposal.objects.create(record=records[0], organ=mine, proposed_at="2026-03-02T01:00Z")
    ConversionCase.objects.create(record=records[1], organ=mine, status="queued")
    return mine, other


def test_each_organ_has_its_own_duties_and_the_office_all(organs, django_assert_num_queries):
    mine, other = organs
    due_on = ReviewItem.objects.first().due_on

    with django_assert_num_queries(3):
        assert review_duties(organ_ids={mine.pk}, on=due_on) == ReviewDuties(2, 0, 1, 1)
    assert review_duties(organ_ids={other.pk}, on=date(2027, 1, 1)) == ReviewDuties(1, 1, 0, 0)
    assert review_duties(organ_ids=None, on=due_on) == ReviewDuties(3, 0, 1, 1)
    assert review_duties(organ_ids=[], on=due_on).is_empty


def test_the_home_page_names_them_to_reviewers_and_the_office_alone(organs, client):
    mine, _other = organs
    staff = Staff(mine)
    shown = {}
    for name, person in {
        "editor": staff.editor,
        "reviewer": staff.reviewer,
        "office": make_staff(None, Role.DISCLOSURE_OFFICE),
    }.items():
        client.force_login(person)
        page = client.get(reverse("wagtailadmin_home")).content.decode()
        shown[name] = ("审查待办" in page, "待审查 2 件" in page, "待审查 3 件" in page)

    assert shown == {
        "editor": (False, False, False),
        "reviewer": (True, True, False),
        "office": (True, False, True),
    }
