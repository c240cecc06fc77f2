"""What a word on an attribute must state, as a table: 条例第十四条至第十六条, rules.md §1.3."""

from datetime import date, timedelta

import pytest

from disclosure.records.enums import Attribute, ThirdPartyPosition
from disclosure.records.models import Ground, RecordGround
from disclosure.records.official import REGULATION_EFFECTIVE_ON
from disclosure.records.queries.statement_gaps import (
    NO_GROUND,
    NOT_PROPOSED,
    OPEN_WITH_GROUND,
    OVERRIDDEN,
    SEVERED_NOT_OPEN,
    SEVERED_WITHOUT_GROUND,
    statement_gaps,
)
from disclosure.records.queries.statements import (
    AttributeStatement,
    GroundStatement,
    carry_statement,
    statement_of,
)
from disclosure.records.services.official_rows import ensure_grounds
from tests.disclosure.factories import OrganFactory, Staff, make_draft

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
OPEN, ON_REQUEST, WITHHELD = Attribute.OPEN, Attribute.ON_REQUEST, Attribute.WITHHELD
SECRET = GroundStatement("E14-1", "依法定密。")
INTERNAL = GroundStatement("E16-1", "内部事务。", discretion_reason="公开会影响内部管理。")


def third_party(position, reason="已书面征求意见。"):
    return GroundStatement("E15", "涉及商业秘密。", third_party=position, third_party_reason=reason)


REFUSED = third_party(ThirdPartyPosition.REFUSED)
CONSENTED = third_party(ThirdPartyPosition.CONSENTED)
NO_OVERRIDE = "第十五条：主动公开的，须第三方同意公开，或者不公开会对公共利益造成重大影响；否则请改为不公开。"
NO_POSITION = "第十五条：请选择第三方意见（是否征求、是否同意，或者公共利益需要公开）。"
NO_POSITION_REASON = "第十五条：请填写第三方意见说明，或者公共利益受到的影响。"
NO_DISCRETION = "第十六条第一款规定“可以不予公开”，请填写裁量理由：为什么决定不公开。"

TABLE = [
    (AttributeStatement(Attribute.UNDETERMINED), [NOT_PROPOSED]),
    (AttributeStatement(OPEN), []),
    (AttributeStatement(OPEN, grounds=(SECRET,)), [OPEN_WITH_GROUND]),
    (AttributeStatement(OPEN, grounds=(CONSENTED,)), []),
    (AttributeStatement(OPEN, grounds=(third_party(ThirdPartyPosition.PUBLIC_INTEREST),)), []),
    (AttributeStatement(OPEN, grounds=(REFUSED,)), [NO_OVERRIDE]),
    (AttributeStatement(OPEN, grounds=(third_party(ThirdPartyPosition.NOT_ASKED),)), [NO_OVERRIDE]),
    (AttributeStatement(WITHHELD), [NO_GROUND]),
    (AttributeStatement(WITHHELD, grounds=(SECRET,)), []),
    (AttributeStatement(ON_REQUEST, grounds=(REFUSED,)), []),
    (AttributeStatement(ON_REQUEST, grounds=(third_party(ThirdPartyPosition.NOT_ASKED),)), []),
    (AttributeStatement(ON_REQUEST, grounds=(CONSENTED,)), [OVERRIDDEN]),
    (AttributeStatement(ON_REQUEST, grounds=(SECRET, CONSENTED)), [OVERRIDDEN]),
    (
        AttributeStatement(ON_REQUEST, grounds=(third_party(ThirdPartyPosition.NONE, ""),)),
        [NO_POSITION, NO_POSITION_REASON],
    ),
    (AttributeStatement(ON_REQUEST, grounds=(third_party(ThirdPartyPosition.REFUSED, ""),)), [NO_POSITION_REASON]),
    (AttributeStatement(ON_REQUEST, grounds=(INTERNAL,)), []),
    (AttributeStatement(ON_REQUEST, grounds=(GroundStatement("E16-1", "内部事务。"),)), [NO_DISCRETION]),
    (
        AttributeStatement(ON_REQUEST, grounds=(GroundStatement("E16-1", ""),)),
        ["第十六条第一款：请说明适用这一情形的理由。", NO_DISCRETION],
    ),
    (AttributeStatement(ON_REQUEST, grounds=(SECRET, INTERNAL)), []),
    (AttributeStatement(ON_REQUEST, grounds=(SECRET, SECRET)), ["情形 E14-1 重复，请只保留一处。"]),
    (
        AttributeStatement(ON_REQUEST, grounds=(GroundStatement("E99", "不知何来。"),)),
        ["情形 E99 目前没有施行的条文，请改选现行的情形。"],
    ),
    (AttributeStatement(OPEN, is_severed=True), [SEVERED_WITHOUT_GROUND]),
    (AttributeStatement(OPEN, is_severed=True, grounds=(SECRET,)), []),
    (AttributeStatement(OPEN, is_severed=True, grounds=(REFUSED, INTERNAL)), []),
    (AttributeStatement(OPEN, is_severed=True, grounds=(CONSENTED,)), [OVERRIDDEN]),
    (AttributeStatement(ON_REQUEST, is_severed=True, grounds=(SECRET,)), [SEVERED_NOT_OPEN]),
]


@pytest.mark.parametrize(("statement", "reasons"), TABLE)
def test_a_word_says_everything_the_law_asks_for(statement, reasons):
    ensure_grounds()

    assert statement_gaps(statement, on=TODAY) == reasons


def test_a_ground_counts_from_its_first_day_to_the_day_before_it_ends():
    ensure_grounds()
    ended = date(2026, 12, 1)
    Ground.objects.filter(code="E14-1").update(repealed_on=ended)
    statement = AttributeStatement(WITHHELD, grounds=(SECRET,))
    days = [REGULATION_EFFECTIVE_ON - timedelta(days=1), REGULATION_EFFECTIVE_ON, ended - timedelta(days=1), ended]

    assert [bool(statement_gaps(statement, on=day)) for day in days] == [True, False, False, True]


@pytest.mark.parametrize(
    "statement",
    [
        AttributeStatement(OPEN),
        AttributeStatement(OPEN, grounds=(CONSENTED,)),
        AttributeStatement(OPEN, is_severed=True, grounds=(REFUSED, INTERNAL)),
        AttributeStatement(WITHHELD, grounds=(SECRET, INTERNAL, REFUSED)),
    ],
)
def test_a_statement_carried_into_a_draft_reads_the_same(statement):
    draft = make_draft(Staff(OrganFactory()))

    carry_statement(draft, statement)

    assert statement_of(draft, on=TODAY) == statement


def test_the_further_grounds_of_a_draft_are_judged_like_the_first():
    draft = make_draft(Staff(OrganFactory()), attribute=WITHHELD, ground="E14-1", ground_reason="依法定密。")
    draft.further_grounds = [
        RecordGround(ground="E14-1", reason="再说一遍。"),
        RecordGround(ground="E16-1", reason=" "),
    ]

    assert statement_gaps(statement_of(draft, on=TODAY), on=TODAY) == [
        "第十六条第一款：请说明适用这一情形的理由。",
        NO_DISCRETION,
        "情形 E14-1 重复，请只保留一处。",
    ]
