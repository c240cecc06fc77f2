"""Where a link of the demo content leads on this site."""

from django.urls import reverse

from zhifu_portal.cms.models import HomePage
from zhifu_portal.demo.creation.office import find_record
from zhifu_portal.demo.site_content import Link

# Plain pages of the content that the site serves by itself.
SERVED_PAGES = {"accessibility": "accessibility"}


def address_of(link: Link, *, home: HomePage) -> str:
    """Return the path a link leads to; a piece that was never made leads to the list of records."""
    if link.topic:
        return f"{reverse('records:list')}?topic={link.topic}"
    if link.piece:
        record = find_record(link.piece)
        return record.get_absolute_url() if record else reverse("records:list")
    if link.column:
        return page_address(link.column, home=home)
    if link.page:
        return page_address(link.page, home=home)
    return link.url


def page_address(slug: str, *, home: HomePage) -> str:
    """Return the path of a page below the home page."""
    return reverse(SERVED_PAGES[slug]) if slug in SERVED_PAGES else f"{home.url}{slug}/"
