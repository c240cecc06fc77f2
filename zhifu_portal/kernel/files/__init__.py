"""Files that come from outside: recognising, inspecting, reading and naming them, and cleaning HTML.

Public names are those listed here; readers and checks behind them may change.
"""

from zhifu_portal.kernel.files.extracted import ExtractedText, ExtractionRefused
from zhifu_portal.kernel.files.extraction import extract_text
from zhifu_portal.kernel.files.html import html_to_text, sanitise_html, text_to_html
from zhifu_portal.kernel.files.kinds import ATTACHMENT_KINDS, TEXT_KINDS, FileKind
from zhifu_portal.kernel.files.names import safe_file_name
from zhifu_portal.kernel.files.sniffing import sniff
from zhifu_portal.kernel.files.uploads import inspect_upload

__all__ = [
    "ATTACHMENT_KINDS",
    "TEXT_KINDS",
    "ExtractedText",
    "ExtractionRefused",
    "FileKind",
    "extract_text",
    "html_to_text",
    "inspect_upload",
    "safe_file_name",
    "sanitise_html",
    "sniff",
    "text_to_html",
]
