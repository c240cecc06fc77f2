"""What base.html needs around every page, read once per epoch and process."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from zhifu_portal.cms.models import SiteChrome
from zhifu_portal.kernel.epoch import current_epoch

DISPLAY_MODES = ("standard", "elder")
CONTRASTS = ("normal", "high", "light")


@dataclass(frozen=True)
class Notice:
    """The site-wide notice."""

    text: str
    url: str
    until: datetime | None


@dataclass(frozen=True)
class Chrome:
    """Site name, legal footer elements, navigation and footer links; an empty value is left out of the page."""

    site_name: str
    site_domain: str
    site_id_code: str
    icp_number: str
    police_number: str
    organiser: str
    contact: str
    error_report_url: str
    navigation: tuple[tuple[str, str], ...]
    footer_groups: tuple[dict[str, Any], ...]
    announced: Notice | None
    path: str = "/"
    nav: list[dict[str, Any]] = field(default_factory=list)
    fragments: dict[tuple[object, ...], SafeString] = field(default_factory=dict)
    """Rendered parts that are the same on every page of this epoch; shared by the chromes of all paths."""

    @property
    def notice(self) -> Notice | None:
        """The notice while it lasts."""
        if self.announced is None or (self.announced.until and self.announced.until <= timezone.now()):
            return None
        return self.announced


class _ChromeMemory:
    """The chrome this process read last, under its epoch."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: tuple[str, Chrome] | None = None

    def get(self) -> Chrome:
        """Return the chrome of the current epoch."""
        epoch = current_epoch()
        known = self._known
        if known is None or known[0] != epoch:
            with self._lock:
                known = (epoch, read_chrome())
                self._known = known
        return known[1]


_memory = _ChromeMemory()


def read_chrome() -> Chrome:
    """Read navigation, footer and notice from the database."""
    site = SiteChrome.load()
    return Chrome(
        site_name=settings.SITE_NAME,
        site_domain=settings.SITE_DOMAIN,
        site_id_code=settings.SITE_ID_CODE,
        icp_number=settings.SITE_ICP_NUMBER,
        police_number=settings.SITE_POLICE_NUMBER,
        organiser=settings.SITE_ORGANISER,
        contact=settings.SITE_CONTACT,
        error_report_url=settings.SITE_ERROR_REPORT_URL,
        navigation=tuple((block.value["label"], block.value["url"]) for block in site.navigation),
        footer_groups=tuple(
            {
                "title": block.value["title"],
                "links": [{"label": link["label"], "url": link["url"]} for link in block.value["links"]],
            }
            for block in site.footer
        ),
        announced=Notice(site.notice_text, site.notice_url, site.notice_until) if site.notice_text else None,
    )


def chrome_for(path: str) -> Chrome:
    """Return the chrome of a page at this path, with the current place marked in the navigation."""
    chrome = _memory.get()
    nav = [
        {"label": label, "url": url, "active": path == url or (url != "/" and path.startswith(url))}
        for label, url in chrome.navigation
    ]
    return Chrome(**{**chrome.__dict__, "path": path, "nav": nav})


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor: chrome and the reader's display choices."""
    if request.path_info.startswith("/cms/"):
        return {}
    mode = request.COOKIES.get("display_mode", "")
    contrast = request.COOKIES.get("contrast", "")
    return {
        "chrome": chrome_for(request.path),
        "display_mode": mode if mode in DISPLAY_MODES else "standard",
        "contrast": contrast if contrast in CONTRASTS else "normal",
        "canonical_url": request.build_absolute_uri(request.path),
    }
