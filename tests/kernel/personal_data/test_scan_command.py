"""`manage.py scan_personal_data`: one line out for each line in."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.kernel.personal_data.invented import MOBILE, resident_id


def scan_file(path, content: bytes) -> tuple[list[dict], str | None]:
    """Run the command; give its lines and the complaint it ends with."""
    path.write_bytes(content)
    output = StringIO()
    complaint = None
    try:
        call_command("scan_personal_data", path, stdout=output)
    except CommandError as error:
        complaint = str(error)
    return [json.loads(line) for line in output.getvalue().splitlines()], complaint


def test_each_text_gets_its_findings(tmp_path):
    texts = [f"电话{MOBILE}", f"{resident_id()}", "没有"]
    content = "\n".join(json.dumps({"text": text}) for text in texts).encode()
    assert scan_file(tmp_path / "texts.jsonl", content) == (
        [
            {"findings": [{"kind": "mobile", "start": 2, "end": 13}]},
            {"findings": [{"kind": "resident_id", "start": 0, "end": 18}]},
            {"findings": []},
        ],
        None,
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "JSON"),
        (b"", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"text": "\xff"}', "UTF-8"),
        (b'{"text": 3}', "text"),
        (b'{"body": "x"}', "text"),
        (b'["text"]', "text"),
    ],
)
def test_a_malformed_line_is_answered_in_its_place(tmp_path, line, reason):
    good = b'{"text": "x"}'
    answers, complaint = scan_file(
        tmp_path / "texts.jsonl", b"\xef\xbb\xbf" + good + b"\r\n" + line + b"\n" + good + b"\n"
    )
    assert [sorted(answer) for answer in answers] == [["findings"], ["error"], ["findings"]]
    assert reason in answers[1]["error"]
    assert complaint == "有1行格式不正确，未能扫描；请按输出中的说明修改后重新执行。"


def test_an_empty_file_gives_no_lines(tmp_path):
    assert scan_file(tmp_path / "texts.jsonl", b"") == ([], None)


def test_a_missing_file_is_explained(tmp_path):
    with pytest.raises(CommandError, match="无法读取文件"):
        call_command("scan_personal_data", tmp_path / "missing.jsonl")
