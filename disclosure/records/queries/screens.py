"""Where the staff screens of a record are: each kind of record has its own."""

from django.urls import reverse

from disclosure.records.kinds import kind_of
from disclosure.records.models import InformationRecord


def screen_url(record: InformationRecord, view: str) -> str:
    """Return the address of a staff screen of this record, in the screens of its kind."""
    _kind, child = kind_of(record)
    return reverse(type(child).snippet_viewset.get_url_name(view), args=[record.pk])
