"""The demo's people and papers, typed: organs, users, local topics and the pieces of information.

Reads `zhifu_portal/demo/data/` and nothing else; `create_demo` turns it into rows through the services.
A piece is a text file: TOML between two `+++` lines, then a body in the markup of `demo.markup`. Dates are either
absolute or relative to the day of the demo (`…_days_ago`, `…_days_ahead`), so that periods of notice never look stale.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from zhifu_portal.demo.markup import fill_dates, to_html, to_text
from zhifu_portal.demo.strict_toml import ContentError, build

DATA_DIR = Path(__file__).resolve().parent / "data"
DEMO_NOTE = "演示数据：本文的文字、数字、文号、单位和地址均为演示而编写，不具有任何效力。"
# 条例第二十条 has fifteen items; 21 stands for 条例第二十一条.
MAX_ITEM_OF_ARTICLE_20 = 15
CATALOG_ITEMS = frozenset({*range(1, MAX_ITEM_OF_ARTICLE_20 + 1), 21})
# 党政机关公文处理工作条例第八条. Texts that are no official document (解读, 指南) have no genre.
GENRES = frozenset(
    "决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要".split(),
)
EXEMPTION_GROUNDS = frozenset("E14-1 E14-2 E14-3 E15 E16-1 E16-2 E16-3".split())


class OrganKind(StrEnum):
    GOVERNMENT = "government"
    OFFICE = "office"
    DEPARTMENT = "department"
    STREET = "street"
    SUPERIOR = "superior"


class Role(StrEnum):
    EDITOR = "editor"
    REVIEWER = "reviewer"
    SECRECY_REVIEWER = "secrecy_reviewer"
    SIGNER = "signer"
    DISCLOSURE_OFFICE = "disclosure_office"
    AUDITOR = "auditor"
    SUPERUSER = "superuser"


class PieceType(StrEnum):
    RECORD = "record"
    POLICY = "policy"


class Attribute(StrEnum):
    UNDETERMINED = "undetermined"
    OPEN = "open"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"


class PieceState(StrEnum):
    """Where a piece stands on the day of the demo; each is reached by the services, never set."""

    DRAFT = "draft"
    RETURNED = "returned"
    HISTORIC = "historic"
    DETERMINATION = "determination"
    JOINT_AGREEMENT = "joint_agreement"
    SECRECY_REVIEW = "secrecy_review"
    REFERRED = "referred"
    SIGN_OFF = "sign_off"
    DISAGREED = "disagreed"
    SCHEDULED = "scheduled"
    REGISTERED_ON_REQUEST = "registered_on_request"
    REGISTERED_WITHHELD = "registered_withheld"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ONCE_PUBLIC = frozenset(
    {PieceState.PUBLISHED, PieceState.CORRECTED, PieceState.REPLACED, PieceState.WITHDRAWN, PieceState.EXPIRED}
)
# The fields a state cannot do without; in every other state they must be empty.
FIELDS_OF_STATE: Mapping[str, frozenset[PieceState]] = {
    "published_on": ONCE_PUBLIC,
    "return_reason": frozenset({PieceState.RETURNED}),
    "referred_to": frozenset({PieceState.REFERRED}),
    "objection": frozenset({PieceState.DISAGREED}),
    "scheduled_on": frozenset({PieceState.SCHEDULED}),
    "corrected_on": frozenset({PieceState.CORRECTED}),
    "change_note": frozenset({PieceState.CORRECTED}),
    "replaced_by": frozenset({PieceState.REPLACED}),
    "withdrawn_on": frozenset({PieceState.WITHDRAWN}),
    "withdrawal_explanation": frozenset({PieceState.WITHDRAWN}),
}
NOT_OPEN = frozenset({Attribute.ON_REQUEST, Attribute.WITHHELD})
ATTRIBUTE_OF_STATE: Mapping[PieceState, Attribute] = {
    **dict.fromkeys(ONCE_PUBLIC, Attribute.OPEN),
    PieceState.SCHEDULED: Attribute.OPEN,
    PieceState.HISTORIC: Attribute.UNDETERMINED,
    PieceState.DISAGREED: Attribute.ON_REQUEST,
    PieceState.REGISTERED_ON_REQUEST: Attribute.ON_REQUEST,
    PieceState.REGISTERED_WITHHELD: Attribute.WITHHELD,
}


class AttachmentKind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    TXT = "txt"


@dataclass(frozen=True, kw_only=True)
class OrganGuide:
    """What 条例第十二条 wants to read in a guide, all of it invented and marked so."""

    disclosure_unit: str
    address: str
    office_hours: str
    telephone: str
    fax: str
    email: str
    postcode: str


@dataclass(frozen=True, kw_only=True)
class Organ:
    """An organ; superior ones (上级) only issue documents and have no code, guide or staff."""

    slug: str
    name: str
    kind: OrganKind
    full_name: str = ""
    short_name: str = ""
    code: str = ""
    prefixes: tuple[str, ...] = ()
    demo_prefixes: tuple[str, ...] = ()
    head: str = ""
    functions: str = ""
    guide: OrganGuide | None = None


@dataclass(frozen=True, kw_only=True)
class DemoUser:
    """Somebody of the staff; only those named in `demo.logins` can log in."""

    username: str
    display_name: str
    role: Role
    organ: str = ""


@dataclass(frozen=True, kw_only=True)
class LocalTopic:
    """A topic of the second, local tree (特色主题)."""

    slug: str
    name: str
    audience: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Why a piece, or a part of it, is not open: an exemption code and its reasons in words."""

    code: str
    reason: str
    discretion_reason: str = ""
    third_party: str = ""
    third_party_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A small file to be generated: text for pdf, docx and txt, columns and rows for xlsx."""

    name: str
    kind: AttachmentKind
    title: str
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.kind}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The lines of its text, the note that it is invented last."""
        return (*(line.strip() for line in self.text.splitlines() if line.strip()), DEMO_NOTE)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One piece of information, its dates resolved for the day of the demo."""

    key: str
    organ: str
    type: PieceType
    state: PieceState
    title: str
    composed_on: date
    topics: tuple[str, ...]
    catalog_item: int
    keywords: tuple[str, ...]
    summary: str
    attribute: Attribute
    body: str = field(repr=False)
    document_number: str = ""
    genre: str = ""
    normative: bool = False
    register_number: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    local_topics: tuple[str, ...] = ()
    joint_organs: tuple[str, ...] = ()
    ground: Ground | None = None
    interprets: str = ""
    visible_until: date | None = None
    published_on: date | None = None
    scheduled_on: date | None = None
    is_severed: bool = False
    """Whether passages between ⟦ and ⟧ are withheld."""
    return_reason: str = ""
    referred_to: str = ""
    """Where the secrecy review sent it (待确定)."""
    objection: str = ""
    """Why the reviewer would open what the drafter would not."""
    asked_times: int = 0
    """How many requests were answered with it."""
    corrected_on: date | None = None
    change_note: str = ""
    replaced_by: str = ""
    withdrawn_on: date | None = None
    withdrawal_explanation: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def slug(self) -> str:
        return self.key.partition("/")[2]

    @property
    def statutory_item(self) -> str:
        """The item in the spelling of the catalog: 20-1 … 20-15, or 21."""
        return str(self.catalog_item) if self.catalog_item > MAX_ITEM_OF_ARTICLE_20 else f"20-{self.catalog_item}"

    @property
    def html(self) -> str:
        """The body as HTML, the note that it is invented last."""
        return to_html(f"{self.body}\n\n{DEMO_NOTE}")

    @property
    def text(self) -> str:
        """The body as plain text, the note that it is invented last."""
        return to_text(f"{self.body}\n\n{DEMO_NOTE}")


RELATIVE_DATES = {
    "composed_days_ago": ("composed_on", -1),
    "published_days_ago": ("published_on", -1),
    "corrected_days_ago": ("corrected_on", -1),
    "withdrawn_days_ago": ("withdrawn_on", -1),
    "scheduled_days_ahead": ("scheduled_on", 1),
    "visible_until_days_ago": ("visible_until", -1),
    "visible_until_days_ahead": ("visible_until", 1),
}


def load_organs() -> tuple[Organ, ...]:
    """Return all organs, those of the district in their order of protocol, then the superior ones."""
    return tuple(build(Organ, row, where=f"organs.toml[{row.get('slug')}]") for row in _rows("organs.toml", "organ"))


def load_users() -> tuple[DemoUser, ...]:
    """Return the demo's staff; no two share a name."""
    return tuple(
        build(DemoUser, row, where=f"users.toml[{row.get('username')}]") for row in _rows("users.toml", "user")
    )


def load_local_topics() -> tuple[LocalTopic, ...]:
    """Return the topics of the local tree in their order."""
    return tuple(build(LocalTopic, row, where="topics_local.toml") for row in _rows("topics_local.toml", "topic"))


def load_pieces(*, today: date, folder: Path = DATA_DIR / "records") -> tuple[Piece, ...]:
    """Return every piece, ordered by organ folder and file name, dated for `today`.

    Raises ContentError with all that is wrong in all files.
    """
    pieces = tuple(read_piece(path, today=today) for path in sorted(folder.glob("*/*.md")))
    problems = [problem for piece in pieces for problem in _problems_of(piece, today)]
    problems += _broken_references(pieces)
    if problems:
        raise ContentError("\n".join(problems))
    return pieces


def read_piece(path: Path, *, today: date) -> Piece:
    """Read one file; its folder is the organ and its stem the slug."""
    table, body = read_front_matter(path)
    table = _with_dates(table, today)
    composed_on = table.get("composed_on")
    year = composed_on.year if isinstance(composed_on, date) else today.year
    key = f"{path.parent.name}/{path.stem}"
    table |= {"key": key, "organ": path.parent.name, "body": body}
    return build(Piece, _map_text(table, lambda text: fill_dates(text, today=today, year=year)), where=key)


def read_front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """Split a file into its TOML table and its body; raises ContentError when it has no front matter."""
    start, fence, rest = path.read_text(encoding="utf-8").partition("+++\n")
    head, closing, body = rest.partition("\n+++\n")
    if start or not fence or not closing:
        raise ContentError(f"{path.name}: the file must begin with TOML between two +++ lines")
    try:
        return tomllib.loads(head), body.strip()
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path.name}: {error}") from error


def _rows(file_name: str, key: str) -> Iterable[dict[str, Any]]:
    table = tomllib.loads((DATA_DIR / file_name).read_text(encoding="utf-8"))
    if set(table) != {key}:
        raise ContentError(f"{file_name}: only [[{key}]] tables are expected")
    rows: list[dict[str, Any]] = table[key]
    return rows


def _with_dates(table: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Turn the relative keys into dates; a piece says a date once, in one of the two ways."""
    resolved = {key: value for key, value in table.items() if key not in RELATIVE_DATES}
    for key, (name, sign) in RELATIVE_DATES.items():
        if key not in table:
            continue
        if name in resolved:
            raise ContentError(f"{table.get('title')}: {name} is given twice")
        resolved[name] = today + timedelta(days=sign * table[key])
    return resolved


def _map_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _map_text(item, change) for key, item in value.items()}
    return [_map_text(item, change) for item in value] if isinstance(value, list) else value


def _problems_of(piece: Piece, today: date) -> list[str]:
    """Return what makes the piece impossible: the invariants of a record, seen from the data."""
    checks = {
        "genre": piece.genre in GENRES or not piece.genre,
        "catalog_item": piece.catalog_item in CATALOG_ITEMS,
        "ground": (piece.ground is None) != (piece.is_severed or piece.attribute in NOT_OPEN),
        "ground.code": piece.ground is None or piece.ground.code in EXEMPTION_GROUNDS,
        "attribute": ATTRIBUTE_OF_STATE.get(piece.state, piece.attribute) is piece.attribute,
        "composed_on": piece.composed_on <= (piece.published_on or today) <= today,
        "visible_until": _is_visible_as_stated(piece, today),
        "register_number": bool(piece.register_number) == piece.normative,
        "attachments": all(bool(item.text) != bool(item.rows) for item in piece.attachments),
    }
    for name, states in FIELDS_OF_STATE.items():
        checks[name] = bool(getattr(piece, name)) == (piece.state in states)
    return [f"{piece.key}: {name} does not fit the piece" for name, holds in checks.items() if not holds]


def _is_visible_as_stated(piece: Piece, today: date) -> bool:
    if piece.state is PieceState.EXPIRED:
        return piece.visible_until is not None and piece.visible_until < today
    return piece.visible_until is None or piece.visible_until >= today


def _broken_references(pieces: Iterable[Piece]) -> list[str]:
    pieces = list(pieces)
    keys = {piece.key for piece in pieces}
    named = ((piece.key, key) for piece in pieces for key in (piece.replaced_by, piece.interprets) if key)
    return [f"{key}: there is no piece {other}" for key, other in named if other not in keys]
