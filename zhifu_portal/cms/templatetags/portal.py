"""Tags and filters of the public templates: icons, mode links, list addresses, Chinese dates, wide tables."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, ModelChoiceField
from django.forms.boundfield import BoundField
from django.forms.widgets import MultiWidget
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.template.engine import Engine
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from zhifu_portal.cms.chrome import Chrome

register = template.Library()

PAGES_OWN = ("search_query", "query", "feed_url")
RANGE_LABELS = ("从", "到")
NO_TEXT: Final = '<span aria-label="无">—</span>'
MOST_FRAGMENTS: Final = 1_000
_TABLE_START = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)


@register.simple_tag
@cache
def icon(name: str, modifier: str = "") -> SafeString:
    """Draw the symbol `name` of static/img/icons.svg as decoration, hidden from screen readers."""
    css = f"icon icon--{modifier}" if modifier else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def mode_url(**choice: str) -> str:
    """Address that stores a display choice (mode=, contrast=) in a cookie and comes back to the page it was on."""
    return "/accessibility/mode/?" + urlencode(choice)


@register.simple_tag(takes_context=True)
def kept(context: Context, template_name: str, *shown: Iterable[Sequence[str | None]]) -> SafeString:
    """Render a component once for each display mode and place of an epoch, and for each value of the rows it shows.

    Not kept where the page puts something of its own into it: a typed search or a feed.
    """
    chrome = context.get("chrome")
    if not isinstance(chrome, Chrome) or any(context.get(name) for name in PAGES_OWN):
        return _component(context, template_name)
    places = tuple(item["label"] for item in chrome.nav if item["active"])
    rows = tuple(tuple(map(tuple, each)) for each in shown)
    key = (template_name, context.get("display_mode"), context.get("contrast"), places, bool(chrome.notice), rows)
    if key not in chrome.fragments:
        if len(chrome.fragments) >= MOST_FRAGMENTS:
            chrome.fragments.clear()
        chrome.fragments[key] = _component(context, template_name)
    return chrome.fragments[key]


@register.simple_tag
def meta_elements(tags: Sequence[tuple[str, str]]) -> SafeString:
    """Draw a <meta> element for each (name, content) pair that has content."""
    drawn = [f'<meta name="{escape(name)}" content="{escape(content)}">' for name, content in tags or () if content]
    return mark_safe("\n".join(drawn))  # noqa: S308 - every part is escaped


@register.simple_tag
def metadata_rows(rows: Sequence[tuple[str, str]]) -> SafeString:
    """Draw the rows of a metadata head: a label and its text, a dash where there is none."""
    drawn = [
        f'<div class="metadata__row"><dt>{escape(label)}</dt><dd>{escape(text) if text else NO_TEXT}</dd></div>'
        for label, text in rows or ()
    ]
    return mark_safe("\n".join(drawn))  # noqa: S308 - every part is escaped


@register.simple_tag
def timeline_entries(entries: Iterable[Mapping[str, Any]]) -> SafeString:
    """Draw the entries of a timeline: `date`, `label` or `title`; `url` and `note` or `text` where there are any."""
    return mark_safe("\n".join(_timeline_entry(entry) for entry in entries or ()))  # noqa: S308 - parts are escaped


def _timeline_entry(entry: Mapping[str, Any]) -> str:
    day = escape(iso_minute(entry["date"]))
    label = escape(str(entry.get("label") or entry["title"]))
    if entry.get("url"):
        label = f'<a href="{escape(str(entry["url"]))}">{label}</a>'
    text = entry.get("note") or entry.get("text")
    note = f'<p class="timeline__note">{escape(str(text))}</p>' if text else ""
    return f'<li><time datetime="{day}">{day}</time><span class="timeline__label">{label}</span>{note}</li>'


def _component(context: Context, template_name: str) -> SafeString:
    engine = Engine.get_default()
    return mark_safe(engine.get_template(template_name).render(context))  # noqa: S308 - rendered with escaping


def _query(context: Context) -> QueryDict:
    """Return the filters of a list, to change: `query_string` when the view gives it, otherwise the request's."""
    given = context.get("query_string")
    if given:
        return QueryDict(given.lstrip("?"), mutable=True)
    request: HttpRequest | None = context.get("request")
    return request.GET.copy() if request else QueryDict(mutable=True)


@register.simple_tag(takes_context=True)
def page_url(context: Context, number: int) -> str:
    """Address of another page of the same list, with its filters kept."""
    query = _query(context)
    query["page"] = str(number)
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def without_url(context: Context, name: str) -> str:
    """Address of the same list without one of its filters, from the first page."""
    query = _query(context)
    query.pop(name, None)
    query.pop("page", None)
    return "?" + query.urlencode()


@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """Numbers to offer around a page, with `…` where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def chinese_date(value: datetime.date | None) -> str:
    """Date as 2022年6月16日, without leading zeros (GB/T 9704 7.3.5); datetimes in local time; '' for none."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def iso_minute(value: datetime.datetime | datetime.date | str | None) -> str:
    """Time of publication as YYYY-MM-DD HH:MM (rules.md §5.3); a date without its time, text as it is."""
    if value is None or isinstance(value, str):
        return value or ""
    if not isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d")
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return local.strftime("%Y-%m-%d %H:%M")


@register.filter
def scrollable_tables(html: str) -> SafeString:
    """Wrap every table in a region that scrolls sideways and takes keyboard focus.

    Text that the caller has not marked as safe is escaped, as anywhere in a template.
    """
    opened = '<div class="table-scroll" role="region" aria-label="表格，可左右滚动查看" tabindex="0"><table'
    wrapped = _TABLE_END.sub("</table></div>", _TABLE_START.sub(opened, conditional_escape(html)))
    return mark_safe(wrapped)  # noqa: S308 - fixed markup around what is escaped or marked safe


@register.filter
def range_parts(field: BoundField) -> list[dict[str, Any]]:
    """Inputs of a two-part field such as a date range, each with a label of its own; empty for other fields."""
    if not isinstance(field.field.widget, MultiWidget):
        return []
    parts: list[Mapping[str, Any]] = field.subwidgets[0].data["subwidgets"]
    labels = RANGE_LABELS if len(parts) == len(RANGE_LABELS) else tuple(str(n + 1) for n in range(len(parts)))
    return [
        {
            "label": label,
            "name": part["name"],
            "id": part["attrs"].get("id", part["name"]),
            "type": part["type"] if part.get("type") == "number" else "date",
            "value": part["value"] or "",
        }
        for label, part in zip(labels, parts, strict=True)
    ]


@register.simple_tag(takes_context=True)
def typed_fields(context: Context, form: BaseForm) -> list[BoundField]:
    """Fields a reader fills in: what one of the page's `facets` or a link of another page chooses is left out."""
    shown = _facet_params(context)
    return [field for field in form if not _is_chosen_by_link(field, shown)]


@register.simple_tag(takes_context=True)
def kept_choices(context: Context, form: BaseForm) -> list[dict[str, str | bool]]:
    """Filters that are set but not in `typed_fields`: name, value, label, text, and whether a facet shows them."""
    shown = _facet_params(context)
    cleaned = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return [
        {
            "name": field.html_name,
            "value": str(value),
            "label": str(field.label),
            "text": str(cleaned.get(field.name) or value),
            "has_facet": field.name in shown,
        }
        for field in form
        if _is_chosen_by_link(field, shown) and (value := field.value())
    ]


def _facet_params(context: Context) -> set[str]:
    return {facet["param"] for facet in context.get("facets") or ()}


def _is_chosen_by_link(field: BoundField, shown: set[str]) -> bool:
    return field.name in shown or isinstance(field.field, ModelChoiceField)


@register.filter
def child_items(branch: Any) -> Iterable[Any]:
    """Branches below a branch of a tree, given as a mapping or an object; none when it has no `items`.

    In a template `branch.items` of a mapping without that key would be its method.
    """
    return branch.get("items") or () if isinstance(branch, Mapping) else getattr(branch, "items", ())
