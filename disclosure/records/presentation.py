"""How a record is presented: metadata head, meta tags, history; plain values, no markup."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from disclosure.records.enums import RecordEventKind
from disclosure.records.kinds import kind_of
from disclosure.records.models import InformationRecord


def metadata_rows(
    record: InformationRecord, *, topics: Sequence[str], joint_organs: Sequence[str]
) -> list[tuple[str, str]]:
    """Return the metadata head (label, text) in the order of rules.md §4.3; empty values are left out."""
    kind, child = kind_of(record)
    issuers = [record.issuer.name] if record.issuer else []
    issuers += joint_organs
    rows = [
        ("索引号", record.index_number),
        ("主题分类", "；".join(topics)),
        ("体裁", record.get_genre_display()),
        ("发文机关", "、".join(issuers)),
        ("公开机关", record.organ.name if record.is_reproduced else ""),
        ("发文字号", record.document_number),
        ("成文日期", record.composed_on.isoformat() if record.composed_on else ""),
        ("发布日期", shown_time(record.published_at)),
        *(kind.metadata(child) if kind else []),
        ("公示截止", record.visible_until.isoformat() if record.visible_until else ""),
        (
            "公开方式",
            f"{record.get_attribute_display()}（部分公开）" if record.is_severed else record.get_attribute_display(),
        ),
        ("关键词", record.keywords),
    ]
    return [(label, text) for label, text in rows if text]


def shown_time(moment: Any) -> str:
    """Return `YYYY-MM-DD HH:MM` in the site's time, or an empty string."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def site_meta_tags() -> list[tuple[str, str]]:
    """Return the site tags every page carries (rules.md §5.2); an unknown site code is left out, never invented."""
    tags = [
        ("SiteName", settings.SITE_NAME),
        ("SiteDomain", settings.SITE_DOMAIN),
        ("SiteIDCode", settings.SITE_ID_CODE),
    ]
    return [(name, content) for name, content in tags if content]


def column_meta_tags(*, name: str, description: str, keywords: str, column_type: str) -> list[tuple[str, str]]:
    """Return site and column tags of a list page (rules.md §5.2)."""
    return [
        *site_meta_tags(),
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", keywords),
        ("ColumnType", column_type),
    ]


def record_meta_tags(record: InformationRecord, *, url: str) -> list[tuple[str, str]]:
    """Return site, column and content tags of a record page (rules.md §5.2); PubDate has no seconds."""
    kind, _child = kind_of(record)
    column = kind.label if kind else "政府信息公开"
    tags = [
        *column_meta_tags(
            name=column,
            description=f"{column}：{settings.SITE_NAME}",
            keywords=column,
            column_type=f"信息公开，{column}" if kind else "信息公开目录",
        ),
        ("ArticleTitle", record.title),
        ("PubDate", shown_time(record.published_at)),
        ("ContentSource", record.source or (record.issuer or record.organ).name),
        ("Keywords", record.keywords),
        ("Author", record.author),
        ("Description", record.summary[:200]),
        ("Url", url),
    ]
    return [(name, content) for name, content in tags if content]


def history_rows(
    events: Iterable[tuple[str, str, datetime]], *, successor: InformationRecord | None
) -> list[dict[str, str]]:
    """Return what became of a record in public, oldest first: date, label, note.

    The note of a replacement names the other record, so it is shown only while that record is public.
    """
    shown = f"《{successor.title}》" if successor else None
    return [
        {
            "date": shown_time(at),
            "label": str(RecordEventKind(kind).label),
            "note": note if kind != RecordEventKind.REPLACED or (shown and shown in note) else "",
        }
        for kind, note, at in events
    ]
