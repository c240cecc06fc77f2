"""Handlers that leave a trace of every delivery, and that stop half-way the first time they meet the key `stall`."""

import signal
from pathlib import Path

from django.conf import settings

from zhifu_portal.kernel.numbering import next_number

STALL = "stall"


def count(deliveries):
    """Count each delivery in the database, in the transaction that marks it done."""
    for delivery in deliveries:
        next_number(scope=f"delivered:{delivery.key}")
        stall_once(delivery.key, Path(settings.DATA_DIR) / "counted-stalled")


def note(deliveries):
    """Append each delivery to a file, which no transaction takes back."""
    for delivery in deliveries:
        with (Path(settings.DATA_DIR) / "noted").open("a") as file:
            file.write(f"{delivery.key}\n")
        stall_once(delivery.key, Path(settings.DATA_DIR) / "leased-stalled")


def stall_once(key, marker):
    """Wait to be killed, the first time only; the marker says that the moment has come."""
    if key == STALL and not marker.exists():
        marker.touch()
        signal.pause()
