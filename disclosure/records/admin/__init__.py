"""Staff screens of records, attachments and imports."""

from disclosure.records.admin.viewsets import AttachmentViewSet, ImportBatchViewSet, RecordViewSet

__all__ = ["AttachmentViewSet", "ImportBatchViewSet", "RecordViewSet"]
