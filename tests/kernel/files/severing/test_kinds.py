"""Word, workbooks, text and pictures: a new file of what may be seen, and nothing else in it."""

import datetime as dt
import io

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.kernel.files import samples
from tests.kernel.files.severing.reading import holds
from zhifu_portal.kernel.files import FileKind, extract_text
from zhifu_portal.kernel.files.severing import SEVERABLE_KINDS, Box, SeveringRefused, sever_file, severing

MARK = "（略）"
NOT_THERE = "文件中没有找到“丙丁”，请从原件中复制后粘贴，一行一处"


def sever(file, kind, *passages, boxes=()):
    return sever_file(file, kind, passages=passages, boxes=boxes, mark=MARK)


def text_of(severed):
    return extract_text(io.BytesIO(severed.content), severed.kind).text


WORD = """
<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>关于某事的</w:t></w:r>
<w:r><w:t>通知</w:t></w:r></w:p>
<w:p w:rsidR="00CANARY"><w:r><w:t>联系人张</w:t></w:r>
<w:r><w:rPr><w:b/></w:rPr><w:t>演</w:t></w:r><w:r><w:t>示，电话</w:t></w:r></w:p>
<w:p><w:r><w:t>张演示</w:t></w:r></w:p>
<w:p><w:ins w:author="CANARYauthor"><w:r><w:t>补充一句</w:t></w:r></w:ins>
<w:del><w:r><w:delText>CANARYdeleted</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>CANARYhidden</w:t></w:r>
<w:hyperlink w:anchor="CANARYlink"><w:r><w:t>链接</w:t></w:r></w:hyperlink>
<w:r><w:instrText>CANARYfield</w:instrText></w:r><w:bookmarkStart w:id="1" w:name="CANARYmark"/></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>张演示</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>甲组</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
"""


def test_a_word_document_keeps_its_text_and_shape_and_nothing_unseen():
    file = samples.docx_with_body(WORD)
    document = docx.Document(file)
    document.core_properties.author = "CANARYproperty"
    document.core_properties.title = "CANARYtitle"
    document.add_paragraph("有批注")
    document.add_comment(document.paragraphs[-1].runs, text="CANARYcomment", author="CANARYcommenter")
    severed = sever(samples.saved(document), FileKind.DOCX, "张演示")
    lines = ["关于某事的通知", f"联系人{MARK}，电话", MARK, "补充一句链接", f"{MARK}\t甲组", "有批注"]
    assert severed.text.split("\n") == lines
    assert text_of(severed) == severed.text
    assert not holds(severed.content, "CANARY")
    assert not holds(severed.content, "张演示")
    assert not holds(severed.content, '<w:t xml:space="preserve">演</w:t>')
    shown = docx.Document(io.BytesIO(severed.content))
    assert shown.paragraphs[0].alignment == 1
    assert shown.paragraphs[0].runs[0].bold


def test_a_workbook_keeps_the_values_of_visible_cells():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "名单"
    sheet.append(["姓名", "金额", "电话", "CANARYcolumn"])
    sheet.append(["张演示", 12.5, 13800000000, "CANARYcolumn"])
    sheet.append(["CANARYrow", 1, 2, 3])
    sheet.append(["=1+1", dt.date(2026, 1, 2), "联系张演示", ""])
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet["A1"].comment = Comment("CANARYcomment", "CANARYauthor")
    workbook.create_sheet("CANARYsheet").sheet_state = "hidden"
    workbook.properties.creator = "CANARYcreator"
    workbook.defined_names["CANARYname"] = openpyxl.workbook.defined_name.DefinedName("CANARYname", attr_text="1")
    severed = sever(samples.saved(workbook), FileKind.XLSX, "张演示", "13800000000")
    assert severed.text == f"名单\n姓名\t金额\t电话\n{MARK}\t12.5\t{MARK}\n\t2026-01-02\t联系{MARK}"
    assert text_of(severed) == severed.text
    assert not holds(severed.content, "CANARY")
    assert not holds(severed.content, "张演示")
    rows = list(openpyxl.load_workbook(io.BytesIO(severed.content)).active.values)
    assert rows[1] == (MARK, 12.5, MARK)


def test_a_cell_that_looks_like_a_formula_stays_text():
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "=HYPERLINK(张演示)"
    workbook.active["A1"].data_type = "s"
    severed = sever(samples.saved(workbook), FileKind.XLSX, "张演示")
    cell = openpyxl.load_workbook(io.BytesIO(severed.content)).active["A1"]
    assert (cell.value, cell.data_type) == (f"=HYPERLINK({MARK})", "s")


@pytest.mark.parametrize("kind", [FileKind.TXT, FileKind.CSV])
def test_plain_text_is_written_anew(kind):
    severed = sever(io.BytesIO("公开，保\n密一句，公开".encode("gb18030")), kind, "保密一句")
    assert severed.content == f"公开，{MARK}，公开".encode()
    assert severed.kind is FileKind.TXT


def test_of_a_page_the_visible_words_are_left():
    html = "<title>CANARY</title><meta name=author content=CANARY><p>公开 <b>保</b>密 <!-- CANARY --></p>"
    severed = sever(io.BytesIO(html.encode()), FileKind.HTML, "保密")
    assert severed.content.decode() == f"公开 {MARK}"


@pytest.mark.parametrize(("kind", "made"), [("PNG", FileKind.PNG), ("JPEG", FileKind.JPEG), ("WEBP", FileKind.PNG)])
def test_a_picture_is_black_in_the_box_and_says_nothing_else(kind, made):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "CANARYexif"
    extra = {"exif": exif.tobytes()}
    if kind == "PNG":
        extra["pnginfo"] = PngInfo()
        extra["pnginfo"].add_text("Author", "CANARYtext")
    Image.new("RGB", (100, 50), "white").save(out, kind, **extra)
    severed = sever(out, FileKind[kind], boxes=[Box(1, 50, 0, 100, 100)])
    picture = Image.open(io.BytesIO(severed.content)).convert("L")
    assert severed.kind is made
    assert (picture.getpixel((10, 25)), picture.getpixel((90, 25))) == (255, 0)
    assert not holds(severed.content, "CANARY")


def test_colours_behind_a_transparent_part_are_gone():
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (200, 10, 10, 0)).save(out, "PNG")
    severed = sever(out, FileKind.PNG, boxes=[Box(1, 0, 0, 10, 10)])
    assert Image.open(io.BytesIO(severed.content)).getpixel((15, 15)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("file", "kind", "passages", "boxes", "reason"),
    [
        (samples.docx_file("甲乙"), FileKind.DOCX, ["丙丁"], [], NOT_THERE),
        (samples.xlsx_file({"表": [["甲乙"]]}), FileKind.XLSX, ["丙丁"], [], NOT_THERE),
        (samples.docx_file("甲乙"), FileKind.DOCX, [], [Box(1, 0, 0, 1, 1)], severing.BOXES_FOR_PAGES),
        (samples.docx_file("甲乙"), FileKind.DOCX, ["甲"], [], "“甲”太短，请写出两个字以上的原文"),
        (samples.docx_file("甲乙"), FileKind.DOCX, [], [], severing.NOTHING_ASKED),
        (samples.image_file("PNG"), FileKind.PNG, ["甲乙"], [], "图片里的文字不能查找，请用坐标框选不公开的区域"),
        (samples.image_file("PNG"), FileKind.PNG, [], [Box(2, 0, 0, 1, 1)], "图片只有一页，框选的页码请写 1"),
        (io.BytesIO(b""), FileKind.OFD, ["甲乙"], [], severing.OFD),
        (io.BytesIO(b""), FileKind.MP4, ["甲乙"], [], severing.SOUND_AND_VIDEO),
        (io.BytesIO(b"not a docx"), FileKind.DOCX, ["甲乙"], [], "文件已损坏，无法打开，请用原软件重新保存后再上传"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_what_to_do(file, kind, passages, boxes, reason):
    with pytest.raises(SeveringRefused) as refused:
        sever(file, kind, *passages, boxes=boxes)
    assert refused.value.reasons == [reason]


def test_every_kind_of_attachment_is_severed_or_refused_by_name():
    assert set(FileKind) - SEVERABLE_KINDS == {FileKind.OFD, FileKind.MP3, FileKind.M4A, FileKind.MP4}
