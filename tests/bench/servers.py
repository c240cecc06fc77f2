"""Servers of the benchmark: the portal and the baseline, both granian with the same flags."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.services.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serve(*, application: str, environment: dict[str, str], ready_path: str) -> Iterator[tuple[int, int, float]]:
    """Start granian with two workers; yield its port, its process id and the seconds until the first answer."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "2", "--blocking-threads", "1", "--log-level", "warning", application),
    ]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(port, ready_path, process)
        yield port, process.pid, round(time.perf_counter() - started, 2)
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{port}"})
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.02)
        finally:
            connection.close()
    raise RuntimeError("a server of the benchmark did not start")


def worker_memory_mb(parent: int) -> float:
    """Return the resident memory of the largest child of a process, in MiB."""
    sizes = [0.0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(fields.get("PPid", "0")) == parent:
            sizes.append(int(fields.get("VmRSS", "0 kB").split()[0]) / 1024)
    return round(max(sizes), 1)


def environment(folder: Path, **values: str) -> dict[str, str]:
    """Return the environment of a process of the benchmark, with a data folder of its own."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "DATA_DIR": str(folder), "REDIS_URL": "", **values}
