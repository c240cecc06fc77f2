"""Registration of the app's staff screens with Wagtail, and nothing else."""

from wagtail.snippets.models import register_snippet

from policies.documents.admin import PolicyDocumentViewSet

register_snippet(PolicyDocumentViewSet)
