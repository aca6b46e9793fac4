from __future__ import annotations

import pytest

from ipt_review.domain.codebook import Valence
from ipt_review.domain.mark import Mark, Quality
from ipt_review.workflow.coding.mark_filter import MarkFilter, Sieve
from tests.builders import the_shipped_codebook

BOOK = the_shipped_codebook()
MARKS = (
    Mark(1, "role_play", 0, 9, "She tried it", Quality.STRONG),
    Mark(2, "mood_event_link", 5, 5),
    Mark(3, BOOK.focus.states[1].id, 0, 50),
    Mark(4, next(code.id for code in BOOK.codes if code.is_flag), 7, 7, "Übel"),
    Mark(5, "lost", 8, 8),
)
FLAG = BOOK.code(MARKS[3].code)


def passing(**wanted: object) -> list[int]:
    asked = MarkFilter(**wanted)  # type: ignore[arg-type]
    return [mark.number for mark in Sieve(asked, BOOK).through(MARKS)]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"codes": frozenset({"role_play", "lost"})}, [1, 5]),
        ({"groups": frozenset({BOOK.focus.id})}, [3]),
        ({"groups": frozenset({FLAG.group})}, [4]),
        ({"valences": frozenset({Valence.OFF_MODEL})}, [4]),
        ({"qualities": frozenset({Quality.STRONG})}, [1]),
        ({"qualities": frozenset({None})}, [2, 3, 4, 5]),
        ({"noted": True}, [1, 4]),
        ({"noted": False}, [2, 3, 5]),
        ({"text": "ubel"}, [4]),
        ({"text": "role TRIED"}, [1]),
        ({"text": "lost"}, [5]),
        ({"text": "tried", "noted": False}, []),
    ],
)
def test_only_what_is_asked_for_passes(
    wanted: dict[str, object], numbers: list[int]
) -> None:
    assert passing(**wanted) == numbers


def test_a_filter_that_asks_for_nothing_is_off() -> None:
    assert not MarkFilter().is_on
    assert not MarkFilter(text=" ").is_on
    assert MarkFilter(text="x").is_on
    assert MarkFilter(noted=False).is_on
