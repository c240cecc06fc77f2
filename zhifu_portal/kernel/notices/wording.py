"""The text of an event on a day, and the words of one notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhifu_portal.kernel.notice_events import NoticeEvent, registered_events
from zhifu_portal.kernel.notices.models import LONGEST_SUBJECT, NoticeTemplate
from zhifu_portal.kernel.placeholders import fill, one_line, plain_lines, text_faults

LONGEST_BODY = 4000


@dataclass(frozen=True)
class Wording:
    """Subject and body, with placeholders or without."""

    subject: str
    body: str


def wording_on(event: NoticeEvent, *, on: date) -> Wording:
    """Return the text in force on a day, in one query: what staff set last, else what comes with the software."""
    return in_force(event, NoticeTemplate.objects.filter(event=event.event, effective_on__lte=on).first())


def wordings_on(*, on: date) -> list[tuple[NoticeEvent, Wording, NoticeTemplate | None]]:
    """Return every event with its text on a day and the row that sets it, in one query."""
    latest: dict[str, NoticeTemplate] = {}
    for row in NoticeTemplate.objects.filter(effective_on__lte=on).select_related("created_by"):
        latest.setdefault(row.event, row)
    return [(event, in_force(event, latest.get(event.event)), latest.get(event.event)) for event in registered_events()]


def in_force(event: NoticeEvent, row: NoticeTemplate | None) -> Wording:
    """Return the text that the row gives to the event.

    A text from before an upgrade that took a placeholder away no longer counts: whoever causes the event must not
    fail over it.
    """
    default = Wording(event.subject, event.body)
    set_by_staff = Wording(row.subject, row.body) if row and row.body else default
    return default if template_faults(event, set_by_staff) else set_by_staff


def worded(wording: Wording, context: Mapping[str, str]) -> Wording:
    """Return the words with the placeholders filled: the subject one line that fits, the body plain lines."""
    subject = one_line(fill(wording.subject, context))
    if len(subject) > LONGEST_SUBJECT:
        subject = f"{subject[: LONGEST_SUBJECT - 1]}…"
    return Wording(subject=subject, body=plain_lines(fill(wording.body, context)))


def template_faults(event: NoticeEvent, wording: Wording) -> list[str]:
    """Return what keeps a text from being set for the event, in Chinese."""
    faults = []
    for label, text, longest in (("标题", wording.subject, LONGEST_SUBJECT), ("内容", wording.body, LONGEST_BODY)):
        if not text:
            faults.append(f"请填写{label}；要用系统自带的文本，请点“恢复默认”。")
        if len(text) > longest:
            faults.append(f"{label}不能超过{longest}个字，现在是{len(text)}个字。")
        faults += [f"{label}中{fault}。" for fault in text_faults(text, event.names)]
    return faults
