"""Read one official document from a file and propose its metadata; on request register it as a draft."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.organs.models import Organ
from policies.documents.importing.default_organ import importing_organ
from policies.documents.importing.file_reading import FileProposal, describe, read_official_file
from policies.documents.importing.file_registration import confirmed_as_proposed, local_issuer, register_confirmed
from policies.documents.importing.people import named_user
from policies.documents.models import PolicyDocument
from zhifu_portal.kernel.refusals import Refused

LABELS = {
    "title": "标题",
    "document_number": "发文字号",
    "issuing_organ": "制发机关",
    "addressees": "主送机关",
    "composed_on": "成文日期",
    "genre": "体裁",
    "attribute": "公开属性",
}
NEEDS_A_LOOK = "读取文件时有以上提示，没有登记。请核对文字，确认无误后加 --confirmed 重新执行。"
ATTRIBUTES = {"open": "主动公开", "on_request": "依申请公开", "withheld": "不予公开", None: "未注明，须认定"}


class Command(BaseCommand):
    help = "导入公文：读取一份公文，按公文格式识别标题、发文字号等，供核对；加 --save 登记为草稿。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="docx、PDF、OFD、HTML 或者 TXT 文件")
        parser.add_argument("--organ", default="", metavar="CODE", help="登记机关的统一社会信用代码，默认为制发机关")
        parser.add_argument("--by", default="", metavar="USERNAME", help="登记人的用户名，记入操作记录")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")
        parser.add_argument("--save", action="store_true", help="登记为草稿（不会公开）")
        parser.add_argument("--confirmed", action="store_true", help="已核对读取文件时的提示，仍然登记")

    def handle(self, *args: object, file: Path, **options: Any) -> None:
        """Print the proposal, save it when asked; exits with 1 and the reasons in Chinese when it cannot be read."""
        try:
            proposal = self._read(file)
            draft = self._save(proposal, **options) if options["save"] else None
        except Refused as refused:
            raise CommandError("\n".join(refused.reasons)) from refused
        values = describe(proposal=proposal)
        if draft is not None:
            values["index_number"] = draft.index_number
        if options["json"]:
            self.stdout.write(json.dumps(values, ensure_ascii=False))
        else:
            self._print(values)

    def _read(self, path: Path) -> FileProposal:
        try:
            with path.open("rb") as file:
                return read_official_file(file=file, name=path.name)
        except OSError as error:
            raise CommandError(f"无法读取文件“{path}”：{error.strerror}。请核对路径和读取权限。") from error

    def _save(self, proposal: FileProposal, *, organ: str, by: str, confirmed: bool, **options: Any) -> PolicyDocument:
        reasons = list(proposal.secrecy_refusals)
        if proposal.notes and not confirmed:
            reasons += [*proposal.notes, NEEDS_A_LOOK]
        if reasons:
            raise Refused(reasons)
        user = named_user(username=by)
        return register_confirmed(
            confirmed=confirmed_as_proposed(proposal=proposal),
            organ=_registering_organ(proposal, code=organ),
            by=user,
            now=timezone.now(),
        )

    def _print(self, values: dict[str, Any]) -> None:
        shown = values | {
            "addressees": "、".join(values["addressees"]),
            "attribute": ATTRIBUTES[values["attribute"]],
            "issuing_organ": "、".join(values["issuing_organs"]),
        }
        for name, label in LABELS.items():
            self.stdout.write(f"{label}：{shown[name] or '未识别'}")
        for citation in values["citations"]:
            title = f"《{citation['title']}》" if citation["title"] else ""
            self.stdout.write(f"引用：{title}{citation['document_number'] or ''}")
        for doubt in [*values["notes"], *values["doubts"]]:
            self.stdout.write(f"请核对：{doubt}")
        if "index_number" in values:
            self.stdout.write(f"已登记为草稿，索引号 {values['index_number']}，请在后台核对、补充后送审。")


def _registering_organ(proposal: FileProposal, *, code: str) -> Organ:
    """Return the organ asked for, else the local organ that issued the document, else the office."""
    if code:
        return importing_organ(code=code)
    document = proposal.document
    issuer = local_issuer(written="、".join(document.issuing_organs), number=document.document_number)
    return issuer or importing_organ()
