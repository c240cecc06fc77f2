"""The commands print what tools rely on."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.search.generated import make_entry
from zhifu_portal.search import indexing

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    call_command(*arguments)
    return capsys.readouterr().out


@pytest.fixture
def indexed(source):
    source.put(*(make_entry(number) for number in range(12)))
    indexing.rebuild()
    return source


def test_search_prints_public_results_as_json(indexed, capsys):
    answer = json.loads(run(capsys, "search", "烟芝试(2022)7号", "--json"))
    assert answer["total"] == 1
    hit = answer["hits"][0]
    assert (hit["key"], hit["external_id"], hit["url"]) == ("note:7", "x7", "/notes/7/")
    assert set(answer["facets"]) == {"kind", "organ", "topic", "genre", "year", "validity"}


def test_search_prints_lines_for_people(indexed, capsys):
    assert run(capsys, "search", "烟芝试(2022)7号").splitlines() == [
        "共 1 条",
        f"{make_entry(7).title}  烟芝试〔2022〕7号  /notes/7/",
    ]


def test_rebuild_and_status_count(indexed, capsys):
    assert json.loads(run(capsys, "search_index", "rebuild", "--json"))["entries"] == 12
    status = json.loads(run(capsys, "search_index", "status", "--json"))
    assert (status["engine"], status["entries"], status["rebuilding"]) == ("whoosh", 12, False)
    assert "12 条" in run(capsys, "search_index", "status")


def test_verify_fails_until_repaired(indexed, capsys):
    assert "缺少 0" in run(capsys, "search_index", "verify")
    del indexed.entries["3"]
    with pytest.raises(CommandError, match="--repair"):
        call_command("search_index", "verify")
    capsys.readouterr()
    assert json.loads(run(capsys, "search_index", "verify", "--repair", "--json"))["surplus"] == ["note:3"]
    call_command("search_index", "verify")


def test_evaluation_has_figures_for_every_kind(indexed, capsys, tmp_path):
    title = make_entry(5).title
    rows = [
        {"query": title, "kind": "title", "relevant_ids": ["x5"]},
        {"query": "没有这样的事", "kind": "title", "relevant_ids": ["x6"]},
        {"query": "烟芝试〔2022〕7号", "kind": "number", "relevant_ids": ["x7", "x8"]},
    ]
    file = tmp_path / "queries.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    assert json.loads(run(capsys, "search_eval", str(file), "--json")) == {
        "number": {"n": 1, "hit1": 1.0, "hit10": 1.0, "mrr10": 1.0},
        "title": {"n": 2, "hit1": 0.5, "hit10": 0.5, "mrr10": 0.5},
    }
    assert "hit@10 1.000" in run(capsys, "search_eval", str(file))


def test_evaluation_names_the_line_that_is_wrong(source, tmp_path):
    file = tmp_path / "queries.jsonl"
    file.write_text('{"query": "a", "kind": "k", "relevant_ids": []}\nnot json\n')
    with pytest.raises(CommandError, match="第 2 行"):
        call_command("search_eval", str(file))


def test_evaluation_says_that_a_file_is_missing(source, tmp_path):
    with pytest.raises(CommandError, match=r"queries\.jsonl"):
        call_command("search_eval", str(tmp_path / "queries.jsonl"))
