"""A small PDF of plain paragraphs: A4, one Chinese font named and not embedded, text that can be searched."""

from collections.abc import Iterator, Sequence

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
LEFT, TOP = 79, 737  # GB/T 9704—2012: 28 mm beside the text, 37 mm above it
FONT_SIZE, LEADING = 16, 28
LINES_PER_PAGE = 22
LINE_WIDTH = 27.0  # in Chinese characters
# STSong-Light and the coding UniGB-UCS2-H belong to every reader of Chinese PDF; letters are half as wide.
FONT = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 [500] 2 95 500] "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>"
)
DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
    "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
)


def pdf_bytes(*, title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a PDF of a title and paragraphs, broken into lines and pages."""
    lines = [*_wrapped(title), "", *(line for text in paragraphs for line in _wrapped(f"\u3000\u3000{text}"))]
    pages = [lines[start : start + LINES_PER_PAGE] for start in range(0, len(lines), LINES_PER_PAGE)]
    # Objects 1 to 5 are fixed, then two for each page, the last one tells the title.
    numbers = range(6, 6 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        FONT,
        DESCENDANT,
        DESCRIPTOR,
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects += [_page(number + 1), _content(page)]
    return _file([*objects, f"<< /Title <FEFF{_hex(title)}> >>"])


def _wrapped(text: str) -> Iterator[str]:
    """Yield lines that fit: a Chinese character is one wide, a letter half."""
    line, width = "", 0.0
    for character in text:
        step = 0.5 if character.isascii() else 1.0
        if width + step > LINE_WIDTH:
            yield line
            line, width = "", 0.0
        line, width = line + character, width + step
    yield line


def _page(content: int) -> str:
    box = f"/MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]"
    return f"<< /Type /Page /Parent 2 0 R {box} /Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"


def _content(lines: Sequence[str]) -> str:
    drawn = "\n".join(f"<{_hex(line)}> Tj T*" for line in lines)
    stream = f"BT /F1 {FONT_SIZE} Tf {LEADING} TL {LEFT} {TOP} Td\n{drawn}\nET"
    return f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _file(objects: Sequence[str]) -> bytes:
    """Join the objects with the table of their offsets."""
    parts, offsets, size = ["%PDF-1.4\n"], [], len("%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        offsets.append(size)
        parts.append(f"{number} 0 obj\n{body}\nendobj\n")
        size += len(parts[-1])
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{size}\n%%EOF\n")
    return "".join(parts).encode("ascii")
