"""The supervisor ends what it started, whatever the programs do."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from zhifu_portal.demo.supervision import Program, Supervisor

SLEEPER = "import sys, time; print('up', flush=True); time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
)
PARENT = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(child.pid, flush=True); time.sleep(600)"
)


def program(name: str, source: str) -> Program:
    return Program(name, (sys.executable, "-c", source))


def supervise(folder: Path, *programs: Program) -> Supervisor:
    return Supervisor(programs, folder / "log")


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # What init has not yet collected is dead all the same.
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_supervisor_runs_programs_until_the_end_of_the_block(tmp_path: Path) -> None:
    with supervise(tmp_path, program("web", SLEEPER), program("worker", SLEEPER)) as supervisor:
        for name in ("web", "worker"):
            wait_for(lambda name=name: supervisor.log_path(name).read_text() == "up\n")
        assert supervisor.first_ended() is None
    assert supervisor.first_ended() == "web"


def test_supervisor_names_the_program_that_ended_by_itself(tmp_path: Path) -> None:
    with supervise(tmp_path, program("web", SLEEPER), program("worker", "print('done')")) as supervisor:
        wait_for(supervisor.first_ended)
        assert supervisor.first_ended() == "worker"
        assert supervisor.log_path("worker").read_text() == "done\n"


def test_supervisor_kills_what_does_not_heed_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhifu_portal.demo.supervision.STOP_SECONDS", 0.2)
    with supervise(tmp_path, program("web", STUBBORN)) as supervisor:
        wait_for(lambda: supervisor.log_path("web").read_text() == "up\n")
    assert supervisor.first_ended() == "web"


def test_supervisor_ends_the_children_of_its_programs(tmp_path: Path) -> None:
    with supervise(tmp_path, program("web", PARENT)) as supervisor:
        wait_for(lambda: supervisor.log_path("web").read_text().endswith("\n"))
        grandchild = int(supervisor.log_path("web").read_text())
        assert is_running(grandchild)
    wait_for(lambda: not is_running(grandchild))


def test_supervisor_that_cannot_start_all_leaves_none(tmp_path: Path) -> None:
    supervisor = supervise(tmp_path, program("web", SLEEPER), Program("worker", (str(tmp_path / "missing"),)))
    with pytest.raises(FileNotFoundError), supervisor:
        pass
    assert supervisor.first_ended() == "web"
