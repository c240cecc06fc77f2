"""The dashboards of the disclosure office as whole pages, for `million_queries`: frame, figures and drawing."""

from datetime import date
from functools import cache
from io import StringIO

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.organs.models import StaffRole
from disclosure.records.services.figures import refresh_record_figures


@cache
def office() -> Client:
    """Return the client of somebody of the disclosure office, the figures counted before."""
    refresh_record_figures(now=timezone.now())
    user, _is_new = User.objects.get_or_create(username="bench-office")
    StaffRole.objects.get_or_create(user=user, organ=None, role=Role.DISCLOSURE_OFFICE)
    call_command("setup_site", stdout=StringIO())
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def _page(path: str) -> None:
    answer = office().get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.headers.get('Location', '')}")


def attributes(on: date) -> None:
    """公开属性构成."""
    _page("/cms/dashboards/attributes/")


def grounds(on: date) -> None:
    """不予公开情形."""
    _page("/cms/dashboards/grounds/")


def timeliness(on: date) -> None:
    """应公开未公开与迟公开."""
    _page("/cms/dashboards/timeliness/")


def coverage(on: date) -> None:
    """定期审查覆盖率."""
    _page("/cms/dashboards/coverage/")


def home(on: date) -> None:
    """The first page of the CMS."""
    _page("/cms/")
