"""Numbers are consecutive, per scope, and come back when the transaction does not commit."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from zhifu_portal.kernel.numbering import Sequence, next_number

pytestmark = pytest.mark.django_db(transaction=True)


def test_numbers_start_at_one_and_are_consecutive_in_each_scope():
    with transaction.atomic():
        assert [next_number(scope="甲/2026") for _ in range(3)] == [1, 2, 3]
        assert next_number(scope="甲/2027") == 1
    assert str(Sequence.objects.get(scope="甲/2026")) == "甲/2026：3"


def test_a_number_rolled_back_is_given_out_again():
    with transaction.atomic():
        next_number(scope="甲")
        transaction.set_rollback(True)
    with transaction.atomic():
        assert next_number(scope="甲") == 1


def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        next_number(scope="甲")
    assert not Sequence.objects.exists()


@pytest.mark.parametrize(("made_before", "query_count"), [(True, 2), (False, 4)])
def test_a_number_costs_two_queries(django_assert_num_queries, made_before, query_count):
    with transaction.atomic():
        if made_before:
            next_number(scope="甲")
        with django_assert_num_queries(query_count):
            next_number(scope="甲")


@pytest.mark.both_databases
def test_fifty_at_once_get_fifty_consecutive_numbers_and_failures_leave_no_gap():
    """Every third transaction fails after taking its number; the fifty that commit still have 1 to 50."""
    starts = threading.Barrier(75)

    def take(turn):
        starts.wait()
        try:
            with transaction.atomic():
                number = next_number(scope="烟台")
                if turn % 3 == 2:
                    raise ZeroDivisionError
                return number
        except ZeroDivisionError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(75) as pool:
        taken = list(pool.map(take, range(75)))
    assert sorted(number for number in taken if number) == list(range(1, 51))
    assert Sequence.objects.get(scope="烟台").last_value == 50
