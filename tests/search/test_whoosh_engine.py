"""The whoosh engine keeps the contract, shares its files between processes and survives a kill at any moment."""

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.writing import SegmentWriter

from tests.search.engine_contract import EngineContract
from tests.search.generated import make_entry
from zhifu_portal.search.query import Query
from zhifu_portal.search.whoosh_engine import WhooshEngine

PROJECT = Path(__file__).resolve().parents[2]


class TestWhooshEngine(EngineContract):
    """The contract of all engines."""

    @pytest.fixture
    def engine(self, tmp_path):
        return WhooshEngine(tmp_path)


@pytest.fixture(scope="module")
def read_only(tmp_path_factory):
    """Return an engine with entries that no test changes."""
    engine = WhooshEngine(tmp_path_factory.mktemp("index"))
    engine.rebuild(make_entry(number) for number in range(40))
    return engine


operators = st.sampled_from(
    ['"', "-", "“", "”", "*", "AND", "OR", "NOT", "title:", "(", ")", "[", "TO", "第", "〔", "\\", "'"]
)
words = st.sampled_from(
    ["养老服务", "烟芝试〔2022〕7号", "第三十六条", "2022年3月5日", "如何办理？", "🙂", "<b>", "' OR 1=1 --"]
)


@given(text=st.one_of(st.text(), st.lists(st.one_of(operators, words, st.text(max_size=5)), max_size=20).map(" ".join)))
def test_no_query_breaks_the_engine(read_only, text):
    results = read_only.search(Query(text=text))
    assert len(results.hits) <= 10
    assert results.total >= len(results.hits)
    assert len(read_only.suggest(text)) <= 10


@pytest.mark.parametrize(
    "text", ["养" * 10_000, '"' * 9_999, "-养老 " * 3_000, "🙂" * 10_000, "\x00\x1b\u202e" * 3_000, "1" * 10_000]
)
def test_ten_thousand_characters_are_a_query_like_any_other(read_only, text):
    assert read_only.search(Query(text=text)).total <= 40
    assert isinstance(read_only.suggest(text), list)


def test_another_process_sees_a_change_at_its_next_search(tmp_path):
    writing, reading = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    assert reading.search(Query()).total == 0
    writing.upsert([make_entry(1)])
    assert reading.search(Query()).total == 1
    writing.rebuild([make_entry(2), make_entry(3)])
    assert reading.search(Query()).total == 2


def test_a_second_process_may_write_while_the_first_rebuilds(tmp_path):
    rebuilding, writing = WhooshEngine(tmp_path), WhooshEngine(tmp_path)

    def entries():
        yield make_entry(1)
        writing.upsert([make_entry(2)])
        assert writing.search(Query()).total == 1
        assert writing.status().rebuilding

    rebuilding.rebuild(entries())
    assert writing.search(Query()).total == 2
    assert not writing.status().rebuilding


def test_many_writers_wait_for_each_other(tmp_path):
    def write(first):
        engine = WhooshEngine(tmp_path)
        for number in range(first, first + 5):
            engine.upsert([make_entry(number)])

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 10, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert WhooshEngine(tmp_path).search(Query()).total == 20


def test_a_rebuild_removes_the_generations_before_the_last(tmp_path):
    engine = WhooshEngine(tmp_path)
    for number in range(4):
        engine.rebuild([make_entry(number)])
    assert len(list(tmp_path.glob("generation-*"))) == 2


def test_a_commit_that_fails_leaves_no_lock_and_the_old_state(tmp_path, monkeypatch):
    engine = WhooshEngine(tmp_path)
    engine.upsert([make_entry(1)])

    def full_disk(*_arguments):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(SegmentWriter, "_assemble_segment", full_disk)
        with pytest.raises(OSError, match="no space"):
            engine.upsert([make_entry(2)])
    engine.upsert([make_entry(3)])
    assert set(dict(engine.digests())) == {"note:1", "note:3"}


def test_a_seeded_random_generator_does_no_harm(tmp_path):
    for number in range(3):
        random.seed(1)
        WhooshEngine(tmp_path).upsert([make_entry(number)])
    assert WhooshEngine(tmp_path).search(Query()).total == 3


def die(tmp_path: Path, action: str, moment: str) -> None:
    """Run a process that begins this action on the index and kills itself with SIGKILL at the moment named."""
    command = [sys.executable, "-m", "tests.search.dying_writer", str(tmp_path), action, moment]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("moment", ["_flush_segment", "_assemble_segment", "_commit_toc", "_finish"])
def test_a_kill_in_the_middle_of_a_commit_leaves_the_old_or_the_new_state(tmp_path, moment):
    engine = WhooshEngine(tmp_path)
    engine.upsert([make_entry(number) for number in range(5)])
    die(tmp_path, "upsert", moment)
    assert engine.search(Query()).total == (6 if moment == "_finish" else 5)
    assert WhooshEngine(tmp_path).search(Query()).total == (6 if moment == "_finish" else 5)
    engine.upsert([make_entry(100), make_entry(101)])
    assert engine.search(Query()).total == 7


@pytest.mark.parametrize("moment", ["_flush_segment", "_finish", "switch"])
def test_a_kill_in_the_middle_of_a_rebuild_leaves_the_live_index(tmp_path, moment):
    engine = WhooshEngine(tmp_path)
    engine.upsert([make_entry(number) for number in range(5)])
    die(tmp_path, "rebuild", moment)
    assert engine.search(Query()).total == 5
    assert not engine.status().rebuilding
    assert engine.rebuild(make_entry(number) for number in range(8)) == 8
    assert engine.search(Query()).total == 8
