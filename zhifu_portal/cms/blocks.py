"""Blocks editors arrange on home, column and topic pages."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StructBlock,
    StructValue,
    TextBlock,
)
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from disclosure.records.queries.public import in_catalog, in_topic, public_records

ICONS = [
    ("list", "列表"),
    ("search", "查找"),
    ("person", "个人"),
    ("users", "群众"),
    ("briefcase", "企业"),
    ("building", "机关"),
    ("book", "法规"),
    ("report", "报告"),
    ("question", "咨询"),
    ("phone", "电话"),
    ("elder", "长者"),
]
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]


class LinkBlock(StructBlock):
    """A link with its label; the address may be a path of this site."""

    label = CharBlock(label="名称", max_length=40)
    url = CharBlock(label="网址", max_length=300)

    class Meta:
        icon = "link"
        label = "链接"


class HeroBlock(StructBlock):
    """The head of the home page with the search box."""

    heading = CharBlock(label="标题", max_length=40)
    text = CharBlock(label="说明", max_length=120, required=False)
    links = ListBlock(LinkBlock(), label="常用查找", default=[])

    class Meta:
        icon = "search"
        label = "首屏"
        template = "cms/blocks/hero.html"


class FocusItemBlock(StructBlock):
    """One focus card."""

    label = CharBlock(label="标题", max_length=60)
    text = CharBlock(label="说明", max_length=120, required=False)
    url = CharBlock(label="网址", max_length=300)
    image = ImageChooserBlock(label="图片", required=False)


class FocusBlock(StructBlock):
    """A row of focus cards."""

    heading = CharBlock(label="标题", max_length=30, default="焦点")
    cards = ListBlock(FocusItemBlock(), label="内容")

    class Meta:
        icon = "pick"
        label = "焦点"
        template = "cms/blocks/focus.html"


class NoticeListBlock(StructBlock):
    """The newest articles of a column."""

    heading = CharBlock(label="标题", max_length=30, default="通知公告")
    column = PageChooserBlock(label="栏目", page_type="cms.ColumnPage")
    count = IntegerBlock(label="条数", min_value=1, max_value=20, default=6)

    class Meta:
        icon = "list-ul"
        label = "栏目列表"
        template = "cms/blocks/notice_list.html"

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the newest public articles below the column."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        column = value["column"]
        if column is not None and column.live:
            articles = column.get_descendants().live().public().specific()
            context["notices"] = list(articles.order_by("-first_published_at")[: value["count"]])
            context["more_url"] = column.url
        return context


class RecordListBlock(StructBlock):
    """Public records by organ, topic or catalog entry, newest first."""

    heading = CharBlock(label="标题", max_length=30, default="最新公开")
    organ = SnippetChooserBlock("disclosure.Organ", label="机关", required=False)
    topic = SnippetChooserBlock("disclosure.Topic", label="主题", required=False)
    catalog_entry = SnippetChooserBlock("disclosure.CatalogEntry", label="公开目录", required=False)
    count = IntegerBlock(label="条数", min_value=1, max_value=20, default=6)

    class Meta:
        icon = "doc-full"
        label = "政府信息列表"
        template = "cms/blocks/record_list.html"

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the newest records of the filter and the address of the whole list."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        # What superior organs made stands in the policy library; a list of news is about the district.
        records = public_records(on=timezone.localdate()).filter(is_reproduced=False)
        query: list[str] = []
        if value["organ"]:
            records = records.filter(organ=value["organ"])
            query.append(f"organ={value['organ'].slug}")
        if value["topic"]:
            records = in_topic(records, value["topic"].pk)
            query.append(f"topic={value['topic'].slug}")
        if value["catalog_entry"]:
            records = in_catalog(records, value["catalog_entry"].pk)
            query.append(f"catalog={value['catalog_entry'].slug}")
        context["records"] = list(records[: value["count"]])
        context["more_url"] = f"{reverse('records:list')}?{'&'.join(query)}"
        return context


class EntryBlock(StructBlock):
    """One entry point."""

    label = CharBlock(label="名称", max_length=30)
    description = CharBlock(label="说明", max_length=80, required=False)
    url = CharBlock(label="网址", max_length=300)
    icon = ChoiceBlock(label="图标", choices=ICONS, default="list")


class EntryPointsBlock(StructBlock):
    """Entry points for one kind of user."""

    heading = CharBlock(label="标题", max_length=30)
    entries = ListBlock(EntryBlock(), label="入口")

    class Meta:
        icon = "grip"
        label = "服务入口"
        template = "cms/blocks/entry_points.html"


class LinkGridBlock(StructBlock):
    """A grid of links."""

    heading = CharBlock(label="标题", max_length=30)
    links = ListBlock(LinkBlock(), label="链接")

    class Meta:
        icon = "table"
        label = "链接组"
        template = "cms/blocks/link_grid.html"


class TimelineEntryBlock(StructBlock):
    """One moment of a timeline."""

    date = DateBlock(label="日期")
    title = CharBlock(label="标题", max_length=80)
    text = TextBlock(label="说明", required=False)
    url = CharBlock(label="网址", max_length=300, required=False)


class TimelineBlock(StructBlock):
    """A timeline."""

    heading = CharBlock(label="标题", max_length=30, default="进展")
    entries = ListBlock(TimelineEntryBlock(), label="节点")

    class Meta:
        icon = "time"
        label = "时间线"
        template = "cms/blocks/timeline.html"


class ProseBlock(RichTextBlock):
    """Running text."""

    class Meta:
        icon = "pilcrow"
        label = "文字"
        template = "cms/blocks/rich_text.html"


TEXT_BLOCKS = [("rich_text", ProseBlock(features=TEXT_FEATURES))]
PAGE_BLOCKS = [
    ("hero", HeroBlock()),
    ("focus", FocusBlock()),
    ("notice_list", NoticeListBlock()),
    ("record_list", RecordListBlock()),
    ("entry_points", EntryPointsBlock()),
    ("link_grid", LinkGridBlock()),
    ("timeline", TimelineBlock()),
    *TEXT_BLOCKS,
]
