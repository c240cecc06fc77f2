"""The screens of historic documents: a worklist of one's own organ, bulk confirmation, one by one, undo, export."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute
from disclosure.records.models import InformationRecord
from disclosure.review.models import AttributeRule, HistoricBatch, HistoricProposal
from disclosure.review.services.historic import confirm_proposals
from tests.disclosure.factories import OrganFactory, Staff, UserFactory, make_staff
from tests.disclosure.review.historic_documents import HistoricWorld, make_historic
from zhifu_portal.kernel.outbox import OutboxRow

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_disclosure_historicproposal:list"


def address(view, *args, model="historicproposal"):
    return reverse(f"wagtailsnippets_disclosure_{model}:{view}", args=args)


@pytest.fixture
def world():
    return HistoricWorld()


@pytest.fixture
def reviewer(client, world):
    client.force_login(world.reviewer)
    return client


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def rows_of(response):
    return [proposal.record_id for proposal in response.context["page_obj"]]


def test_the_list_says_what_waits_with_title_number_words_and_reason(reviewer, world):
    proposal = world.withheld(document_number="演政办发〔2012〕3号")
    world.open()
    world._proposed(make_historic(world.staff))

    response = reviewer.get(reverse(LIST))

    page = response.content.decode()
    for shown in (
        proposal.record.title,
        "演政办发〔2012〕3号",
        "标题含“值班安排”",
        proposal.reason,
        proposal.rule_name,
    ):
        assert shown in page
    counts = [(row.label, row.total, row.clear) for row in response.context["counts"]]
    assert counts == [("主动公开", 1, 1), ("依申请公开", 0, 0), ("不予公开", 1, 1), ("没有建议", 1, 0)]
    assert page.count('type="checkbox" name="proposal"') == 2
    assert " checked>" not in page


def test_the_clear_cases_of_the_page_are_ticked_by_a_link(reviewer, world):
    world.withheld()
    world.unclear()

    page = reviewer.get(reverse(LIST), {"select": "clear"}).content.decode()

    assert page.count(" checked>") == 1


def test_the_list_is_narrowed_by_what_is_asked(reviewer, world):
    withheld, opened, nothing = world.withheld(), world.open(), world._proposed(make_historic(world.staff))
    unclear = world.unclear(title="演示数据：关于经费的请示")

    def asked(**query):
        return rows_of(reviewer.get(reverse(LIST), query))

    assert asked(attribute="open") == [opened.record_id]
    assert asked(attribute="none") == [nothing.record_id]
    assert asked(clear="on") == [withheld.record_id, opened.record_id]
    assert asked(text="经费") == [unclear.record_id]
    assert asked(text=withheld.record.index_number) == [withheld.record_id]
    assert asked(status="rejected") == []
    assert asked(attribute="nonsense") == [each.record_id for each in (withheld, opened, nothing, unclear)]


def test_a_department_sees_its_own_documents_only_and_the_office_all(client, world):
    mine = world.withheld()
    foreign_staff = Staff(OrganFactory())
    foreign = world._proposed(make_historic(foreign_staff, title="演示数据：外机关的值班安排"))

    for person, expected in (
        (world.reviewer, [mine.record_id]),
        (world.staff.editor, [mine.record_id]),
        (foreign_staff.reviewer, [foreign.record_id]),
        (make_staff(None, Role.DISCLOSURE_OFFICE), [mine.record_id, foreign.record_id]),
    ):
        client.force_login(person)
        response = client.get(reverse(LIST))
        assert rows_of(response) == expected
        assert client.get(reverse(LIST), {"organ": foreign_staff.organ.pk}).status_code == 200
    assert 'name="proposal"' not in response.content.decode()


def test_the_list_asks_the_database_the_same_however_long_it_is(reviewer, world):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            reviewer.get(reverse(LIST))
        return len(asked)

    world.withheld()
    reviewer.get(reverse(LIST))
    with_one = queries()
    world.withheld()
    world.open()

    assert queries() == with_one


def test_what_is_ticked_is_confirmed_and_its_page_shows_what_became_of_it(reviewer, world):
    withheld, opened = world.withheld(), world.open()

    response = reviewer.post(address("confirm"), {"proposal": [withheld.pk, opened.pk], "asked": ""})

    batch = HistoricBatch.objects.get()
    assert response.url == address("inspect", batch.pk, model="historicbatch")
    page = reviewer.get(response.url).content.decode()
    assert "主动公开的信息须选择公开目录。" in page
    assert "已登记（不主动公开）" in page
    assert "撤销这次认定" in page


def test_a_refusal_says_everything_and_returns_to_the_list_as_it_was(reviewer, world):
    unclear = world.unclear()

    response = reviewer.post(address("confirm"), {"proposal": [unclear.pk, "x"], "asked": "attribute=withheld"})

    assert response.url == f"{reverse(LIST)}?attribute=withheld"
    (said,) = messages_of(response)
    assert said.startswith(f"{unclear.record.index_number}《{unclear.record.title}》：不属于可批量确认的情形")
    assert HistoricBatch.objects.count() == 0


def test_ids_of_another_organ_confirm_nothing(reviewer, world):
    foreign = world._proposed(make_historic(Staff(OrganFactory()), title="演示数据：外机关的值班安排"))

    response = reviewer.post(address("confirm"), {"proposal": [foreign.pk]})

    assert messages_of(response) == ["请先勾选要办理的公文。"]
    assert InformationRecord.objects.get().attribute == Attribute.UNDETERMINED


@pytest.mark.parametrize("person", ["editor", "signer", "superuser"])
def test_nobody_else_comes_to_the_verbs(client, world, person):
    proposal = world.withheld()
    client.force_login(UserFactory(is_superuser=True) if person == "superuser" else getattr(world.staff, person))

    for path in (address("confirm"), address("determine", proposal.pk)):
        response = client.post(path, {"proposal": [proposal.pk], "attribute": "open", "reason": "理由"}, follow=True)
        assert HistoricBatch.objects.count() == 0
        assert response.status_code in {200, 403}


def test_one_document_is_determined_in_other_words(reviewer, world):
    proposal = world.withheld()
    path = address("determine", proposal.pk)
    assert proposal.reason in reviewer.get(path).content.decode()

    refused = reviewer.post(path, {"attribute": "on_request", "ground": "E16-2", "reason": ""})
    assert "请说明适用这一情形的理由。" in refused.content.decode()
    response = reviewer.post(
        path,
        {"attribute": "on_request", "ground": "E16-2", "reason": "磋商信函。", "discretion_reason": "影响商洽。"},
    )

    assert response.url == address("inspect", HistoricBatch.objects.get().pk, model="historicbatch")
    assert InformationRecord.objects.get().ground == "E16-2"


def test_a_proposal_is_set_aside_with_a_note(reviewer, world):
    proposal = world.withheld()
    path = address("determine", proposal.pk)

    refused = reviewer.post(path, {"reject": "1", "note": ""})
    assert messages_of(refused) == ["请写明为什么不采纳。"]
    reviewer.post(path, {"reject": "1", "note": "另有情形。"})

    assert HistoricProposal.objects.get().status == "rejected"
    assert "另有情形。" in reviewer.get(reverse(LIST), {"status": "rejected"}).content.decode()


def test_a_confirmation_is_taken_back_on_its_page(reviewer, world):
    proposal = world.withheld()
    batch = confirm_proposals(proposal_ids=[proposal.pk], by=world.reviewer, now=timezone.now())
    path = address("undo", batch.pk, model="historicbatch")

    assert "确认撤销" in reviewer.get(path).content.decode()
    reviewer.post(path, {"note": ""})
    assert HistoricProposal.objects.get().batch == batch
    response = reviewer.post(path, {"note": "认定有误。"})

    assert messages_of(response) == ["已撤销 1 件，这些公文恢复为未认定。"]
    page = reviewer.get(response.url).content.decode()
    assert "已撤销认定" in page
    assert "撤销这次认定" not in page


def test_the_button_owes_the_worker_a_look_at_ones_own_organs(client, world):
    client.force_login(world.staff.editor)
    client.post(address("refresh"))
    client.force_login(make_staff(None, Role.DISCLOSURE_OFFICE))
    client.post(address("refresh"))

    keys = OutboxRow.objects.filter(topic="review.historic").order_by("pk").values_list("key", flat=True)
    assert list(keys) == [str(world.organ.pk), "all"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_filtered_list_is_exported_safe_against_formulas(reviewer, world, kind, tmp_path):
    world.withheld(title="=演示数据：值班安排")
    world.unclear()

    response = reviewer.get(address("export"), {"clear": "on", "format": kind})

    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert f".{kind}" in response["Content-Disposition"]
    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert "'=演示数据：值班安排" in lines[1]
    else:
        (tmp_path / "list.xlsx").write_bytes(content)
        rows = list(load_workbook(tmp_path / "list.xlsx").active.iter_rows(values_only=True))
        assert [row[1] for row in rows] == ["标题", "'=演示数据：值班安排"]


def test_the_office_arranges_the_rules_and_an_impossible_one_is_refused(client, world):
    client.force_login(make_staff(None, Role.DISCLOSURE_OFFICE))
    rule = AttributeRule.objects.get(name="请示")
    path = address("edit", rule.pk, model="attributerule")
    fields = {"name": "请示", "sort_order": 120, "attribute": "withheld", "reason": "过程性信息。", "is_active": "on"}

    page = client.post(path, fields | {"ground": "E14-1", "is_clear": "on", "genre": ""}).content.decode()
    assert "请至少填写一个条件" in page
    client.post(path, fields | {"ground": "E16-2", "genre": "request", "title_words": "经费"})

    rule.refresh_from_db()
    assert rule.title_words == "经费"
    client.force_login(world.reviewer)
    client.post(path, fields | {"ground": "E16-2", "genre": "request", "title_words": "别的"})
    rule.refresh_from_db()
    assert rule.title_words == "经费"
