"""The nightly sweep: what it opens, whom it tells, what it closes."""

from datetime import date, timedelta

import pytest

from disclosure.organs.enums import Role
from disclosure.records.models import InformationRecord
from disclosure.review.models import ReviewItem, ReviewRound, ReviewState
from tests.disclosure.factories import OrganFactory, Staff, make_staff
from tests.disclosure.review.registered import (
    everything_swept,
    item_rows,
    make_registered,
    set_policy,
    sweep_on,
)
from zhifu_portal.kernel.audit import AuditRow, verify_chain
from zhifu_portal.kernel.notices import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NIGHT = date(2026, 3, 2)


@pytest.fixture
def organ():
    return OrganFactory()


def actions():
    return list(AuditRow.objects.order_by("sequence").values_list("action", flat=True))


def test_a_sweep_hands_every_due_record_to_its_organ(organ):
    other = OrganFactory()
    [mine] = make_registered(organ)
    [theirs] = make_registered(other, attribute="on_request", ground="E15")

    report = sweep_on(NIGHT)

    assert (report.period, report.assigned) == ("2026-03", 2)
    assert item_rows("record_id", "round__period", "organ_id", "attribute", "ground", "assigned_on", "due_on") == [
        (mine.pk, "2026-03", organ.pk, "withheld", "E16-1", NIGHT, date(2026, 3, 30)),
        (theirs.pk, "2026-03", other.pk, "on_request", "E15", NIGHT, date(2026, 3, 30)),
    ]
    assert actions() == ["review.round_opened", "review.items_assigned"]
    assert AuditRow.objects.get(action="review.items_assigned").detail["by_organ"] == {
        str(organ.pk): 1,
        str(other.pk): 1,
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"registered_on": date(2025, 3, 3)},
        {"attribute": "open", "ground": "", "ground_reason": ""},
        {"attribute": "undetermined", "ground": "", "ground_reason": ""},
    ],
)
def test_what_is_not_due_is_left_alone(organ, fields):
    make_registered(organ, **fields)
    assert sweep_on(NIGHT).assigned == 0


@pytest.mark.parametrize("status", ["draft", "scheduled"])
def test_only_registered_records_are_reviewed(organ, status):
    make_registered(organ)
    InformationRecord.objects.update(status=status)
    assert sweep_on(NIGHT).assigned == 0


def test_the_interval_counts_from_the_day_of_registration_in_local_time(organ):
    make_registered(organ, registered_on=NIGHT.replace(year=2025))
    assert sweep_on(NIGHT - timedelta(days=1)).assigned == 0
    assert sweep_on(NIGHT).assigned == 1


def test_a_second_sweep_changes_not_one_row(organ):
    Staff(organ)
    make_registered(organ, count=7)
    sweep_on(NIGHT, chunk=3)
    before = everything_swept()

    report = sweep_on(NIGHT, chunk=3)

    assert report.assigned == 0
    assert everything_swept() == before


def test_a_sweep_of_an_earlier_day_changes_nothing(organ):
    make_registered(organ)
    sweep_on(NIGHT)
    make_registered(organ)
    before = everything_swept()

    assert sweep_on(NIGHT - timedelta(days=1)).is_past
    assert everything_swept() == before


def test_review_that_is_switched_off_does_nothing(organ):
    set_policy(is_enabled=False)
    make_registered(organ)
    assert not sweep_on(NIGHT).is_enabled
    assert ReviewRound.objects.count() == 0


def test_a_record_that_waits_is_not_taken_up_by_the_next_round(organ):
    make_registered(organ)
    sweep_on(NIGHT)

    assert sweep_on(date(2026, 4, 1)).assigned == 0
    assert [period for _record, period in item_rows("record_id", "round__period")] == ["2026-03"]


def test_what_falls_due_within_the_month_joins_its_round_with_the_whole_term(organ):
    make_registered(organ)
    make_registered(organ, registered_on=date(2025, 3, 16))
    sweep_on(NIGHT)

    assert sweep_on(date(2026, 3, 16)).assigned == 1
    assert item_rows("assigned_on", "due_on") == [
        (NIGHT, date(2026, 3, 30)),
        (date(2026, 3, 16), date(2026, 4, 13)),
    ]
    assert ReviewRound.objects.get().due_on == date(2026, 4, 13)


def test_a_review_in_the_same_month_is_repeated_by_the_next_round_only(organ):
    [record] = make_registered(organ)
    sweep_on(NIGHT)
    ReviewItem.objects.update(status="dropped", reason="演示")
    ReviewState.objects.create(record=record, reviewed_on=NIGHT, next_review_on=date(2026, 3, 10))

    assert sweep_on(date(2026, 3, 10)).assigned == 0
    assert sweep_on(date(2026, 4, 1)).assigned == 1


def test_rules_say_how_often_and_how_much(organ):
    set_policy({"ground": "E15", "interval_months": 24}, {"mode": "sample", "sample_percent": 30})
    make_registered(organ, count=200, registered_on=date(2025, 3, 1))
    make_registered(organ, count=5, ground="E15", registered_on=date(2025, 3, 1))

    sweep_on(NIGHT)

    grounds = [ground for (ground,) in item_rows("ground")]
    assert set(grounds) == {"E16-1"}
    assert 35 <= len(grounds) <= 85


def test_one_notice_an_organ_tells_of_all_its_items(organ):
    staff = Staff(organ)
    office = make_staff(None, Role.DISCLOSURE_OFFICE)
    make_registered(organ, count=4)
    make_registered(OrganFactory(), count=2)

    sweep_on(NIGHT, chunk=3)

    told = list(Notice.objects.order_by("subject").values_list("recipient_id", "event", "subject"))
    # The second organ has nobody to review: the office must hear of it.
    assert sorted(told) == sorted(
        [
            (staff.reviewer.pk, "review.assigned", f"{organ.name}有 4 件信息须定期审查"),
            (office.pk, "review.assigned", told[[row[0] for row in told].index(office.pk)][2]),
        ]
    )


def test_organs_are_reminded_and_the_office_told_once(organ):
    staff = Staff(organ)
    office = make_staff(None, Role.DISCLOSURE_OFFICE)
    make_registered(organ, count=3)
    sweep_on(NIGHT)
    Notice.objects.all().delete()
    days = [date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24), date(2026, 4, 7), date(2026, 4, 8)]

    reports = {day: sweep_on(day) for day in days}

    # Due on 30 March: five working days before is the 23rd, five after it 7 April (Qingming on the 6th).
    assert {day: (report.reminded, report.escalated) for day, report in reports.items()} == {
        days[0]: (0, 0),
        days[1]: (3, 0),
        days[2]: (0, 0),
        days[3]: (0, 3),
        days[4]: (0, 0),
    }
    assert item_rows("reminded_on", "escalated_on") == [(days[1], days[3])] * 3
    told = list(Notice.objects.order_by("event").values_list("event", "recipient_id"))
    assert sorted(told) == sorted(
        [
            ("review.reminded", staff.reviewer.pk),
            ("review.escalated", staff.reviewer.pk),
            ("review.escalated", office.pk),
        ]
    )


def test_nights_that_were_missed_are_made_good(organ):
    make_registered(organ)
    sweep_on(NIGHT)

    report = sweep_on(date(2026, 6, 1))

    assert (report.reminded, report.escalated) == (1, 1)
    assert item_rows("reminded_on", "escalated_on") == [(date(2026, 6, 1), date(2026, 6, 1))]


def test_a_round_closes_once_its_month_is_over_and_nothing_waits(organ):
    make_registered(organ)
    sweep_on(NIGHT)
    assert sweep_on(date(2026, 4, 1)).closed == 0

    ReviewItem.objects.update(status="dropped", reason="演示")
    assert sweep_on(date(2026, 4, 2)).closed == 1

    assert list(ReviewRound.objects.order_by("period").values_list("period", "status", "closed_on")) == [
        ("2026-03", "closed", date(2026, 4, 2)),
        ("2026-04", "open", None),
    ]
    assert actions().count("review.round_closed") == 1
    assert verify_chain().faults == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": "draft"}, "该信息退回起草，尚未登记。"),
        ({"status": "scheduled"}, "该信息已经签发，定时公开。"),
        ({"attribute": "undetermined"}, "该信息不再是依申请公开或者不予公开。"),
    ],
)
def test_an_item_whose_record_left_is_dropped_and_says_why(organ, fields, why):
    [record] = make_registered(organ)
    make_registered(organ)
    sweep_on(NIGHT)
    InformationRecord.objects.filter(pk=record.pk).update(**fields)

    assert sweep_on(NIGHT + timedelta(days=1)).dropped == 1
    assert item_rows("status", "reason") == [("dropped", why), ("pending", "")]
    assert actions().count("review.items_dropped") == 1


def test_a_waiting_item_follows_its_record_to_another_organ(organ):
    [record] = make_registered(organ)
    sweep_on(NIGHT)
    heir = OrganFactory()
    InformationRecord.objects.filter(pk=record.pk).update(organ=heir)

    sweep_on(NIGHT + timedelta(days=1))

    assert item_rows("organ_id", "status") == [(heir.pk, "pending")]
    assert actions().count("review.items_handed_over") == 1
