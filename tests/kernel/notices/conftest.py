"""An event of the tests' own, people to tell of it, and the call that does."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from zhifu_portal.kernel import notice_events
from zhifu_portal.kernel.notices import NoticeField, notify, register_event

# Noon in Beijing; later than any clock that reads this, so that nothing is due by the present alone.
NOW = datetime(2100, 1, 4, 4, tzinfo=UTC)
EVENT = "tests.returned"


@pytest.fixture(autouse=True)
def returned(monkeypatch):
    """Register one event and no other."""
    monkeypatch.setattr(notice_events, "_events", {})
    return register_event(
        EVENT,
        label="退回",
        subject="{index}已退回",
        body="{index}在{step}一步退回，请修改后重新送审。",
        fields=[NoticeField("index", "索引号", "11370602000000001A/2022-00001"), "step"],
    )


@pytest.fixture
def people(db, django_user_model):
    """Return a function that makes active people with addresses."""

    def make(count=1, **fields):
        start = django_user_model.objects.count()
        users = [
            django_user_model(username=f"person{n}", **{"email": f"person{n}@example.com", **fields})
            for n in range(start, start + count)
        ]
        return django_user_model.objects.bulk_create(users)

    return make


@pytest.fixture
def tell():
    """Return a function that tells people of the event in a transaction of its own."""

    def call(*recipients, key="record:1:1", event=EVENT, now=NOW, url="/cms/", **context):
        values = {"index": "甲/2022-00001", "step": "审核", **context}
        with transaction.atomic():
            return notify(
                event=event, key=key, recipients=[each.pk for each in recipients], context=values, url=url, now=now
            )

    return call
