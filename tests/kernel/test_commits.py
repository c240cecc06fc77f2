"""An action asked for in a transaction runs once, after the commit, and not for what was rolled back."""

import logging

import pytest
from django.db import transaction

from zhifu_portal.kernel.commits import OncePerCommit, require_transaction

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def runs():
    return []


@pytest.fixture
def action(runs):
    return OncePerCommit(lambda: runs.append("run"))


def test_many_requests_in_one_transaction_run_once_after_the_commit(action, runs):
    with transaction.atomic():
        action.request()
        with transaction.atomic():
            action.request()
        assert runs == []
    assert runs == ["run"]


def test_each_transaction_runs_its_own(action, runs):
    for _ in range(2):
        with transaction.atomic():
            action.request()
    assert runs == ["run", "run"]


def test_a_transaction_rolled_back_runs_nothing(action, runs):
    with transaction.atomic():
        action.request()
        transaction.set_rollback(True)
    assert runs == []


def test_a_request_in_a_savepoint_rolled_back_is_forgotten(action, runs):
    with transaction.atomic():
        assert runs == []
        with transaction.atomic():
            action.request()
            transaction.set_rollback(True)
    assert runs == []


def test_a_request_before_a_savepoint_rolled_back_is_kept(action, runs):
    with transaction.atomic():
        action.request()
        with transaction.atomic():
            action.request()
            transaction.set_rollback(True)
    assert runs == ["run"]


def test_outside_a_transaction_the_action_runs_at_once(action, runs):
    action.request()
    assert runs == ["run"]


def test_a_failing_action_does_not_reach_the_caller(caplog):
    action = OncePerCommit(lambda: 1 / 0)
    with caplog.at_level(logging.ERROR), transaction.atomic():
        action.request()
    assert "division by zero" in caplog.text


def test_code_that_needs_a_transaction_says_so():
    with pytest.raises(transaction.TransactionManagementError, match=r"next_number must run inside transaction.atomic"):
        require_transaction("next_number")
