"""Waking a worker after a commit; a broker that is away costs the request nothing, because beat drains anyway."""

import logging

from celery import current_app

from zhifu_portal.kernel.commits import OncePerCommit

DRAIN_TASK = "kernel.drain_outbox"
logger = logging.getLogger(__name__)


def send_drain_task() -> None:
    """Send the drain task once, without retries; log and go on when the broker cannot be reached."""
    try:
        # A kick that waits longer than the next beats has nothing left to do.
        current_app.tasks[DRAIN_TASK].apply_async(retry=False, expires=10)
    except Exception:  # every transport raises errors of its own; none of them may reach the request
        logger.warning("the outbox was not kicked; the next beat drains it", exc_info=True)


kick_after_commit = OncePerCommit(send_drain_task)
