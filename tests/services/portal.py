"""Fixture: the whole portal as `make demo` runs it (web, worker and beat), on a database and a port of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.services.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120.0
STOP_SECONDS = 40.0


@dataclass(frozen=True)
class Portal:
    """A running portal with the demo content."""

    port: int
    environment: dict[str, str]

    @property
    def url(self) -> str:
        """The address without a closing slash: `page.goto(portal.url + "/search/")`."""
        return f"http://localhost:{self.port}"

    @property
    def data_dir(self) -> Path:
        return Path(self.environment["DATA_DIR"])

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py on this portal and return what it printed; raise when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Yield one portal for the run; tests share its content and leave alone what they did not make."""
    folder = tmp_path_factory.mktemp("portal")
    port = free_port()
    portal = Portal(
        port=port,
        environment={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder / 'zhifu.sqlite3'}",
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "zhifu_portal.settings.local",
            "PORT": str(port),
            "REDIS_URL": "",
            "SITE_DOMAIN": f"localhost:{port}",
        },
    )
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("collectstatic", "--noinput", "--verbosity", "0")
    portal.manage("create_demo")
    log = folder / "run_demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run_demo"],
            cwd=ROOT,
            env=portal.environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait_until_healthy(portal, process=process, log=log)
        yield portal
    finally:
        process.send_signal(signal.SIGINT)
        exit_code = process.wait(STOP_SECONDS)
    assert exit_code == 0, log.read_text(errors="replace")


def _wait_until_healthy(portal: Portal, *, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", portal.port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": f"localhost:{portal.port}"})
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"the portal did not start:\n{log.read_text(errors='replace')[-4000:]}")
