"""Reads and redraws one PDF from standard input in a process of its own, under limits of memory and time.

Run as a file (never imported): `python -I pdf_process.py read|draw`. Standard input is a line of JSON, then the PDF.
`read` prints `{"pages": [text of each page, one character for each character of PDFium]}`. `draw` takes
`{"spans": {page: [[first, end]]}, "boxes": [[page, left, top, right, bottom]], "dpi": int}` (pages from 0, edges in
percent), prints `{"covered": {page: [indices of characters under a box]}}` on a line, then a PDF of pictures. Either
may print `{"error": "encrypted" | "damaged" | "pages" | "size" | "place"}` instead.
"""

import ctypes
import json
import logging
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw
from pypdfium2 import raw

MAX_MEMORY_BYTES = 2 * 1024**3
MAX_CPU_SECONDS = 100
MAX_PAGES = 60
MAX_PAGE_PIXELS = 40_000_000
JPEG_QUALITY = 85
POINTS_PER_INCH = 72
# Around every character, in pixels: the smooth edge of a glyph lies outside its box.
PADDING = 2
Rectangle = tuple[int, int, int, int]


class Problem(Exception):
    """A failure the caller can explain, named by one word."""


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """Open a document; raises `Problem` when it is protected or too long."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Problem("encrypted" if error.err_code == raw.FPDF_ERR_PASSWORD else "damaged") from error
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Problem("encrypted")
    if len(document) > MAX_PAGES:
        raise Problem("pages")
    return document


def characters(text_page: pypdfium2.PdfTextPage) -> str:
    """Return the text of a page, exactly one character for each index PDFium knows."""
    codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(raw.FPDFText_CountChars(text_page)))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)


def read(data: bytes) -> dict[str, Any]:
    """Return the text of every page."""
    document = opened(data)
    pages = []
    for page in document:
        pages.append(characters(page.get_textpage()))
        page.close()
    return {"pages": pages}


def draw(data: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the characters under boxes, and a PDF of pictures with spans and boxes blacked out."""
    document = opened(data)
    pictures: list[tuple[bytes, int, int, float, float]] = []
    covered: dict[str, list[int]] = {}
    for number, page in enumerate(document):
        width, height = page.get_size()
        scale = asked["dpi"] / POINTS_PER_INCH
        if width * height * scale**2 > MAX_PAGE_PIXELS:
            raise Problem("size")
        # Notes and form fields are no part of the printed text; what they say was not looked at.
        picture = page.render(scale=scale, draw_annots=False, may_draw_forms=False).to_pil().convert("RGB")
        places = Places(page, picture)
        boxes = [in_pixels(box[1:], picture) for box in asked["boxes"] if box[0] == number]
        covered[str(number)] = places.under(boxes)
        pen = ImageDraw.Draw(picture)
        for rectangle in [*places.of_spans(asked["spans"].get(str(number), [])), *boxes]:
            pen.rectangle(rectangle, fill="black")
        out = BytesIO()
        picture.save(out, "JPEG", quality=JPEG_QUALITY)
        pictures.append((out.getvalue(), picture.width, picture.height, width, height))
        page.close()
    return {"covered": covered}, pdf_of(pictures)


class Places:
    """Where the characters of a page stand in its picture."""

    def __init__(self, page: pypdfium2.PdfPage, picture: Image.Image) -> None:
        self._page = page
        self._size = picture.size
        self._text_page = page.get_textpage()
        self._text = characters(self._text_page)

    def of(self, index: int) -> Rectangle | None:
        """Return the rectangle of a character in pixels; None for blanks, which PDFium makes up between words."""
        if self._text[index].isspace():
            return None
        loose = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._text_page, index, loose)
        edges = [ctypes.c_double() for _edge in range(4)]
        left, right, bottom, top = edges
        raw.FPDFText_GetCharBox(self._text_page, index, left, right, bottom, top)
        corners = [
            self._pixel(min(loose.left, left.value), min(loose.bottom, bottom.value)),
            self._pixel(max(loose.right, right.value), max(loose.top, top.value)),
        ]
        xs, ys = sorted(x for x, _y in corners), sorted(y for _x, y in corners)
        if xs[0] == xs[1] or ys[0] == ys[1]:
            return None
        return xs[0] - PADDING, ys[0] - PADDING, xs[1] + PADDING, ys[1] + PADDING

    def of_spans(self, spans: list[list[int]]) -> Iterator[Rectangle]:
        """Yield what to black out for spans of characters; raises `Problem` for one that has no place."""
        for first, end in spans:
            before: Rectangle | None = None
            for index in range(first, end):
                place = self.of(index)
                if place is None and not self._text[index].isspace():
                    raise Problem("place")
                if place is None:
                    continue
                yield place
                if before is not None and is_same_line(before, place):
                    yield united(before, place)
                before = place

    def under(self, boxes: list[Rectangle]) -> list[int]:
        """Return the indices of the characters that any box touches."""
        if not boxes:
            return []
        places = ((index, self.of(index)) for index in range(len(self._text)))
        return [index for index, place in places if place and any(touch(place, box) for box in boxes)]

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        column, row = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, column, row)
        return column.value, row.value


def in_pixels(edges: list[float], picture: Image.Image) -> Rectangle:
    """Return a box given in percent of the page."""
    left, top, right, bottom = edges
    width, height = picture.size
    return int(left * width / 100), int(top * height / 100), int(right * width / 100), int(bottom * height / 100)


def touch(one: Rectangle, other: Rectangle) -> bool:
    """Say whether two rectangles share a pixel."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def is_same_line(one: Rectangle, other: Rectangle) -> bool:
    """Say whether two characters stand beside or below each other without a character's width between them."""
    gap = max(one[3] - one[1], one[2] - one[0], 1)
    beside = abs(one[1] - other[1]) < gap / 2 and other[0] - one[2] < gap and one[0] - other[2] < gap
    below = abs(one[0] - other[0]) < gap / 2 and other[1] - one[3] < gap and one[1] - other[3] < gap
    return beside or below


def united(one: Rectangle, other: Rectangle) -> Rectangle:
    """Return the smallest rectangle around two."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def pdf_of(pictures: list[tuple[bytes, int, int, float, float]]) -> bytes:
    """Return a PDF that holds one JPEG a page and nothing else: no text, no properties, no identifiers."""
    kids = " ".join(f"{3 + 3 * number} 0 R" for number in range(len(pictures)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pictures)} >>".encode(),
    ]
    for number, (jpeg, columns, rows, width, height) in enumerate(pictures):
        first = 3 + 3 * number
        content = f"{width:.2f} 0 0 {height:.2f} 0 0 cm /P Do".encode()
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents {first + 1} 0 R "
            f"/Resources << /XObject << /P {first + 2} 0 R >> >> >>".encode(),
            stream("", content),
            stream(
                f"/Type /XObject /Subtype /Image /Width {columns} /Height {rows} /ColorSpace /DeviceRGB "
                "/BitsPerComponent 8 /Filter /DCTDecode",
                jpeg,
            ),
        ]
    return written(objects)


def stream(entries: str, data: bytes) -> bytes:
    """Return a stream object."""
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def written(objects: list[bytes]) -> bytes:
    """Return a PDF file of numbered objects; the first is the catalog."""
    out = BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{entries}".encode())
    out.write(f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def main(mode: str) -> None:
    """Carry out one mode; every failure becomes a word that the caller can explain."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    logging.disable(logging.CRITICAL)
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    answer, content = {}, b""
    try:
        if mode == "read":
            answer = read(data)
        else:
            answer, content = draw(data, asked)
    except Problem as problem:
        answer = {"error": str(problem)}
    except Exception:  # a malformed document makes the libraries raise anything
        answer = {"error": "damaged"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


if __name__ == "__main__":
    main(sys.argv[1])
