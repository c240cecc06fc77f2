"""The index follows the database: by the outbox, by rebuilding, by comparing."""

import pytest
from django.db import transaction
from django.utils import timezone

from tests.search.generated import make_entry
from zhifu_portal.kernel.outbox import drain
from zhifu_portal.search import indexing
from zhifu_portal.search.engine import get_engine
from zhifu_portal.search.query import Query
from zhifu_portal.search.services import search_public, suggest_public

pytestmark = pytest.mark.django_db


def change(*keys):
    with transaction.atomic():
        for key in keys:
            indexing.mark_changed(key)


def titles(text):
    return [found.entry.title for found in search_public(query=Query(text=text)).results]


def test_what_was_published_is_found_after_the_next_drain(source):
    source.put(make_entry(1, title="海水浴场公告"))
    change("note:1")
    assert titles("海水浴场") == []
    assert drain(now=timezone.now()).done == 1
    assert titles("海水浴场") == ["海水浴场公告"]


def test_what_was_withdrawn_leaves_the_index(source):
    source.put(make_entry(1), make_entry(2))
    indexing.rebuild()
    del source.entries["1"]
    change("note:1")
    drain(now=timezone.now())
    assert set(dict(get_engine().digests())) == {"note:2"}


def test_delivering_a_change_twice_changes_nothing_more(source):
    source.put(make_entry(1))
    for _ in range(2):
        indexing.bring_up_to_date(["note:1", "note:gone", "stranger:1", "nonsense"])
    assert dict(get_engine().digests()) == {"note:1": make_entry(1).digest()}


def test_a_change_rolled_back_owes_nothing(source):
    with transaction.atomic():
        indexing.mark_changed("note:1")
        transaction.set_rollback(True)
    assert drain(now=timezone.now()).done == 0


def test_what_was_withdrawn_a_moment_ago_is_not_shown_though_still_indexed(source):
    source.put(make_entry(1, title="海水浴场公告"), make_entry(2, title="海水浴场通知"))
    indexing.rebuild()
    del source.entries["1"]
    page = search_public(query=Query(text="海水浴场"))
    assert [found.entry.key for found in page.results] == ["note:2"]
    assert page.total == 1
    assert [found.text for found in suggest_public(typed="海水")] == ["海水浴场通知"]


def test_what_was_corrected_a_moment_ago_is_shown_as_it_is_now(source):
    source.put(make_entry(1, title="海水浴场公告", body="联系人甲"))
    indexing.rebuild()
    source.put(make_entry(1, title="海水浴场公告", body="联系人已隐去"))
    (found,) = search_public(query=Query(text="海水浴场")).results
    assert found.snippet_html == "联系人已隐去"


def test_comparison_names_what_differs_and_repair_mends_it(source):
    source.put(*(make_entry(number) for number in range(4)))
    indexing.rebuild()
    del source.entries["0"]
    source.put(make_entry(1, title="改过的标题"), make_entry(9))
    found = indexing.compare()
    assert (found.missing, found.surplus, found.stale, found.checked) == (["note:9"], ["note:0"], ["note:1"], 4)
    assert indexing.repair(found) == 3
    assert indexing.compare().is_clean


def test_suggestions_offer_each_title_once_in_order(source):
    source.put(make_entry(1, title="停车办法"), make_entry(2, title="停车办法"), make_entry(3, title="停车公告"))
    indexing.rebuild()
    assert sorted(found.text for found in suggest_public(typed="停车")) == ["停车公告", "停车办法"]


def test_kinds_are_shown_by_their_names(source):
    source.put(make_entry(1))
    indexing.rebuild()
    assert [kind.label for kind in search_public(query=Query()).facets["kind"]] == ["便签"]


@pytest.mark.parametrize("prefix", ["", "a:b"])
def test_a_prefix_is_a_plain_word(source, prefix):
    with pytest.raises(ValueError, match="plain word"):
        indexing.registry.register_source(prefix, load=source.load, all_ids=source.all_ids)


def test_entries_are_loaded_in_batches(source):
    source.put(*(make_entry(number) for number in range(7)))
    assert [entry.key for entry in indexing.registry.all_entries(batch_size=3)] == [f"note:{n}" for n in range(7)]
