"""Rows of law by effective date: old cases stay as they were decided, new ones follow the new words."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute, DeterminationOutcome, DeterminationStage, LimitUnit
from disclosure.records.models import Determination, DeterminationGround, DisclosureLimit, Ground, InformationRecord
from disclosure.records.official import (
    ARTICLE_14,
    ARTICLE_15,
    ARTICLE_16_1,
    ARTICLE_16_2,
    OFFICIAL_GROUNDS,
    OFFICIAL_LIMITS,
)
from disclosure.records.queries.grounds import ground_wording, grounds_in_force
from disclosure.records.services.law import (
    NOT_ALLOWED,
    GroundWords,
    LimitWords,
    Term,
    add_ground,
    add_limit,
    amend_ground,
    amend_limit,
    end_ground,
    end_limit,
    supersede_ground,
    supersede_limit,
)
from disclosure.records.services.official_rows import ensure_grounds, ensure_limits
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_staff
from zhifu_portal.kernel.audit import AuditRow
from zhifu_portal.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WORDS_OF_2030 = GroundWords("过程性信息", "第十六条第二款", "演示数据：二〇三〇年的条文。", "may")
LIMIT_WORDS = LimitWords("演示信息", 5, LimitUnit.WORKDAYS, "作出之日", "演示依据")


@pytest.fixture
def office():
    ensure_grounds()
    ensure_limits()
    return make_staff(None, Role.DISCLOSURE_OFFICE)


def determined(code, *, on):
    """Return what a determination of that day says its ground is."""
    staff = Staff(OrganFactory())
    record = make_draft(staff, attribute=Attribute.WITHHELD, ground=code, ground_reason="理由")
    word = Determination.objects.create(
        record=record,
        stage=DeterminationStage.SIGNED,
        outcome=DeterminationOutcome.AGREED,
        organ=staff.organ,
        from_attribute=Attribute.UNDETERMINED,
        to_attribute=Attribute.WITHHELD,
        decided_by=staff.signer,
        decided_at=timezone.make_aware(datetime.combine(on, time(9))),
    )
    return DeterminationGround.objects.create(determination=word, ground=ground_wording(code, on=on), reason="理由")


def reasons_of(act, **values):
    with pytest.raises(Refused) as refusal:
        act(**values)
    return refusal.value.reasons


def test_the_official_grounds_carry_the_words_of_the_regulation(office):
    words = {
        code: (ground.article, ground.text, ground.force)
        for code, ground in grounds_in_force(on=date(2022, 6, 1)).items()
    }
    assert words == {
        "E14-1": ("第十四条", ARTICLE_14, "must"),
        "E14-2": ("第十四条", ARTICLE_14, "must"),
        "E14-3": ("第十四条", ARTICLE_14, "must"),
        "E15": ("第十五条", ARTICLE_15, "consent"),
        "E16-1": ("第十六条第一款", ARTICLE_16_1, "may"),
        "E16-2": ("第十六条第二款", ARTICLE_16_2, "may"),
        "E16-3": ("第十六条第二款", ARTICLE_16_2, "may"),
    }
    assert grounds_in_force(on=date(2019, 5, 14)) == {}


def test_official_rows_are_made_once_and_not_beside_what_staff_began():
    ended = supersede_ground(
        ground_id=_made(ensure_grounds, Ground, "E16-2").pk,
        words=WORDS_OF_2030,
        effective_on=date(2030, 1, 1),
        by=make_staff(None, Role.DISCLOSURE_OFFICE),
    )
    made = ensure_limits()
    assert (ensure_grounds(), ensure_limits(), made) == (0, 0, len(OFFICIAL_LIMITS))
    assert Ground.objects.count() == len(OFFICIAL_GROUNDS) + 1
    assert ended.effective_on == date(2030, 1, 1)


def _made(ensure, model, code):
    ensure()
    return model.objects.get(code=code)


def test_an_old_case_prints_the_words_it_was_decided_by(office):
    of_2022 = determined("E16-2", on=date(2022, 6, 16))
    old = Ground.objects.get(code="E16-2")

    new = supersede_ground(ground_id=old.pk, words=WORDS_OF_2030, effective_on=timezone.localdate(), by=office)

    printed = DeterminationGround.objects.select_related("ground").get(pk=of_2022.pk).ground
    assert (str(printed), printed.text) == (
        "第十六条第二款：讨论记录、过程稿、磋商信函、请示报告等过程性信息",
        ARTICLE_16_2,
    )
    assert ground_wording("E16-2", on=date(2022, 6, 16)).text == ARTICLE_16_2
    assert ground_wording("E16-2", on=timezone.localdate()) == new
    assert new.text == WORDS_OF_2030.text
    actions = AuditRow.objects.filter(action__startswith="law.ground_").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["law.ground_ended", "law.ground_added"]


def test_an_old_due_date_stays_when_its_limit_is_superseded(office):
    old = DisclosureLimit.objects.get(code="licence")
    record = make_draft(Staff(OrganFactory()), composed_on=date(2022, 6, 16), disclosure_limit=old)
    before = record.due_on

    supersede_limit(limit_id=old.pk, words=LIMIT_WORDS, effective_on=timezone.localdate(), by=office)

    record = InformationRecord.objects.get(pk=record.pk)
    assert (record.due_on, record.disclosure_limit.amount, record.disclosure_limit.subject) == (
        before,
        7,
        "行政许可决定",
    )
    assert DisclosureLimit.objects.in_force(on=timezone.localdate()).get(code="licence").amount == 5


def test_what_has_decided_something_is_not_rewritten(office):
    determined("E16-2", on=date(2022, 6, 16))
    ground, limit = Ground.objects.get(code="E16-2"), DisclosureLimit.objects.get(code="licence")
    make_draft(Staff(OrganFactory()), disclosure_limit=limit)
    used = ["该条文已有认定或者期限引用，不能修改，请使用“废止并设立新条文”。"]

    term = Term(ground.effective_on)
    assert reasons_of(amend_ground, ground_id=ground.pk, words=WORDS_OF_2030, term=term, by=office) == used
    assert reasons_of(amend_limit, limit_id=limit.pk, words=LIMIT_WORDS, term=term, by=office) == used
    assert Ground.objects.get(code="E16-2").text == ARTICLE_16_2


def test_a_wording_that_records_rest_on_counts_as_used_without_a_determination(office):
    staff = Staff(OrganFactory())
    make_draft(staff, attribute=Attribute.WITHHELD, ground="E14-1", ground_reason="理由")
    ground = Ground.objects.get(code="E14-1")

    reasons = reasons_of(
        amend_ground, ground_id=ground.pk, words=WORDS_OF_2030, term=Term(date(2019, 5, 15)), by=office
    )

    assert len(reasons) == 1


def test_what_has_decided_nothing_may_be_corrected(office):
    ground = Ground.objects.get(code="E16-1")
    amended = amend_ground(
        ground_id=ground.pk, words=WORDS_OF_2030, term=Term(date(2020, 1, 1), date(2040, 1, 1)), by=office
    )
    assert (amended.pk, amended.text, amended.effective_on) == (ground.pk, WORDS_OF_2030.text, date(2020, 1, 1))
    detail = AuditRow.objects.get(action="law.ground_amended").detail
    assert (detail["before"]["text"], detail["after"]["text"]) == (ARTICLE_16_1, WORDS_OF_2030.text)


@pytest.mark.parametrize(
    ("since", "until", "is_refused"),
    [
        (date(2018, 1, 1), date(2019, 5, 15), False),
        (date(2018, 1, 1), date(2019, 5, 16), True),
        (date(2018, 1, 1), None, True),
        (date(2029, 12, 31), None, True),
        (date(2030, 1, 1), None, False),
        (date(2022, 1, 1), date(2022, 1, 2), True),
    ],
)
def test_two_rows_of_one_code_are_never_in_force_together(office, since, until, is_refused):
    old = Ground.objects.get(code="E16-2")
    end_ground(ground_id=old.pk, repealed_on=date(2030, 1, 1), by=office)
    values = {"code": "E16-2", "words": WORDS_OF_2030, "term": Term(since, until), "by": office}

    if is_refused:
        assert reasons_of(add_ground, **values) == [
            "与2019年05月15日至2030年01月01日前施行的同一代码条文时间重叠，请先废止原条文或者调整日期。"
        ]
    else:
        assert add_ground(**values).code == "E16-2"


def test_an_end_is_refused_with_every_reason(office):
    determined("E16-2", on=date(2022, 6, 16))
    ground = Ground.objects.get(code="E16-2")
    assert reasons_of(
        end_ground, ground_id=ground.pk, repealed_on=date(2019, 5, 15), by=Staff(OrganFactory()).editor
    ) == [
        NOT_ALLOWED,
        "废止日期须晚于施行日期2019年05月15日。",
        "2022年06月16日的认定引用了该条文，废止日期须在这一天以后。",
    ]
    end_ground(ground_id=ground.pk, repealed_on=date(2022, 6, 17), by=office)
    assert reasons_of(end_ground, ground_id=ground.pk, repealed_on=date(2023, 1, 1), by=office) == [
        "该条文已定于2022年06月17日废止，不能再次废止。"
    ]
    limit = DisclosureLimit.objects.get(code="licence")
    assert end_limit(limit_id=limit.pk, repealed_on=date(2030, 1, 1), by=office).repealed_on == date(2030, 1, 1)


def test_a_refused_supersession_ends_nothing(office):
    ground = Ground.objects.get(code="E16-2")
    words = GroundWords("", "第十六条", "", "no-such-force")

    reasons = reasons_of(supersede_ground, ground_id=ground.pk, words=words, effective_on=date(2030, 1, 1), by=office)

    assert [reason.partition("：")[0] for reason in reasons] == ["情形", "法律原文", "效力"]
    assert list(Ground.objects.filter(code="E16-2").values_list("repealed_on", flat=True)) == [None]


def test_a_limit_begins_with_its_catalog_entries(office):
    entry = make_draft(Staff(OrganFactory())).catalog_entries.get()
    words = LimitWords("演示信息", 0, LimitUnit.DAYS, "作出之日", "演示依据", (entry,))
    reasons_of(add_limit, code="demo", words=words, term=Term(date(2026, 1, 1)), by=office)
    words = LimitWords("演示信息", 5, LimitUnit.DAYS, "作出之日", "演示依据", (entry,))

    limit = add_limit(code="demo", words=words, term=Term(date(2026, 1, 1)), by=office)

    assert list(limit.catalog_entries.all()) == [entry]
    limit = amend_limit(limit_id=limit.pk, words=LIMIT_WORDS, term=Term(date(2026, 2, 1)), by=office)
    assert (list(limit.catalog_entries.all()), limit.effective_on) == ([], date(2026, 2, 1))
