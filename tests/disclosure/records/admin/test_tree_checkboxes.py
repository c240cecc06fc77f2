"""The entries of a tree as folding groups of checkboxes."""

import pytest
from django.forms import ModelMultipleChoiceField

from disclosure.catalog.models import Topic
from disclosure.records.admin.tree_checkboxes import TreeCheckboxes

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    welfare = Topic.objects.create(name="民政", slug="welfare", sort_order=2)
    Topic.objects.create(name="综合", slug="general", sort_order=1)
    # Its place among its siblings is before its parent's among the top entries.
    elders = Topic.objects.create(name="养老", slug="elders", parent=welfare, sort_order=1)
    relief = Topic.objects.create(name="救助", slug="relief", parent=welfare, sort_order=2)
    return {"welfare": welfare, "elders": elders, "relief": relief}


def rendered(value):
    field = ModelMultipleChoiceField(Topic.objects.select_related("parent"), widget=TreeCheckboxes)
    return field.widget.render("topics", value, attrs={"id": "id_topics"})


def test_an_entry_without_children_stands_alone_and_the_others_fold(topics):
    html = rendered([])
    assert (
        html.index("综合")
        < html.index("<details")
        < html.index("民政（不细分）")
        < html.index("养老")
        < html.index("救助")
    )
    assert html.count("<details") == 1
    assert " open>" not in html
    assert html.count('type="checkbox" name="topics"') == 4


def test_a_group_with_a_choice_is_open_and_says_how_many(topics):
    html = rendered([topics["relief"].pk])
    assert '<details class="tree-choice__group" open>' in html
    assert "2 项，已选 1 项" in html
    assert f'value="{topics["relief"].pk}" id="id_topics_3" checked' in html


def test_a_child_whose_parent_is_not_offered_keeps_a_group(topics):
    field = ModelMultipleChoiceField(Topic.objects.exclude(pk=topics["welfare"].pk), widget=TreeCheckboxes)
    html = field.widget.render("topics", [], attrs={"id": "id_topics"})
    assert '<ul aria-label="民政">' in html
    assert "不细分" not in html


def test_what_is_checked_arrives_in_the_form(topics):
    field = ModelMultipleChoiceField(Topic.objects.all(), widget=TreeCheckboxes)
    assert set(field.clean([str(topics["relief"].pk)])) == {topics["relief"]}
