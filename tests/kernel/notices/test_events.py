"""Declaring events: once each, with a text that uses declared fields only."""

import pytest

from tests.kernel.notices.conftest import EVENT
from zhifu_portal.kernel.notice_events import UnknownEvent, event_named, registered_events
from zhifu_portal.kernel.notices import NoticeField, register_event

TEXT = {"label": "到期", "subject": "{index}", "body": "{index}到期", "fields": ["index"]}


def test_events_are_found_by_name_and_listed_in_order(returned):
    later = register_event("tests.a", **TEXT)

    assert registered_events() == [later, returned]
    assert event_named(EVENT) is returned
    with pytest.raises(UnknownEvent):
        event_named("tests.unknown")


def test_a_bare_field_name_explains_itself(returned):
    assert returned.fields[1] == NoticeField("step", "step", "〔step〕")


def test_the_same_event_may_be_declared_again_and_another_text_may_not():
    assert register_event("tests.a", **TEXT) is not None
    register_event("tests.a", **TEXT)
    with pytest.raises(ValueError, match="another text already"):
        register_event("tests.a", **{**TEXT, "label": "别的"})


@pytest.mark.parametrize(
    "changed",
    [
        {"label": ""}, {"subject": " "}, {"body": ""}, {"subject": "{title}"}, {"body": "{"},
        {"fields": ["index", "a b"]}, {"fields": ["index", "1"]},
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_meant_is_refused(changed):
    with pytest.raises(ValueError, match=r"notice event 'tests\.b'"):
        register_event("tests.b", **{**TEXT, **changed})


@pytest.mark.parametrize("event", ["", "e" * 101])
def test_a_name_that_cannot_be_kept_is_refused(event):
    with pytest.raises(ValueError, match="notice event"):
        register_event(event, **TEXT)
