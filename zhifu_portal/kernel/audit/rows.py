"""Between rows and the chain: a row's content as a plain mapping, its hash, and its line in an export."""

from typing import Any

from zhifu_portal.kernel.audit.chain import seal, storable, utc_text
from zhifu_portal.kernel.audit.models import AuditRow


def content(row: AuditRow) -> dict[str, Any]:
    """Return everything the row's hash covers."""
    return {
        "sequence": row.sequence,
        "at": utc_text(row.at),
        "actor": row.actor_id,
        "actor_name": row.actor_name,
        "action": row.action,
        "subject_type": row.subject_type,
        "subject_id": row.subject_id,
        "subject_label": row.subject_label,
        "scope": row.scope,
        "detail": storable(row.detail),
        "previous_hash": row.previous_hash,
    }


def row_hash(row: AuditRow) -> str:
    """Return the hash the row must carry."""
    return seal(content(row))


def export_line(row: AuditRow) -> dict[str, Any]:
    """Return the row as `audit export` prints it: the content and the stored hash."""
    return {**content(row), "hash": row.hash}
