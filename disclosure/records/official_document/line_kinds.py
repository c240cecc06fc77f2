"""What each line of a text was taken for: the parts of the document laid beside the lines they came from."""

from collections import deque
from collections.abc import Sequence

from disclosure.records.official_document.characters import clean_characters, squeeze_blanks
from disclosure.records.official_document.document import Part
from disclosure.records.official_document.sheet import PartKind


def line_kinds(lines: Sequence[str], parts: Sequence[Part]) -> list[PartKind]:
    """Return the kind of every line that was read; of a line split in two the kind of its first half.

    A line that was left out of reading (a page number, a blank line) is LEFT_OUT.
    """
    waiting = deque((part.kind, text) for part in parts for text in part.text.split("\n"))
    kinds: list[PartKind] = []
    for line in lines:
        rest = squeeze_blanks(clean_characters(line))
        kind = PartKind.LEFT_OUT
        while rest and waiting and rest.startswith(waiting[0][1]):
            found, text = waiting.popleft()
            kind = found if kind is PartKind.LEFT_OUT else kind
            rest = rest[len(text) :]
        kinds.append(kind)
    return kinds
