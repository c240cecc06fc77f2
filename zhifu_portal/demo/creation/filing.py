"""Where a piece stands in the catalog: the pieces name an item of the regulation, the catalog has finer places."""

from collections.abc import Iterator, Mapping, Sequence

from disclosure.catalog.models import CatalogEntry
from zhifu_portal.demo.content import Piece, PieceType

# Entries of the other three parts of the platform.
PARTS: Mapping[str, str] = {
    "gov-office/01-disclosure-work-rules": "institutions",
    "gov-office/05-annual-report-2025": "annual-reports",
    "gov-office/07-guide-2026": "guide",
    "gov-office/08-guide-2025": "guide",
}
# Item → places, the first whose word occurs in organ, topics, keywords or title; the last one takes the rest.
PLACES: Mapping[int, Sequence[tuple[str, str]]] = {
    1: (("", "other-documents"),),
    2: (("", "organ-profile"),),
    3: (("", "plans"),),
    4: (("", "statistics"),),
    5: (("行政许可", "licences"), ("", "public-services")),
    6: (("", "penalties"),),
    7: (("部门决算", "department-budgets"), ("", "government-budgets")),
    8: (("", "fees"),),
    9: (("", "procurement"),),
    10: (("", "major-projects"),),
    11: (
        ("科技、教育/教育", "education"),
        ("就业", "jobs"),
        ("扶贫/扶贫", "poverty-relief"),
        ("", "social-security"),
    ),
    12: (("应急预案", "emergency-plans"), ("", "emergency-warnings")),
    13: (("", "other-inspections"),),
    14: (("", "recruitment"),),
    15: (("会议公开", "meetings"), ("重大行政决策", "major-decisions"), ("", "other-statutory")),
    21: (
        ("房屋征收", "house-expropriation"),
        ("公益慈善", "public-welfare"),
        ("社会救助", "social-assistance"),
        ("惠民补贴", "social-assistance"),
        ("环境整治", "municipal-works"),
        ("", "community-services"),
    ),
}


def entries_of(piece: Piece) -> list[CatalogEntry]:
    """Return the catalog entries of a piece: its place by item, and by what kind of document it is."""
    slugs = dict.fromkeys(_slugs_of(piece))
    found = CatalogEntry.objects.in_bulk(slugs, field_name="slug")
    return [found[slug] for slug in slugs]


def _slugs_of(piece: Piece) -> Iterator[str]:
    if piece.interprets:
        yield "interpretations"
    elif piece.type is PieceType.POLICY:
        yield "normative-documents" if piece.normative else "other-documents"
    if piece.key in PARTS:
        yield PARTS[piece.key]
    if piece.catalog_item == 1 and (piece.interprets or piece.type is PieceType.POLICY):
        return
    words = "\n".join([*piece.topics, *piece.keywords, piece.title])
    yield next(slug for word, slug in PLACES[piece.catalog_item] if word in words)
