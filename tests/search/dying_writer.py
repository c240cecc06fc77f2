"""Run as a program: begins to write to an index and kills itself just before (`_finish`: just after) a step.

Arguments: the folder of the index, `upsert` or `rebuild`, and the step (a method of Whoosh's writer, or `switch`).
"""

import os
import signal
import sys

from whoosh.writing import SegmentWriter

from tests.search.generated import make_entry
from zhifu_portal.search.whoosh_engine import WhooshEngine
from zhifu_portal.search.whoosh_engine.generations import Generations


def die(*_arguments: object) -> None:
    """Kill this process without a chance to tidy up."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, action: str, step: str) -> None:
    """Do the action, and die on the way."""
    owner = Generations if step == "switch" else SegmentWriter
    engine = WhooshEngine(folder)
    setattr(owner, step, die)
    if action == "upsert":
        engine.upsert([make_entry(100)])
    else:
        engine.rebuild(make_entry(number) for number in range(50, 60))


if __name__ == "__main__":
    main(*sys.argv[1:])
