"""The catalog tree, the topic tree and the mapping of both to the law."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from disclosure.catalog.enums import PlatformPart, StatutoryItem


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics as the public sees them."""

    def visible(self) -> "TopicQuerySet":
        """Topics offered on the public site."""
        return self.filter(is_visible=True)


class Topic(models.Model):
    """A class of the official topic tree (22 top classes, rules.md §4.4) or a local topic for people and businesses."""

    name = models.CharField("名称", max_length=60)
    slug = models.SlugField("网址标识", max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", verbose_name="上级主题", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    is_local = models.BooleanField("特色主题", default=False, help_text="本区围绕群众和企业办事增设的主题。")
    is_visible = models.BooleanField("在网站显示", default=True)
    sort_order = models.PositiveIntegerField("排序", default=100)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "主题"
        verbose_name_plural = "主题分类"
        ordering: ClassVar = ["is_local", "sort_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "name"], name="topic_name_once_in_parent"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")), name="topic_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent.name}／{self.name}" if self.parent else self.name

    def get_absolute_url(self) -> str:
        """Return the address of the public list of this topic."""
        return f"{reverse('records:list')}?topic={self.slug}"


class CatalogEntry(models.Model):
    """One entry of the 公开目录: a place in the tree, and the item of the regulation it fulfils."""

    name = models.CharField("名称", max_length=80)
    slug = models.SlugField("网址标识", max_length=60, unique=True)
    part = models.CharField("所属部分", max_length=20, choices=PlatformPart.choices, default=PlatformPart.STATUTORY)
    parent = models.ForeignKey(
        "self", verbose_name="上级目录", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    statutory_item = models.CharField("对应《条例》条款", max_length=8, choices=StatutoryItem.choices, blank=True)
    description = models.CharField("说明", max_length=300, blank=True)
    sort_order = models.PositiveIntegerField("排序", default=100)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "公开目录"
        verbose_name_plural = "公开目录"
        ordering: ClassVar = ["sort_order", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(part=PlatformPart.STATUTORY) | ~Q(statutory_item=""),
                name="catalogentry_statutory_has_item",
                violation_error_message="法定主动公开内容须对应《条例》第二十条或者第二十一条的一项。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent.name}／{self.name}" if self.parent else self.name

    def get_absolute_url(self) -> str:
        """Return the address of the public list of this entry."""
        return f"{reverse('records:list')}?catalog={self.slug}"
