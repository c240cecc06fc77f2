"""Child processes under one roof: started together, ended together, none restarted."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

STOP_SECONDS = 20.0


@dataclass(frozen=True)
class Program:
    """What to start: the name that messages and the log file use, and the command line."""

    name: str
    command: Sequence[str]


@dataclass
class Supervisor:
    """Context manager that starts the programs, each in a process group of its own, and leaves none behind."""

    programs: Sequence[Program]
    log_dir: Path
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> "Supervisor":
        self.log_dir.mkdir(parents=True, exist_ok=True)
        try:
            for program in self.programs:
                self._processes[program.name] = self._start(program)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def log_path(self, name: str) -> Path:
        """Return where the output of the program goes."""
        return self.log_dir / f"{name}.log"

    def first_ended(self) -> str | None:
        """Return the name of a program that has ended by itself, or None while all run."""
        return next((name for name, process in self._processes.items() if process.poll() is not None), None)

    def stop(self) -> None:
        """Ask every program to end, wait STOP_SECONDS in all, then kill whatever is left of its process group."""
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self._processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self, program: Program) -> subprocess.Popen[bytes]:
        with self.log_path(program.name).open("ab") as log:
            # A group of its own: Ctrl-C in the terminal reaches this process alone, which ends the children in order.
            return subprocess.Popen(program.command, stdout=log, stderr=log, start_new_session=True)
