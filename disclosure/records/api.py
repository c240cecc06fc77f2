"""Read-only API of records: the same gate and the same filters as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.exceptions import NotFound

from disclosure.organs.api import THROTTLED
from disclosure.records.filters import RecordFilterSet
from disclosure.records.kinds import kind_of
from disclosure.records.models import Attachment, InformationRecord
from disclosure.records.queries.public import find_public_record, public_attachments, public_records, topic_names_of
from disclosure.records.queries.severance import PublicGround, public_grounds

LIST_RESPONSES = {
    400: OpenApiResponse(description="筛选参数有误"),
    404: OpenApiResponse(description="没有这一页"),
    **THROTTLED,
}
DETAIL_RESPONSES = {
    404: OpenApiResponse(description="没有公开的这一条信息"),
    **THROTTLED,
}


class AttachmentSerializer(serializers.ModelSerializer[Attachment]):
    """A file of a public record."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = ("title", "kind", "size", "sha256", "url")

    def get_url(self, attachment: Attachment) -> str:
        """Return the full address of the file."""
        return str(self.context["request"].build_absolute_uri(attachment.get_absolute_url()))


class RecordSerializer(serializers.ModelSerializer[InformationRecord]):
    """A public record as a list shows it."""

    url = serializers.SerializerMethodField()
    type = serializers.SerializerMethodField()
    organ = serializers.CharField(source="organ.name")
    issuer = serializers.SerializerMethodField()
    genre = serializers.CharField(source="get_genre_display")
    validity = serializers.SerializerMethodField()
    partly_open = serializers.BooleanField(source="is_severed", help_text="部分内容依法不予公开")

    class Meta:
        model = InformationRecord
        fields: tuple[str, ...] = (
            "index_number",
            "type",
            "title",
            "document_number",
            "organ",
            "issuer",
            "genre",
            "composed_on",
            "published_at",
            "validity",
            "summary",
            "keywords",
            "partly_open",
            "url",
        )

    def get_url(self, record: InformationRecord) -> str:
        """Return the full address of the page."""
        return str(self.context["request"].build_absolute_uri(record.get_absolute_url()))

    def get_type(self, record: InformationRecord) -> str:
        """Return the machine word of the kind."""
        kind, _child = kind_of(record)
        return kind.name if kind else "record"

    def get_issuer(self, record: InformationRecord) -> str:
        """Return the organ that made the information, empty when the source does not say."""
        return record.issuer.name if record.issuer else ""

    def get_validity(self, record: InformationRecord) -> str:
        """Return the validity word shown today."""
        return record.validity.label


class WithheldGroundSerializer(serializers.Serializer[PublicGround]):
    """On what ground a part of the text is withheld."""

    article = serializers.CharField(help_text="条款")
    name = serializers.CharField(help_text="情形")
    text = serializers.CharField(help_text="法律原文")
    reason = serializers.CharField(help_text="理由")


class RecordDetailSerializer(RecordSerializer):
    """A public record with its text and files, and of a partly open one the grounds."""

    body_html = serializers.SerializerMethodField()
    body_text = serializers.SerializerMethodField()
    topics = serializers.SerializerMethodField()
    attachments = serializers.SerializerMethodField()
    grounds = serializers.SerializerMethodField()

    class Meta(RecordSerializer.Meta):
        fields: tuple[str, ...] = (
            *RecordSerializer.Meta.fields,
            "grounds",
            "topics",
            "body_html",
            "body_text",
            "attachments",
        )

    @extend_schema_field(WithheldGroundSerializer(many=True))
    def get_grounds(self, record: InformationRecord) -> list[dict[str, Any]]:
        """Return on what grounds parts are withheld; empty for what is wholly open."""
        return [dict(WithheldGroundSerializer(ground).data) for ground in public_grounds(record)]

    def get_body_html(self, record: InformationRecord) -> str:
        """Return the text as sanitised HTML."""
        return record.body_html()

    def get_body_text(self, record: InformationRecord) -> str:
        """Return the text without markup."""
        return record.body_text()

    def get_topics(self, record: InformationRecord) -> list[str]:
        """Return the names of the topics."""
        return topic_names_of(record)

    def get_attachments(self, record: InformationRecord) -> list[dict[str, Any]]:
        """Return the files."""
        return list(AttachmentSerializer(public_attachments(record), many=True, context=self.context).data)


@extend_schema(responses={200: RecordSerializer(many=True), **LIST_RESPONSES}, summary="政府信息列表")
class RecordListView(generics.ListAPIView[InformationRecord]):
    """Public records, newest first; the filters are those of the page."""

    serializer_class = RecordSerializer
    filterset_class = RecordFilterSet
    queryset = InformationRecord.objects.none()

    def get_queryset(self) -> QuerySet[InformationRecord]:
        return public_records(on=timezone.localdate())


@extend_schema(responses={200: RecordDetailSerializer, **DETAIL_RESPONSES}, summary="一条政府信息")
class RecordDetailView(generics.RetrieveAPIView[InformationRecord]):
    """One public record by its index number."""

    serializer_class = RecordDetailSerializer
    filter_backends = ()
    queryset = InformationRecord.objects.none()

    def get_object(self) -> InformationRecord:
        index_number = f"{self.kwargs['code']}/{self.kwargs['serial']}"
        record = find_public_record(index_number=index_number, on=timezone.localdate())
        if record is None:
            raise NotFound("没有公开的这一条信息。")
        return record
