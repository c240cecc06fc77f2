"""Notices, the daily mails that gather them, what people wish, and the texts staff have set."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhifu_portal.kernel.notices.enums import MailWish

LONGEST_SUBJECT = 200
LONGEST_KEY = 200
LONGEST_URL = 500


class NoticeDigest(models.Model):
    """The mail of one day that gathers a person's notices."""

    # Made before the insert, so that a bulk insert beside another can tell whose rows the database took.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="收件人"
    )
    day = models.DateField("日期")
    created_at = models.DateTimeField("汇总时间")
    mailed_at = models.DateTimeField("邮件发出时间", null=True, blank=True)

    class Meta:
        verbose_name = "通知汇总"
        verbose_name_plural = "通知汇总"
        default_permissions = ()
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="notice_digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices in the words of their life."""

    def unread(self) -> Self:
        """Notices their recipients have not read."""
        return self.filter(read_at__isnull=True)

    def awaiting_digest(self) -> Self:
        """Notices that no daily mail has gathered yet."""
        return self.filter(mail=MailWish.DAILY, digest__isnull=True)


class Notice(models.Model):
    """One person told of one occurrence of an event, in words that never change.

    `mail` is what the person wished when the notice was made; `never` also where there was no mail address.
    """

    # As above.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name="收件人"
    )
    event = models.CharField("事件", max_length=100)
    key = models.CharField("对象", max_length=LONGEST_KEY)
    subject = models.CharField("标题", max_length=LONGEST_SUBJECT)
    body = models.TextField("内容")
    url = models.CharField("站内地址", max_length=LONGEST_URL)
    created_at = models.DateTimeField("通知时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    mail = models.CharField("邮件", max_length=10, choices=MailWish.choices)
    mailed_at = models.DateTimeField("邮件发出时间", null=True, blank=True)
    digest = models.ForeignKey(
        NoticeDigest,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="所在汇总",
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_by_recipient"),
            models.Index(fields=["recipient"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(
                fields=["created_at"],
                name="notice_awaiting_digest",
                condition=Q(mail=MailWish.DAILY.value, digest__isnull=True),
            ),
            models.Index(fields=["created_at"], name="notice_by_age"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "event", "key"], name="notice_once"),
            models.CheckConstraint(condition=Q(mail__in=MailWish.values), name="notice_mail_known"),
            models.CheckConstraint(
                condition=Q(url__startswith="/") & ~Q(url__startswith="//"), name="notice_url_within_site"
            ),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | ~Q(mail=MailWish.NEVER.value), name="notice_mailed_if_wished"
            ),
        ]

    def __str__(self) -> str:
        # Without the subject: this is the label in the audit trail, which others read too.
        return f"{self.event} {self.key}"


class NoticePreference(models.Model):
    """How a person wants to be told of an event; an empty event stands for all that are not named."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences", verbose_name="人员"
    )
    event = models.CharField("事件", max_length=100, blank=True)
    mail = models.CharField("方式", max_length=10, choices=MailWish.choices)

    class Meta:
        verbose_name = "通知方式"
        verbose_name_plural = "通知方式"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "event"], name="notice_preference_once"),
            models.CheckConstraint(condition=Q(mail__in=MailWish.values), name="notice_preference_known"),
        ]

    def __str__(self) -> str:
        return f"{self.event or '全部'}：{self.get_mail_display()}"


class NoticeTemplate(models.Model):
    """The text of an event from a day on; both parts empty: the text that comes with the software.

    Rows are only ever added: of those whose day has come the latest day counts, of one day the row added last.
    """

    event = models.CharField("事件", max_length=100)
    effective_on = models.DateField("启用日期")
    subject = models.CharField("标题", max_length=LONGEST_SUBJECT, blank=True)
    body = models.TextField("内容", blank=True)
    created_at = models.DateTimeField("设置时间")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="设置人"
    )

    class Meta:
        verbose_name = "通知文本"
        verbose_name_plural = "通知文本"
        default_permissions = ()
        ordering = ["-effective_on", "-pk"]
        indexes = [models.Index(fields=["event", "-effective_on", "-id"], name="notice_template_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(subject="") & Q(body="")) | (~Q(subject="") & ~Q(body="")),
                name="notice_template_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}（{self.effective_on:%Y-%m-%d}起）"
