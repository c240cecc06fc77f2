"""Notices to members of staff: seen in the CMS, and sent by mail at once, once a day, or not at all.

An event is registered with its default text (`register_event`), staff may replace the text from a day on, and
`notify` tells people of one occurrence of it: once for each (event, key, recipient), however often it is called.
A notice keeps the words it was made with.

**What a notice may say.** Mail leaves the house and a title may itself be what is withheld. The context of a notice
therefore carries the index number and the step; a caller passes a title only for records that are openly disclosed.

In `apps.py` import `register_event` from `kernel.notice_events`: this package needs the models.
"""

from zhifu_portal.kernel.notice_events import NoticeEvent, NoticeField, UnknownEvent, register_event
from zhifu_portal.kernel.notices.enums import MailWish
from zhifu_portal.kernel.notices.models import Notice
from zhifu_portal.kernel.notices.notifying import notify

__all__ = ["MailWish", "Notice", "NoticeEvent", "NoticeField", "UnknownEvent", "notify", "register_event"]
