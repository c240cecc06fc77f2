"""Every address under /cms/ × every role × own and foreign rows × reading and writing, against one table.

Whatever the answer, it never shows a foreign organ's word, a refused request writes nothing at all, an allowed one
nothing of a foreign organ, and reading writes nothing but Wagtail's own book-keeping.
"""

import copy
import re
from collections import Counter
from contextlib import contextmanager

import pytest
from django.contrib.messages import get_messages
from django.db import connection, transaction

from tests.cms.admin.access.addresses import staff_addresses
from tests.cms.admin.access.requests import body_of, outcome_of, path_of, places
from tests.cms.admin.access.table import expected, stale
from tests.cms.admin.access.world import CANARY, ROLES, build_world, foreign_rows

READS_EVERYTHING = frozenset({"office", "auditor", "superuser"})
# Sessions, open editors, previews, thumbnails and who is told of changes: nothing of a row's content.
BOOK_KEEPING = frozenset(
    {"django_session", "wagtailadmin_editingsession", "wagtailadmin_formstate", "wagtailusers_userprofile",
     "wagtailcore_pagesubscription", "wagtailimages_rendition"}
)  # fmt: skip
WRITE = re.compile(r'(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')


@contextmanager
def rolled_back(written):
    """Collect the tables that are written to, and undo everything."""

    def watch(execute, sql, parameters, many, context):
        if match := WRITE.match(sql):
            written.add(match[1])
        return execute(sql, parameters, many, context)

    with transaction.atomic(), connection.execute_wrapper(watch):
        yield
        transaction.set_rollback(True)


def text_of(response):
    """Return everything the answer says, the messages kept for the next page included."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    return f"{body.decode(errors='replace')} {response.get('Location', '')} {said}"


def faults_of(client, role, address, place, method, world, before):
    """Return what is wrong with the answer to one request."""
    wanted = expected(address.screen, place, method, role)
    written: set[str] = set()
    faults = []
    with rolled_back(written):
        path, body = path_of(address, place, world), body_of(address, place, world) if method == "post" else None
        response = getattr(client, method)(path, body)
        if (got := outcome_of(response)) != wanted:
            faults.append(f"answer {got} instead of {wanted}")
        if CANARY in text_of(response) and role not in READS_EVERYTHING:
            faults.append("shows a foreign organ's row")
        written -= BOOK_KEEPING
        if written and (method == "get" or got not in "AL"):
            faults.append(f"writes to {sorted(written)}")
        if written and role not in READS_EVERYTHING and foreign_rows(world) != before:
            faults.append("changes a foreign organ's rows")
    return [f"{role} {method.upper()} {place} {address.screen} ({path}): {fault}" for fault in faults]


# Wagtail leaves the file open from which it made a thumbnail.
@pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")
@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_the_table_says(client, role):
    world = build_world()
    before = foreign_rows(world)
    if person := world.people[role]:
        client.force_login(person)
    cookies = copy.deepcopy(client.cookies)
    faults = []
    for address in staff_addresses():
        for place in places(address):
            for method in ("get", "post"):
                # One of the requests logs out.
                client.cookies = copy.deepcopy(cookies)
                faults += faults_of(client, role, address, place, method, world, before)

    assert faults == []


def test_the_table_covers_every_screen_and_nothing_else():
    screens = Counter((address.screen, place) for address in staff_addresses() for place in places(address))

    missing = [screen for screen in screens if expected(*screen, "get", "editor") is None]
    assert missing == [], "a new screen is not covered: say in table.py who may do what there"
    assert stale(screens) == []
