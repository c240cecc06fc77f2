"""What surrounds every page: navigation, footer links and the site-wide notice."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from zhifu_portal.cms.blocks import LinkBlock


class FooterGroupBlock(StructBlock):
    """A titled group of links in the footer."""

    title = CharBlock(label="标题", max_length=20)
    links = ListBlock(LinkBlock(), label="链接")


@register_setting(icon="site")
class SiteChrome(BaseGenericSetting):
    """Navigation, footer and notice, edited in the CMS; legal footer elements come from the installation."""

    navigation = StreamField([("link", LinkBlock())], verbose_name="导航", blank=True)
    footer = StreamField([("group", FooterGroupBlock())], verbose_name="页脚链接", blank=True)
    notice_text = models.CharField("全站公告", max_length=120, blank=True)
    notice_url = models.CharField("公告网址", max_length=300, blank=True)
    notice_until = models.DateTimeField("公告到期时间", null=True, blank=True)

    panels: ClassVar = [
        FieldPanel("navigation"),
        FieldPanel("footer"),
        MultiFieldPanel(
            [FieldPanel("notice_text"), FieldRowPanel([FieldPanel("notice_url"), FieldPanel("notice_until")])],
            heading="全站公告",
        ),
    ]

    class Meta:
        verbose_name = "导航和页脚"

    def __str__(self) -> str:
        return "导航和页脚"
