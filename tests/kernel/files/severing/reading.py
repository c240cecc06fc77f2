"""Everything a file says, in any of its parts, packed or not."""

import re
import zipfile
import zlib
from io import BytesIO

import pypdf
from PIL import Image


def every_byte(content):
    """Return the bytes of a file with every part and stream of it unpacked."""
    parts = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


def holds(content, word):
    """Say whether a word is in a file in any of the encodings a writer may choose."""
    found = every_byte(content)
    return any(word.encode(encoding) in found for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"))


def pages_of(content):
    """Return the pictures of a PDF of pictures."""
    return [Image.open(BytesIO(page.images[0].data)) for page in pypdf.PdfReader(BytesIO(content)).pages]
