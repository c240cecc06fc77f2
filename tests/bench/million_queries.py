"""Time what the dashboards ask, on the database the environment names: one JSON line per figure.

`PROBES` names functions without arguments but `on`, by dotted path; a dashboard adds its own line.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string

from disclosure.review.models import ReviewItem
from disclosure.review.queries.coverage import coverage_of_year
from disclosure.review.queries.rounds import items_for_list, recent_rounds

# Name of the figure: dotted path of a function that takes `on` and asks everything the screen shows.
PROBES: dict[str, str] = {
    "review_coverage_of_year": "tests.bench.million_queries.coverage_of_this_year",
    "review_items_first_page": "tests.bench.million_queries.first_items",
    "dashboard_attributes": "tests.bench.million_dashboards.attributes",
    "dashboard_grounds": "tests.bench.million_dashboards.grounds",
    "dashboard_timeliness": "tests.bench.million_dashboards.timeliness",
    "dashboard_coverage": "tests.bench.million_dashboards.coverage",
    "dashboard_home": "tests.bench.million_dashboards.home",
}
RUNS = 7


def coverage_of_this_year(on: date) -> None:
    """The coverage screen of the office."""
    coverage_of_year(year=on.year, on=on)
    recent_rounds(on=on)


def first_items(on: date) -> None:
    """The first page of the office's list of items, and its number."""
    items = items_for_list(ReviewItem.objects.all())
    list(items[:30])
    items.count()


def measure(name: str, probe: Callable[[date], object], *, on: date) -> dict[str, Any]:
    """Return the median and the slowest time of several runs after a first one, and the number of queries."""
    probe(on)
    with CaptureQueriesContext(connection) as queries:
        probe(on)
    # Now: a later request empties the log.
    asked = len(queries)
    times = []
    for _run in range(RUNS):
        started = time.perf_counter()
        probe(on)
        times.append((time.perf_counter() - started) * 1000)
    return {
        "figure": f"million_{name}",
        "median_ms": round(statistics.median(times), 1),
        "slowest_ms": round(max(times), 1),
        "queries": asked,
    }


def main() -> None:
    """Measure every probe."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--on", type=date.fromisoformat, required=True)
    options = parser.parse_args()

    for name, path in PROBES.items():
        probe = import_string(path)
        print(json.dumps(measure(name, probe, on=options.on), ensure_ascii=False), flush=True)
