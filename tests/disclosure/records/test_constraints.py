"""What the database itself refuses, whatever a program asks of it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from disclosure.records.models import InformationRecord
from disclosure.records.queries.public import INDEX_NUMBER, find_public_record, find_tombstone
from disclosure.records.services.registration import next_index_number
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_public
from zhifu_portal.kernel.chinese.document_numbers import normalise_document_number

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def refuses(record, **values):
    """Say which constraint refuses these values."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        InformationRecord.objects.filter(pk=record.pk).update(**values)
    return str(refused.value)


LIVE = [
    {"attribute": "on_request", "ground": "E15", "ground_reason": "理由"},
    {"attribute": "undetermined"},
    {"secrecy_result": "pending"},
    {"secrecy_result": "refused"},
    {"withdrawn_at": timezone.now()},
    {"status": "withdrawn", "withdrawn_at": timezone.now(), "withdrawal_explanation": "有误"},
    {"status": "expired"},
    {"status": "draft"},
    {"status": "scheduled"},
    {"status": "registered"},
    {"live": False},
    {"published_at": None},
    {"visible_until": None, "attribute": "withheld"},
]
DRAFT = [
    {"live": True},
    {"status": "published"},
    {"status": "published", "live": True, "secrecy_result": "cleared"},
    {"status": "withdrawn"},
    {"status": "withdrawn", "withdrawn_at": timezone.now()},
    {"status": "withdrawn", "withdrawal_explanation": "有误"},
    {"attribute": "withheld"},
    {"attribute": "withheld", "ground": "E14-1"},
    {"attribute": "on_request", "ground_reason": "理由"},
]


@pytest.mark.parametrize("values", LIVE)
def test_a_live_record_stays_open_cleared_and_not_withdrawn(values):
    assert "constraint" in refuses(make_public(Staff(OrganFactory())), **values).lower()


@pytest.mark.parametrize("values", DRAFT)
def test_a_draft_neither_is_live_nor_closed_without_a_ground(values):
    assert "constraint" in refuses(make_draft(Staff(OrganFactory())), **values).lower()


def test_a_record_is_not_its_own_successor_and_numbers_are_unique():
    staff = Staff(OrganFactory())
    first = make_draft(staff, document_number="烟芝测发〔2026〕1号", external_id="a")
    second = make_draft(staff)
    refuses(first, replaced_by_id=first.pk)
    refuses(second, document_number=first.document_number)
    refuses(second, index_number=first.index_number)
    refuses(second, external_id="a")
    other = make_draft(Staff(OrganFactory()), document_number=first.document_number, external_id="a")
    assert other.document_number == first.document_number


@given(
    prefix=st.sampled_from(["烟芝政办发", "烟芝教字", "芝卫函"]),
    year=st.integers(1980, 2099),
    serial=st.integers(1, 9999),
    brackets=st.sampled_from(["〔{}〕", "[{}]", "［{}］", "【{}】", "({})", "（{}）"]),
    zeros=st.integers(0, 2),
    word=st.sampled_from(["", "第"]),
)
def test_a_document_number_has_one_spelling(prefix, year, serial, brackets, zeros, word):
    written = f"{prefix}{brackets.format(year)}{word}{'0' * zeros}{serial}号"
    assert normalise_document_number(written) == f"{prefix}〔{year}〕{serial}号"
    assert normalise_document_number(normalise_document_number(written)) == normalise_document_number(written)


@given(year=st.integers(2000, 2999))
def test_an_index_number_has_one_shape_and_counts_up_by_organ_and_year(year):
    organ = OrganFactory()
    with transaction.atomic():
        numbers = [next_index_number(organ=organ, year=year) for _ in range(3)]
    assert numbers == [f"{organ.code}/{year}-{n:05d}" for n in (1, 2, 3)]
    assert all(INDEX_NUMBER.fullmatch(number) for number in numbers)


@given(st.text())
def test_no_other_text_is_taken_for_an_index_number(text):
    today = timezone.localdate()
    assert find_public_record(index_number=text, on=today) is None
    assert find_tombstone(index_number=text) is None
