"""The audit chain: what is written, what is refused, and what `verify_chain` finds."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy

from zhifu_portal.kernel.audit import AuditRow, record_audit, verify_chain
from zhifu_portal.kernel.audit.chain import GENESIS_HASH
from zhifu_portal.kernel.audit.models import AuditHead, AuditRowImmutable
from zhifu_portal.kernel.audit.services import AuditHeadMissing
from zhifu_portal.kernel.numbering import Sequence

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject():
    return Sequence.objects.create(scope="甲/2026", last_value=7)


@pytest.fixture
def chain(subject, clerk):
    """Return five audit rows."""
    return [record_audit(action=f"step.{n}", by=clerk, subject=subject, detail={"n": n}, scope="9") for n in range(5)]


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def kinds(**options):
    return [(fault.sequence, fault.kind) for fault in verify_chain(**options).faults]


def test_a_row_says_who_did_what_to_which_row(subject, clerk):
    record_audit(action="sequence.checked", by=clerk, subject=subject, detail={"因": "复核"}, scope="12")
    row = AuditRow.objects.get()
    assert (row.sequence, row.actor, row.actor_name, row.action) == (1, clerk, "王芳（wangfang）", "sequence.checked")
    assert (row.subject_type, row.subject_id, row.subject_label) == ("kernel.sequence", "甲/2026", "甲/2026：7")
    assert (row.scope, row.detail, row.previous_hash) == ("12", {"因": "复核"}, GENESIS_HASH)
    assert str(row) == "1 王芳（wangfang） sequence.checked 甲/2026：7"


def test_the_system_acts_under_its_own_name(subject):
    row = record_audit(action="a.b", by=None, subject=subject)
    assert (row.actor, row.actor_name, row.detail, row.scope) == (None, "系统", {}, "")


def test_someone_without_a_name_is_named_by_the_account(subject, django_user_model):
    row = record_audit(action="a.b", by=django_user_model.objects.create_user("lishi"), subject=subject)
    assert row.actor_name == "lishi"


def test_rows_are_numbered_and_linked(chain):
    assert [row.sequence for row in chain] == [1, 2, 3, 4, 5]
    assert [row.previous_hash for row in chain] == [GENESIS_HASH, *(row.hash for row in chain[:-1])]
    head = AuditHead.objects.get()
    assert (head.last_sequence, head.last_hash) == (5, chain[-1].hash)
    assert str(head) == f"5 {chain[-1].hash}"


def test_a_row_rolled_back_leaves_the_chain_whole(chain, subject):
    with transaction.atomic():
        record_audit(action="lost", by=None, subject=subject)
        transaction.set_rollback(True)
    assert record_audit(action="kept", by=None, subject=subject).sequence == 6
    assert verify_chain().ok


def test_detail_of_any_json_kind_reads_back_as_it_was_sealed(subject):
    detail = {
        "day": date(2026, 11, 23),
        "amount": Decimal("3.50"),
        "label": gettext_lazy("Yes"),
        "whole": 100000.0,
        "huge": 1e22,
        "part": 0.1,
        "list": [1, None, True, "字😀"],
    }
    record_audit(action="a.b", by=None, subject=subject, detail=detail)
    assert AuditRow.objects.get().detail["whole"] == 100000
    assert AuditRow.objects.get().detail["day"] == "2026-11-23"
    assert verify_chain().ok


@pytest.mark.parametrize(("value", "error"), [(float("nan"), ValueError), (object(), TypeError)])
def test_detail_that_json_cannot_hold_is_refused(subject, value, error):
    with pytest.raises(error):
        record_audit(action="a.b", by=None, subject=subject, detail={"value": value})


def test_a_long_label_is_cut_to_the_column(django_user_model, monkeypatch, subject):
    monkeypatch.setattr(Sequence, "__str__", lambda self: "长" * 600)
    assert record_audit(action="a.b", by=None, subject=subject).subject_label == "长" * 500


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: AuditRow.objects.all().delete(),
        lambda row: AuditRow.objects.filter(pk=1).update(action="other"),
        lambda row: AuditRow.objects.bulk_update([row], ["action"]),
        lambda row: AuditRow.objects.bulk_create([AuditRow(sequence=9)]),
        lambda row: AuditRow.objects.order_by("at").delete(),
    ],
)
def test_the_application_cannot_change_or_delete_a_row(chain, change):
    with pytest.raises(AuditRowImmutable):
        change(AuditRow.objects.get(sequence=1))
    assert verify_chain().ok


def test_an_account_that_acted_cannot_be_deleted(chain, clerk):
    with pytest.raises(ProtectedError):
        clerk.delete()


def test_an_untouched_chain_holds(chain):
    report = verify_chain()
    assert (report.ok, report.rows, report.head_hash, report.faults) == (True, 5, chain[-1].hash, [])


def test_an_empty_chain_holds():
    report = verify_chain()
    assert (report.ok, report.rows, report.head_hash) == (True, 0, GENESIS_HASH)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "other"),
        ("actor_name", "李四"),
        ("actor_id", None),
        ("subject_label", "别的"),
        ("scope", ""),
        ("detail", '{"n": 3}'),
        ("at", "2026-01-01 00:00:00"),
    ],
)
def test_an_altered_row_is_found(chain, column, value):
    execute(f"UPDATE kernel_auditrow SET {column} = %s WHERE sequence = 3", value)  # noqa: S608 - from the table above
    assert kinds() == [(3, "altered")]


def test_an_altered_row_with_its_hash_recomputed_is_found_by_the_next(chain):
    execute("UPDATE kernel_auditrow SET hash = %s WHERE sequence = 3", "f" * 64)
    assert kinds() == [(3, "altered"), (4, "unlinked")]


def test_deleted_rows_are_found(chain):
    execute("DELETE FROM kernel_auditrow WHERE sequence IN (2, 3)")
    report = verify_chain()
    assert [(fault.sequence, fault.message) for fault in report.faults] == [(2, "第2行至第3行缺失")]


def test_a_first_row_deleted_is_found(chain):
    execute("DELETE FROM kernel_auditrow WHERE sequence = 1")
    assert kinds() == [(1, "deleted")]


def test_a_truncated_tail_is_found(chain):
    execute("DELETE FROM kernel_auditrow WHERE sequence > 3")
    report = verify_chain()
    assert [(fault.kind, fault.message) for fault in report.faults] == [("truncated", "第4行至第5行缺失")]


def test_a_deleted_row_with_the_others_moved_up_is_found(chain):
    execute("DELETE FROM kernel_auditrow WHERE sequence = 3")
    execute("UPDATE kernel_auditrow SET sequence = sequence - 1 WHERE sequence = 4")
    execute("UPDATE kernel_auditrow SET sequence = sequence - 1 WHERE sequence = 5")
    assert kinds() == [(3, "unlinked"), (3, "altered"), (4, "altered"), (5, "truncated")]


def test_reordered_rows_are_found(chain):
    for old, new in ((2, 99), (3, 2), (99, 3)):
        execute("UPDATE kernel_auditrow SET sequence = %s WHERE sequence = %s", new, old)
    assert kinds() == [(2, "unlinked"), (2, "altered"), (3, "unlinked"), (3, "altered"), (4, "unlinked")]


def test_a_row_inserted_at_the_end_is_found(chain):
    AuditRow(
        sequence=6,
        at=chain[-1].at,
        actor_name="某人",
        action="forged",
        previous_hash=chain[-1].hash,
        hash="a" * 64,
    ).save()
    assert kinds() == [(6, "inserted"), (6, "altered")]


def test_a_head_that_was_changed_is_found(chain):
    AuditHead.objects.update(last_hash="b" * 64)
    assert kinds() == [(5, "head")]


def test_a_deleted_head_is_found_and_stops_further_writing(chain, subject):
    AuditHead.objects.all().delete()
    assert [kind for _, kind in kinds()] == ["inserted"] * 5
    with pytest.raises(AuditHeadMissing):
        record_audit(action="a.b", by=None, subject=subject)


def test_a_chain_rewritten_as_a_whole_is_found_by_an_anchor_kept_elsewhere(chain, subject):
    anchor = (5, chain[-1].hash)
    execute("DELETE FROM kernel_auditrow")
    AuditHead.objects.all().delete()
    for n in range(5):
        record_audit(action=f"forged.{n}", by=None, subject=subject)
    assert kinds() == []
    assert kinds(anchor=anchor) == [(5, "rewritten")]


def test_an_anchor_past_the_end_is_found_missing(chain):
    assert kinds(anchor=(8, "c" * 64)) == [(8, "rewritten")]


def test_an_anchor_that_fits_is_no_fault(chain):
    assert kinds(anchor=(3, chain[2].hash)) == []


def test_many_faults_are_counted_and_the_first_listed(subject):
    for _ in range(120):
        record_audit(action="a.b", by=None, subject=subject)
    execute("UPDATE kernel_auditrow SET action = %s", "other")
    report = verify_chain()
    assert (report.fault_count, len(report.faults), report.ok) == (120, 100, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_verifying_costs_the_same_queries_for_any_number_of_rows(django_assert_num_queries, subject, rows):
    for _ in range(rows):
        record_audit(action="a.b", by=None, subject=subject)
    with django_assert_num_queries(3):
        verify_chain()
