"""Organs with their 代字 and guides, and the local topics."""

from collections.abc import Mapping

from disclosure.catalog.models import Topic
from disclosure.organs.models import Organ, OrganPrefix
from zhifu_portal.demo.content import Organ as DemoOrgan
from zhifu_portal.demo.content import OrganGuide, OrganKind, load_local_topics, load_organs

# What a platform shows for the organs of which the demo tells nothing more; invented like the rest.
STREET_FUNCTIONS = "承担辖区公共服务、公共管理和公共安全工作，指导社区居民委员会开展居民自治和居务公开。（演示数据）"
PLAIN_GUIDE = OrganGuide(
    disclosure_unit="办公室（演示）",
    address="演示地址 1 号",
    office_hours="演示时间：工作日 8:30—11:30，13:30—17:00（法定节假日除外）",
    telephone="演示电话 0000-0000000",
    fax="演示传真 0000-0000000",
    email="office@demo.invalid",
    postcode="000000",
)


def create_organs() -> dict[str, Organ]:
    """Make the organs that are missing; return all of the demo's by slug. One that exists stays as it is."""
    organs: dict[str, Organ] = {}
    government: Organ | None = None
    for order, demo in enumerate(load_organs(), 1):
        organ = Organ.objects.filter(slug=demo.slug).first() or _create_organ(demo, order=order, parent=government)
        organs[demo.slug] = organ
        if demo.kind is OrganKind.GOVERNMENT:
            government = organ
    return organs


def _create_organ(demo: DemoOrgan, *, order: int, parent: Organ | None) -> Organ:
    is_foreign = demo.kind is OrganKind.SUPERIOR
    organ = Organ(
        name=demo.full_name or demo.name,
        short_name=demo.short_name or demo.name,
        slug=demo.slug,
        kind=str(demo.kind),
        is_foreign=is_foreign,
        code=demo.code or None,
        parent=None if is_foreign else parent,
        sort_order=order,
    )
    if not is_foreign:
        _describe(organ, demo)
    organ.full_clean()
    organ.save()
    for prefix in (*demo.prefixes, *demo.demo_prefixes):
        OrganPrefix.objects.get_or_create(prefix=prefix, defaults={"organ": organ})
    return organ


def _describe(organ: Organ, demo: DemoOrgan) -> None:
    """Fill what the organ's platform shows: functions and the contact fields of 条例第十二条."""
    guide = demo.guide or PLAIN_GUIDE
    organ.functions = demo.functions or STREET_FUNCTIONS
    organ.head = demo.head or "演示负责人"
    organ.disclosure_unit = guide.disclosure_unit
    organ.address = guide.address
    organ.office_hours = guide.office_hours
    organ.phone = guide.telephone
    organ.fax = guide.fax
    organ.email = guide.email
    organ.postal_code = guide.postcode


def create_local_topics() -> None:
    """Make the local topics (特色主题) that are missing."""
    for order, topic in enumerate(load_local_topics(), 1):
        Topic.objects.get_or_create(
            slug=topic.slug, defaults={"name": topic.name, "is_local": True, "sort_order": order}
        )


def topics_by_path() -> Mapping[str, Topic]:
    """Return every topic by `parent/name`, a local topic by its slug."""
    topics = Topic.objects.select_related("parent")
    return {
        topic.slug if topic.is_local else f"{topic.parent.name if topic.parent else ''}/{topic.name}": topic
        for topic in topics
    }
