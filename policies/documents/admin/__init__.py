"""Staff screens of policy documents and of their import."""

from policies.documents.admin.viewsets import PolicyDocumentViewSet

__all__ = ["PolicyDocumentViewSet"]
