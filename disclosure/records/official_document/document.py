"""What is read from an official document."""

from dataclasses import dataclass
from datetime import date

from disclosure.records.official_document.citations import Citation
from disclosure.records.official_document.headings import Paragraph
from disclosure.records.official_document.metadata import AttributeProposal, ForwardedDocument
from disclosure.records.official_document.rendering import paragraphs_html, paragraphs_text
from disclosure.records.official_document.sheet import PartKind


@dataclass(frozen=True)
class Part:
    """A stretch of the drawn text as it was found, and the element it was taken for."""

    kind: PartKind
    text: str


@dataclass(frozen=True)
class Annex:
    """A text that follows the signature: the issued or forwarded document, or 附件1, 附件2 … with its title."""

    label: str
    title: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class OfficialDocument:
    """An official document read by the layout of GB/T 9704—2012; a proposal that an editor confirms.

    Texts that were not found are empty, dates and the attribute None; `doubts` says in Chinese what to check.
    `parts` holds every line of the input in order with what it was taken for, `left_out` the furniture of the pages.
    """

    title: str
    document_number: str
    genre: str
    issuing_organs: list[str]
    addressee_line: str
    addressees: list[str]
    notice: list[Paragraph]
    annexes: list[Annex]
    attachments: list[str]
    signature: str
    composed_on: date | None
    note: str
    attribute: AttributeProposal | None
    copied_to: list[str]
    printed_by: str
    printed_on: date | None
    forwarded: ForwardedDocument | None
    citations: list[Citation]
    copy_number: str
    secrecy: str
    urgency: str
    register_number: str
    signers: list[str]
    parts: list[Part]
    left_out: list[str]
    doubts: list[str]

    @property
    def issuing_organ(self) -> str:
        """The issuer, for a joint document the lead organ; empty when none was found."""
        return self.issuing_organs[0] if self.issuing_organs else ""

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The whole body: the text itself, then each annex under its label and title."""
        return body_paragraphs(self.notice, self.annexes)

    def body_text(self) -> str:
        """The whole body as plain text, one paragraph a line; offsets of `citations` count in it."""
        return paragraphs_text(self.paragraphs)

    def body_html(self) -> str:
        """The whole body as h2, h3 and p; text is escaped, nothing has attributes."""
        return paragraphs_html(self.paragraphs)


def body_paragraphs(notice: list[Paragraph], annexes: list[Annex]) -> list[Paragraph]:
    """Run the text and its annexes together; an annex begins with its label and with its title as a heading."""
    body = list(notice)
    for annex in annexes:
        body += [Paragraph(text=annex.label)] if annex.label else []
        body += [Paragraph(text="", heading=annex.title)] if annex.title else []
        body += annex.paragraphs
    return body
