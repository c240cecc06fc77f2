"""Every public address of the portal, made from its URL patterns: a pattern without a line here fails the tests."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

from disclosure.records.models import InformationRecord
from tests.leaks.canaries import World

STAFF = "cms/"


def public_patterns() -> list[str]:
    """Return the route of every pattern outside the CMS."""
    return sorted({route for route in _routes(get_resolver()) if not route.startswith(STAFF)})


def _routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from _routes(entry, route)


def _plain(route: str) -> Callable[[World], list[str]]:
    return lambda world: [f"/{route}"]


def _of_records(template: str) -> Callable[[World], list[str]]:
    return lambda world: [template.format(record.index_number) for record in world.records.values()]


def _list(path: str) -> Callable[[World], list[str]]:
    """A list by each of its words, orders and pages."""

    def addresses(world: World) -> list[str]:
        by_word = [f"{path}?q={quote(bait)}" for bait in world.baits_in("title", "number")]
        orders = ("published", "-published", "composed", "-composed", "number", "-number")
        return [path, f"{path}?page=2", *by_word, *(f"{path}?sort={order}" for order in orders)]

    return addresses


def _search(world: World) -> list[str]:
    filters = [f"/search/?{name}=x" for name in ("kind", "organ", "topic", "genre", "validity")]
    return ["/search/", "/search/?sort=date", *(f"/search/?q={bait}" for bait in world.baits), *filters]


def _suggest(world: World) -> list[str]:
    typed = {bait[:length] for bait in world.baits_in("title", "number") for length in (3, len(bait))}
    return [f"/search/suggest/?q={quote(text)}" for text in sorted({*typed, "needle", "b", "演示"})]


def _attachments(world: World) -> list[str]:
    return [f"/disclosure/info/attachments/{pk}/" for pk in range(1, max(world.attachment_ids) + 3)]


def _images(world: World) -> list[str]:
    names = ("x.png", "..", "%2E%2E", ".hidden", "%00", *(f"{pk}.docx" for pk in world.attachment_ids))
    return [f"/media/images/{name}" for name in names]


def _files(template: str) -> Callable[[World], list[str]]:
    return lambda world: [template.format("csv"), template.format("xlsx"), template.format("pdf")]


COVERED: dict[str, Callable[[World], list[str]]] = {
    "disclosure/": _plain("disclosure/"),
    "disclosure/annual-reports/": _plain("disclosure/annual-reports/"),
    "disclosure/catalog/": _plain("disclosure/catalog/"),
    "disclosure/guide/": _plain("disclosure/guide/"),
    "disclosure/guide/<slug:slug>/": lambda world: [
        f"/disclosure/guide/{record.organ.slug}/" for record in world.records.values()
    ],
    "disclosure/info/": _list("/disclosure/info/"),
    "disclosure/info/<str:code>/<str:serial>/": _of_records("/disclosure/info/{}/"),
    "disclosure/info/<str:code>/<str:serial>/qr.svg": _of_records("/disclosure/info/{}/qr.svg"),
    "disclosure/info/attachments/<int:pk>/": _attachments,
    "disclosure/info/export.<str:file_format>": _files("/disclosure/info/export.{}"),
    "disclosure/info/feed/": _list("/disclosure/info/feed/"),
    "disclosure/institutions/": _plain("disclosure/institutions/"),
    "disclosure/organs/": _plain("disclosure/organs/"),
    "disclosure/organs/<slug:slug>/": lambda world: [
        record.organ.get_absolute_url() for record in world.records.values()
    ],
    "policies/": _list("/policies/"),
    "policies/export.<str:file_format>": _files("/policies/export.{}"),
    "policies/feed/": _list("/policies/feed/"),
    "api/v1/records/": _list("/api/v1/records/"),
    "api/v1/records/<str:code>/<str:serial>/": _of_records("/api/v1/records/{}/"),
    "api/v1/policies/": _list("/api/v1/policies/"),
    "api/v1/organs/": _plain("api/v1/organs/"),
    "api/v1/topics/": _plain("api/v1/topics/"),
    "api/v1/catalog/": _plain("api/v1/catalog/"),
    "api/v1/schema/": _plain("api/v1/schema/"),
    "search/": _search,
    "search/suggest/": _suggest,
    "media/images/<str:name>": _images,
    "accessibility/": _plain("accessibility/"),
    "accessibility/mode/": _plain("accessibility/mode/?mode=elder"),
    "sitemap/": _plain("sitemap/"),
    "feeds/": _plain("feeds/"),
    "robots.txt": _plain("robots.txt"),
    "healthz": _plain("healthz"),
    "readyz": _plain("readyz"),
    "sitemap.xml": _plain("sitemap.xml"),
    "sitemap-<section>.xml": lambda world: [
        f"/sitemap-{section}.xml" for section in ("records", "organs", "guides", "sections", "pages", "x")
    ],
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": _plain(
        "_util/authenticate_with_password/1/1/"
    ),
    "_util/login/": _plain("_util/login/"),
    r"^((?:[\w\-]+/)*)$": lambda world: ["/", "/x/", "/media/", "/attachments/", "/disclosure/info/x/"],
}


RECORD_SCREENS = (
    *(
        "edit",
        "preview",
        "review",
        "history",
        "history-results",
        "inspect",
        "usage",
        "withdraw",
        "replace",
        "unschedule",
    ),
    *("renditions", "secrecy", "secrecy-reply", "findings", "workflow/preview", "workflow_history"),
)
FILE_SCREENS = ("download", "inspect", "edit")


def staff_addresses(world: World) -> list[str]:
    """Return the CMS's addresses of everything planted: for nobody but the staff of its own organ."""
    return [
        *(address for record in world.records.values() for address in _screens_of(record, world)),
        *(f"/cms/snippets/disclosure/attachment/{name}/{pk}/" for pk in world.attachment_ids for name in FILE_SCREENS),
        *(f"/cms/snippets/choose/disclosure/attachment/chosen/{pk}/" for pk in world.attachment_ids),
    ]


def _screens_of(record: InformationRecord, world: World) -> Iterator[str]:
    root = f"/cms/snippets/{record._meta.app_label}/{record._meta.model_name}"
    yield from (f"{root}/{name}/{record.pk}/" for name in RECORD_SCREENS)
    yield f"{root}/history/{record.pk}/revisions/compare/earliest...latest/"
    yield f"{root}/history/{record.pk}/revisions/{record.latest_revision_id}/view/"
    yield from (f"{root}/review/{record.pk}/file/{pk}/" for pk in world.attachment_ids[-2:])


def staff_lists(world: World) -> list[str]:
    """Return the lists of the CMS that any staff may open, asked for what is planted in other organs' rows."""
    lists = (
        *("disclosure/informationrecord/", "policies/policydocument/", "disclosure/attachment/"),
        *("choose/disclosure/attachment/", "choose/disclosure/attachment/results/"),
    )
    asked = ["", "?export=csv", "?export=xlsx", *(f"?q={bait}" for bait in world.baits[::30])]
    return ["/cms/", *(f"/cms/snippets/{name}{query}" for name in lists for query in asked)]
