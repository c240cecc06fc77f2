"""The generations of the index on disk, and the pointer file that names the live one."""

import os
import shutil
from pathlib import Path
from uuid import uuid4

from whoosh import index as whoosh_index

from zhifu_portal.search.whoosh_engine.schema import make_schema

_POINTER = "current"
_PREFIX = "generation-"


class Generations:
    """Folders `generation-…` below one directory; `current` names the live one and is replaced atomically."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def current(self) -> str:
        """Return the name of the live generation, `""` while there is none."""
        try:
            return (self._directory / _POINTER).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""

    def path(self, name: str) -> Path:
        """Return the folder of a generation."""
        return self._directory / name

    def create(self) -> str:
        """Make an empty generation that is not live yet, and return its name."""
        name = f"{_PREFIX}{uuid4().hex[:12]}"
        self.path(name).mkdir(parents=True)
        whoosh_index.create_in(str(self.path(name)), make_schema()).close()
        return name

    def open(self, name: str) -> whoosh_index.FileIndex:
        """Return the Whoosh index of a generation, with the schema of this code."""
        return whoosh_index.open_dir(str(self.path(name)), schema=make_schema())

    def switch(self, name: str) -> None:
        """Make a generation the live one, at once for every process."""
        temporary = self._directory / f"{_POINTER}.{uuid4().hex}"
        with temporary.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, self._directory / _POINTER)

    def remove_except(self, *kept: str) -> None:
        """Delete the folders of all generations but these (left by an earlier or an interrupted rebuild)."""
        for folder in self._directory.glob(f"{_PREFIX}*"):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def size(self, name: str) -> int:
        """Return the bytes a generation takes on disk."""
        return sum(file.stat().st_size for file in self.path(name).iterdir() if file.is_file())
