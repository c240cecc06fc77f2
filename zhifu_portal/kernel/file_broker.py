"""The broker of the embedded installation: Celery messages as files in DATA_DIR.

kombu writes a message into the very file that the worker looks for, so that a worker that looks a moment too early
reads an empty file and ends. Here a message gets its name only when it is complete.
"""

from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """The channel of kombu whose messages appear whole or not at all."""

    # kombu names the message differently in each of its classes.
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        """Put a message on a queue; files are read in the order of their names."""
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000):015d}_{uuid4()}"
        unfinished = folder / f"{name}.part"
        unfinished.write_text(dumps(payload), encoding="utf-8")
        unfinished.rename(folder / f"{name}.{queue}.msg")


class Transport(filesystem.Transport):
    """The transport of kombu with this channel."""

    Channel = Channel
