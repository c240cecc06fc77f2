"""Public pages of records."""

from disclosure.records.views.detail import attachment_file, record_detail, record_qr
from disclosure.records.views.lists import record_export, record_feed, record_list

__all__ = ["attachment_file", "record_detail", "record_export", "record_feed", "record_list", "record_qr"]
