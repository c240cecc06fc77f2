"""Small files of every kind, built while the tests run; all content is invented (演示数据)."""

import io
import struct
import zipfile

import docx
import openpyxl
import pypdf
from PIL import Image

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def zip_file(members: dict[str, bytes | str], *, compression: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    """Return a ZIP container with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return rewound(file)


def with_members(file: io.BytesIO, members: dict[str, bytes | str]) -> io.BytesIO:
    """Return the container with members added or replaced."""
    with zipfile.ZipFile(file) as archive:
        kept: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    return zip_file({**kept, **members})


def member_text(file: io.BytesIO, name: str) -> str:
    """Return one member of a container as text."""
    with zipfile.ZipFile(file) as archive:
        return archive.read(name).decode()


def docx_file(*paragraphs: str, title: str = "", author: str = "") -> io.BytesIO:
    """Return a docx with these paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs or ("演示数据",):
        document.add_paragraph(paragraph)
    document.core_properties.title = title
    document.core_properties.author = author
    return saved(document)


def docx_with_body(xml: str) -> io.BytesIO:
    """Return a docx whose body is this WordprocessingML."""
    file = docx_file("占位")
    text = member_text(file, "word/document.xml")
    start, end = text.index("<w:body>") + len("<w:body>"), text.index("<w:sectPr")
    return with_members(file, {"word/document.xml": text[:start] + xml + text[end:]})


def xlsx_file(sheets: dict[str, list[list[object]]], *, hidden: tuple[str, ...] = ()) -> io.BytesIO:
    """Return a workbook with these sheets."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    return saved(workbook)


def pdf_file(*pages: str, info: dict[str, str] | None = None) -> io.BytesIO:
    """Return a PDF with one text line per line of each page; the characters are named by a ToUnicode map.

    No font is embedded, so that it does not matter which fonts the machine has.
    """
    characters = sorted(set("".join(pages)) - {"\n"})
    code = {character: index + 1 for index, character in enumerate(characters)}
    mapping = "".join(f"<{code[c]:04X}> <{c.encode('utf-16-be').hex()}>\n" for c in characters)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(characters)} beginbfchar\n{mapping}endbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
        " /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /FontDescriptor 5 0 R /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900"
        " /Descent -200 /CapHeight 700 /StemV 80 >>",
        _stream(to_unicode),
    ]
    for index, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * index} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        shown = "".join(f"<{''.join(f'{code[c]:04X}' for c in line)}> Tj T*\n" for line in page.split("\n") if line)
        objects.append(_stream(f"BT /F1 12 Tf 20 TL 72 770 Td\n{shown}ET"))
    return _with_info(_assembled(objects), info)


def edited_pdf(file: io.BytesIO, edit) -> io.BytesIO:
    """Return the PDF after `edit(writer)`."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(file))
    edit(writer)
    return saved(writer, "write")


def ofd_file(*pages: str, **members: str) -> io.BytesIO:
    """Return an OFD as GB/T 33190 describes it; each page is the XML of its layer, members replace or add files."""
    listed = "".join(f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    files: dict[str, bytes | str] = {
        "OFD.xml": ofd_xml(
            "OFD",
            "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0f5a</ofd:DocID><ofd:Title>演示通知</ofd:Title>"
            "<ofd:Author>演示作者</ofd:Author><ofd:CreationDate>2022-03-01</ofd:CreationDate></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
            ' Version="1.0" DocType="OFD"',
        ),
        "Doc_0/Document.xml": ofd_xml(
            "Document",
            "<ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
            '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
            f"<ofd:Pages>{listed}</ofd:Pages>",
        ),
        "Doc_0/PublicRes.xml": ofd_xml("Res", '<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts>'),
        "Doc_0/Tpls/Tpl_0/Content.xml": ofd_page(ofd_text("演示机关文件", 60, 20, size=9)),
    }
    for index, page in enumerate(pages):
        files[f"Doc_0/Pages/Page_{index}/Content.xml"] = ofd_page(page)
    return zip_file({**files, **members})


def ofd_xml(root: str, content: str, attributes: str = "") -> str:
    """Return a file of an OFD package."""
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return f"{DECLARATION}<ofd:{root} {namespace}{attributes}>{content}</ofd:{root}>"


def ofd_page(objects: str, *, template: str = "") -> str:
    """Return the content file of a page, on a template where one is named."""
    used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    return ofd_xml("Page", f'{used}<ofd:Content><ofd:Layer ID="5" Type="Body">{objects}</ofd:Layer></ofd:Content>')


def ofd_text(text: str, x: float, y: float, *, size: float = 5, attributes: str = "") -> str:
    """Return a text object at this place (millimetres)."""
    return (
        f'<ofd:TextObject ID="6" Boundary="{x} {y} 150 {size}" Font="3" Size="{size}"{attributes}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(text)} {size}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def image_file(kind: str, size: tuple[int, int] = (8, 8)) -> io.BytesIO:
    """Return an image in a format of Pillow."""
    file = io.BytesIO()
    Image.new("RGB", size, "white").save(file, kind)
    return rewound(file)


def ole_file(stream: str) -> io.BytesIO:
    """Return the beginning of an OLE container whose directory names one stream."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<L", header, 48, 0)
    return io.BytesIO(bytes(header) + stream.encode("utf-16-le").ljust(128, b"\x00") + bytes(384))


def saved(document, method: str = "save") -> io.BytesIO:
    """Return what a library's document writes."""
    file = io.BytesIO()
    getattr(document, method)(file)
    return rewound(file)


def rewound(file: io.BytesIO) -> io.BytesIO:
    """Return the file at its beginning."""
    file.seek(0)
    return file


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode())} >>\nstream\n{content}\nendstream"


def _assembled(objects: list[str]) -> io.BytesIO:
    file = io.BytesIO()
    file.write(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(file.tell())
        file.write(f"{number} 0 obj\n{content}\nendobj\n".encode())
    start = file.tell()
    file.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    file.write("".join(f"{offset:010} 00000 n \n" for offset in offsets).encode())
    file.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return rewound(file)


def _with_info(file: io.BytesIO, info: dict[str, str] | None) -> io.BytesIO:
    return edited_pdf(file, lambda writer: writer.add_metadata(info)) if info else file
