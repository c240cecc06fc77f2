"""Concurrent writers make one chain, and an audit row needs a transaction."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from zhifu_portal.kernel.audit import record_audit, verify_chain
from zhifu_portal.kernel.numbering import Sequence

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_row_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        record_audit(action="a.b", by=None, subject=Sequence.objects.create(scope="甲"))


@pytest.mark.both_databases
def test_writers_at_once_make_one_chain():
    subject = Sequence.objects.create(scope="甲")

    def write(turn):
        try:
            with transaction.atomic():
                return record_audit(action="turn", by=None, subject=subject, detail={"turn": turn}).sequence
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        sequences = list(pool.map(write, range(50)))
    assert sorted(sequences) == list(range(1, 51))
    report = verify_chain()
    assert (report.ok, report.rows) == (True, 50)
