"""The audit chain: who did what to which row, each row sealed by the hash of the one before it.

What the chain proves and what it cannot: the application refuses to change or delete a row, and someone who
changes, deletes, inserts or reorders rows with a database tool is found by `manage.py audit verify`. Someone who
may write to the database, knows this code and recomputes every later hash and the head row too is found only by
comparison with a head noted elsewhere: print it with `audit verify`, keep it outside, pass it as `--anchor`.
"""

from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.audit.services import record_audit
from zhifu_portal.kernel.audit.verification import ChainFault, ChainReport, verify_chain

__all__ = ["AuditRow", "ChainFault", "ChainReport", "record_audit", "verify_chain"]
