"""What an editor should check before the proposal is saved, in plain Chinese."""

from collections.abc import Iterator
from typing import Final

from disclosure.records.official_document.document import OfficialDocument
from disclosure.records.official_document.headings import numbering_gaps
from disclosure.records.official_document.metadata import REDACTED_NOTE, letterhead_organs, signing_organs
from disclosure.records.official_document.sheet import PartKind, Sheet
from disclosure.records.official_document.titles import announced_titles, forwarded_title, issued_title, organs_in_title

# Genres that may go to everyone, without 主送机关.
_WITHOUT_ADDRESSEE: Final = frozenset({"决议", "决定", "命令", "公报", "公告", "通告", "意见", "纪要", "议案", ""})
_GARBLED: Final = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯", "Ã", "â€")


def find_doubts(document: OfficialDocument, sheet: Sheet) -> list[str]:
    """List what to check, gravest first."""
    return [
        *_secrecy_doubts(document),
        *_missing(document),
        *_contradictions(document, sheet),
        *_annex_doubts(document),
        *_text_doubts(document, sheet),
    ]


def _secrecy_doubts(document: OfficialDocument) -> Iterator[str]:
    if document.secrecy:
        # 条例第十四条：依法确定为国家秘密的政府信息，不予公开
        yield f"文件标有密级“{document.secrecy}”，请立即停止导入，按保密规定处理。"
    if REDACTED_NOTE.search(document.note):
        yield f"附注为“{document.note}”，请先删减不宜公开的内容，再确定公开属性。"


def _missing(document: OfficialDocument) -> Iterator[str]:
    if not document.title:
        yield "未找到标题，请填写。"
    if not document.document_number:
        yield "未找到发文字号，如有请填写。"
    if not document.issuing_organs:
        yield "未找到发文机关，请选择。"
    if not document.addressees and document.genre not in _WITHOUT_ADDRESSEE:
        yield f"未找到主送机关，{document.genre}一般应有主送机关，请核对。"
    if document.composed_on is None:
        yield "未找到有效的成文日期，请填写。"
    if document.attribute is None and not REDACTED_NOTE.search(document.note):
        yield "未找到公开属性标注，请确定公开属性。"
    if document.title and not document.genre:
        yield "标题没有以法定文种结尾，请选择体裁。"
    if not document.body_text():
        yield "未找到正文，请核对文件是否为扫描件。"


def _contradictions(document: OfficialDocument, sheet: Sheet) -> Iterator[str]:
    signed = set(signing_organs(sheet))
    for place, organs in (("红头", letterhead_organs(sheet)), ("标题", organs_in_title(document.title))):
        if signed and organs and signed.isdisjoint(organs):
            yield f"署名与{place}中的发文机关（{'、'.join(organs)}）不一致，请核对。"
    if document.composed_on and document.printed_on and document.composed_on > document.printed_on:
        yield "成文日期晚于印发日期，请核对。"
    if document.composed_on and document.document_number:
        year = str(document.composed_on.year)
        if "〔" in document.document_number and f"〔{year}〕" not in document.document_number:
            yield "发文字号的年份与成文日期的年份不一致，请核对。"
    if len(sheet.texts(PartKind.NUMBER)) > 1:
        yield "找到多个发文字号，已采用第一个，请核对。"


def _annex_doubts(document: OfficialDocument) -> Iterator[str]:
    carried = issued_title(document.title)
    titles = [annex.title for annex in document.annexes]
    if carried and not document.annexes:
        yield f"未找到所印发的《{carried}》正文，请核对文件是否完整。"
    elif carried and {carried, *announced_titles(item.whole for item in document.notice)}.isdisjoint(titles):
        yield f"所附文件的标题与《{carried}》不一致，请核对。"
    if forwarded_title(document.title) and not document.annexes:
        yield "未找到所转发文件的正文，请核对文件是否完整。"
    labelled = sum(1 for annex in document.annexes if annex.label.startswith("附件"))
    if document.attachments and labelled not in (0, len(document.attachments)):
        yield f"附件说明列出{len(document.attachments)}个附件，正文之后找到{labelled}个，请核对。"
    elif document.attachments and not labelled and not document.annexes:
        yield f"附件说明列出{len(document.attachments)}个附件，文中没有附件内容，请另行上传。"


def _text_doubts(document: OfficialDocument, sheet: Sheet) -> Iterator[str]:
    for gap in numbering_gaps(document.paragraphs):
        yield f"层次序号不连续：{gap}，请核对是否缺少段落。"
    text = "".join(line.text for line in sheet.lines)
    if any(sign in text for sign in _GARBLED):
        yield "文字中有疑似乱码，请对照原件校对。"
    if any("\ue000" <= char <= "\uf8ff" for char in text):
        yield "文字中有无法显示的自造字，请对照原件校对。"
