"""What the editor of a record shows, in the order of the work."""

from django.forms import CheckboxSelectMultiple, Select
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface

from disclosure.records.admin.tree_checkboxes import TreeCheckboxes

GO_LIVE_HELP = "签发以后到这个时间自动发布；不填的，签发后立即发布。"
CONTENT_PANELS = [
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("document_number"), FieldPanel("composed_on"), FieldPanel("genre")]),
    FieldPanel("summary"),
    FieldPanel("body"),
    InlinePanel("attachment_links", [FieldPanel("attachment")], label="附件"),
]
DISCLOSURE_PANELS = [
    MultiFieldPanel(
        [FieldPanel("attribute"), FieldPanel("ground"), FieldPanel("ground_reason")],
        heading="公开属性（先确定公开属性，再运转呈签）",
    ),
    FieldPanel("personal_data_justification"),
    FieldRowPanel(
        [FieldPanel("visible_until"), FieldPanel("go_live_at", heading="定时发布时间", help_text=GO_LIVE_HELP)]
    ),
    FieldPanel("change_note"),
]
CLASSIFICATION_PANELS = [
    FieldPanel("organ", widget=Select),
    FieldRowPanel([FieldPanel("lead_organ"), FieldPanel("is_reproduced")]),
    FieldPanel("joint_organs", widget=CheckboxSelectMultiple, classname="collapsed"),
    FieldPanel("catalog_entries", widget=TreeCheckboxes),
    FieldPanel("topics", widget=TreeCheckboxes),
    FieldPanel("keywords"),
    FieldRowPanel([FieldPanel("source"), FieldPanel("author")]),
]


def record_edit_handler(extra: list[ObjectList] | None = None) -> TabbedInterface:
    """Return the tabs of a record's editor; a child model adds its own tab."""
    return TabbedInterface(
        [
            ObjectList(CONTENT_PANELS, heading="内容"),
            *(extra or []),
            ObjectList(CLASSIFICATION_PANELS, heading="机关与分类"),
            ObjectList(DISCLOSURE_PANELS, heading="公开属性与发布"),
        ]
    )
