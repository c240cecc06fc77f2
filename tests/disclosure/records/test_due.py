"""What is owed to the public: which records count, how late they are, organ by organ."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.models import DisclosureLimit, InformationRecord
from disclosure.records.queries.due import due_rows, late_counts, late_records, light_of, owed_records, published_late
from disclosure.records.queries.limits import limit_advice, limit_choices, limit_note, limits_for
from disclosure.records.services.official_rows import ensure_limits
from tests.disclosure.factories import CatalogEntryFactory, OrganFactory, Staff, make_draft, make_public
from zhifu_portal.kernel.workdays import Calendar

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

# A week without holidays: from Monday 8 to Friday 12 June 2026.
MONDAY = date(2026, 6, 8)
ORDINARY_YEAR = Calendar({}, frozenset({2026}))
WITHHELD = {"attribute": Attribute.WITHHELD, "ground": "E14-1", "ground_reason": "理由"}


def put(staff, day, *, state=None, **fields):
    """Return a draft that is due on this day; `state` is written as it would be later."""
    record = make_draft(staff, **fields)
    InformationRecord.objects.filter(pk=record.pk).update(due_on=day, **(state or {}))
    return record


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def titles(records):
    return [record.title for record in records.order_by("due_on", "pk")]


def test_what_should_be_public_and_is_not():
    staff = Staff(OrganFactory())
    friday = date(2026, 6, 5)
    left = {"withdrawn_at": timezone.now(), "withdrawal_explanation": "演示", "status": PublicationStatus.WITHDRAWN}
    put(staff, friday, title="未认定", attribute=Attribute.UNDETERMINED)
    put(staff, friday, title="主动公开")
    put(staff, friday, title="待发布", state={"status": PublicationStatus.SCHEDULED})
    put(staff, MONDAY, title="今天到期")
    put(staff, None, title="没有期限")
    put(staff, friday, title="不予公开", **WITHHELD)
    put(staff, friday, title="已登记", state={"status": PublicationStatus.REGISTERED})
    put(staff, friday, title="已撤下", state=left)
    put(staff, friday, title="公示期满", state={"status": PublicationStatus.EXPIRED})
    public = make_public(staff, title="已公开")
    corrected = make_public(staff, title="更正中")
    InformationRecord.objects.filter(pk__in=[public.pk, corrected.pk]).update(due_on=friday)
    InformationRecord.objects.filter(pk=corrected.pk).update(changed_on=date(2026, 5, 8))

    assert titles(late_records(on=MONDAY)) == ["未认定", "主动公开", "待发布"]
    assert titles(owed_records()) == ["未认定", "主动公开", "待发布", "更正中", "今天到期"]
    lit = [record for record in InformationRecord.objects.all() if light_of(record, on=MONDAY, calendar=ORDINARY_YEAR)]
    assert {record.title for record in lit} == {"未认定", "主动公开", "待发布", "更正中", "今天到期", "不予公开"}


def test_due_rows_are_the_late_and_the_amber_ones_most_urgent_first():
    staff, others = Staff(OrganFactory()), Staff(OrganFactory())
    for day in (16, 15, 8, 5):
        put(staff, date(2026, 6, day), title=f"{day}日")
    put(others, date(2026, 6, 4), title="其他机关")

    assert [row.title for row in due_rows(on=MONDAY, calendar=ORDINARY_YEAR)] == ["其他机关", "5日", "8日", "15日"]
    own = due_rows(on=MONDAY, calendar=ORDINARY_YEAR, organ_ids=[staff.organ.pk])
    assert [row.title for row in own] == ["5日", "8日", "15日"]
    assert not due_rows(on=MONDAY, calendar=ORDINARY_YEAR, organ_ids=[]).exists()


def test_how_late_each_organ_is_in_working_days():
    later, earlier, none = (Staff(OrganFactory(sort_order=order)) for order in range(3))
    put(earlier, date(2026, 6, 5))
    for day in (date(2026, 6, 5), date(2026, 6, 1), date(2026, 6, 9)):
        put(later, day)
    correction = make_public(earlier)
    InformationRecord.objects.filter(pk=correction.pk).update(
        due_on=date(2026, 6, 1), changed_on=date(2026, 5, 1), late_workdays=0
    )
    for days, at in ((3, date(2026, 2, 1)), (9, date(2026, 3, 1)), (5, date(2025, 3, 1))):
        published = make_public(earlier)
        InformationRecord.objects.filter(pk=published.pk).update(late_workdays=days, published_at=noon(at))
    put(none, date(2026, 7, 1))

    rows = late_counts(on=MONDAY, calendar=ORDINARY_YEAR)

    assert [
        (row.organ, row.late, row.most_workdays_late, row.mean_workdays_late, row.due_soon, row.late_corrections)
        for row in rows
    ] == [(later.organ, 2, 5, 3.0, 1, 0), (earlier.organ, 1, 1, 1.0, 0, 1)]
    assert [(row.published_late, row.most_published_late) for row in rows] == [(0, 0), (2, 9)]
    assert published_late(organ_ids=[earlier.organ.pk]).filter(published_at__year=2025).count() == 1


@pytest.mark.parametrize("organs", [1, 3])
def test_the_counts_cost_three_queries(django_assert_num_queries, organs):
    for _organ in range(organs):
        staff = Staff(OrganFactory())
        put(staff, date(2026, 6, 5))
        put(staff, date(2026, 6, 9))

    with django_assert_num_queries(3):
        assert len(late_counts(on=MONDAY, calendar=ORDINARY_YEAR)) == organs


class TestLimits:
    """Which special limit goes with a catalog entry."""

    @pytest.fixture
    def entries(self):
        slugs = ("licences", "procurement", "coercion", "inspections", "government-budgets", "department-budgets")
        entries = {slug: CatalogEntryFactory(slug=slug) for slug in (*slugs, "penalties", "land-acquisition")}
        entries["plain"] = CatalogEntryFactory()
        ensure_limits()
        return entries

    @pytest.mark.parametrize(
        ("slug", "codes"),
        [
            ("licences", ["licence"]),
            ("penalties", ["penalty"]),
            ("government-budgets", ["budget"]),
            ("department-budgets", ["department-budget"]),
            ("land-acquisition", ["land-notice"]),
            ("coercion", ["enforcement"]),
            ("procurement", ["procurement-contract", "procurement-result"]),
            ("plain", []),
        ],
    )
    def test_the_official_limits_stand_at_their_entries(self, entries, slug, codes):
        assert [limit.code for limit in limits_for([entries[slug]], on=MONDAY)] == codes

    def test_an_entry_has_the_limit_of_the_entry_above_it(self, entries):
        below = CatalogEntryFactory(parent=entries["inspections"])
        assert [limit.code for limit in limits_for([below], on=MONDAY)] == ["enforcement"]
        assert limits_for([entries["land-acquisition"]], on=date(2021, 8, 31)) == []

    def test_the_advice_says_which_limit_applies_and_what_is_missing(self, entries):
        staff = Staff(OrganFactory())
        licence = DisclosureLimit.objects.get(code="licence")

        def advice(entry, **fields):
            return limit_advice(make_draft(staff, catalog_entries=[entries[entry]], **fields), on=MONDAY)

        assert advice("plain") == ["适用二十个工作日的期限，自信息形成或者变更之日起算（《条例》第二十六条）。"]
        assert advice("licences") == [
            "所选公开目录适用7个工作日期限：行政许可决定（国办发〔2018〕118号），本件没有选用。"
        ]
        chosen = "适用“行政许可决定（7个工作日内）”，自作出决定之日起算（国办发〔2018〕118号）。"
        assert advice("licences", disclosure_limit=licence, limit_starts_on=MONDAY) == [chosen]
        assert advice("licences", disclosure_limit=licence) == [
            chosen,
            "没有填写期限起算日期（作出决定之日），暂从成文日期起算，请核对。",
        ]
        contract = DisclosureLimit.objects.get(code="procurement-contract")
        assert len(advice("procurement", disclosure_limit=contract, limit_starts_on=MONDAY)) == 1

    def test_the_note_names_the_only_limit_or_asks_to_choose(self, entries):
        assert limit_note([]) == ""
        assert limit_note(limits_for([entries["licences"]], on=MONDAY)).startswith("该目录适用7个工作日期限")
        assert limit_note(limits_for([entries["procurement"]], on=MONDAY)).endswith("请按信息内容选择公开期限。")

    def test_a_limit_that_has_ended_is_offered_to_the_record_that_has_it(self, entries):
        licence = DisclosureLimit.objects.get(code="licence")
        DisclosureLimit.objects.filter(pk=licence.pk).update(repealed_on=date(2026, 1, 1))
        assert licence not in limit_choices(on=MONDAY)
        assert licence in limit_choices(on=MONDAY, kept_id=licence.pk)
