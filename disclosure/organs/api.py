"""Read-only API of organs: what the guide makes public (条例第十二条)."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, serializers

from disclosure.organs.models import Organ

THROTTLED = {429: OpenApiResponse(description="请求太频繁，请稍后再试")}


class OrganSerializer(serializers.ModelSerializer[Organ]):
    """An organ of the district with its functions and contacts."""

    kind = serializers.CharField(source="get_kind_display")

    class Meta:
        model = Organ
        fields = (
            "slug",
            "name",
            "code",
            "kind",
            "functions",
            "disclosure_unit",
            "address",
            "office_hours",
            "phone",
            "fax",
            "email",
            "postal_code",
            "website",
        )


@extend_schema(responses={200: OrganSerializer(many=True), **THROTTLED}, summary="机关")
class OrganListView(generics.ListAPIView[Organ]):
    """The organs of the district, without pages."""

    serializer_class = OrganSerializer
    pagination_class = None
    filter_backends = ()
    queryset = Organ.objects.none()

    def get_queryset(self) -> QuerySet[Organ]:
        return Organ.objects.local()
