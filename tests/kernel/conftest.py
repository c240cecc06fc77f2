"""Fixtures of the kernel's tests."""

import pytest

from zhifu_portal.kernel import outbox_handlers


@pytest.fixture
def clerk(db, django_user_model):
    """Return a member of staff."""
    return django_user_model.objects.create_user("wangfang", last_name="王", first_name="芳")


@pytest.fixture
def no_handlers(monkeypatch):
    """Empty the registry of outbox handlers for one test."""
    monkeypatch.setattr(outbox_handlers, "_registrations", {})
