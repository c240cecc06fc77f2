"""Read-only API of policy documents."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics

from disclosure.records.api import LIST_RESPONSES, RecordSerializer
from policies.documents.filters import PolicyFilterSet
from policies.documents.models import PolicyDocument
from policies.documents.queries import public_policies


class PolicySerializer(RecordSerializer):
    """A public policy document as a list shows it."""

    class Meta(RecordSerializer.Meta):
        model = PolicyDocument
        fields: tuple[str, ...] = (
            *RecordSerializer.Meta.fields,
            "kind",
            "register_number",
            "effective_on",
            "lapses_on",
            "repealed_on",
        )


@extend_schema(responses={200: PolicySerializer(many=True), **LIST_RESPONSES}, summary="政策文件列表")
class PolicyListView(generics.ListAPIView[PolicyDocument]):
    """Public policy documents, newest first; the filters are those of the page."""

    serializer_class = PolicySerializer
    filterset_class = PolicyFilterSet
    queryset = PolicyDocument.objects.none()

    def get_queryset(self) -> QuerySet[PolicyDocument]:
        return public_policies(on=timezone.localdate())
