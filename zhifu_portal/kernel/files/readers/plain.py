"""Text of txt and csv files in UTF-8, UTF-16 or GB18030."""

import csv
from typing import IO

from zhifu_portal.kernel.files.extracted import ExtractedText, ExtractionRefused, compose, flatten
from zhifu_portal.kernel.files.sniffing import EMPTY, WRONG_ENCODING
from zhifu_portal.kernel.files.streams import size_of
from zhifu_portal.kernel.files.text_encoding import detect_encoding, is_garbled

MAX_BYTES = 32 * 1024 * 1024
TOO_LONG = "文本文件过大（超过 32 MB），请拆分后再上传"
GARBLED = "文本中有乱码，可能是编码转换造成的，请用原文件另存为 UTF-8 编码后再上传"
CSV_DELIMITERS = ",\t;，"


def decode_text(file: IO[bytes]) -> str:
    """Return the content as text; raises `ExtractionRefused` when it is empty, too long, not text, or garbled."""
    if size_of(file) > MAX_BYTES:
        raise ExtractionRefused([TOO_LONG])
    data = file.read()
    if not data.strip():
        raise ExtractionRefused([EMPTY])
    encoding = detect_encoding(data)
    if encoding is None:
        raise ExtractionRefused([WRONG_ENCODING])
    text = data.decode(encoding)
    if is_garbled(text):
        raise ExtractionRefused([GARBLED])
    return text


def read_txt(file: IO[bytes]) -> ExtractedText:
    """Return the text of a plain text file, one paragraph per line; raises like `decode_text`."""
    return compose(decode_text(file))


def read_csv(file: IO[bytes]) -> ExtractedText:
    """Return the rows of a csv file with a tab between cells; raises like `decode_text`."""
    text = decode_text(file)
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(CSV_DELIMITERS, key=first_line.count)
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
        rows = ["\t".join(flatten(cell) for cell in row) for row in reader]
    except csv.Error as error:
        raise ExtractionRefused(["CSV 文件的格式有误，请用表格软件另存为 CSV 后再上传"]) from error
    return compose("\n".join(row for row in rows if row.strip()))
