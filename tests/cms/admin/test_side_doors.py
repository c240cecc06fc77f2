"""Doors of stock Wagtail that the walk over all addresses does not open: explicit ids, filters, dialogues, messages."""

import itertools

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Page, TaskState

from disclosure.records.models import InformationRecord
from policies.documents.models import PolicyDocument
from tests.cms.admin.access.world import CANARY, ORGAN_ROLES, build_world, foreign_rows
from zhifu_portal.cms.staff_gate import AREAS, Admission, admission_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]

LISTS = [
    "wagtailsnippets_disclosure_informationrecord:list",
    "wagtailsnippets_policies_policydocument:list",
    "wagtailsnippets_disclosure_attachment:list",
    "wagtailsnippets_disclosure_importbatch:list",
]
BULK_ACTIONS = ["delete", "publish", "unpublish", "move", "add_tags", "assign_role", "set_active_state"]
BULK_MODELS = [
    "disclosure.informationrecord",
    "policies.policydocument",
    "disclosure.attachment",
    "disclosure.importbatch",
    "disclosure.staffrole",
    "disclosure.organ",
    "wagtailcore.page",
    "wagtailimages.image",
    "auth.user",
]


@pytest.fixture
def world():
    return build_world()


def said(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace")


@pytest.mark.parametrize("role", ORGAN_ROLES)
def test_lists_show_own_rows_however_they_are_asked(client, world, role):
    client.force_login(world.people[role])
    queries = ["", f"?q={CANARY[:-1]}", f"?organ={world.foreign.organ.pk}", "?export=csv", "?export=xlsx", "?p=2"]

    shown = [
        (name, query) for name in LISTS for query in queries if CANARY in said(client.get(f"{reverse(name)}{query}"))
    ]

    assert shown == []


@pytest.mark.parametrize("role", ["editor", "signer"])
def test_bulk_actions_are_refused_with_any_ids(client, world, role):
    before = foreign_rows(world)
    client.force_login(world.people[role])
    let_through = []

    for label, action in itertools.product(BULK_MODELS, BULK_ACTIONS):
        ids = [f"id={pk}" for pk in apps.get_model(label)._default_manager.values_list("pk", flat=True)]
        path = f"{reverse('wagtail_bulk_action', args=[*label.split('.'), action])}?id=all&{'&'.join(ids)}"
        answers = (client.get(path), client.post(path))
        let_through += [(label, action) for answer in answers if answer.get("Location") != "/cms/"]

    assert let_through == []
    assert foreign_rows(world) == before


@pytest.mark.parametrize(("label", "action"), [("disclosure.informationrecord", "delete"), ("auth.user", "delete")])
def test_the_administrator_deletes_no_records_and_no_accounts_in_bulk(client, world, label, action):
    client.force_login(world.people["superuser"])
    model = apps.get_model(label)
    count = model._default_manager.count()

    client.post(reverse("wagtail_bulk_action", args=[*label.split("."), action]) + "?id=all")

    assert model._default_manager.count() == count


@pytest.mark.parametrize("role", ORGAN_ROLES)
def test_the_home_page_names_no_foreign_text(client, world, role):
    client.force_login(world.people[role])

    assert CANARY not in said(client.get("/cms/"))


@pytest.mark.parametrize("role", ["editor", "signer"])
def test_link_dialogues_offer_public_pages_only(client, world, role):
    client.force_login(world.people[role])
    column, page = world.foreign.column.pk, world.foreign.page.pk
    searches = [f"search/?q={CANARY[:-1]}", "?page_type=cms.articlepage", f"{column}/?multiple=1"]
    places = [f"{column}/", f"{page}/", *searches]

    assert [place for place in places if CANARY in said(client.get(f"/cms/choose-page/{place}"))] == []


def test_a_dialogue_offers_a_page_once_it_is_public(client, world):
    Page.objects.filter(pk=world.foreign.page.pk).update(live=True)
    client.force_login(world.people["signer"])

    assert CANARY in said(client.get(f"/cms/choose-page/{world.foreign.column.pk}/"))


def test_the_pictures_of_another_organ_stay_with_it(client, world):
    client.force_login(world.people["editor"])
    places = ["api/main/images/", f"api/main/images/{world.foreign.image.pk}/", "images/", "images/chooser/"]

    assert [place for place in places if CANARY in said(client.get(f"/cms/{place}"))] == []


def test_a_step_cannot_be_decided_under_the_address_of_a_page(client, world):
    state = world.foreign.in_review[InformationRecord].current_workflow_state.current_task_state
    world.own.page.get_workflow().start(world.own.page.get_latest_revision_as_object(), world.people["editor"])
    client.force_login(world.people["office"])

    response = client.post(reverse("wagtailadmin_pages:workflow_action", args=[world.own.page.pk, "approve", state.pk]))

    assert response.status_code == 404
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS


def test_the_base_address_of_a_policy_document_leads_to_its_own_screens(client, world):
    document = world.own.drafts[PolicyDocument]
    client.force_login(world.people["editor"])

    for view in ("edit", "review", "history", "inspect"):
        address = reverse(f"wagtailsnippets_disclosure_informationrecord:{view}", args=[document.pk])
        own_screen = reverse(f"wagtailsnippets_policies_policydocument:{view}", args=[document.pk])
        assert client.get(address).url == own_screen
        assert client.post(address, {"title": "改成基类"}).status_code == 404


def test_an_address_without_a_line_is_refused_to_everyone():
    assert admission_of("wagtailadmin_something_new") == Admission.NOBODY
    assert admission_of("") == Admission.NOBODY
    assert len({pattern for pattern, _admission in AREAS}) == len(AREAS)


def test_a_script_that_asks_gets_a_refusal_and_no_redirect(client, world):
    client.force_login(world.people["editor"])

    response = client.get("/cms/users/", headers={"x-requested-with": "XMLHttpRequest"})

    assert response.status_code == 403


def test_a_person_without_a_role_is_told_what_to_do(client, world):
    client.force_login(world.people["no_role"])

    response = client.get("/cms/", follow=True)

    assert "您的账号还没有岗位，不能进入后台。请联系系统管理员设置岗位。" in said(response)
