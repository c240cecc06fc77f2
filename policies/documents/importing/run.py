"""Running an import: a hundred lines per transaction, each line in a savepoint of its own.

A bad line never takes a good one with it, and a killed run is repeated or taken up where it stopped: records, counters
and the place in the file are written in the same transaction.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import IO

from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.records.enums import ImportState
from disclosure.records.models import ImportBatch, ImportRejection
from disclosure.records.transitions import IMPORT_TRANSITIONS
from policies.documents.importing import matching
from policies.documents.importing.issuers import IssuerDirectory, split_issuers
from policies.documents.importing.lines import RawLine, read_lines
from policies.documents.importing.matching import Known, Step, Target
from policies.documents.importing.report import ChunkReport, ImportReport, OnProgress, OnRejected, add_counts
from policies.documents.importing.source import LineRejected, SourceDocument, read_source_line
from policies.documents.importing.writing import ImportContext, create_document, publish_document, update_document
from policies.documents.models import PolicyDocument
from zhifu_portal.kernel.refusals import Refused
from zhifu_portal.kernel.transitions import ensure_transition
from zhifu_portal.kernel.workdays import load_calendar

LINES_PER_TRANSACTION = 100
CONFLICT = "与已登记的信息冲突，没有导入，请核对后单独登记。"
"""What a constraint of the database says in the end, when two imports meet."""


@dataclass
class _Seen:
    """What the lines so far have used: ids, and document numbers of our own organs. Hashes, to stay small."""

    ids: set[int] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)

    def repeats_id(self, external_id: str) -> bool:
        """Note the id; say whether a line before has it."""
        return _noted(self.ids, external_id)

    def repeats_number(self, number: str) -> bool:
        """Note the number; say whether a line before has it."""
        return _noted(self.numbers, number)


def _noted(known: set[int], text: str) -> bool:
    mark = hash(text)
    repeated = mark in known
    known.add(mark)
    return repeated
