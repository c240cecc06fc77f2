"""Reading uploaded files without loading them: size, head, tail and chunks."""

from collections.abc import Iterator
from typing import IO

CHUNK_BYTES = 1024 * 1024


def size_of(file: IO[bytes]) -> int:
    """Return the size in bytes without reading the content."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    return size


def read_head(file: IO[bytes], length: int) -> bytes:
    """Return at most the first `length` bytes."""
    file.seek(0)
    return file.read(length)


def read_tail(file: IO[bytes], length: int) -> bytes:
    """Return at most the last `length` bytes."""
    size = size_of(file)
    file.seek(max(0, size - length))
    return file.read(length)


def chunks_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what is left of an open stream."""
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def overlapping_chunks(file: IO[bytes], *, overlap: int) -> Iterator[bytes]:
    """Yield the content in chunks that repeat the last `overlap` bytes, so that no signature is cut in two."""
    file.seek(0)
    carried = b""
    for chunk in chunks_of(file):
        yield carried + chunk
        carried = chunk[-overlap:]
