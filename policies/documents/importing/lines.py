"""Reading a file line by line without ever holding more of it than one line may be long."""

from collections.abc import Iterator
from typing import IO, NamedTuple

MAX_LINE_BYTES = 8 * 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class RawLine(NamedTuple):
    """One line that is not blank: its number from 1, its bytes (cut when too long) and where the next one begins."""

    number: int
    data: bytes
    end: int
    is_too_long: bool


def read_lines(file: IO[bytes], *, max_bytes: int = MAX_LINE_BYTES) -> Iterator[RawLine]:
    """Yield the lines of a file in order; blank lines are counted and left out, a byte order mark is dropped."""
    number = end = 0
    while data := file.readline(max_bytes + 1):
        number += 1
        end += len(data)
        is_too_long = len(data) > max_bytes and not data.endswith(b"\n")
        if is_too_long:
            end += _skip_rest(file)
        if number == 1:
            data = data.removeprefix(_BYTE_ORDER_MARK)
        if data.strip():
            yield RawLine(number, data[:max_bytes], end, is_too_long)


def _skip_rest(file: IO[bytes]) -> int:
    """Read to the end of the line in pieces; return how many bytes that were."""
    skipped = 0
    while data := file.readline(64 * 1024):
        skipped += len(data)
        if data.endswith(b"\n"):
            break
    return skipped
