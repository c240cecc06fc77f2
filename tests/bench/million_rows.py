"""Generated records of an invented district, written straight to the tables (by tests.bench.in_django)."""

import argparse
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.db import connection

from disclosure.organs.enums import Role
from disclosure.organs.models import Organ, StaffRole
from disclosure.records.models import InformationRecord
from disclosure.records.services.official_rows import ensure_grounds
from zhifu_portal.kernel.unified_code import unified_check_digit

ORGANS = 60
BATCH = 5000
# So many records are made by the models, the others in the database from these.
SEED = 20_000
FIRST_DAY = datetime(2012, 1, 1, tzinfo=UTC)
DAYS = 13 * 365
GROUNDS = ("E14-1", "E14-3", "E15", "E16-1", "E16-2", "E16-3")
SENTENCES = (
    "演示数据：为规范管理，结合工作实际，现就有关事项通知如下。",
    "各有关单位应当按照职责分工抓好落实，按期报告。",
)


def main() -> None:
    """Write organs, their reviewers and the records; VACUUM and ANALYZE, as autovacuum would."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--not-open", type=int, required=True)
    options = parser.parse_args()
    ensure_grounds()
    seed = min(options.count, SEED)
    write_records(organ_ids=write_organs(), count=seed, not_open=options.not_open * seed // options.count)
    multiply(seed, times=options.count // seed)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def write_organs() -> list[tuple[int, str]]:
    """Make the organs, each with one reviewer; return (id, code)."""
    made = []
    for number in range(ORGANS):
        first17 = f"11370602{number:08d}A"
        code = first17 + unified_check_digit(first17)
        organ = Organ.objects.create(name=f"演示机关{number}", slug=f"bench-{number}", code=code)
        reviewer = User.objects.create(username=f"bench-{number}")
        StaffRole.objects.create(user=reviewer, organ=organ, role=Role.REVIEWER)
        made.append((organ.pk, code))
    return made


def write_records(*, organ_ids: list[tuple[int, str]], count: int, not_open: int) -> None:
    """Insert the records in batches; every so many is registered as not open, the rest is public or a draft."""
    batch: list[InformationRecord] = []
    for fields in record_fields(organ_ids=organ_ids, count=count, not_open=not_open):
        batch.append(InformationRecord(**fields))
        if len(batch) == BATCH:
            InformationRecord.objects.bulk_create(batch)
            batch.clear()
    InformationRecord.objects.bulk_create(batch)


def multiply(seed: int, *, times: int) -> None:
    """Copy every record so often, each time with numbers of its own and registered a few days earlier."""
    columns = [field.column for field in InformationRecord._meta.concrete_fields if not field.primary_key]
    values = {
        "index_number": "substr(index_number, 1, 24)"
        f" || lpad((substr(index_number, 25)::int + {seed} * %s)::text, 7, '0')",
        "registered_at": "registered_at - make_interval(days => %s * 3)",
    }
    selected = ", ".join(values.get(column, f'"{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    table = InformationRecord._meta.db_table
    statement = f'INSERT INTO "{table}" ({named}) SELECT {selected} FROM "{table}" WHERE id <= %s'  # noqa: S608  # columns of the model
    last = InformationRecord.objects.order_by("pk").values_list("pk", flat=True).last()
    with connection.cursor() as cursor:
        for copy in range(1, times):
            cursor.execute(statement, [copy, copy, last])


def record_fields(*, organ_ids: list[tuple[int, str]], count: int, not_open: int) -> Iterator[dict[str, object]]:
    """Yield the fields of each record; the same in every run."""
    choose = random.Random(20261123)
    for number in range(count):
        organ_id, code = choose.choice(organ_ids)
        at = FIRST_DAY + timedelta(days=choose.randrange(DAYS), seconds=number % 86400)
        fields: dict[str, object] = {
            "index_number": f"{code}/{at.year}-{number + 1:07d}",
            "title": f"演示数据：关于事项{number}的通知",
            "organ_id": organ_id,
            "registered_at": at,
            "composed_on": at.date(),
            "due_on": at.date() + timedelta(days=28),
            "body": [("text", "<p>" + "".join(choose.choices(SENTENCES, k=10)) + "</p>")],
        }
        is_not_open = number * not_open // count != (number + 1) * not_open // count
        yield fields | _disclosure(number, choose, at, is_not_open=is_not_open)


def _disclosure(number: int, choose: random.Random, at: datetime, *, is_not_open: bool) -> dict[str, object]:
    """Return what the record's attribute and status are."""
    if is_not_open:
        attribute = choose.choice(("on_request", "on_request", "withheld"))
        reason = {"ground": choose.choice(GROUNDS), "ground_reason": "演示数据：理由。"}
        return {"attribute": attribute, "status": "registered", "secrecy_result": "refused", **reason}
    if number % 25 == 0:
        return {"attribute": choose.choice(("open", "undetermined")), "status": "draft"}
    published = {"published_at": at + timedelta(days=choose.randrange(40)), "live": True}
    return {"attribute": "open", "status": "published", "secrecy_result": "cleared", **published}
