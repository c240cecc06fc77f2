"""The demo in the database: made by the services, complete, public where it should be, and made once."""

import re
import shutil
from collections import Counter
from io import StringIO
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from lxml import html
from wagtail.models import Page, Site

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ
from disclosure.records.enums import PublicationStatus, ReviewStep
from disclosure.records.marks import WITHHELD_MARK
from disclosure.records.models import Attachment, InformationRecord, RecordDecision, RecordEvent
from disclosure.records.queries.secrecy import waiting_referrals
from disclosure.records.queries.steps import current_step
from disclosure.review.models import ConversionCase, HistoricProposal, ReviewItem, ReviewRound
from policies.documents.models import PolicyDocument
from zhifu_portal.demo.content import DEMO_NOTE, AttachmentKind, PieceState, load_pieces
from zhifu_portal.demo.content import Attachment as DemoFile
from zhifu_portal.demo.creation.drafts import first_html
from zhifu_portal.demo.creation.files import WRITERS
from zhifu_portal.demo.creation.office import external_id, find_record
from zhifu_portal.demo.creation.work_points import KEY as WORK_POINTS
from zhifu_portal.demo.logins import DEMO_LOGINS
from zhifu_portal.kernel.audit import verify_chain
from zhifu_portal.search.engine import get_engine
from zhifu_portal.search.indexing import compare

PIECES = load_pieces(today=timezone.localdate())
DRAFT, PUBLISHED = PublicationStatus.DRAFT, PublicationStatus.PUBLISHED
# State of a piece → status of its record and the step it waits at.
EXPECTED = {
    PieceState.DRAFT: (DRAFT, None),
    PieceState.RETURNED: (DRAFT, None),
    PieceState.HISTORIC: (DRAFT, None),
    PieceState.DETERMINATION: (DRAFT, ReviewStep.DETERMINATION),
    PieceState.JOINT_AGREEMENT: (DRAFT, ReviewStep.JOINT_AGREEMENT),
    PieceState.SECRECY_REVIEW: (DRAFT, ReviewStep.SECRECY_REVIEW),
    PieceState.REFERRED: (DRAFT, ReviewStep.SECRECY_REVIEW),
    PieceState.SIGN_OFF: (DRAFT, ReviewStep.SIGN_OFF),
    PieceState.DISAGREED: (DRAFT, ReviewStep.SIGN_OFF),
    PieceState.SCHEDULED: (PublicationStatus.SCHEDULED, None),
    PieceState.REGISTERED_ON_REQUEST: (PublicationStatus.REGISTERED, None),
    PieceState.REGISTERED_WITHHELD: (PublicationStatus.REGISTERED, None),
    PieceState.PUBLISHED: (PUBLISHED, None),
    PieceState.CORRECTED: (PUBLISHED, None),
    PieceState.REPLACED: (PUBLISHED, None),
    PieceState.WITHDRAWN: (PublicationStatus.WITHDRAWN, None),
    PieceState.EXPIRED: (PublicationStatus.EXPIRED, None),
}


def counts():
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make the demo once for all tests of this file; yield the folder that keeps its attachments and its index."""
    kept = tmp_path_factory.mktemp("demo") / "data"
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("create_demo", stdout=StringIO())
        shutil.copytree(settings.DATA_DIR, kept)
        yield kept
        transaction.set_rollback(True)


@pytest.fixture
def demo(made, db, data_dir):
    """Give a test the demo, its files included."""
    shutil.copytree(made, data_dir, dirs_exist_ok=True)


def links_of(response):
    tree = html.fromstring(response.content)
    found = [*tree.xpath("//a/@href"), *tree.xpath("//img/@src")]
    base = f"http://testserver{response.request['PATH_INFO']}"
    absolute = {urljoin(base, link).partition("#")[0] for link in found}
    local = {link.removeprefix("http://testserver") for link in absolute if link.startswith("http://testserver")}
    return {link for link in local if not link.startswith(("/static/", "/accessibility/mode/"))}


def status_of(client, address):
    response = client.get(address)
    response.getvalue()
    return response.status_code


def test_every_piece_is_in_its_state(demo):
    found = {}
    for piece in PIECES:
        record = find_record(piece.key)
        found[piece.key] = (record.status, current_step(record))

    assert found == {piece.key: EXPECTED[piece.state] for piece in PIECES}
    assert set(EXPECTED) == {piece.state for piece in PIECES}


def test_what_happened_in_public_is_told_with_its_dates(demo):
    assert Counter(RecordEvent.objects.values_list("kind", flat=True)) == {
        "published": 58,
        "corrected": 1,
        "replaced": 2,
        "withdrawn": 2,
        "expired": 2,
    }
    for piece in PIECES:
        record = find_record(piece.key)
        if piece.published_on:
            assert timezone.localdate(record.published_at) == piece.published_on
            assert record.index_number.partition("/")[2].startswith(f"{piece.composed_on.year}-")
        if piece.withdrawn_on:
            assert timezone.localdate(record.withdrawn_at) == piece.withdrawn_on
            assert record.withdrawal_explanation == piece.withdrawal_explanation
        if piece.replaced_by:
            assert record.replaced_by == find_record(piece.replaced_by)


def test_a_correction_changes_what_its_note_says(demo):
    (piece,) = [piece for piece in PIECES if piece.state is PieceState.CORRECTED]
    record = find_record(piece.key)

    assert "16840平方米" in first_html(piece)
    assert "18640平方米" in record.body_text()
    assert "16840平方米" not in record.body_text()


def test_nobody_decided_on_what_they_drafted(demo):
    decisions = RecordDecision.objects.all()

    assert Counter(decisions.values_list("step", flat=True)) == {
        ReviewStep.DETERMINATION: 74,
        ReviewStep.JOINT_AGREEMENT: 8,
        ReviewStep.SECRECY_REVIEW: 69,
        ReviewStep.SIGN_OFF: 67,
    }
    assert not decisions.filter(decided_by=F("record__drafted_by")).exists()
    for record in InformationRecord.objects.filter(live=True):
        steps = record.decisions.exclude(step=ReviewStep.JOINT_AGREEMENT)
        assert len(set(steps.values_list("decided_by", flat=True))) == 3


def test_a_passage_that_is_withheld_is_not_in_the_public_text(demo):
    (piece,) = [piece for piece in PIECES if piece.is_severed]
    record = find_record(piece.key)

    assert "长期卧床" in piece.body
    assert "长期卧床" not in record.body_text()
    assert WITHHELD_MARK in record.body_text()


def test_periodic_review_has_work_of_every_kind(demo):
    items = [(item.status, item.escalated_on is not None) for item in ReviewItem.objects.all()]
    proposals = HistoricProposal.objects.values_list("attribute", "is_clear")

    assert ReviewRound.objects.count() == 2
    assert Counter(items) == {("decided", False): 1, ("pending", True): 3}
    assert Counter(proposals) == {("open", True): 2, ("on_request", False): 1, ("withheld", False): 1}
    assert [case.status for case in ConversionCase.objects.all()] == ["queued"]
    waiting = waiting_referrals(records=InformationRecord.objects.all(), on=timezone.localdate())
    assert [referral.review.referred_to for referral in waiting] == ["区保密行政管理部门（演示）"]


def test_a_second_run_makes_nothing(demo):
    before = counts()

    call_command("create_demo", stdout=StringIO())

    after = counts()
    # The rebuilt index is announced again.
    assert after.pop("kernel.OutboxRow") == before.pop("kernel.OutboxRow") + 1
    assert after == before


def test_every_public_record_is_in_the_index_and_nothing_else(demo):
    public = InformationRecord.objects.public(on=timezone.localdate())
    indexed = {key for key, _digest in get_engine().digests() if key.startswith("record:")}

    assert indexed == {f"record:{pk}" for pk in public.values_list("pk", flat=True)}
    assert len(indexed) == 54
    assert compare().is_clean


def test_the_audit_chain_holds(demo):
    assert verify_chain().ok


def test_every_platform_page_of_every_organ_answers(demo, client):
    organs = Organ.objects.local()
    pages = [
        address
        for slug in organs.values_list("slug", flat=True)
        for address in (
            f"/disclosure/organs/{slug}/",
            f"/disclosure/guide/{slug}/",
            f"/disclosure/catalog/?organ={slug}",
            f"/disclosure/institutions/?organ={slug}",
            f"/disclosure/annual-reports/?organ={slug}",
        )
    ]

    assert organs.count() == 20
    assert {address: status_of(client, address) for address in pages} == dict.fromkeys(pages, 200)


def test_no_link_of_an_arranged_page_or_record_is_dead(demo, client):
    root = Site.objects.get().root_page
    pages = [page.url for page in Page.objects.descendant_of(root, inclusive=True).live()]
    records = [record.get_absolute_url() for record in InformationRecord.objects.public(on=timezone.localdate())]
    links = set()
    for address in (*pages, *records, "/sitemap/", "/disclosure/", "/disclosure/catalog/"):
        response = client.get(address)
        assert response.status_code == 200, address
        links |= links_of(response)

    files = Attachment.objects.filter(record_links__record__live=True)
    assert files.count() == sum(len(piece.attachments) for piece in PIECES if EXPECTED[piece.state][0] is PUBLISHED)
    assert {file.get_absolute_url() for file in files} <= links
    assert {link: status for link in links if (status := status_of(client, link)) != 200} == {}


def test_arranged_pages_have_no_empty_list(demo, client):
    root = Site.objects.get().root_page
    for page in Page.objects.descendant_of(root, inclusive=True).live():
        text = client.get(page.url).content.decode()
        assert not re.search("还没有内容|正在整理|目前没有新的通知", text), page.url


@pytest.mark.parametrize("state", [state for state in PieceState if EXPECTED[state][0] is not PUBLISHED])
def test_what_is_not_public_has_no_page(demo, client, state):
    records = [find_record(piece.key) for piece in PIECES if piece.state is state]
    expected = 410 if state is PieceState.WITHDRAWN else 404

    assert {status_of(client, record.get_absolute_url()) for record in records} == {expected}


def test_the_real_document_stands_as_it_is_and_all_else_says_it_is_invented(demo):
    record = PolicyDocument.objects.get(external_id=external_id(WORK_POINTS))
    text = record.body_text().split("\n")

    assert record.title == "烟台市芝罘区人民政府办公室关于印发2022年芝罘区政务公开工作要点的通知"
    assert (record.document_number, str(record.composed_on)) == ("烟芝政办发〔2022〕3号", "2022-06-16")
    assert (record.get_genre_display(), record.organ.slug, record.status) == ("通知", "gov-office", PUBLISHED)
    assert (text[0], text[4]) == ("各街道办事处、园区管委，区政府各部门，有关单位：", "（此件公开发布）")
    assert text[5] == "2022年芝罘区政务公开工作要点"
    unmarked = [other.external_id for other in InformationRecord.objects.all() if DEMO_NOTE not in other.body_text()]
    assert unmarked == [record.external_id]
    assert all(DEMO_NOTE in attachment.text.replace("\n", "") for attachment in Attachment.objects.all())


def test_records_are_filed_by_topic_and_under_the_item_they_fulfil(demo):
    for piece in PIECES:
        record = find_record(piece.key)
        items = set(record.catalog_entries.values_list("statutory_item", flat=True)) - {""}
        assert piece.statutory_item in items
        assert record.topics.count() == len(piece.topics) + len(piece.local_topics)
    covered = CatalogEntry.objects.filter(records__live=True).values_list("statutory_item", flat=True)
    assert len(set(covered) - {""}) == 16
    assert not Topic.objects.filter(is_local=True, records__live=True, is_visible=False).exists()


def test_only_published_logins_work(demo):
    for username, password, _label in DEMO_LOGINS:
        assert authenticate(username=username, password=password) == User.objects.get(username=username)
    others = User.objects.exclude(username__in=[login[0] for login in DEMO_LOGINS])
    assert others.count() == 24
    assert not any(user.has_usable_password() for user in others)


def test_each_kind_of_file_can_be_written():
    text = DemoFile(name="甲", kind=AttachmentKind.TXT, title="演示数据", text="第一段")

    assert set(WRITERS) == set(AttachmentKind)
    assert WRITERS[AttachmentKind.TXT](text).decode() == f"演示数据\n第一段\n{DEMO_NOTE}"


@pytest.mark.django_db(transaction=True)
def test_fresh_starts_from_nothing(data_dir):
    Organ.objects.create(name="另外的机关", slug="other", is_foreign=True)
    out = StringIO()

    call_command("create_demo", "--fresh", "--noinput", stdout=out)

    assert not Organ.objects.filter(slug="other").exists()
    assert (InformationRecord.objects.count(), Organ.objects.count()) == (80, 36)
    assert out.getvalue().startswith("已清空。")
    assert verify_chain().ok
