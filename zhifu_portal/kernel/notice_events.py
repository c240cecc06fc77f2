"""Which events people are told of, and in what words. Importable before the models, so that `AppConfig.ready()` can
fill it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhifu_portal.kernel.placeholders import FIELD_NAME, text_faults

LONGEST_EVENT = 100


class UnknownEvent(LookupError):
    """Nobody registered an event of this name."""


@dataclass(frozen=True)
class NoticeField:
    """A placeholder of an event: its name in the text, what it stands for, and a value for previews."""

    name: str
    meaning: str
    sample: str

    @classmethod
    def named(cls, field: "str | NoticeField") -> "NoticeField":
        """Return the field, made from its bare name where only that is given."""
        return cls(field, field, f"〔{field}〕") if isinstance(field, str) else field


@dataclass(frozen=True)
class NoticeEvent:
    """An event people are told of, with the text that counts until staff change it."""

    event: str
    label: str
    subject: str
    body: str
    fields: tuple[NoticeField, ...]

    @property
    def names(self) -> frozenset[str]:
        """The placeholders the texts of this event may use."""
        return frozenset(field.name for field in self.fields)

    @property
    def samples(self) -> Mapping[str, str]:
        """A value for every placeholder."""
        return {field.name: field.sample for field in self.fields}


_events: dict[str, NoticeEvent] = {}


def register_event(
    event: str, *, label: str, subject: str, body: str, fields: Sequence[str | NoticeField]
) -> NoticeEvent:
    """Declare an event such as `review.assigned`: its Chinese name, its default text, the fields the text may use.

    Subject and body are plain text with `{field}` placeholders. What `fields` names, every `notify` must supply, and
    all of it may go out by mail: offer the index number and the step, and the title only where callers pass it for
    openly disclosed records alone.
    Raises `ValueError` when the text uses other placeholders, or the event was registered with another text.
    """
    made = NoticeEvent(event, label, subject, body, tuple(NoticeField.named(field) for field in fields))
    faults = [fault for text in (subject, body) for fault in text_faults(text, made.names)]
    faults += [f"{name!r} cannot be a placeholder" for name in made.names if not FIELD_NAME.fullmatch(name)]
    if not (event and label and subject.strip() and body.strip()) or len(event) > LONGEST_EVENT or faults:
        raise ValueError(f"notice event {event!r}: {'；'.join(faults) or 'event, label and text are required'}")
    if _events.setdefault(event, made) != made:
        raise ValueError(f"notice event {event!r} is registered with another text already")
    return made


def event_named(event: str) -> NoticeEvent:
    """Return the event of this name; raise `UnknownEvent` when there is none."""
    try:
        return _events[event]
    except KeyError:
        raise UnknownEvent(event) from None


def registered_events() -> list[NoticeEvent]:
    """Return every event, by name."""
    return [_events[event] for event in sorted(_events)]
