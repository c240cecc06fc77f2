"""PDF: pages of pictures, black where a passage stood, whatever the page looks like."""

import io

import pytest
from pypdf.annotations import FreeText

from tests.kernel.files import samples
from tests.kernel.files.severing.reading import holds, pages_of
from zhifu_portal.kernel.files import FileKind, extract_text
from zhifu_portal.kernel.files.severing import Box, SeveringRefused, portable, sever_file

MARK = "（略）"
SCALE = 150 / 72


def sever(file, *passages, boxes=()):
    return sever_file(file, FileKind.PDF, passages=passages, boxes=boxes, mark=MARK)


def is_black(picture, *, column, line):
    """Say whether the character of a sample page is covered: 12 points wide, lines 20 points apart."""
    x, y = (72 + 12 * column + 6) * SCALE, (842 - 770 + 20 * line - 4) * SCALE
    return max(picture.convert("L").getpixel((int(x + dx), int(y + dy))) for dx in (-9, 0, 9) for dy in (-9, 0)) < 40


def courier(text, *, rotate=0):
    """Return a PDF in a font that PDFium itself draws, every letter equally wide."""
    content = f"BT /F1 20 Tf 72 700 Td ({text}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        f"<< /Type /Page /Parent 2 0 R /Rotate {rotate} /MediaBox [0 0 595 842] /CropBox [20 20 580 800]"
        " /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]
    return samples._assembled(objects)


def test_every_occurrence_is_black_and_gone_from_the_text():
    file = samples.pdf_file("关于张演示的通知\n联系张演", "示，再找张演示。", info={"/Author": "张演示"})
    severed = sever(file, "张演示")
    assert severed.text == f"关于{MARK}的通知\n联系{MARK}\n，再找{MARK}。"
    assert severed.kind is FileKind.PDF
    first, second = pages_of(severed.content)
    assert [is_black(first, column=column, line=0) for column in range(8)] == [False, False, *[True] * 3, *[False] * 3]
    assert [is_black(first, column=column, line=1) for column in range(4)] == [False, False, True, True]
    assert [is_black(second, column=column, line=0) for column in range(7)] == [True, *[False] * 3, *[True] * 3]
    assert not holds(severed.content, "张演示")


def test_the_new_file_has_no_text_and_no_properties():
    severed = sever(samples.pdf_file("公开的部分，保密的部分。", info={"/Author": "拟稿人"}), "保密的部分")
    read = extract_text(io.BytesIO(severed.content), FileKind.PDF)
    assert (read.text, dict(read.properties)) == ("", {})
    assert severed.notes == (portable.PAGES_ARE_PICTURES,)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_files_that_differ_in_the_passage_alone_become_the_same_bytes(rotate):
    """The strongest form of absence: nothing in the new file depends on what was withheld."""
    one = sever(courier("open SECRETWORD open", rotate=rotate), "SECRETWORD")
    other = sever(courier("open jquyWWfi|@ open", rotate=rotate), "jquyWWfi|@")
    assert one.content == other.content
    assert one.content != sever(courier("wide SECRETWORD open", rotate=rotate), "SECRETWORD").content
    assert one.text == other.text == f"open {MARK} open"


def test_a_box_blackens_its_part_of_the_page_and_takes_the_words_under_it_from_the_text():
    file = samples.pdf_file("甲乙丙丁\n戊己庚辛")
    # The second line: from 80 to 100 of 842 points.
    severed = sever(file, boxes=[Box(page=1, left=10, top=9.6, right=90, bottom=11.5)])
    (page,) = pages_of(severed.content)
    assert is_black(page, column=1, line=1)
    assert not is_black(page, column=1, line=0)
    assert severed.text == f"甲乙丙丁\n{MARK}"


@pytest.mark.parametrize(
    ("file", "passages", "boxes", "reasons"),
    [
        (samples.pdf_file("甲乙丙"), ["丁戊"], [], ["文件中没有找到“丁戊”，请从原件中复制后粘贴，一行一处"]),
        (samples.pdf_file(""), ["丁戊"], [], [portable.SCANNED]),
        (samples.pdf_file("甲乙丙"), [], [Box(2, 0, 0, 9, 9)], [portable.NO_SUCH_PAGE]),
        (samples.pdf_file(*["甲乙"] * 61), ["甲乙"], [], ["PDF 超过 60 页，请拆分后分别上传和制作"]),
        (io.BytesIO(b"%PDF-1.7 broken"), ["甲乙"], [], [portable.DAMAGED]),
    ],
    ids=["not there", "scan", "no such page", "too long", "damaged"],
)
def test_what_cannot_be_done_is_refused_with_what_to_do(file, passages, boxes, reasons):
    with pytest.raises(SeveringRefused) as refused:
        sever(file, *passages, boxes=boxes)
    assert refused.value.reasons == reasons


def test_a_protected_file_is_refused():
    file = samples.edited_pdf(samples.pdf_file("甲乙"), lambda writer: writer.encrypt("", "owner"))
    with pytest.raises(SeveringRefused, match="使用限制"):
        sever(file, "甲乙")


def test_notes_pinned_to_a_page_do_not_come_along():
    def pin(writer):
        note = FreeText(text="SECRET", rect=(72, 100, 400, 300), font_size="40pt")
        writer.add_annotation(page_number=0, annotation=note)

    plain = sever(courier("open here"), "here")
    assert sever(samples.edited_pdf(courier("open here"), pin), "here").content == plain.content
