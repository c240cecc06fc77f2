"""Attachments: immutable files of an organ, and their place in a record."""

from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from disclosure.organs.models import Organ


def attachment_storage() -> Storage:
    """Return the private storage: its files have no address of their own."""
    return storages["attachments"]


class Attachment(models.Model):
    """A file uploaded by an organ; never changed after upload, so a reviewed revision keeps meaning the same bytes."""

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="attachments")
    title = models.CharField("附件名称", max_length=200)
    file = models.FileField("文件", storage=attachment_storage, upload_to="%Y/%m/")
    original_name = models.CharField("原文件名", max_length=255, editable=False)
    kind = models.CharField("文件类型", max_length=10, editable=False)
    size = models.PositiveBigIntegerField("大小（字节）", editable=False)
    sha256 = models.CharField("校验值", max_length=64, editable=False)
    text = models.TextField("提取的文字", blank=True, editable=False)
    properties = models.JSONField("文件属性", default=dict, editable=False)
    notes = models.JSONField("检查提示", default=list, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="上传人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering: ClassVar = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address; it answers only while a public record carries the file."""
        return reverse("records:attachment", args=[self.pk])


class RecordAttachment(Orderable):
    """The place of a file in a record; rows in the database are those of the live revision."""

    record = ParentalKey("disclosure.InformationRecord", on_delete=models.CASCADE, related_name="attachment_links")
    attachment = models.ForeignKey(
        Attachment, verbose_name="附件", on_delete=models.PROTECT, related_name="record_links"
    )
    # Set when a part of the file is withheld: going public puts the rendition in the place of the file.
    rendition = models.ForeignKey(
        Attachment, verbose_name="公开件", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = "附件"
        verbose_name_plural = "附件"

    def __str__(self) -> str:
        return self.attachment.title

    def clean(self) -> None:
        """Let go of the public form when another file was chosen: it was not made of that one."""
        super().clean()
        made = self.attachment_id and self.attachment.renditions.filter(rendition_id=self.rendition_id).exists()
        if self.rendition_id and not made:
            self.rendition = None
