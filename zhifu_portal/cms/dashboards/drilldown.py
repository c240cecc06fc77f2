"""From a figure to the rows behind it: addresses of the staff lists with their filters set."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from disclosure.records.enums import Attribute
from disclosure.records.queries.figures import MixPart

RECORDS: Final = "wagtailsnippets_disclosure_informationrecord:list"
ITEMS: Final = "wagtailsnippets_disclosure_reviewitem:list"
DUE: Final = "due:list"
PART_FILTERS: Final[Mapping[MixPart, Mapping[str, str]]] = {
    MixPart.OPEN: {"attribute": Attribute.OPEN.value, "is_severed": "false"},
    MixPart.PARTLY_OPEN: {"is_severed": "true"},
    MixPart.ON_REQUEST: {"attribute": Attribute.ON_REQUEST.value},
    MixPart.WITHHELD: {"attribute": Attribute.WITHHELD.value},
    MixPart.UNDETERMINED: {"attribute": Attribute.UNDETERMINED.value},
}


def records_url(**filters: object) -> str:
    """Return the address of the list of records with these filters; empty ones are left out."""
    return _list_url(RECORDS, filters)


def due_url(**filters: object) -> str:
    """Return the address of the list of deadlines with these filters."""
    return _list_url(DUE, filters)


def items_url(**filters: object) -> str:
    """Return the address of the list of review items with these filters; a list gives several values."""
    return _list_url(ITEMS, filters)


def _list_url(name: str, filters: Mapping[str, object]) -> str:
    given = {key: value for key, value in filters.items() if value not in (None, "")}
    return f"{reverse(name)}?{urlencode(given, doseq=True)}"
