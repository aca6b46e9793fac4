from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.codebook import Phase
from ipt_review.domain.coding import Coding, CodingHead, Perspective
from ipt_review.domain.mark import Mark
from ipt_review.scoring.focus import Bout, bouts, focus_time
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from ipt_review.scoring.result import FocusTime

BOOK = the_shipped_codebook()
CASE: dict[str, Any] = json.loads(
    Path("tests/data/scoring_cases.json").read_text("utf-8")
)["focus"]
HEAD = CodingHead(
    UUID(int=1), UUID(int=2), UUID(int=3), Perspective.STUDY_RATER, BOOK.name
)


def marks_of(*spans: tuple[str, int, int | None]) -> list[Mark]:
    return [
        Mark(number, code, start, end)
        for number, (code, start, end) in enumerate(spans, 1)
    ]


def measure(
    *spans: tuple[str, int, int | None],
    length: int = 100,
    foci: tuple[str, ...] = ("role_dispute",),
    phase: Phase = Phase.MIDDLE,
) -> FocusTime:
    marks = {mark.number: mark for mark in marks_of(*spans)}
    return focus_time(Coding(HEAD, marks), BOOK, length, foci, phase)


@pytest.mark.parametrize("rater", ["A", "B"])
def test_a_track_worked_by_hand_measures_the_same(rater: str) -> None:
    case = CASE["raters"][rater]
    spans = [(code, 1_000 * a, 1_000 * b) for a, b, code in case["bouts"]]
    time = measure(*spans, length=1_000 * CASE["length_s"], foci=tuple(CASE["agreed"]))
    assert time.on_focus == pytest.approx(case["on_focus"], abs=1e-4)
    assert time.switches == 4
    assert sum(time.by_state.values()) == 600_000


def test_the_longest_stretch_off_focus_is_found() -> None:
    time = measure(("off_focus", 0, 10), ("grief", 10, 20), ("off_focus", 20, 55))
    assert time.longest_off == 35


def test_neighboring_marks_of_one_state_are_one_stretch() -> None:
    time = measure(("off_focus", 0, 10), ("off_focus", 10, 30), ("grief", 30, 40))
    assert time.longest_off == 30
    assert time.switches == 1


def test_what_is_not_coded_is_unclear_and_in_no_share() -> None:
    time = measure(("role_dispute", 20, 50))
    assert time.by_state["unclear"] == 70
    assert time.on_focus == 100.0


def test_frame_and_symptoms_is_neither_on_nor_off() -> None:
    time = measure(("frame", 0, 60), ("role_dispute", 60, 90), ("off_focus", 90, None))
    assert time.on_focus == 75.0
    assert time.by_state["off_focus"] == 10


def test_two_agreed_areas_count_together() -> None:
    spans: tuple[tuple[str, int, int | None], ...] = (
        ("role_dispute", 0, 30),
        ("role_transition", 30, 60),
        ("grief", 60, 100),
    )
    assert measure(*spans).on_focus == 30.0
    assert measure(*spans, foci=("role_dispute", "role_transition")).on_focus == 60.0


def test_there_is_no_share_in_the_opening_or_without_agreement_or_talk() -> None:
    talk = ("role_dispute", 0, 50)
    assert measure(talk, phase=Phase.OPENING).on_focus is None
    assert measure(talk, foci=()).on_focus is None
    assert measure(("frame", 0, 50)).on_focus is None


def test_a_gap_is_no_change_of_topic() -> None:
    assert measure(("grief", 0, 10), ("grief", 40, 60)).switches == 0


def test_a_state_holds_until_the_next_begins() -> None:
    marks = marks_of(("grief", 0, 60), ("frame", 40, 50))
    assert bouts(marks, BOOK.focus, 100) == [
        Bout("grief", 0, 40),
        Bout("frame", 40, 50),
        Bout("unclear", 50, 100),
    ]


def test_marks_of_codes_and_of_other_tracks_are_passed_over() -> None:
    marks = marks_of(("role_play", 0, 60), ("angry", 10, 20))
    assert bouts(marks, BOOK.focus, 100) == [Bout("unclear", 0, 100)]


STATES = st.sampled_from([state.id for state in BOOK.focus.states])
SPANS = st.lists(st.tuples(STATES, st.integers(0, 120), st.integers(0, 60)))


@given(SPANS, st.integers(0, 100))
def test_bouts_cover_the_tape_without_gap_or_overlap(
    spans: list[tuple[str, int, int]], length: int
) -> None:
    marks = marks_of(*((code, start, start + for_) for code, start, for_ in spans))
    found = bouts(marks, BOOK.focus, length)
    edges = [0, *(bout.end for bout in found)]
    assert [bout.start for bout in found] == edges[:-1]
    assert edges[-1] == length
    assert all(bout.length > 0 for bout in found)
    assert all(a.state != b.state for a, b in itertools.pairwise(found))
