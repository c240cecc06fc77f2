"""The screens of the secrecy review: form, reply, findings one by one, and the list of referrals."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.rich_text import RichText

from disclosure.organs.enums import Role
from disclosure.records.enums import ReviewStep, SecrecyResult
from disclosure.records.models import Finding, SecrecyReview
from disclosure.records.queries.steps import current_step
from disclosure.records.services.findings import justify_finding
from tests.disclosure.factories import OrganFactory, Staff, make_staff
from tests.disclosure.records.services.states import reload
from tests.disclosure.records.services.test_secrecy_review import NOW, REFERRED, TODAY, review, waiting
from tests.kernel.personal_data.invented import MOBILE

pytestmark = pytest.mark.django_db

BODY = [("text", RichText(f"<p>值班电话{MOBILE}。</p>"))]


def address(name, *args):
    return reverse(f"wagtailsnippets_disclosure_informationrecord:{name}", args=args)


def page(client, name, record):
    return BeautifulSoup(client.get(address(name, record.pk)).content, "html.parser")


def values_of(form):
    """Return what a form sends when nobody has filled anything in."""
    return {field["name"]: field.get("value", "") for field in form.select("input[type=hidden][name]")}


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("screen", ["secrecy", "review"])
def test_the_reviewer_fills_in_the_form_of_the_step(client, screen):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    client.force_login(staff.secrecy_reviewer)
    form = page(client, screen, record).select_one("form[action*='/secrecy/']")
    assert [label.get_text(strip=True).rstrip("*") for label in form.select("label[for]")][:1] != []

    values = values_of(form) | {"result": "refused", "grounds": ["E14-1"], "reason": "涉及演示事项。"}
    answer = client.post(form["action"], values)

    assert answer.url == address("review", record.pk)
    made = SecrecyReview.objects.get()
    assert (made.result, made.reason) == (SecrecyResult.REFUSED, "涉及演示事项。")
    assert current_step(reload(record)) == ReviewStep.SIGN_OFF


def test_a_form_without_a_result_is_shown_again_with_what_was_typed(client):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    client.force_login(staff.secrecy_reviewer)
    answer = client.post(address("secrecy", record.pk), {"revision": record.latest_revision_id, "reason": "写了一半"})
    assert answer.status_code == 200
    assert "写了一半" in answer.content.decode()


def test_every_reason_of_a_refusal_is_shown(client):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    client.force_login(staff.secrecy_reviewer)
    values = {"revision": record.latest_revision_id, "result": "refused"}
    answer = client.post(address("secrecy", record.pk), values, follow=True)
    assert messages_of(answer) == ["不可公开的，请选择依据的条款。", "不可公开的，请说明理由。"]


def test_the_reply_is_recorded_where_the_form_was(client):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    review(record, staff, **(REFERRED | {"referred_on": TODAY - timedelta(days=3)}))
    client.force_login(staff.secrecy_reviewer)
    screen = page(client, "secrecy", record)
    assert "已等待 3 天" in screen.get_text()
    form = screen.select_one("form[action*='/secrecy-reply/']")

    client.post(
        form["action"],
        values_of(form) | {"result": "cleared", "reply": "不属于国家秘密。", "replied_on": TODAY.isoformat()},
    )

    assert current_step(reload(record)) == ReviewStep.SIGN_OFF


def test_findings_are_justified_and_confirmed_one_by_one(client):
    staff = Staff(OrganFactory())
    record = waiting(staff, body=BODY)
    client.force_login(staff.editor)
    form = page(client, "review", record).select_one("form:has(button[value=justify])")
    assert form.select_one("label[for]")["for"] == form.select_one("textarea")["id"]
    client.post(form["action"], values_of(form) | {"action": "justify", "reason": "公开的值班电话。"})

    client.force_login(staff.signer)
    form = page(client, "findings", record).select_one("form:has(button[value=confirm])")
    answer = client.post(form["action"], values_of(form) | {"action": "confirm"})

    assert answer.url == address("findings", record.pk) + "#findings-heading"
    finding = Finding.objects.get()
    assert (finding.justified_by, finding.confirmed_by) == (staff.editor, staff.signer)
    assert MOBILE not in "".join(page(client, "findings", record).stripped_strings)


def test_a_reason_can_be_rejected(client):
    staff = Staff(OrganFactory())
    record = waiting(staff, body=BODY)
    finding = Finding.objects.get()
    justify_finding(finding_id=finding.pk, reason="公开的值班电话。", by=staff.editor, now=NOW)
    client.force_login(staff.secrecy_reviewer)
    values = {"action": "reject", "finding": finding.pk, "reason": "依据不足。"}
    client.post(address("findings", record.pk), values)
    assert "未获确认：依据不足。" in page(client, "findings", record).get_text()


@pytest.mark.parametrize(
    ("actor", "offered"),
    [
        ("editor", {"justify", "check"}),
        ("reviewer", set()),
        ("secrecy_reviewer", {"justify", "check", "confirm", "reject"}),
        ("signer", {"check", "confirm", "reject"}),
    ],
)
def test_everybody_is_offered_what_they_may_do(client, actor, offered):
    staff = Staff(OrganFactory())
    record = waiting(staff, body=BODY)
    justify_finding(finding_id=Finding.objects.get().pk, reason="公开的值班电话。", by=staff.editor, now=NOW)
    client.force_login(getattr(staff, actor))
    buttons = page(client, "findings", record).select("button[name=action]")
    assert {button["value"] for button in buttons} == offered


def test_a_finding_of_another_record_does_not_exist_here(client):
    staff = Staff(OrganFactory())
    record, other = waiting(staff, body=BODY), waiting(Staff(OrganFactory()), body=BODY)
    client.force_login(staff.editor)
    values = {"action": "justify", "finding": other.findings.get().pk, "reason": "公开的值班电话。"}
    assert client.post(address("findings", record.pk), values).status_code == 404
    assert not Finding.objects.exclude(justified_by=None).exists()


@pytest.mark.parametrize("values", [{}, {"action": "publish", "finding": "1"}, {"action": "justify"}])
def test_a_request_that_names_nothing_is_refused(client, values):
    staff = Staff(OrganFactory())
    record = waiting(staff, body=BODY)
    client.force_login(staff.editor)
    if values.get("finding"):
        values = values | {"finding": record.findings.get().pk}
    answer = client.post(address("findings", record.pk), values, follow=True)
    assert len(messages_of(answer)) == 1


def test_the_latest_text_is_checked_before_it_is_submitted(client):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    client.force_login(staff.editor)
    answer = client.post(address("findings", record.pk), {"action": "check"}, follow=True)
    assert messages_of(answer) == ["已检查最新版本，发现 0 处。"]


def test_referrals_are_listed_for_the_organs_one_sees(client):
    staff, others = Staff(OrganFactory()), Staff(OrganFactory())
    own, foreign = waiting(staff, title="演示数据：本机关的事"), waiting(others, title="演示数据：别的机关的事")
    for record, people in ((own, staff), (foreign, others)):
        review(record, people, **(REFERRED | {"referred_on": TODAY - timedelta(days=5)}))

    def rows(user):
        client.force_login(user)
        listing = BeautifulSoup(client.get(address("referrals")).content, "html.parser")
        return {row.th.get_text(): row.select("td")[3].get_text() for row in listing.select("tbody tr")}

    assert rows(staff.secrecy_reviewer) == {own.title: "5"}
    assert rows(make_staff(None, Role.DISCLOSURE_OFFICE)) == {own.title: "5", foreign.title: "5"}


def test_the_list_of_referrals_asks_as_much_for_one_row_as_for_three(client, django_assert_max_num_queries):
    staff = Staff(OrganFactory())
    client.force_login(staff.secrecy_reviewer)
    counts = []
    for _row in range(3):
        review(waiting(staff), staff, **REFERRED)
        with django_assert_max_num_queries(40) as captured:
            client.get(address("referrals"))
        counts.append(len(captured))
    assert counts[0] == counts[2]
