"""Reads an official document by the layout of GB/T 9704—2012 and proposes its metadata. Pure Python, no database."""

from disclosure.records.official_document.citations import Citation
from disclosure.records.official_document.document import Annex, OfficialDocument, Part
from disclosure.records.official_document.headings import Paragraph
from disclosure.records.official_document.metadata import AttributeProposal, ForwardedDocument
from disclosure.records.official_document.parser import parse_official_document
from disclosure.records.official_document.sheet import PartKind
from disclosure.records.official_document.stated import StatedMetadata

__all__ = [
    "Annex",
    "AttributeProposal",
    "Citation",
    "ForwardedDocument",
    "OfficialDocument",
    "Paragraph",
    "Part",
    "PartKind",
    "StatedMetadata",
    "parse_official_document",
]
