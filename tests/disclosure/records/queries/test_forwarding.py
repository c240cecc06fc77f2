"""转发类公文 follows the document it forwards, which is determined anew where it is not."""

import pytest

from disclosure.records.enums import Attribute, ReviewStep
from disclosure.records.queries.determinations import determination_gaps
from tests.disclosure.factories import OrganFactory, Staff, decide, make_draft, make_public, sign_and_publish
from tests.disclosure.records.services.states import NOT_OPEN
from tests.disclosure.records.services.words import TO_ON_REQUEST, TO_OPEN, reload, say, submit

pytestmark = pytest.mark.django_db

CIRCLE = "转发的文件是本文件自己，或者互相转发形成了循环，请核对“转发的文件”。"


@pytest.fixture
def staff(db):
    return Staff(OrganFactory())


def must_follow(record, words):
    return (
        f"被转发的文件（{record.index_number}）是{words}，转发类公文的公开属性和情形应当与它一致，"
        "请照此填写；认为应当不同的，由审核人另行认定并说明理由，由签发人确定。"
    )


def test_a_forwarding_document_has_the_attribute_and_ground_of_the_forwarded(staff):
    closed = sign_and_publish(make_draft(staff, **NOT_OPEN), staff)
    public = make_public(staff)
    secret = {"attribute": Attribute.WITHHELD, "ground": "E14-1", "ground_reason": "依法定密。"}

    def gaps(forwarded, **fields):
        return determination_gaps(make_draft(staff, forwards=forwarded, **fields))

    assert gaps(closed, **NOT_OPEN) == []
    assert gaps(public) == []
    assert gaps(closed) == [must_follow(closed, "依申请公开（E16-1）")]
    assert gaps(closed, **secret) == [must_follow(closed, "依申请公开（E16-1）")]
    assert gaps(closed, **(NOT_OPEN | {"ground": "E16-3"})) == [must_follow(closed, "依申请公开（E16-1）")]
    assert gaps(public, **NOT_OPEN) == [must_follow(public, "主动公开")]


@pytest.mark.parametrize("fields", [{"attribute": Attribute.UNDETERMINED}, NOT_OPEN])
def test_what_nobody_has_determined_yet_binds_nobody(staff, fields):
    draft = make_draft(staff, **fields)

    assert determination_gaps(make_draft(staff, forwards=draft)) == []


def test_a_document_forwards_neither_itself_nor_in_a_circle(staff):
    first, second, third = (make_draft(staff, title=f"演示数据：{n}") for n in "甲乙丙")
    for record, forwarded in ((first, second), (second, third)):
        record.forwards = forwarded
        record.save(update_fields=["forwards"])
    assert determination_gaps(first) == []

    third.forwards = first
    assert determination_gaps(third) == [CIRCLE]
    third.forwards = third
    assert determination_gaps(third) == [CIRCLE]


def test_another_attribute_than_the_forwarded_is_for_the_signer(staff):
    closed = sign_and_publish(make_draft(staff, **NOT_OPEN), staff)
    record = submit(make_draft(staff, forwards=closed, **NOT_OPEN), staff)
    say(record, staff.reviewer, TO_OPEN, reason="转发时的情况已经不同。")
    assert reload(record).current_workflow_state is not None
    decide(record, staff)

    say(record, staff.signer, TO_ON_REQUEST, reason="与原件一致。")

    assert reload(record).ground == "E16-1"
    assert ReviewStep.SIGN_OFF in reload(record).decisions.values_list("step", flat=True)
