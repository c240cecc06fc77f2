"""Sending notices by mail: the outbox handlers.

A mail is owed until `mailed_at` says it left. A worker killed between the server's answer and that mark sends the
mail once more: SMTP knows no transaction, so a mail goes out at least once, and in all other cases exactly once.
The repeated mail has the same Message-ID, by which mail servers and readers recognise it.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from zhifu_portal.kernel.notices.models import Notice, NoticeDigest
from zhifu_portal.kernel.notices.notifying import is_address
from zhifu_portal.kernel.outbox_handlers import Delivery
from zhifu_portal.kernel.placeholders import one_line

# A server that does not answer costs its time-out once, not once for every mail that waits for it.
SERVER_AWAY: Final = "notices:mail-server-away"
SERVER_AWAY_SECONDS: Final = 20
LISTED_IN_DIGEST: Final = 200


class MailServerAway(ConnectionError):
    """The mail server could not be reached a moment ago."""


def deliver_notices(deliveries: Sequence[Delivery]) -> None:
    """Send the notices whose ids are the keys, those sent already left out; raise what the mail server raised."""
    notices = Notice.objects.select_related("recipient").in_bulk([delivery.key for delivery in deliveries])
    with _Server() as server:
        for notice in notices.values():
            if notice.mailed_at is None and _may_mail(notice.recipient):
                server.send(notice.recipient.email, notice.subject, mail_text(notice), mail_id=f"notice-{notice.pk}")
                Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())


def deliver_digests(deliveries: Sequence[Delivery]) -> None:
    """Send the daily mails whose ids are the keys, those sent already left out; raise what the mail server raised."""
    digests = NoticeDigest.objects.select_related("recipient").in_bulk([delivery.key for delivery in deliveries])
    with _Server() as server:
        for digest in digests.values():
            notices = list(digest.notices.order_by("created_at", "pk"))
            if digest.mailed_at is None and notices and _may_mail(digest.recipient):
                subject = f"{digest.day:%Y年%m月%d日}通知汇总（{len(notices)}条）"
                server.send(digest.recipient.email, subject, digest_text(notices), mail_id=f"digest-{digest.pk}")
                moment = timezone.now()
                digest.notices.filter(mailed_at__isnull=True).update(mailed_at=moment)
                NoticeDigest.objects.filter(pk=digest.pk).update(mailed_at=moment)


def mail_text(notice: Notice) -> str:
    """Return the text of the mail for one notice."""
    return f"{notice.body}\n\n办理地址：{absolute(notice.url)}\n\n{_signature()}"


def digest_text(notices: Sequence[Notice]) -> str:
    """Return the text of a daily mail: every notice with its words and address, up to a length that can be read."""
    parts = [
        f"{number}. {notice.subject}\n{notice.body}\n办理地址：{absolute(notice.url)}"
        for number, notice in enumerate(notices[:LISTED_IN_DIGEST], 1)
    ]
    if len(notices) > LISTED_IN_DIGEST:
        parts.append(f"其余 {len(notices) - LISTED_IN_DIGEST} 条请登录后台，在“通知”中查看。")
    return "\n\n".join([*parts, _signature()])


def absolute(url: str) -> str:
    """Return the whole address of a place within the site, as staff open it."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{url}"


def _signature() -> str:
    return f"本邮件由{settings.SITE_NAME}自动发出，请勿回复。接收方式可以在后台的“通知”中修改。"


def _may_mail(person: Any) -> bool:
    """Say whether the person is still there and has an address; else the notice stays in the site only."""
    return bool(person.is_active) and is_address(person.email)


class _Server:
    """One connection to the mail server for the mails of a batch."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._is_open = False

    def __enter__(self) -> "_Server":
        return self

    def __exit__(self, *exc_info: object) -> None:
        if self._is_open:
            self._connection.close()

    def send(self, address: str, subject: str, text: str, *, mail_id: str) -> None:
        """Send one plain mail; open the connection for the first."""
        self._open()
        message = EmailMessage(
            subject=one_line(subject),
            body=text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[address],
            connection=self._connection,
            headers={"Message-ID": f"<{mail_id}@{settings.NOTICE_MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"},
        )
        message.send()

    def _open(self) -> None:
        if self._is_open:
            return
        if reason := cache.get(SERVER_AWAY):
            raise MailServerAway(f"邮件服务器刚才连接不上，稍后再试（{reason}）")
        try:
            self._connection.open()
        except OSError as error:
            cache.set(SERVER_AWAY, str(error), timeout=SERVER_AWAY_SECONDS)
            raise
        self._is_open = True
