"""The editor's style 不公开: marks a passage that going public takes out (records/marks.py)."""

from typing import Any, Final

from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from disclosure.records.body import WITHHELD_FEATURE
from disclosure.records.marks import WITHHELD_ATTRIBUTE

STYLE_TYPE: Final = "WITHHELD"
# The editor sets these on elements by script, which the content security policy allows.
SHOWN_AS: Final = {"backgroundColor": "#ffe08a", "color": "#1d1d1d", "textDecoration": "underline dotted"}


def register_withheld_style(features: FeatureRegistry) -> None:
    """Offer the style to rich text fields that name it; hook `register_rich_text_features`."""
    control: dict[str, Any] = {
        "type": STYLE_TYPE,
        "label": "不公开",
        "description": "标为不公开：公开时以“此处内容依法不予公开”代替",
        "style": SHOWN_AS,
    }
    features.register_editor_plugin("draftail", WITHHELD_FEATURE, InlineStyleFeature(control))
    features.register_converter_rule(
        "contentstate",
        WITHHELD_FEATURE,
        {
            "from_database_format": {f"span[{WITHHELD_ATTRIBUTE}]": InlineStyleElementHandler(STYLE_TYPE)},
            "to_database_format": {
                "style_map": {STYLE_TYPE: {"element": "span", "props": {WITHHELD_ATTRIBUTE: "true"}}}
            },
        },
    )
