"""Staff screens of the topic tree and the catalog."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.viewsets import DepartmentViewSet


class TopicViewSet(DepartmentViewSet):
    """主题分类: the official tree and local topics."""

    model = Topic
    icon = "tag"
    menu_label = "主题分类"
    menu_order = 330
    add_to_settings_menu = True
    list_display: ClassVar = ["__str__", "is_local", "is_visible", "sort_order"]
    list_filter: ClassVar = ["is_local", "is_visible"]
    search_fields: ClassVar = ["name"]
    search_backend_name = None
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("is_local"), FieldPanel("is_visible"), FieldPanel("sort_order")]),
    ]


class CatalogEntryViewSet(DepartmentViewSet):
    """公开目录: the tree whose entries fulfil the items of the regulation."""

    model = CatalogEntry
    icon = "list-ul"
    menu_label = "公开目录"
    menu_order = 325
    add_to_settings_menu = True
    list_display: ClassVar = ["__str__", "part", "statutory_item", "is_active", "sort_order"]
    list_filter: ClassVar = ["part", "statutory_item", "is_active"]
    search_fields: ClassVar = ["name"]
    search_backend_name = None
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("part"), FieldPanel("parent")]),
        FieldPanel("statutory_item"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("sort_order"), FieldPanel("is_active")]),
    ]
