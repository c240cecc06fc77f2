"""Text of docx: body, notes, text boxes, tables, headers, comments; tracked insertions in, deletions reported.

The parts are streamed through defusedxml instead of being opened with python-docx, which skips tracked insertions,
content controls and text boxes, and builds the whole tree of a part before any limit can apply.
"""

import re
from typing import IO
from zipfile import ZipFile

from zhifu_portal.kernel.files.archives import open_safely
from zhifu_portal.kernel.files.extracted import ExtractedText, compose
from zhifu_portal.kernel.files.ooxml import main_part, package_properties, relationships
from zhifu_portal.kernel.files.readers.word_numbering import Numbering, load_numbering
from zhifu_portal.kernel.files.readers.word_story import Story, read_story

_PAGE_NUMBER = re.compile(r"[\s\-—–－·•/\d第共页]*")
# Parts that hold further text, in the order in which they follow the body.
_FURTHER_PARTS = ("footnotes", "endnotes", "header", "footer", "comments")


def read_docx(file: IO[bytes]) -> ExtractedText:
    """Return the text of a docx; raises `ExtractionRefused` when it is damaged, a bomb or not a docx."""
    with open_safely(file) as archive:
        document = main_part(archive)
        body = read_story(archive, document, load_numbering(archive, document))
        stories = _further_stories(archive, document)
        title, properties = package_properties(archive)
    deleted = [*body.deleted, *(text for part in stories.values() for story in part for text in story.deleted)]
    properties["deleted_text"] = "\n".join(deleted)
    lines = [*body.lines]
    for part in _FURTHER_PARTS:
        lines += _part_lines(part, stories[part], known=set(lines))
    return compose(
        "\n".join(lines), title=title or body.title, properties=properties, notes=_notes(body, stories, deleted)
    )


def _further_stories(archive: ZipFile, document: str) -> dict[str, list[Story]]:
    stories: dict[str, list[Story]] = {part: [] for part in _FURTHER_PARTS}
    for relationship in relationships(archive, document):
        if relationship.type in stories and not relationship.external and relationship.target in archive.namelist():
            stories[relationship.type].append(read_story(archive, relationship.target, Numbering()))
    return stories


def _part_lines(part: str, stories: list[Story], *, known: set[str]) -> list[str]:
    lines = [line for story in stories for line in story.lines]
    if part in {"header", "footer"}:
        return [line for line in dict.fromkeys(lines) if line not in known and not _PAGE_NUMBER.fullmatch(line)]
    return lines


def _notes(body: Story, stories: dict[str, list[Story]], deleted: list[str]) -> list[str]:
    notes = []
    if not body.lines:
        notes.append("文档正文没有文字，可能全部是图片，请补充文字版")
    if stories["comments"] and any(story.lines for story in stories["comments"]):
        notes.append("文档含有批注，发布前请删除批注")
    if body.insertions or deleted:
        notes.append("文档含有修订记录，删除的文字仍保留在文件中，发布前请接受全部修订")
    if body.hidden:
        notes.append("文档含有隐藏文字，已一并提取，发布前请核对")
    return notes
