"""Run the benchmarks: `python -m tests.bench [--documents N] [--seconds S] [--records N]`."""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.bench.corpus import write_documents
from tests.bench.load import run
from tests.bench.personal_data import figures
from tests.bench.records_million import RECORDS
from tests.bench.records_million import figures as million_figures
from tests.bench.servers import ROOT, environment, serve, worker_memory_mb

# A cookie of a session sends a reader past the page cache: what it costs to make the page.
PAST_THE_CACHE = "sessionid=benchmark"


def show(figure: str, **values: Any) -> None:
    """Print one figure as a JSON line."""
    print(json.dumps({"figure": figure, **values}, ensure_ascii=False), flush=True)


def manage(env: dict[str, str], *arguments: str) -> float:
    """Run a command of manage.py; return its seconds."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=True, capture_output=True)
    return time.perf_counter() - started


def prepare(folder: Path, env: dict[str, str], *, documents: int) -> None:
    """Make the portal's data: demo content and imported documents; print rates."""
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "collectstatic", "--noinput", "--verbosity", "0")
    show("create_demo", seconds=round(manage(env, "create_demo"), 1))
    path = folder / "documents.jsonl"
    characters = write_documents(path, count=documents)
    seconds = manage(env, "import_documents", str(path), "--publish")
    show("import", documents=documents, characters=characters, per_second=round(documents / seconds, 1))
    seconds = manage(env, "search_index", "rebuild")
    show("index_rebuild", documents=documents, per_second=round(documents / seconds, 1))
    show("bare_command", seconds=round(manage(env, "check"), 2))


def first_record_path(port: int) -> str:
    """Return the path of the first record of the public list."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/disclosure/info/", headers={"Host": f"localhost:{port}"})
    html = connection.getresponse().read().decode()
    match = re.search(r'href="(/disclosure/info/[0-9A-Z]{18}/\d{4}-\d{5}/)"', html)
    if match is None:
        raise RuntimeError("the public list is empty")
    return match[1]


def measure_baseline(folder: Path, *, seconds: float) -> dict[str, float]:
    """Measure the bare view and the stock page; return requests per second by name."""
    env = environment(
        folder,
        DJANGO_SETTINGS_MODULE="tests.bench.stock.settings",
        STOCK_DATABASE=str(folder / "stock.sqlite3"),
    )
    subprocess.run([sys.executable, "-m", "tests.bench.stock.prepare"], cwd=ROOT, env=env, check=True)
    rates: dict[str, float] = {}
    server = serve(application="tests.bench.stock.wsgi:application", environment=env, ready_path="/plain/")
    with server as (port, pid, _cold):
        for name, path in (("bare_view", "/plain/"), ("stock_wagtail_page", "/stock/")):
            run(port=port, paths=[path], seconds=0.5)
            figures = run(port=port, paths=[path], seconds=seconds)
            rates[name] = figures.requests_per_second
            show(name, **figures.__dict__)
        show("stock_worker_memory", mb=worker_memory_mb(pid))
    return rates


def measure_portal(env: dict[str, str], *, seconds: float, baseline: dict[str, float]) -> None:
    """Measure the portal's pages, made anew and from the cache, beside the baseline."""
    server = serve(application="zhifu_portal.wsgi:application", environment=env, ready_path="/healthz")
    with server as (port, pid, cold):
        show("cold_start", seconds=cold)
        pages = {
            "home": "/",
            "list": "/disclosure/info/",
            "record": first_record_path(port),
            "policies": "/policies/",
            "search": f"/search/?q={quote('养老服务 公布结果')}",
        }
        for cookie, suffix in ((PAST_THE_CACHE, "uncached"), ("", "cached")):
            for name, path in pages.items():
                if name == "search" and not cookie:
                    continue
                run(port=port, paths=[path], seconds=0.5, cookie=cookie)
                figures = run(port=port, paths=[path], seconds=seconds, cookie=cookie)
                rate = figures.requests_per_second
                show(
                    f"{name}_{suffix}",
                    **figures.__dict__,
                    to_bare_view=round(rate / baseline["bare_view"], 3),
                    to_stock_page=round(rate / baseline["stock_wagtail_page"], 2),
                )
        show("worker_memory", mb=worker_memory_mb(pid))


def main() -> None:
    """Run everything in a throw-away folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--records", type=int, default=RECORDS, help="records that periodic review sweeps; 0 for none")
    options = parser.parse_args()
    for personal_data_figure in figures():
        show(**personal_data_figure)
    with tempfile.TemporaryDirectory(prefix="zhifu-bench-") as name:
        folder = Path(name)
        baseline = measure_baseline(folder, seconds=options.seconds)
        env = environment(
            folder,
            DATABASE_URL=f"sqlite:///{folder / 'zhifu.sqlite3'}",
            DJANGO_SETTINGS_MODULE="zhifu_portal.settings.local",
        )
        prepare(folder, env, documents=options.documents)
        measure_portal(env, seconds=options.seconds, baseline=baseline)
    if options.records:
        for million_figure in million_figures(count=options.records, not_open=options.records // 5):
            show(**million_figure)


if __name__ == "__main__":
    main()
