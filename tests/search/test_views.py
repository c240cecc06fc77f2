"""The search page: results, facets and pages as links; suggestions as JSON."""

import pytest
from django.template.defaultfilters import escape

from tests.search.generated import make_entry
from zhifu_portal.search import indexing

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(source):
    source.put(*(make_entry(number) for number in range(40)))
    indexing.rebuild()
    return source


def test_results_show_title_number_organ_and_link(client, indexed):
    response = client.get("/search/", {"q": "烟芝试〔2022〕7号"})
    entry = make_entry(7)
    content = response.content.decode()
    assert f'href="{entry.url}"' in content
    assert entry.number in content
    assert entry.organ in content


def test_the_page_without_a_query_lists_everything(client, indexed):
    response = client.get("/search/")
    assert response.context["total"] == 40
    assert response.status_code == 200


def test_facets_are_links_that_keep_the_query(client, indexed):
    facets = {facet.param: facet for facet in client.get("/search/", {"q": "通知"}).context["facets"]}
    option = facets["genre"].options[0]
    following = client.get(option.url)
    assert following.context["total"] == option.count
    assert following.context["query"].text == "通知"
    (chosen,) = [one for one in following.context["facets"] if one.param == "genre"]
    assert [one.selected for one in chosen.options].count(True) == 1
    assert client.get(chosen.clear_url).context["query"].filters == {}


def test_a_page_that_does_not_exist_is_the_last_one(client, indexed):
    response = client.get("/search/", {"page": 99})
    assert response.context["page_obj"].number == 4
    assert len(response.context["results"]) == 10


@pytest.mark.parametrize(
    "parameters",
    [
        {"year": "abc"},
        {"page": "-1"},
        {"page": "x"},
        {"sort": "price"},
        {"q": "x" * 10_001},
        {"kind": "y" * 99},
        {"q": "\x00"},
    ],
)
def test_parameters_without_sense_are_ignored(client, indexed, parameters):
    assert client.get("/search/", parameters).status_code == 200


def test_nothing_found_gives_help(client, indexed):
    content = client.get("/search/", {"q": "没有这样的内容", "year": 1999}).content.decode()
    assert "没有找到符合条件的内容" in content
    assert "清除全部筛选" in content


def test_markup_in_query_and_titles_is_text(client, source):
    attack = "<script>alert(1)</script>公告"
    source.put(make_entry(1, title=attack, body=attack))
    indexing.rebuild()
    content = client.get("/search/", {"q": attack}).content.decode()
    assert "<script>alert" not in content
    assert escape("<script>") in content


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_read(client, source, method):
    assert getattr(client, method)("/search/").status_code == 405


def test_suggestions_are_at_most_ten_titles(client, indexed):
    suggestions = client.get("/search/suggest/", {"q": "毓璜顶街道"}).json()["suggestions"]
    assert 0 < len(suggestions) <= 10
    assert all(one["text"].startswith("毓璜顶街道") for one in suggestions)
    assert set(suggestions[0]) == {"text", "number", "url"}


@pytest.mark.parametrize("typed", ["", " ", "，", "\x00", "🙂", "x" * 10_000])
def test_nothing_to_suggest_is_an_empty_list(client, indexed, typed):
    assert client.get("/search/suggest/", {"q": typed}).json() == {"suggestions": []}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_queries_whatever_it_shows(client, source, django_assert_max_num_queries, rows):
    source.put(*(make_entry(number) for number in range(rows)))
    indexing.rebuild()
    with django_assert_max_num_queries(12):
        assert len(client.get("/search/").context["results"]) == rows
