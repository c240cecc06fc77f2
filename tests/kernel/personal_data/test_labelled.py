"""The scanner meets its aims on the labelled examples; `make bench` prints the same figures."""

import pytest

from tests.kernel.personal_data.labelled import PARTS, Example, examples, misses, scores, unmarked
from zhifu_portal.kernel.personal_data import Finding, Kind

LEAST_RECALL = 0.99
LEAST_PRECISION = 0.95
CERTAIN_KINDS = (Kind.RESIDENT_ID, Kind.MOBILE)


def contents(part: str) -> list[str]:
    return [str(example.content) for example in examples(part)]


def test_a_mark_names_the_kind_and_the_exact_place():
    assert unmarked("手机⟦mobile:154⟧，证⟦passport:E1⟧") == (
        "手机154，证E1",
        [Finding(Kind.MOBILE, 2, 5), Finding(Kind.PASSPORT, 7, 9)],
    )


def test_there_are_enough_examples_of_both_sorts_and_none_twice():
    every = [text for part in PARTS for text in contents(part)]
    clean = [each for part in PARTS for each in examples(part) if not each.expected]
    assert len(set(every)) == len(every) == 510
    assert len(clean) == 189


@pytest.mark.parametrize("parts", [(part,) for part in PARTS] + [PARTS], ids="+".join)
def test_identity_numbers_and_phones_are_hardly_ever_missed(parts):
    found = scores(*parts)
    assert all(found[kind].recall >= LEAST_RECALL for kind in CERTAIN_KINDS), found


@pytest.mark.parametrize("parts", [(part,) for part in PARTS] + [PARTS], ids="+".join)
def test_what_is_reported_is_hardly_ever_something_else(parts):
    assert scores(*parts)["overall"].precision >= LEAST_PRECISION


def test_the_examples_that_still_go_wrong_are_known():
    wrong: list[tuple[str, Example]] = [(part, example) for part in PARTS for example, _missed, _extra in misses(part)]
    assert [(part, example.line) for part, example in wrong] == [("held_out", 112)]
