"""What an xlsx hides: sheets, rows, columns, names, comments, pivot data, links to other files, and its properties."""

from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile

from zhifu_portal.kernel.files.archives import open_safely
from zhifu_portal.kernel.files.hidden.content import HiddenKind, HiddenList
from zhifu_portal.kernel.files.hidden.properties import list_path, list_people, list_properties
from zhifu_portal.kernel.files.hidden.sheets import CellBudget, HiddenRange, hidden_ranges, is_true
from zhifu_portal.kernel.files.ooxml import main_part, package_properties, relationships
from zhifu_portal.kernel.files.xml import attribute, local_name, stream_elements

MAX_SHEETS = 200
MAX_PIVOT_VALUES = 2_000
_SHARED_STRINGS = "sharedStrings"
# Excel keeps the text of a threaded comment a second time in an old one, under this author.
_THREAD_COPY = "tc={"


def list_hidden_in_xlsx(file: IO[bytes], found: HiddenList) -> None:
    """Add everything the workbook hides; raises `ExtractionRefused` when it is damaged or a bomb."""
    with open_safely(file) as archive:
        workbook = main_part(archive)
        targets = {link.id: link for link in relationships(archive, workbook)}
        sheets = _list_workbook(archive, workbook, found)
        budget = CellBudget()
        ranges: list[HiddenRange] = []
        people: set[str] = set()
        for name, relation, is_hidden in sheets:
            part = targets[relation].target if relation in targets else ""
            if part in archive.NameToInfo:
                ranges += hidden_ranges(archive, part, sheet=name, is_hidden=is_hidden, budget=budget)
                people |= _list_comments(archive, part, name, found)
        tables = [link.target for link in targets.values() if link.type == _SHARED_STRINGS]
        shared = _shared_strings(archive, tables, ranges)
        for hidden in ranges:
            found.add(hidden.kind, hidden.place, hidden.content(shared))
        _list_pivots(archive, found)
        for name in archive.namelist():
            if name.startswith("xl/externalLinks/") and name.endswith(".xml"):
                paths = [link.target for link in relationships(archive, name)]
                found.add(HiddenKind.LINK, "引用的其他工作簿", "；".join(paths))
        list_people(found, "批注人", people)
        list_properties(found, package_properties(archive)[1])


def _list_workbook(archive: ZipFile, part: str, found: HiddenList) -> list[tuple[str, str, bool]]:
    """Add hidden names and the folder the workbook was saved in; return (name, relationship, hidden) of each sheet."""
    sheets: list[tuple[str, str, bool]] = []
    for event, element in stream_elements(archive, part):
        tag = local_name(element.tag)
        if event == "start" and tag == "sheet" and len(sheets) < MAX_SHEETS:
            state = element.get("state", "visible")
            sheets.append((element.get("name", ""), attribute(element, "id"), state != "visible"))
        elif event == "start" and tag == "absPath":
            list_path(found, "保存位置", attribute(element, "url"))
        elif event == "end" and tag == "definedName" and is_true(element.get("hidden", "")):
            name = element.get("name", "")
            # The area of an automatic filter is a hidden name that every filtered sheet has.
            if not name.startswith("_xlnm."):
                found.add(HiddenKind.NAME, f"名称“{name}”", element.text or "")
    return sheets


def _list_comments(archive: ZipFile, sheet_part: str, sheet: str, found: HiddenList) -> set[str]:
    """Add the comments of a sheet, old and threaded; return who wrote them."""
    people: set[str] = set()
    for link in relationships(archive, sheet_part):
        if link.type not in {"comments", "threadedComment"} or link.target not in archive.NameToInfo:
            continue
        authors: list[str] = []
        for tag, name, text in _comment_pieces(archive, link.target):
            if tag == "author":
                authors.append(text)
                people |= set() if text.startswith(_THREAD_COPY) else {text}
                continue
            cell, _, author = name.partition("|")
            number = int(author) if author.isdecimal() else len(authors)
            if number >= len(authors) or not authors[number].startswith(_THREAD_COPY):
                found.add(HiddenKind.COMMENT, f"工作表“{sheet}”单元格 {cell}", text)
    return people


def _comment_pieces(archive: ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield ("author", "", name) and ("comment", "cell|author's number", text)."""
    pieces: list[str] = []
    at = ""
    for event, element in stream_elements(archive, part):
        tag = local_name(element.tag)
        if event == "start" and tag in {"comment", "threadedComment"}:
            at, pieces = f"{element.get('ref', '')}|{element.get('authorId', '')}", []
        elif event == "end" and tag == "author":
            yield "author", "", element.text or ""
        elif event == "end" and tag in {"t", "text"}:
            # The end of <text> holds no characters of its own in an old comment.
            pieces.append(element.text or "")
        elif event == "end" and tag in {"comment", "threadedComment"}:
            yield "comment", at, "".join(pieces)


def _shared_strings(archive: ZipFile, parts: list[str], ranges: list[HiddenRange]) -> dict[int, str]:
    """Return the shared strings that hidden cells refer to, and no others."""
    wanted = {cell for hidden in ranges for cell in hidden.cells if isinstance(cell, int)}
    strings: dict[int, str] = {}
    for part in parts[:1] if wanted else []:
        number = 0
        pieces: list[str] = []
        for event, element in stream_elements(archive, part):
            tag = local_name(element.tag)
            if event == "end" and tag == "t" and number in wanted:
                pieces.append(element.text or "")
            elif event == "end" and tag == "si":
                if number in wanted:
                    strings[number] = "".join(pieces)
                number, pieces = number + 1, []
    return strings


def _list_pivots(archive: ZipFile, found: HiddenList) -> None:
    """Add the data that pivot tables keep of their source, which may be gone from the sheets."""
    for name in archive.namelist():
        if not (name.startswith("xl/pivotCache/") and name.endswith(".xml")):
            continue
        source = ""
        values: list[str] = []
        for event, element in stream_elements(archive, name):
            tag = local_name(element.tag)
            if event == "start" and tag == "worksheetSource":
                source = f"{element.get('sheet', '')} {element.get('ref', '') or element.get('name', '')}".strip()
            elif event == "start" and tag in {"s", "n", "d"} and len(values) < MAX_PIVOT_VALUES:
                values.append(element.get("v", ""))
        if values:
            place = f"来源 {source}" if source else name.rpartition("/")[2]
            found.add(HiddenKind.PIVOT, f"数据透视表（{place}）", "\t".join(values))
