"""Registering the document of a file as a draft, after an editor has confirmed every field of the proposal."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from disclosure.organs.models import Organ, OrganPrefix
from disclosure.records.body import BodyBlock, body_from_html
from disclosure.records.enums import Attribute, Genre
from disclosure.records.official_document.headings import Paragraph, read_paragraph
from disclosure.records.official_document.rendering import paragraphs_html
from disclosure.records.services.registration import audit_registration, register_record
from policies.documents.enums import PolicyKind
from policies.documents.importing.file_reading import FileProposal
from policies.documents.importing.issuers import IssuerDirectory
from policies.documents.importing.web_pages.blocks import blocks_of_text
from policies.documents.importing.web_pages.head import PageHead
from policies.documents.models import PolicyDocument
from zhifu_portal.kernel.chinese.document_numbers import parse_document_number
from zhifu_portal.kernel.refusals import Refused
from zhifu_portal.kernel.workdays import load_calendar

SHORTEST_LIKENESS = 6
"""A name is taken for the end of a longer one (烟台市芝罘区教育局 for 芝罘区教育局) from this length on."""


@dataclass(frozen=True)
class ConfirmedDocument:
    """What the editor confirmed; the body is plain text, one paragraph a line, a tab between the cells of a table."""

    title: str
    document_number: str
    issuers: str
    composed_on: date | None
    genre: Genre
    attribute: Attribute
    body_text: str
    headings: Set[str]
    """Lines that are headings without a number: titles of annexes."""
    ground: str = ""
    ground_reason: str = ""
    body_html: str = ""
    """The body as HTML, in place of the text, where nobody has edited it."""
    page_head: PageHead = field(default_factory=PageHead)
    """What else a saved page states: keywords, source, dates of effect."""


def confirmed_as_proposed(*, proposal: FileProposal) -> ConfirmedDocument:
    """Return the proposal as it stands; a proposal not to disclose waits for its ground and reason."""
    document = proposal.document
    return ConfirmedDocument(
        title=document.title,
        document_number=document.document_number,
        issuers="、".join(document.issuing_organs),
        composed_on=document.composed_on,
        genre=proposal.genre,
        attribute=Attribute.OPEN if proposal.attribute == Attribute.OPEN else Attribute.UNDETERMINED,
        body_text=proposal.body_text,
        headings=unnumbered_headings(proposal=proposal),
        body_html=proposal.page_html,
        page_head=proposal.head,
    )


def unnumbered_headings(*, proposal: FileProposal) -> frozenset[str]:
    """Return the lines the layout shows to be headings although they have no number."""
    return frozenset(item.whole for item in proposal.document.paragraphs if item.stands_alone and not item.marker)


@transaction.atomic
def register_confirmed(*, confirmed: ConfirmedDocument, organ: Organ, by: User | None, now: datetime) -> PolicyDocument:
    """Register the document as a draft of the organ with its index number and first revision; never public.

    Raise Refused with every reason why it cannot be registered; nothing is saved then.
    """
    directory = IssuerDirectory()
    issuers = issuing_organs(written=confirmed.issuers, number=confirmed.document_number, directory=directory) or [
        organ
    ]
    is_reproduced = all(issuer.is_foreign for issuer in issuers)
    record = PolicyDocument(
        organ=organ,
        lead_organ=None if issuers[0] == organ else issuers[0],
        is_reproduced=is_reproduced,
        kind=PolicyKind.SUPERIOR if is_reproduced else PolicyKind.OTHER,
        is_validity_stated=not is_reproduced or bool(confirmed.page_head.validity),
        has_lapsed=confirmed.page_head.has_lapsed,
        effective_on=confirmed.page_head.effective_on,
        register_number=confirmed.page_head.register_number,
        keywords=confirmed.page_head.keywords,
        source=confirmed.page_head.source,
        title=confirmed.title,
        document_number=confirmed.document_number,
        composed_on=confirmed.composed_on,
        genre=confirmed.genre,
        attribute=confirmed.attribute,
        ground=confirmed.ground,
        ground_reason=confirmed.ground_reason,
        body=_body(confirmed),
    )
    register_record(record=record, by=by, now=now, calendar=load_calendar())
    record.joint_organs = issuers[1:]
    try:
        record.full_clean()
    except ValidationError as error:
        raise Refused(error.messages) from error
    record.save()
    audit_registration(record=record, by=by)
    record.save_revision(user=by)
    return record


def issuing_organs(*, written: str, number: str, directory: IssuerDirectory) -> list[Organ]:
    """Return the organs that issued a document, lead organ first, by its 代字 and by their names.

    Local organs are recognised with or without the name of the city; for any other name the directory answers.
    """
    parsed = parse_document_number(number)
    prefix = OrganPrefix.objects.filter(prefix=parsed.prefix).select_related("organ").first() if parsed else None
    local = list(Organ.objects.local())
    organs = [prefix.organ] if prefix else []
    for name in directory.names_in(written):
        organs += [organ for organ in local if _is_name_of(name, organ)][:1] or directory.organs_for(name)
    return list({id(organ) if organ.pk is None else organ.pk: organ for organ in organs}.values())


def local_issuer(*, written: str, number: str) -> Organ | None:
    """Return the first local organ among the issuers, or None; makes no organ."""
    directory = IssuerDirectory(is_dry_run=True)
    organs = issuing_organs(written=written, number=number, directory=directory)
    return next((organ for organ in organs if not organ.is_foreign), None)


def _is_name_of(name: str, organ: Organ) -> bool:
    known = {organ.name, organ.short_name} - {""}
    if name in known:
        return True
    longer = (each for each in known if min(len(name), len(each)) >= SHORTEST_LIKENESS)
    return any(name.endswith(each) or each.endswith(name) for each in longer)


def _body(confirmed: ConfirmedDocument) -> list[BodyBlock]:
    """Return the blocks of the text: numbered headings are read anew, so that an editor's correction counts."""
    if confirmed.body_html:
        return body_from_html(confirmed.body_html)
    parts = (
        _line_html(block.lines[0], confirmed.headings) if block.is_paragraph else block.html
        for block in blocks_of_text(confirmed.body_text.split("\n"))
    )
    return body_from_html("\n".join(parts))


def _line_html(line: str, headings: Set[str]) -> str:
    paragraph = Paragraph(text="", heading=line) if line in headings else read_paragraph(line)
    return paragraphs_html([paragraph])
