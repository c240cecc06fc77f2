"""Lists what one PDF on standard input hides, in a process of its own, under limits of memory and time; prints JSON.

Run as a file (never imported): `python -I pdf_process.py hidden MAX_PAGES MAX_CHARACTERS < file.pdf`.
Output: `{"comments": [[page, kind, text]], "fields": [[page, value]], "layers": [str], "people": [str],
"info": {str: str}}`, or `{"error": "encrypted" | "damaged"}`. Text drawn invisibly is not listed: it is how every
scan that went through character recognition carries its text, which the reader of the file takes like any other.
"""

import json
import logging
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pypdf

MAX_MEMORY_BYTES = 2 * 1024**3
MAX_CPU_SECONDS = 60
MAX_ANNOTATIONS = 5_000
MAX_ANNOTATIONS_PER_PAGE = 2_000
MAX_LAYERS = 500
HIDDEN_FLAGS = 0b100010  # hidden, no view
# What a reader of the page may take for its text or follow is no comment.
NO_COMMENT = frozenset({"/Link", "/Widget", "/Popup", "/TrapNet", "/PrinterMark", "/Watermark"})


def resolved(value: Any) -> Any:
    """Return the object behind an indirect reference."""
    return value.get_object() if isinstance(value, pypdf.generic.PdfObject) else value


def text_of(value: Any, max_characters: int) -> str:
    """Return a string object as text, anything else as nothing."""
    value = resolved(value)
    return str(value)[:max_characters] if isinstance(value, str) else ""


def annotations_of(page: Any) -> Iterator[Any]:
    """Yield the annotations of a page that are dictionaries."""
    for reference in list(resolved(page.get("/Annots")) or [])[:MAX_ANNOTATIONS_PER_PAGE]:
        annotation = resolved(reference)
        if isinstance(annotation, pypdf.generic.DictionaryObject):
            yield annotation


def read_pages(reader: pypdf.PdfReader, max_pages: int, max_characters: int) -> dict[str, Any]:
    """Return comments and hidden form fields by page, and who wrote the comments."""
    comments: list[tuple[int, str, str]] = []
    fields: list[tuple[int, str]] = []
    people: set[str] = set()
    for number, page in enumerate(reader.pages[:max_pages], 1):
        for annotation in annotations_of(page):
            subtype = str(resolved(annotation.get("/Subtype")))
            if subtype not in NO_COMMENT:
                comments.append((number, subtype.lstrip("/"), text_of(annotation.get("/Contents"), max_characters)))
                people.add(text_of(annotation.get("/T"), 200))
            elif subtype == "/Widget" and is_hidden(annotation):
                fields.append((number, text_of(annotation.get("/V"), max_characters)))
        if len(comments) + len(fields) > MAX_ANNOTATIONS:
            break
    return {"comments": comments, "fields": [each for each in fields if each[1]], "people": sorted(people)}


def is_hidden(annotation: Any) -> bool:
    """Say whether the flags of an annotation keep it from the screen."""
    flags = resolved(annotation.get("/F"))
    return isinstance(flags, int) and bool(flags & HIDDEN_FLAGS)


def hidden_layers(reader: pypdf.PdfReader) -> list[str]:
    """Return the names of the optional content groups that are off when the file opens."""
    properties = resolved(resolved(reader.trailer["/Root"]).get("/OCProperties"))
    if not isinstance(properties, pypdf.generic.DictionaryObject):
        return []
    default = resolved(properties.get("/D")) or {}
    if str(resolved(default.get("/BaseState"))) == "/OFF":
        shown = {id(resolved(group)) for group in resolved(default.get("/ON")) or []}
        groups = [group for group in resolved(properties.get("/OCGs")) or [] if id(resolved(group)) not in shown]
    else:
        groups = list(resolved(default.get("/OFF")) or [])
    return [text_of(resolved(group).get("/Name"), 200) for group in groups[:MAX_LAYERS]]


def info_of(reader: pypdf.PdfReader) -> dict[str, str]:
    """Return the info dictionary, custom entries included, and the people in XMP."""
    info = {str(key).lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
    try:
        xmp = reader.xmp_metadata
        creators = "；".join(xmp.dc_creator or []) if xmp is not None else ""
    except Exception:  # malformed XMP: the info dictionary remains
        creators = ""
    if creators and not info.get("Author"):
        info["Author"] = creators
    return info


def main(max_pages: int, max_characters: int) -> dict[str, Any]:
    """Read the document; every failure becomes a word that the caller can explain."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    logging.disable(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(sys.stdin.buffer)
        if reader.is_encrypted:
            return {"error": "encrypted"}
        found = read_pages(reader, max_pages, max_characters)
        return found | {"layers": hidden_layers(reader), "info": info_of(reader)}
    except Exception:  # a malformed document makes the library raise anything
        return {"error": "damaged"}


if __name__ == "__main__":
    json.dump(main(int(sys.argv[2]), int(sys.argv[3])), sys.stdout)
