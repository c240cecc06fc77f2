"""What PDF and OFD hide: comments, fields, layers, earlier versions and properties."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.annotations import FreeText, Link, Text
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from tests.kernel.files import samples
from zhifu_portal.kernel.files import ExtractionRefused, FileKind
from zhifu_portal.kernel.files.hidden import find_hidden_content

BOX = (50, 50, 200, 100)


def listed(file, kind=FileKind.PDF) -> list[tuple[str, str, str]]:
    return [(found.kind.value, found.place, found.excerpt) for found in find_hidden_content(file, kind)]


def note(writer):
    annotation = Text(rect=BOX, text="请核实")
    annotation[NameObject("/T")] = TextStringObject("王演示")
    writer.add_annotation(1, annotation)


def link(writer):
    writer.add_annotation(0, Link(rect=BOX, url="https://example.org/"))


def free_text(writer):
    writer.add_annotation(0, FreeText(text="", rect=BOX))


def field(flags):
    def edit(writer):
        widget = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/F"): NumberObject(flags),
                NameObject("/V"): TextStringObject("藏着的值"),
                NameObject("/Rect"): ArrayObject([NumberObject(n) for n in BOX]),
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([widget])

    return edit


def layer(state):
    def edit(writer):
        name = TextStringObject("底稿层")
        group = writer._add_object(
            DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): name})
        )
        groups = ArrayObject([group])
        default = {
            "on": DictionaryObject({NameObject("/ON"): groups}),
            "off": DictionaryObject({NameObject("/OFF"): groups}),
            "base_off": DictionaryObject({NameObject("/BaseState"): NameObject("/OFF")}),
            "base_off_but_on": DictionaryObject(
                {NameObject("/BaseState"): NameObject("/OFF"), NameObject("/ON"): groups}
            ),
        }[state]
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {NameObject("/OCGs"): groups, NameObject("/D"): default}
        )

    return edit


LAYER = [("layer", "图层“底稿层”", "底稿层")]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda _writer: None, []),
        (note, [("comment", "第 2 页", "请核实"), ("property", "批注人", "王演示")]),
        (free_text, [("comment", "第 1 页", "（FreeText）")]),
        (link, []),
        (field(2), [("text", "第 1 页隐藏的表单项", "藏着的值")]),
        (field(4), []),
        (layer("off"), LAYER),
        (layer("on"), []),
        (layer("base_off"), LAYER),
        (layer("base_off_but_on"), []),
    ],
)  # fmt: skip
def test_what_a_pdf_hides_is_listed_by_page(edit, expected):
    assert listed(samples.edited_pdf(samples.pdf_file("甲", "乙"), edit)) == expected


def test_people_in_the_properties_of_a_pdf_are_listed_and_programs_are_not():
    info = {"/Author": "王演示", "/Company": "演示局", "/Producer": "某程序", "/Trapped": "/False", "/部门": "一科"}
    assert sorted(listed(samples.pdf_file("甲", info=info))) == [
        ("property", "作者", "王演示"),
        ("property", "单位", "演示局"),
        ("property", "自定义属性“部门”", "一科"),
    ]


@pytest.mark.parametrize(
    "file", [io.BytesIO(b"%PDF-1.7\nnothing"), samples.edited_pdf(samples.pdf_file("甲"), lambda w: w.encrypt("x"))]
)
def test_a_pdf_that_cannot_be_read_through_is_refused(file):
    with pytest.raises(ExtractionRefused):
        find_hidden_content(file, FileKind.PDF)


def ofd(annotations: str) -> io.BytesIO:
    plain = samples.ofd_file(samples.ofd_text("甲", 20, 20))
    document = samples.member_text(plain, "Doc_0/Document.xml")
    return samples.with_members(
        plain,
        {
            "Doc_0/Document.xml": document.replace(
                "</ofd:Document>", "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"
            ),
            "Doc_0/Annots/Annotations.xml": samples.ofd_xml(
                "Annotations", '<ofd:Page PageID="10"><ofd:FileLoc>Page_0/Annot.xml</ofd:FileLoc></ofd:Page>'
            ),
            "Doc_0/Annots/Page_0/Annot.xml": samples.ofd_xml("PageAnnot", annotations),
        },
    )


AUTHOR = ("property", "作者", "演示作者")


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        ("", [AUTHOR]),
        (
            '<ofd:Annot ID="1" Type="Highlight" Creator="王演示"><ofd:Remark>待核</ofd:Remark></ofd:Annot>',
            [("comment", "第 1 页", "待核"), ("property", "批注人", "王演示"), AUTHOR],
        ),
        ('<ofd:Annot ID="1" Type="Path"/>', [("comment", "第 1 页", "（Path）"), AUTHOR]),
        ('<ofd:Annot ID="1" Type="Stamp" Creator="章"/>', [AUTHOR]),
        ('<ofd:Annot ID="1" Type="Link"/>', [AUTHOR]),
    ],
)
def test_what_an_ofd_hides_is_listed_by_page(annotations, expected):
    assert listed(ofd(annotations), FileKind.OFD) == expected


def test_earlier_versions_in_an_ofd_are_listed():
    plain = samples.ofd_file(samples.ofd_text("甲", 20, 20))
    root = samples.member_text(plain, "OFD.xml").replace(
        "</ofd:DocBody>", '<ofd:Versions><ofd:Version ID="1" BaseLoc="v1.xml"/></ofd:Versions></ofd:DocBody>'
    )
    assert listed(samples.with_members(plain, {"OFD.xml": root}), FileKind.OFD) == [
        ("version", "版本 1", "v1.xml"),
        AUTHOR,
    ]


@pytest.mark.parametrize("kind", [kind for kind in FileKind if kind not in {"pdf", "docx", "xlsx", "ofd"}])
def test_other_kinds_hide_nothing(kind):
    assert find_hidden_content(io.BytesIO(b"anything"), kind) == []


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.DOCX, FileKind.OFD, FileKind.PDF])
def test_noise_is_refused_and_never_taken_for_clean(kind):
    with pytest.raises(ExtractionRefused):
        find_hidden_content(io.BytesIO(b"PK\x03\x04 noise"), kind)


FILES = {
    FileKind.XLSX: samples.xlsx_file({"表": [["甲", 1]], "底": [["乙"]]}, hidden=("底",)).getvalue(),
    FileKind.DOCX: samples.docx_file("演示数据", author="王演示").getvalue(),
    FileKind.OFD: ofd('<ofd:Annot ID="1" Type="Path"/>').getvalue(),
}


@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_damaged_file_is_listed_or_refused_and_nothing_else(kind, data):
    content = bytearray(FILES[FileKind(kind)])
    for _fault in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = io.BytesIO(bytes(content))
    with suppress(ExtractionRefused):
        assert all(len(each.excerpt) <= 200 for each in find_hidden_content(file, FileKind(kind)))
    assert file.tell() == 0
