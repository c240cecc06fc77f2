"""Reproduced texts go public without the workflow; nothing made here ever does."""

from datetime import date

import pytest
from django.utils import timezone
from wagtail.rich_text import RichText

from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.records.services.registration import register_record
from disclosure.records.services.reproduction import correct_reproductions, publish_reproductions
from tests.disclosure.factories import OrganFactory, Staff
from zhifu_portal.kernel.refusals import Refused
from zhifu_portal.kernel.workdays import load_calendar

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def staff():
    return Staff(OrganFactory())


def reproduced(staff, *, joint=(), **fields):
    values = {
        "title": "演示数据：转载",
        "organ": staff.organ,
        "lead_organ": OrganFactory(foreign=True),
        "is_reproduced": True,
        "attribute": Attribute.OPEN,
        "composed_on": date(2020, 1, 2),
        "body": [("text", RichText("<p>演示数据</p>"))],
    }
    record = InformationRecord(**values | fields)
    register_record(record=record, by=staff.editor, now=timezone.now(), calendar=load_calendar())
    record.joint_organs = list(joint)
    record.save()
    return record


def publish(*records, by=None):
    publish_reproductions(records=records, by=by, now=timezone.now(), detail={"batch": 1})


def reasons_for(record):
    with pytest.raises(Refused) as refused:
        publish(record)
    assert InformationRecord.objects.get(pk=record.pk).live is False
    return [reason.removeprefix(f"{record.index_number}：") for reason in refused.value.reasons]


MADE_HERE = "本区机关制作的信息须经属性认定、保密审查和签发后公开。"


def test_a_reproduced_text_is_public_at_once(staff):
    record = reproduced(staff)

    publish(record, reproduced(staff, lead_organ=None), by=staff.editor)

    stored = InformationRecord.objects.get(pk=record.pk)
    assert (stored.live, stored.status, record.status) == (True, PublicationStatus.PUBLISHED, stored.status)
    assert stored.published_at == stored.first_published_at == stored.last_published_at


def test_one_that_may_not_keeps_all_from_going_out(staff):
    good = reproduced(staff)
    with pytest.raises(Refused):
        publish(good, reproduced(staff, lead_organ=staff.organ))

    assert InformationRecord.objects.get(pk=good.pk).live is False


def test_what_an_organ_of_the_district_made_goes_the_normal_way(staff):
    assert reasons_for(reproduced(staff, is_reproduced=False)) == [MADE_HERE]
    assert reasons_for(reproduced(staff, lead_organ=OrganFactory())) == [MADE_HERE]
    assert reasons_for(reproduced(staff, joint=[OrganFactory()])) == [MADE_HERE]


def test_every_reason_is_named(staff):
    record = reproduced(staff, is_reproduced=False, attribute=Attribute.UNDETERMINED, body=[])
    record.save_revision(user=staff.editor)

    assert reasons_for(record) == [
        MADE_HERE,
        "公开属性为未认定，不能公开。",
        "已有人工修改，请按审签流程办理。",
        "正文是空的。",
    ]


def test_only_a_public_text_is_corrected(staff):
    draft = reproduced(staff)

    with pytest.raises(Refused) as refused:
        correct_reproductions(records=[draft], note="来源更新", by=None, now=timezone.now(), detail={})

    assert refused.value.reasons == [f"{draft.index_number}：目前是“草稿”，应为“已发布”。"]
