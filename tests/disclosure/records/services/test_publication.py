"""The whole way of a record: registered, decided, published, corrected, withdrawn."""

import pytest
from django.utils import timezone

from disclosure.records.enums import PublicationStatus, SecrecyResult
from disclosure.records.models import InformationRecord
from disclosure.records.services.publication import withdraw_record
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, make_public

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [InformationRecord, PolicyDocument])
def test_a_signed_record_is_public(model):
    staff = Staff(OrganFactory())

    record = make_public(staff, model=model)

    assert record.live is True
    assert record.status == PublicationStatus.PUBLISHED
    assert record.secrecy_result == SecrecyResult.CLEARED
    assert [event.kind for event in record.events.all()] == ["published"]
    assert list(InformationRecord.objects.public(on=timezone.localdate()).values_list("pk", flat=True)) == [record.pk]
    assert [d.step for d in record.decisions.all()] == ["determination", "secrecy_review", "sign_off"]


def test_a_withdrawn_record_is_not_public():
    staff = Staff(OrganFactory())
    record = make_public(staff)

    withdraw_record(record_id=record.pk, explanation="内容有误。", by=staff.signer, now=timezone.now())

    record = InformationRecord.objects.get(pk=record.pk)
    assert (record.live, record.status) == (False, PublicationStatus.WITHDRAWN)
    assert not InformationRecord.objects.public(on=timezone.localdate()).exists()
