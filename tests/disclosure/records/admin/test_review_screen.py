"""The review screen: every word side by side with the law, forms that keep what was typed, and joint organs' access."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.records.enums import PublicationStatus, ReviewStep
from disclosure.records.models import Attachment, Determination, Ground, RecordAttachment
from disclosure.records.queries.steps import current_step
from disclosure.records.services.attachments import prepare_attachment
from tests.disclosure.factories import OrganFactory, Staff, decide, make_draft, make_staff
from tests.disclosure.records.editor_form import form_of
from tests.disclosure.records.services.states import NOT_OPEN
from tests.disclosure.records.services.words import TO_ON_REQUEST, reload, said, say, submit

pytestmark = pytest.mark.django_db

SCREENS = "wagtailsnippets_disclosure_informationrecord"


@pytest.fixture
def staff(db):
    return Staff(OrganFactory())


def address(record, view="review", **kwargs):
    return reverse(f"{SCREENS}:{view}", kwargs={"pk": record.pk, **kwargs})


def page(client, record):
    return BeautifulSoup(client.get(address(record)).content, "html.parser")


def post(client, record, **values):
    data = {"revision": record.latest_revision_id, "reason": "", **values}
    return client.post(address(record), data)


def text_of(node):
    return " ".join(node.get_text(" ").split())


def test_the_reviewer_reads_the_proposal_with_the_words_of_the_law(client, staff):
    record = submit(make_draft(staff, **NOT_OPEN), staff)
    client.force_login(staff.reviewer)

    shown = text_of(page(client, record).select_one("section[aria-labelledby=attribute-heading]"))

    assert "拟提出： 依申请公开" in shown
    assert "E16-1 第十六条第一款：行政机关的内部事务信息" in shown
    assert "理由：内部事务。 裁量理由：公开会影响内部管理。" in shown
    assert "行政机关的内部事务信息，包括人事管理、后勤管理、内部工作流程等方面的信息，可以不予公开。" in shown


def test_another_attribute_is_stated_on_the_screen(client, staff):
    record = submit(make_draft(staff), staff)
    client.force_login(staff.reviewer)

    post(
        client,
        record,
        outcome="disagreed",
        reason="含内部事务。",
        attribute="on_request",
        ground="E16-1",
        ground_reason="内部事务。",
        discretion_reason="公开会影响内部管理。",
        second_ground="E14-1",
        second_reason="依法定密。",
    )

    assert said(record)[1] == ("reviewed", "disagreed", "undetermined", "on_request", ["E16-1", "E14-1"])


def test_what_was_typed_survives_every_error(client, staff):
    record = submit(make_draft(staff), staff)
    client.force_login(staff.reviewer)
    typed = {"outcome": "disagreed", "attribute": "on_request", "ground": "E16-1", "ground_reason": "写了很久的理由。"}

    answer = BeautifulSoup(post(client, record, **typed).content, "html.parser")

    errors = [text_of(each) for each in answer.select("[role=alert] li")]
    assert errors == [
        "与前面的意见不同的，请写明理由。",
        "第十六条第一款规定“可以不予公开”，请填写裁量理由：为什么决定不公开。",
    ]
    assert answer.select_one("textarea[name=ground_reason]").text.strip() == "写了很久的理由。"
    assert answer.select_one("select[name=ground] option[selected]")["value"] == "E16-1"
    assert answer.select_one("details.stated-attribute").has_attr("open")
    assert len(said(record)) == 1


@pytest.mark.parametrize("outcome", ["", "approved-by-me", "word-1"])
def test_an_outcome_that_is_not_offered_decides_nothing(client, staff, outcome):
    record = submit(make_draft(staff), staff)
    client.force_login(staff.reviewer)

    answer = post(client, record, outcome=outcome, reason="打好的意见")

    assert "打好的意见" in answer.content.decode()
    assert len(said(record)) == 1


def test_the_signer_sees_both_words_side_by_side_and_takes_one(client, staff):
    record = submit(make_draft(staff), staff)
    say(record, staff.reviewer, TO_ON_REQUEST, reason="属内部事务。")
    decide(record, staff)
    client.force_login(staff.signer)

    shown = page(client, record)

    table = shown.select_one(".word-comparison table")
    attributes = [text_of(cell) for cell in table.select("tbody tr")[1].select("td")]
    assert attributes == ["主动公开", "依申请公开"]
    choices = [choice["value"] for choice in shown.select("input[name=outcome]")]
    words = list(Determination.objects.filter(record=record).order_by("pk"))
    assert choices == [f"word-{words[0].pk}", f"word-{words[1].pk}", "disagreed", "returned"]

    post(client, record, outcome=choices[1], reason="采纳审核人意见。")
    record = reload(record)
    assert (record.status, record.ground) == (PublicationStatus.REGISTERED, "E16-1")


def test_the_trail_shows_every_determination_with_its_grounds(client, staff):
    record = submit(make_draft(staff, **NOT_OPEN), staff)
    decide(record, staff)
    client.force_login(staff.editor)

    rows = [text_of(row) for row in page(client, record).select("section[aria-labelledby=trail-heading] tbody tr")]

    assert len(rows) == 2
    assert "未认定 → 依申请公开 E16-1 第十六条第一款：行政机关的内部事务信息：内部事务。" in rows[1]


@pytest.fixture
def joint(staff):
    """A record at the step of the joint organs, with a file; and the staff of the joint organ."""
    other = Staff(OrganFactory())
    record = make_draft(staff)
    file = ContentFile("演示数据附件".encode(), name="a.txt")
    attachment = Attachment(organ=staff.organ, title="演示附件", file=file)
    prepare_attachment(attachment=attachment, file=file, by=staff.editor).save()
    draft = record.get_latest_revision_as_object()
    draft.joint_organs = [other.organ]
    draft.attachment_links = [RecordAttachment(attachment=attachment)]
    draft.save_revision(user=staff.editor)
    return submit(reload(record), staff, until=ReviewStep.JOINT_AGREEMENT), other, attachment


def test_a_joint_organ_reads_and_decides_on_the_review_screen_alone(client, joint):
    record, other, attachment = joint
    client.force_login(other.reviewer)

    shown = client.get(address(record))

    assert shown.status_code == 200
    assert "演示数据正文" in shown.content.decode()
    assert "发布前检查" not in shown.content.decode()
    file = client.get(address(record, "review_file", attachment_id=attachment.pk))
    assert b"".join(file.streaming_content).decode() == "演示数据附件"
    closed = ["edit", "history", "inspect", "withdraw", "secrecy", "findings", "revisions_view"]
    kwargs = {"revisions_view": {"revision_id": record.latest_revision_id}}
    assert {client.get(address(record, view, **kwargs.get(view, {}))).status_code for view in closed} == {404}
    assert record.title not in client.get(reverse(f"{SCREENS}:list")).content.decode()
    assert (
        client.get(reverse("wagtailsnippets_disclosure_attachment:download", args=[attachment.pk])).status_code == 404
    )

    post(client, record, outcome="approved")
    assert current_step(reload(record)) == ReviewStep.SECRECY_REVIEW


def test_another_file_than_those_of_the_text_is_not_served(client, joint, staff):
    record, other, attachment = joint
    client.force_login(other.reviewer)

    assert client.get(address(record, "review_file", attachment_id=attachment.pk + 1)).status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SECRECY_REVIEWER, Role.SIGNER])
def test_the_joint_organs_other_staff_read_and_decide_nothing(client, joint, role):
    record, other, _attachment = joint
    client.force_login(make_staff(other.organ, role))

    assert client.get(address(record)).status_code == 200
    post(client, record, outcome="approved")

    assert current_step(reload(record)) == ReviewStep.JOINT_AGREEMENT


def test_a_joint_organ_sees_nothing_before_and_after_the_review(client, joint, staff):
    record, other, attachment = joint
    before = make_draft(staff, title="演示数据：还没有送审")
    before.joint_organs.add(other.organ)
    before.save()
    before.save_revision(user=staff.editor)
    decide(record, staff, by=other.reviewer)
    while current_step(reload(record)) is not None:
        decide(record, staff)
    client.force_login(other.reviewer)

    for each in (before, record):
        assert client.get(address(each)).status_code == 404
    assert client.get(address(record, "review_file", attachment_id=attachment.pk)).status_code == 404


def test_a_stranger_does_not_find_the_record_under_review(client, joint):
    record, _other, attachment = joint
    client.force_login(Staff(OrganFactory()).reviewer)

    assert client.get(address(record)).status_code == 404
    assert post(client, record, outcome="approved").status_code == 404
    assert client.get(address(record, "review_file", attachment_id=attachment.pk)).status_code == 404


def test_the_editor_form_takes_grounds_and_the_forwarded_document(client, staff):
    forwarded = make_draft(staff, title="演示数据：被转发", document_number="烟芝测〔2026〕5号")
    record = make_draft(staff)
    client.force_login(staff.editor)
    values = form_of(client, address(record, "edit")) | {
        "attribute": "on_request",
        "ground": "E16-1",
        "ground_reason": "内部事务。",
        "discretion_reason": "公开会影响内部管理。",
        "further_grounds-TOTAL_FORMS": "1",
        "further_grounds-0-ground": "E14-1",
        "further_grounds-0-reason": "依法定密。",
        "further_grounds-0-ORDER": "1",
        "forwards": "烟芝测[2026]5号",
    }

    client.post(address(record, "edit"), values)

    draft = reload(record).get_latest_revision_as_object()
    assert (draft.attribute, draft.ground, draft.forwards) == ("on_request", "E16-1", forwarded)
    assert [(each.ground, each.reason) for each in draft.further_grounds.all()] == [("E14-1", "依法定密。")]
    form = BeautifulSoup(client.get(address(record, "edit")).content, "html.parser").select_one("form[data-edit-form]")
    assert form.select_one("input[name=forwards]")["value"] == forwarded.index_number


def test_the_editor_offers_the_grounds_of_today_and_marks_one_that_ended(client, staff):
    record = make_draft(staff, **NOT_OPEN)
    Ground.objects.filter(code="E16-1").update(repealed_on=timezone.localdate())
    client.force_login(staff.editor)

    select = BeautifulSoup(client.get(address(record, "edit")).content, "html.parser").select_one("select[name=ground]")

    options = {option["value"]: text_of(option) for option in select.select("option")}
    assert list(options) == ["", "E14-1", "E14-2", "E14-3", "E15", "E16-2", "E16-3", "E16-1"]
    assert options["E16-1"] == "E16-1（已不再施行，请改选）"
    assert select.select_one("option[selected]")["value"] == "E16-1"


def test_a_document_the_editor_may_not_read_cannot_be_named(client, staff):
    foreign = make_draft(Staff(OrganFactory()), title="演示数据：别的机关的草稿")
    record = make_draft(staff)
    client.force_login(staff.editor)
    values = form_of(client, address(record, "edit")) | {"forwards": foreign.index_number, "title": "演示数据：新标题"}

    answer = client.post(address(record, "edit"), values).content.decode()

    assert "没有找到这个索引号或者文号。" in answer
    assert foreign.index_number in answer
    assert foreign.title not in answer
    assert "演示数据：新标题" in answer
