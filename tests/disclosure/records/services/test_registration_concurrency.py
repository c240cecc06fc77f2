"""Fifty people register at the same moment: fifty consecutive index numbers, none twice, none missing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from disclosure.records.models import InformationRecord
from disclosure.records.services.registration import audit_registration, register_record
from tests.disclosure.factories import OrganFactory, Staff
from zhifu_portal.kernel.audit import verify_chain
from zhifu_portal.kernel.workdays import load_calendar

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


def test_fifty_registrations_at_once_get_fifty_consecutive_index_numbers():
    organ = OrganFactory()
    staff = Staff(organ)
    calendar = load_calendar()
    now = timezone.now()
    start = threading.Barrier(60)

    def register(turn):
        start.wait()
        try:
            with transaction.atomic():
                record = InformationRecord(title=f"演示数据：第{turn}件", organ=organ, composed_on=now.date())
                register_record(record=record, by=staff.editor, now=now, calendar=calendar)
                record.save()
                audit_registration(record=record, by=staff.editor)
                if turn % 6 == 5:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            return
        finally:
            connection.close()

    with ThreadPoolExecutor(60) as pool:
        list(pool.map(register, range(60)))

    year = timezone.localdate(now).year
    numbers = InformationRecord.objects.order_by("index_number").values_list("index_number", flat=True)
    assert list(numbers) == [f"{organ.code}/{year}-{n:05d}" for n in range(1, 51)]
    assert verify_chain().ok
