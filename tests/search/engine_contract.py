"""What every engine must do: a class of tests to inherit, with a fixture `engine` that returns an empty one."""

from dataclasses import replace
from datetime import date

import pytest

from tests.search.generated import make_entry
from zhifu_portal.search.engine import FACETS, SearchEngine
from zhifu_portal.search.query import Query


def keys(engine: SearchEngine, text: str, **filters: object) -> list[str]:
    return [hit.key for hit in engine.search(Query(text=text, **filters)).hits]


class EngineContract:
    """Inherit, and define the fixture `engine`."""

    @pytest.fixture
    def filled(self, engine):
        """Return the engine with forty entries."""
        engine.upsert([make_entry(number) for number in range(40)])
        return engine

    def test_an_empty_index_answers(self, engine):
        results = engine.search(Query(text="公开"))
        assert (results.hits, results.total, engine.suggest("公"), list(engine.digests())) == ((), 0, [], [])

    def test_an_entry_is_found_as_soon_as_it_is_written(self, engine):
        engine.upsert([make_entry(title="海水浴场开放公告")])
        assert keys(engine, "海水浴场") == ["note:1"]

    def test_an_entry_written_again_replaces_the_old_one(self, engine):
        engine.upsert([make_entry(title="海水浴场开放公告")])
        engine.upsert([make_entry(title="菜市场搬迁公告")])
        assert keys(engine, "海水浴场") == []
        assert keys(engine, "菜市场") == ["note:1"]
        assert engine.search(Query()).total == 1

    def test_the_same_key_twice_in_one_batch_is_one_entry(self, engine):
        engine.upsert([make_entry(title="第一稿"), make_entry(title="第二稿")])
        assert engine.search(Query()).total == 1

    def test_a_deleted_entry_is_gone_and_deleting_again_is_no_error(self, filled):
        filled.delete(["note:3", "note:nobody"])
        filled.delete(["note:3"])
        assert "note:3" not in dict(filled.digests())
        assert filled.search(Query()).total == 39

    def test_digests_are_those_of_the_entries(self, engine):
        engine.upsert([make_entry(1), make_entry(2)])
        assert dict(engine.digests()) == {f"note:{n}": make_entry(n).digest() for n in (1, 2)}

    @pytest.mark.parametrize(
        "spelling",
        [
            "烟芝政办发〔2022〕3号",
            "烟芝政办发(2022)3号",
            "烟芝政办发[2022] 3 号",
            "烟芝政办发【2022】第3号",
            "煙芝政辦發〔２０２２〕３號",
        ],
    )
    def test_a_document_number_is_found_in_any_spelling(self, engine, spelling):
        citing = make_entry(2, number="", body="根据烟芝政办发〔2022〕3号的要求。")
        engine.upsert(
            [citing, make_entry(1, number="烟芝政办发〔2022〕3号"), make_entry(3, number="烟芝政办发〔2022〕33号")]
        )
        assert keys(engine, spelling) == ["note:1", "note:2"]

    @pytest.mark.parametrize("spelling", ["第三十六条", "第36条", "第 36 条", "三十六条", "第３６条"])
    def test_an_article_is_found_in_any_numerals(self, engine, spelling):
        body = "\n".join(f"{article} 试行规则。" for article in ("第三十五条", "第三十六条"))
        engine.upsert([make_entry(1, title="试行规则", body=body), make_entry(2, title="别的规则", body="第三条 无。")])
        assert keys(engine, f"规则 {spelling}")[0] == "note:1"

    def test_the_title_counts_more_than_the_body(self, engine):
        engine.upsert(
            [
                make_entry(1, title="通告", body="养老服务，养老服务，养老服务。"),
                make_entry(2, title="养老服务", body="无"),
            ]
        )
        assert keys(engine, "养老服务") == ["note:2", "note:1"]

    def test_words_close_together_in_the_order_asked_come_first(self, engine):
        near, far = "申请公开政府信息的程序", "信息的申请由政府决定是否公开，程序另定"
        engine.upsert([make_entry(1, title="甲", body=far), make_entry(2, title="乙", body=near)])
        assert keys(engine, "申请公开政府信息的程序") == ["note:2", "note:1"]

    def test_what_no_longer_applies_comes_after_what_does(self, engine):
        engine.upsert(
            [make_entry(1, validity="废止", number=""), make_entry(1, key="note:2", validity="有效", number="")]
        )
        assert keys(engine, make_entry(1).title) == ["note:2", "note:1"]

    def test_a_quoted_phrase_must_occur_as_it_is(self, engine):
        engine.upsert([make_entry(1, body="公开目录应当更新"), make_entry(2, body="目录应当公开并更新")])
        assert keys(engine, '"公开目录"') == ["note:1"]

    def test_a_word_with_a_minus_must_not_occur(self, engine):
        engine.upsert([make_entry(1, body="供热价格"), make_entry(2, body="供热价格听证")])
        assert keys(engine, "供热价格 -听证") == ["note:1"]

    def test_traditional_characters_find_simplified_ones(self, engine):
        engine.upsert([make_entry(1, title="烟台市档案管理办法")])
        assert keys(engine, "煙臺市檔案管理辦法") == ["note:1"]

    def test_an_empty_query_lists_everything_newest_first(self, engine):
        engine.upsert([make_entry(n, issued_on=date(2000 + n, 1, 1)) for n in (2, 1, 3)])
        assert keys(engine, "") == ["note:3", "note:2", "note:1"]

    def test_sorting_by_date_keeps_the_same_results(self, filled):
        by_relevance, by_date = (
            filled.search(Query(text="通知", size=50, sort=sort)) for sort in ("relevance", "date")
        )
        assert by_relevance.total == by_date.total
        assert {hit.key for hit in by_relevance.hits} == {hit.key for hit in by_date.hits}

    @pytest.mark.parametrize("text", ["", "管理办法", "老旧小区改造"])
    def test_pages_hold_every_result_once(self, filled, text):
        total = filled.search(Query(text=text)).total
        pages = [filled.search(Query(text=text, page=page, size=7)) for page in range(1, total // 7 + 2)]
        found = [hit.key for page in pages for hit in page.hits]
        assert len(found) == len(set(found)) == total

    @pytest.mark.parametrize("text", ["", "养老服务"])
    @pytest.mark.parametrize("filters", [{}, {"genre": "通知"}, {"organ": "3", "year": 2018}])
    def test_the_count_of_a_facet_is_the_total_of_the_list_it_leads_to(self, filled, text, filters):
        facets = filled.search(Query(text=text, **filters)).facets
        assert set(facets) == set(FACETS)
        for name, counts in facets.items():
            for facet in counts:
                value = int(facet.value) if name == "year" else facet.value
                assert filled.search(Query(text=text, **{**filters, name: value})).total == facet.count

    def test_facets_name_organs_and_count_every_entry(self, filled):
        organs = filled.search(Query()).facets["organ"]
        assert sum(organ.count for organ in organs) == 40
        assert {(organ.value, organ.label) for organ in organs} == {
            (make_entry(n).organ_id, make_entry(n).organ) for n in range(6)
        }

    def test_a_filter_with_an_unknown_value_finds_nothing(self, filled):
        assert filled.search(Query(topic="没有这个主题")).total == 0

    def test_suggestions_begin_with_what_was_typed(self, filled):
        titles = {make_entry(n).key: make_entry(n).title for n in range(40)}
        found = filled.suggest("毓璜顶街道")
        assert found
        assert all(titles[key].startswith("毓璜顶街道") for key in found)

    def test_suggestions_know_numbers(self, filled):
        assert filled.suggest("烟芝试(2022)7号")[0] == "note:7"

    def test_suggestions_are_limited(self, filled):
        assert len(filled.suggest("街道", limit=3)) <= 3

    def test_rebuilding_keeps_exactly_what_is_given(self, filled):
        assert filled.rebuild(make_entry(number) for number in range(5, 15)) == 10
        assert set(dict(filled.digests())) == {f"note:{number}" for number in range(5, 15)}

    def test_search_goes_on_while_the_index_is_rebuilt(self, filled):
        seen = []

        def entries():
            for number in range(10):
                seen.append(filled.search(Query()).total)
                yield make_entry(number)

        filled.rebuild(entries())
        assert seen == [40] * 10
        assert filled.search(Query()).total == 10

    def test_changes_made_while_the_index_is_rebuilt_are_in_the_new_one(self, filled):
        def entries():
            yield from (make_entry(number) for number in range(3))
            filled.apply([make_entry(1, title="中途更正"), make_entry(99, title="中途新增")], ["note:2"])
            filled.upsert([make_entry(98)])
            filled.delete(["note:98"])
            yield make_entry(3)

        filled.rebuild(entries())
        assert set(dict(filled.digests())) == {"note:0", "note:1", "note:3", "note:99"}
        assert keys(filled, "中途更正") == ["note:1"]

    def test_a_rebuild_that_fails_leaves_the_live_index(self, filled):
        def entries():
            yield make_entry(1)
            raise OSError("the database went away")

        with pytest.raises(OSError, match="went away"):
            filled.rebuild(entries())
        assert filled.search(Query()).total == 40
        filled.upsert([make_entry(41)])
        assert filled.search(Query()).total == 41

    def test_status_counts(self, filled):
        status = filled.status()
        assert (status.entries, status.rebuilding) == (40, False)
        assert status.size > 0

    def test_private_use_characters_and_broken_text_are_tolerated(self, engine):
        odd = "\ue5e5附件\ud800内容\x00说明\U0001f4c4"
        engine.upsert([replace(make_entry(1), title=f"{odd}一览", body=odd, attachments_text=odd, keywords=odd)])
        assert keys(engine, "附件 说明") == ["note:1"]
        assert keys(engine, odd) == ["note:1"]
