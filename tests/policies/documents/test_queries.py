"""The facets of the policy library count every document once, as its page shows it."""

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from policies.documents.enums import Validity
from policies.documents.models import PolicyDocument
from policies.documents.queries import policy_facets, public_policies
from tests.disclosure.factories import OrganFactory, Staff, make_public

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_each_validity_is_counted_as_the_documents_say_of_themselves():
    today = timezone.localdate()
    day = timedelta(days=1)
    first = make_public(Staff(OrganFactory()), model=PolicyDocument)
    # Each date before, on and after today, or not given; every combination the database allows.
    near = (None, today - day, today, today + day)
    cases = [
        case
        for case in product(near, near, near, (True, False), (True, False))
        if case[0] is None or case[1] is None or case[1] >= case[0]
    ]
    for number, (effective_on, lapses_on, repealed_on, has_lapsed, is_stated) in enumerate(cases):
        document = PolicyDocument.objects.get(pk=first.pk)
        document.pk = document.id = document.informationrecord_ptr_id = None
        document.index_number = f"{first.index_number[:-5]}{10_000 + number}"
        document.latest_revision = document.live_revision = None
        document.effective_on, document.lapses_on, document.repealed_on = effective_on, lapses_on, repealed_on
        document.has_lapsed, document.is_validity_stated = has_lapsed, is_stated
        document.save()

    said = Counter(document.validity_on(today) for document in PolicyDocument.objects.all())
    facet, *_others = policy_facets(lambda param: public_policies(on=today), on=today)

    assert {option.value: option.count for option in facet.options} == dict(said)
    assert set(said) == set(Validity)
    for word, number in said.items():
        assert PolicyDocument.objects.with_validity(word, on=today).count() == number
