"""What the editor of a record shows, in the order of the work."""

from django.forms import CheckboxSelectMultiple, Select
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface

from disclosure.records.admin.severance_forms import RenditionNote
from disclosure.records.admin.tree_checkboxes import TreeCheckboxes
from disclosure.records.forms import GroundSelect

GO_LIVE_HELP = "签发以后到这个时间自动发布；不填的，签发后立即发布。"
ATTRIBUTE_HELP = "您提出的属性由审核人认定、联合机关会签，最后由签发人确定；拟稿人不参与认定。"
GROUNDS_HELP = (
    "主动公开的不填；依申请公开、不予公开和部分公开的，选择《条例》第十四条至第十六条的情形并说明理由。"
    "第十五条的还要填写第三方意见，第十六条的还要填写裁量理由。"
)
CONTENT_PANELS = [
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("document_number"), FieldPanel("composed_on"), FieldPanel("genre")]),
    FieldPanel("summary"),
    FieldPanel("body"),
    InlinePanel(
        "attachment_links",
        [FieldPanel("attachment"), FieldPanel("rendition", heading="公开件", widget=RenditionNote)],
        label="附件",
    ),
]
DISCLOSURE_PANELS = [
    MultiFieldPanel(
        [FieldPanel("attribute"), FieldPanel("is_severed"), FieldPanel("forwards")],
        heading="公开属性（先确定公开属性，再运转呈签）",
        help_text=ATTRIBUTE_HELP,
    ),
    MultiFieldPanel(
        [
            FieldPanel("ground", widget=GroundSelect),
            FieldPanel("ground_reason"),
            FieldPanel("discretion_reason"),
            FieldPanel("third_party"),
            FieldPanel("third_party_reason"),
            InlinePanel(
                "further_grounds", [FieldPanel("ground", widget=GroundSelect), FieldPanel("reason")], label="其他情形"
            ),
        ],
        heading="不予公开情形和理由",
        help_text=GROUNDS_HELP,
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("disclosure_limit", widget=Select), FieldPanel("limit_starts_on")])],
        heading="公开期限",
    ),
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
