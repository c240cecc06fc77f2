"""Words planted in everything that is not public are found by no crawl of any public address."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from disclosure.records.models import InformationRecord
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, make_draft, sign_and_publish
from tests.leaks.addresses import COVERED, public_patterns, staff_addresses, staff_lists
from tests.leaks.canaries import Planter, Words, attach, upload
from tests.leaks.crawling import Crawl
from tests.leaks.severed import SeveredPlanter
from zhifu_portal.kernel.outbox import drain
from zhifu_portal.search.indexing import rebuild

KINDS = {InformationRecord: "rec", PolicyDocument: "pol"}
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def fill_index() -> None:
    drain(now=timezone.now() + timedelta(minutes=1))


def publish_sparrow(staff, model):
    """Return a public record full of words that the crawl must find, so that an empty answer proves something."""
    words = Words("sparrow")
    record = make_draft(
        staff,
        model=model,
        title=f"演示数据：{words.both('title')}",
        summary=words.both("summary"),
        document_number="烟芝测雀〔2026〕3号",
    )
    attachment = upload(staff, words)
    attach(record, attachment)
    record.save()
    record.save_revision(user=staff.editor)
    return sign_and_publish(model.objects.get(pk=record.pk), staff), words, attachment


def plant_world(staff, model):
    """Plant records in every state that is not public, and partly open ones."""
    planter = Planter(staff, model, KINDS[model])
    world = planter.plant_everything()
    SeveredPlanter(planter).plant()
    return world


def crawl_everything(world, *starts: str) -> Crawl:
    crawl = Crawl()
    crawl.follow([*starts, *(address for addresses in COVERED.values() for address in addresses(world))])
    for address in staff_addresses(world):
        crawl.get(address)
    return crawl


def public_doors(world) -> list[str]:
    """Return the addresses of single rows: what a page cache or a session could mix up between readers."""
    doors = ("disclosure/info/<str:code>/<str:serial>/", "disclosure/info/attachments/<int:pk>/")
    return [address for door in (*doors, "api/v1/records/<str:code>/<str:serial>/") for address in COVERED[door](world)]


def leaks(crawl: Crawl, world) -> list[tuple[str, str]]:
    """Return every hidden word with the address that shows it; a tombstone may show its own title."""
    tombstones = {
        record.get_absolute_url(): world.words[state].needle("title")
        for state, record in world.records.items()
        if state.startswith("withdrawn")
    }
    return [
        (word, address) for word in world.needles for address in crawl.holding(word) if tombstones.get(address) != word
    ]


def test_every_public_address_is_crawled():
    assert public_patterns() == sorted(COVERED)


# The roles of an organ see the same rows of another organ: none. Two of them ask for each kind of record.
STRANGERS = {InformationRecord: ("editor", "signer"), PolicyDocument: ("reviewer", "secrecy_reviewer")}


@pytest.mark.parametrize("model", KINDS)
def test_no_word_of_what_is_not_public_is_found(model):
    staff = Staff(OrganFactory())
    world = plant_world(staff, model)
    sparrow, words, attachment = publish_sparrow(staff, model)
    fill_index()

    crawl = crawl_everything(world, f"/api/v1/records/{sparrow.index_number}/", f"/search/?q={words.bait('text')}")

    assert leaks(crawl, world) == []
    assert {status for status, _text in crawl.answers.values()} <= {200, 302, 404, 410}
    section = "policies" if model is PolicyDocument else "disclosure/info"
    api = "policies" if model is PolicyDocument else "records"
    assert {
        sparrow.get_absolute_url(),
        f"/{section}/",
        f"/{section}/feed/",
        f"/{section}/export.csv",
        f"/{section}/export.xlsx",
        f"/api/v1/{api}/",
        f"/api/v1/records/{sparrow.index_number}/",
        f"/search/?q={words.bait('text')}",
        f"/search/suggest/?q={quote('演示')}",
    } <= set(crawl.holding(words.needle("title")))
    assert attachment.get_absolute_url() in crawl.holding(words.needle("text"))
    # What is public of a partly open record is found, so that the absence of the rest proves something.
    severed, said = world.records["severed" + KINDS[model]], world.words["severed" + KINDS[model]]
    page = severed.get_absolute_url()
    for place in ("style", "bracket", "across", "link", "cell", "caption"):
        assert {page, f"/api/v1/records/{severed.index_number}/"} <= set(crawl.holding(said.bait(place)))
    files = [link.attachment for link in severed.attachment_links.all()]
    for file, place in zip(files, ("wordtext", "sheetcell"), strict=False):
        assert file.get_absolute_url() in crawl.holding(said.bait(place))
    for place in ("cell", "wordtext", "sheetcell", "pdftext"):
        assert page in crawl.answers[f"/search/?q={said.bait(place)}"][1]
    assert {crawl.answers[file.get_absolute_url()][0] for file in files} == {200}
    originals = severed.get_latest_revision_as_object().attachment_links.all()
    assert {crawl.answers[link.attachment.get_absolute_url()][0] for link in originals} == {404}

    strangers = Staff(OrganFactory())
    for role in STRANGERS[model]:
        assert_a_stranger_finds_nothing(getattr(strangers, role), world)


def assert_a_stranger_finds_nothing(person, world):
    """Ask as a member of another organ's staff for every screen and file of what is planted."""
    crawl = Crawl()
    crawl.client.force_login(person)
    for address in [*staff_addresses(world), *staff_lists(world), *public_doors(world)]:
        crawl.get(address)
    assert leaks(crawl, world) == []
    assert {status for status, _text in crawl.answers.values()} <= {200, 302, 403, 404, 405, 410}


def test_an_index_built_anew_holds_no_word_of_what_is_not_public():
    staff = Staff(OrganFactory())
    world = plant_world(staff, PolicyDocument)
    _sparrow, words, _attachment = publish_sparrow(staff, PolicyDocument)
    rebuild()

    crawl = Crawl()
    crawl.follow(COVERED["search/"](world) + COVERED["search/suggest/"](world) + [f"/search/?q={words.bait('text')}"])

    assert leaks(crawl, world) == []
    assert crawl.holding(words.needle("title"))


def test_a_withdrawn_record_leaves_the_search_before_the_index_knows():
    """The index still holds the text: what it finds is read again from the database before it is shown."""
    staff = Staff(OrganFactory())
    planter = Planter(staff, InformationRecord, "late")
    record = planter.publish(planter.draft("late"))
    fill_index()
    before = Crawl()
    before.follow([f"/search/?q={planter.world.baits[0]}"])
    assert before.holding(planter.world.words["latelate"].needle("title"))

    InformationRecord.objects.filter(pk=record.pk).update(live=False, status="expired")

    crawl = Crawl()
    crawl.follow([f"/search/?q={bait}" for bait in planter.world.baits] + ["/search/suggest/?q=bait", "/search/"])
    assert [crawl.holding(needle) for needle in planter.world.needles if crawl.holding(needle)] == []
