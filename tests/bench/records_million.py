"""Periodic review over a million records on PostgreSQL, alone by `python -m tests.bench.records_million`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.bench.servers import ROOT, environment
from tests.services.postgres import Postgres

RECORDS: Final = 1_000_000
NOT_OPEN: Final = 200_000
FIRST_NIGHT: Final = "2026-11-23"
SECOND_NIGHT: Final = "2026-11-24"


def figures(*, count: int = RECORDS, not_open: int = NOT_OPEN) -> Iterator[dict[str, Any]]:
    """Yield the figures of the generator and of the sweeps: seconds and peak memory of the sweeping process."""
    with postgres_portal() as env:
        yield from generated(env, count=count, not_open=not_open)
        yield from swept(env)
        yield from probed(env)


@contextmanager
def postgres_portal() -> Iterator[dict[str, str]]:
    """Yield the environment of an empty, migrated portal on a PostgreSQL of its own."""
    with tempfile.TemporaryDirectory(prefix="zhifu-million-") as name:
        folder = Path(name)
        server = Postgres(folder)
        url = server.start()
        try:
            env = environment(folder, DATABASE_URL=url, DJANGO_SETTINGS_MODULE="zhifu_portal.settings.local")
            timed(env, "manage.py", "migrate", "--verbosity", "0")
            timed(env, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
            yield env
        finally:
            server.stop()


def generated(env: dict[str, str], *, count: int, not_open: int) -> Iterator[dict[str, Any]]:
    """Write the records; yield how long it took."""
    arguments = (
        "-m",
        "tests.bench.in_django",
        "tests.bench.million_rows",
        "--count",
        str(count),
        "--not-open",
        str(not_open),
    )
    seconds, _memory, _output = timed(env, *arguments)
    yield {"figure": "million_generate", "records": count, "not_open": not_open, "seconds": round(seconds, 1)}


def swept(env: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Sweep the first night, once more, and the next night; yield seconds and peak memory of each."""
    for name, day in (("first", FIRST_NIGHT), ("again", FIRST_NIGHT), ("next_night", SECOND_NIGHT)):
        seconds, memory, output = timed(env, "manage.py", "review_sweep", "--on", day)
        yield {
            "figure": f"review_sweep_{name}",
            "seconds": round(seconds, 1),
            "peak_mb": round(memory, 1),
            "said": output.strip(),
        }


def probed(env: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Time the queries of the dashboards at this size, in a process of their own (tests.bench.million_queries)."""
    _seconds, _memory, output = timed(
        env, "-m", "tests.bench.in_django", "tests.bench.million_queries", "--on", SECOND_NIGHT
    )
    yield from (json.loads(line) for line in output.splitlines())


def timed(env: dict[str, str], *arguments: str) -> tuple[float, float, str]:
    """Run Python with these arguments; return its seconds, its peak memory in MiB and what it printed."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=env, stdout=output)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read()
    if process.returncode:
        raise RuntimeError(f"{arguments} ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024, said


def main() -> None:
    """Print the figures as JSON lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--not-open", type=int, default=NOT_OPEN)
    options = parser.parse_args()
    for figure in figures(count=options.records, not_open=options.not_open):
        print(json.dumps(figure, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
