"""Read-only API of topics and the catalog."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.api import THROTTLED


class TopicSerializer(serializers.ModelSerializer[Topic]):
    """A topic; `parent_slug` is the slug of the topic above."""

    parent_slug = serializers.SerializerMethodField()

    class Meta:
        model = Topic
        fields = ("slug", "name", "parent_slug", "is_local")

    def get_parent_slug(self, topic: Topic) -> str | None:
        """Return the slug of the topic above."""
        return topic.parent.slug if topic.parent else None


class CatalogEntrySerializer(serializers.ModelSerializer[CatalogEntry]):
    """An entry of the catalog; `parent_slug` is the slug of the entry above."""

    parent_slug = serializers.SerializerMethodField()

    class Meta:
        model = CatalogEntry
        fields = ("slug", "name", "parent_slug", "part", "statutory_item", "description")

    def get_parent_slug(self, entry: CatalogEntry) -> str | None:
        """Return the slug of the entry above."""
        return entry.parent.slug if entry.parent else None


@extend_schema(responses={200: TopicSerializer(many=True), **THROTTLED}, summary="主题分类")
class TopicListView(generics.ListAPIView[Topic]):
    """All topics shown on the site, without pages."""

    serializer_class = TopicSerializer
    pagination_class = None
    filter_backends = ()
    queryset = Topic.objects.none()

    def get_queryset(self) -> QuerySet[Topic]:
        return Topic.objects.visible().select_related("parent")


@extend_schema(responses={200: CatalogEntrySerializer(many=True), **THROTTLED}, summary="公开目录")
class CatalogEntryListView(generics.ListAPIView[CatalogEntry]):
    """The catalog in use, without pages."""

    serializer_class = CatalogEntrySerializer
    pagination_class = None
    filter_backends = ()
    queryset = CatalogEntry.objects.none()

    def get_queryset(self) -> QuerySet[CatalogEntry]:
        return CatalogEntry.objects.filter(is_active=True).select_related("parent")
