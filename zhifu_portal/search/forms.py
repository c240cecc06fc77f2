"""The query string of the search page, read leniently: a value that makes no sense counts as not given."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from zhifu_portal.search.query import Query, Sort

_LONGEST_TEXT = 10_000
_SORTS = [("relevance", "按相关度"), ("date", "按日期")]


class SearchForm(forms.Form):
    """Fields of `/search/`: q, the facets, sort and page."""

    q = forms.CharField(label="检索词", required=False, max_length=_LONGEST_TEXT)
    kind = forms.CharField(label="类型", required=False, max_length=50)
    organ = forms.CharField(label="机关", required=False, max_length=100)
    topic = forms.CharField(label="主题", required=False, max_length=100)
    genre = forms.CharField(label="体裁", required=False, max_length=50)
    year = forms.IntegerField(label="年份", required=False, min_value=1900, max_value=2999)
    validity = forms.CharField(label="有效性", required=False, max_length=50)
    sort = forms.ChoiceField(label="排序", required=False, choices=_SORTS)
    page = forms.IntegerField(label="页码", required=False, min_value=1, max_value=100_000)

    def to_query(self) -> Query:
        """Return the query asked for, leaving out every field that is not valid."""
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Query(
            text=given.pop("q", ""),
            sort=cast(Sort, given.pop("sort", "relevance")),
            page=given.pop("page", 1),
            **given,
        )


def read_query(parameters: QueryDict) -> Query:
    """Return the query of a request."""
    return SearchForm(parameters).to_query()
