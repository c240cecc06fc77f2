"""Sets of documents as whole numbers: bit n is document n. Intersections and counts cost almost nothing."""

from collections.abc import Iterable, Iterator, Sequence

_OFFSETS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def from_members(members: Iterable[int], size: int) -> int:
    """Return the set of these documents, all below `size`."""
    packed = bytearray((size >> 3) + 1)
    for member in members:
        packed[member >> 3] |= 1 << (member & 7)
    return int.from_bytes(packed, "little")


def members(bits: int) -> Iterator[int]:
    """Yield the documents of a set in ascending order."""
    for index, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) >> 3, "little")):
        if byte:
            for offset in _OFFSETS[byte]:
                yield (index << 3) + offset


def at_least(sets: Sequence[int], wanted: int) -> int:
    """Return the documents that are in at least `wanted` of the sets (`wanted` ≥ 1)."""
    # reached[k]: the documents seen in at least k + 1 of the sets so far.
    reached = [0] * wanted
    for one in sets:
        for level in range(wanted - 1, 0, -1):
            reached[level] |= reached[level - 1] & one
        reached[0] |= one
    return reached[-1]
