"""`manage.py audit verify` and `manage.py audit export`."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.numbering import Sequence

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(clerk):
    subject = Sequence.objects.create(scope="甲")
    return [record_audit(action=f"step.{n}", by=clerk, subject=subject, detail={"n": n}) for n in range(3)]


def alter_second_row():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_auditrow SET action = 'other' WHERE sequence = 2")


def test_verify_prints_the_anchor_to_keep(rows, capsys):
    call_command("audit", "verify")
    assert capsys.readouterr().out == f"操作记录链完整，共 3 行。请另行保存：3:{rows[-1].hash}\n"


def test_verify_of_an_altered_chain_names_the_row_and_fails(rows, capsys):
    alter_second_row()
    with pytest.raises(CommandError, match="操作记录链有 1 处问题") as failure:
        call_command("audit", "verify")
    assert failure.value.returncode == 1
    assert capsys.readouterr().out == "altered\t第2行的内容被改动\n"


def test_verify_as_json(rows, capsys):
    call_command("audit", "verify", "--json")
    expected = {"ok": True, "rows": 3, "head_hash": rows[-1].hash, "fault_count": 0, "faults": []}
    assert json.loads(capsys.readouterr().out) == expected


def test_verify_of_an_altered_chain_as_json(rows, capsys):
    alter_second_row()
    with pytest.raises(CommandError):
        call_command("audit", "verify", "--json")
    fault = {"sequence": 2, "kind": "altered", "message": "第2行的内容被改动"}
    expected = {"ok": False, "rows": 3, "head_hash": rows[-1].hash, "fault_count": 1, "faults": [fault]}
    assert json.loads(capsys.readouterr().out) == expected


def test_verify_takes_the_anchor_it_printed(rows, capsys):
    call_command("audit", "verify", "--anchor", f"2:{rows[1].hash}")
    with pytest.raises(CommandError, match="操作记录链有 1 处问题"):
        call_command("audit", "verify", "--anchor", f"2:{rows[2].hash}")


@pytest.mark.parametrize("anchor", ["", "2", "x:y", f"-1:{'0' * 64}", "2:abc"])
def test_an_anchor_of_another_form_is_refused(anchor):
    with pytest.raises(CommandError, match="请按“序号:校验值”填写"):
        call_command("audit", "verify", f"--anchor={anchor}")


def test_export_prints_every_row_with_its_hash(rows, capsys):
    call_command("audit", "export", "--after", "1")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["sequence"], line["action"], line["detail"]) for line in lines] == [
        (2, "step.1", {"n": 1}),
        (3, "step.2", {"n": 2}),
    ]
    assert [line["hash"] for line in lines] == [rows[1].hash, rows[2].hash]
    assert sorted(lines[0]) == [
        "action",
        "actor",
        "actor_name",
        "at",
        "detail",
        "hash",
        "previous_hash",
        "scope",
        "sequence",
        "subject_id",
        "subject_label",
        "subject_type",
    ]
