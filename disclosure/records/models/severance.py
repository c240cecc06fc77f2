"""区分处理: the public rendition of a file of which a part is withheld (条例第三十七条, rules.md §1.9 A3)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from disclosure.records.models.attachment import Attachment


class AttachmentRendition(models.Model):
    """The public form of one attachment: the withheld passages are not hidden in it but absent from it."""

    original = models.ForeignKey(Attachment, verbose_name="原件", on_delete=models.PROTECT, related_name="renditions")
    rendition = models.OneToOneField(
        Attachment, verbose_name="公开件", on_delete=models.PROTECT, related_name="rendition_of"
    )
    # Each passage as marked: {"text", "ground", "reason"}; never shown outside.
    passages = models.JSONField("不公开的内容", default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="制作人"
    )
    made_at = models.DateTimeField("制作时间")

    class Meta:
        verbose_name = "附件公开件"
        verbose_name_plural = "附件公开件"
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(original=F("rendition")), name="rendition_is_not_its_original"),
        ]

    def __str__(self) -> str:
        return self.rendition.title
