"""`manage.py scan_personal_data FILE.jsonl`: find personal data in the texts of a file, one JSON object per line."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from zhifu_portal.kernel.personal_data import scan


class MalformedLine(ValueError):
    """A line of the file that is not {"text": "…"}; the message says in Chinese what to mend."""


class Command(BaseCommand):
    help = '扫描文本中的个人信息：每行读入 {"text": …}，每行输出 {"findings": [{"kind", "start", "end"}]}。'
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="JSONL文件，UTF-8编码，每行一个含text的对象")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Print one line for each line read: its findings, or {"error": …}; malformed lines make the exit code 1."""
        malformed = 0
        try:
            with file.open("rb") as lines:
                for line in lines:
                    answer = _answer(line)
                    malformed += "error" in answer
                    self.stdout.write(json.dumps(answer, ensure_ascii=False))
        except OSError as error:
            raise CommandError(f"无法读取文件“{file}”：{error.strerror}。请核对路径和读取权限。") from error
        if malformed:
            raise CommandError(f"有{malformed}行格式不正确，未能扫描；请按输出中的说明修改后重新执行。")


def _answer(line: bytes) -> Mapping[str, object]:
    try:
        text = _read_text(line)
    except MalformedLine as error:
        return {"error": str(error)}
    return {"findings": [finding._asdict() for finding in scan(text)]}


def _read_text(line: bytes) -> str:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MalformedLine("本行不是UTF-8编码，请另存为UTF-8后重试。") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise MalformedLine("本行不是有效的JSON，请检查引号、逗号和括号。") from error
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str):
        raise MalformedLine('本行应为对象，且text应为字符串，例如 {"text": "正文"}。')
    return text
