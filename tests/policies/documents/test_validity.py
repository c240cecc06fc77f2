"""One rule of validity, asked of an object and of the database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents.enums import Validity
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, make_draft

DAY = date(2026, 6, 16)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Validity.IN_FORCE),
        ({"is_validity_stated": False}, Validity.UNSTATED),
        ({"effective_on": DAY + timedelta(days=1)}, Validity.NOT_YET),
        ({"lapses_on": DAY}, Validity.IN_FORCE),
        ({"lapses_on": DAY - timedelta(days=1)}, Validity.LAPSED),
        ({"has_lapsed": True}, Validity.LAPSED),
        ({"has_lapsed": True, "is_validity_stated": False}, Validity.LAPSED),
        ({"has_lapsed": True, "effective_on": DAY + timedelta(days=1)}, Validity.LAPSED),
        ({"has_lapsed": True, "repealed_on": DAY}, Validity.REPEALED),
        ({"has_lapsed": True, "repealed_on": DAY + timedelta(days=1)}, Validity.LAPSED),
    ],
)
def test_the_state_on_a_day(fields, expected):
    assert PolicyDocument(**fields).validity_on(DAY) == expected


NEAR = st.none() | st.integers(-2, 2).map(lambda days: DAY + timedelta(days=days))


@pytest.mark.django_db
def test_the_database_gives_every_document_the_same_word():
    record = make_draft(Staff(OrganFactory()), model=PolicyDocument)

    @given(NEAR, NEAR, NEAR, st.booleans(), st.booleans())
    def agrees(effective_on, lapses_on, repealed_on, has_lapsed, is_stated):
        if effective_on and lapses_on and lapses_on < effective_on:
            effective_on = None
        fields = {
            "effective_on": effective_on,
            "lapses_on": lapses_on,
            "repealed_on": repealed_on,
            "has_lapsed": has_lapsed,
            "is_validity_stated": is_stated,
        }
        PolicyDocument.objects.filter(pk=record.pk).update(**fields)
        words = [word for word in Validity if PolicyDocument.objects.with_validity(word, on=DAY).exists()]
        assert words == [PolicyDocument(**fields).validity_on(DAY)]

    agrees()
