from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.coding import Coding
from ipt_review.domain.mark import Mark
from ipt_review.workflow.coding.coding_session import CodingSession
from ipt_review.workflow.coding.shaping import SHORTEST, Edge
from tests.builders import SmallStudy, a_codebook

if TYPE_CHECKING:
    from ipt_review.domain.edit import Step

LENGTH = 600_000
BEFORE = Mark(1, "grief", 0, 10_000)
HERE = Mark(2, "off_focus", 10_000, 40_000)
BEHIND = Mark(3, "grief", 40_000, 60_000)


def a_session(*marks: Mark) -> tuple[CodingSession, list[Step]]:
    saved: list[Step] = []
    coding = Coding(SmallStudy().head, {mark.number: mark for mark in marks})
    return CodingSession(coding, a_codebook(), LENGTH, (), saved.append), saved


def shapes(session: CodingSession) -> dict[int, tuple[int, int | None]]:
    return {n: (mark.start, mark.end) for n, mark in session.coding.marks.items()}


def test_the_edge_between_two_states_moves_for_both_in_one_step() -> None:
    session, saved = a_session(BEFORE, HERE, BEHIND)

    session.stretch(2, Edge.END, 50_000)
    session.stretch(2, Edge.START, 4_000)

    assert shapes(session) == {1: (0, 4_000), 2: (4_000, 50_000), 3: (50_000, 60_000)}
    assert [len(step.edits) for step in saved] == [2, 2]
    session.undo()
    session.undo()
    assert list(session.coding.marks.values()) == [BEFORE, HERE, BEHIND]


def test_shrinking_a_state_lets_its_neighbor_follow_and_leaves_no_gap() -> None:
    session, _ = a_session(BEFORE, HERE, BEHIND)

    session.stretch(2, Edge.END, 30_000)
    session.stretch(2, Edge.START, 20_000)

    assert shapes(session) == {1: (0, 20_000), 2: (20_000, 30_000), 3: (30_000, 60_000)}


def test_a_gap_between_states_stays_one_until_it_is_used_up() -> None:
    session, _ = a_session(BEFORE, Mark(2, "off_focus", 20_000, 30_000))

    session.stretch(2, Edge.START, 12_000)
    assert shapes(session)[1] == (0, 10_000)

    session.stretch(2, Edge.START, 7_000)
    assert shapes(session) == {1: (0, 7_000), 2: (7_000, 30_000)}


def test_no_neighbor_is_swallowed() -> None:
    session, _ = a_session(BEFORE, HERE, BEHIND)

    session.stretch(2, Edge.END, LENGTH)
    session.stretch(2, Edge.START, 0)

    assert shapes(session) == {
        1: (0, SHORTEST),
        2: (SHORTEST, 60_000 - SHORTEST),
        3: (60_000 - SHORTEST, 60_000),
    }


def test_moving_a_state_moves_both_its_edges() -> None:
    session, saved = a_session(BEFORE, HERE, BEHIND)

    session.move(2, 5_000)

    assert shapes(session) == {1: (0, 15_000), 2: (15_000, 45_000), 3: (45_000, 60_000)}
    assert len(saved) == 1
    session.move(2, -100_000)
    assert shapes(session)[2] == (SHORTEST, 30_000 + SHORTEST)
    assert shapes(session)[3] == (30_000 + SHORTEST, 60_000)


def test_the_state_that_is_still_open_goes_along() -> None:
    session, _ = a_session(HERE, Mark(3, "grief", 40_000, None))

    session.stretch(2, Edge.END, 35_000)

    assert shapes(session) == {2: (10_000, 35_000), 3: (35_000, None)}


def test_putting_the_end_of_an_open_interval_somewhere_closes_it() -> None:
    session, _ = a_session(Mark(1, "role_play", 10_000, None))

    session.stretch(1, Edge.END, 30_000)

    assert shapes(session) == {1: (10_000, 30_000)}


def test_intervals_of_codes_may_overlap_and_leave_each_other_alone() -> None:
    session, _ = a_session(
        Mark(1, "role_play", 0, 10_000), Mark(2, "explore_options", 10_000, 20_000)
    )

    session.stretch(1, Edge.END, 15_000)

    assert shapes(session) == {1: (0, 15_000), 2: (10_000, 20_000)}


def test_an_interval_keeps_a_frame_and_stays_on_the_tape() -> None:
    session, _ = a_session(Mark(1, "role_play", 10_000, 20_000))

    session.stretch(1, Edge.START, 90_000)
    assert shapes(session) == {1: (20_000 - SHORTEST, 20_000)}
    session.stretch(1, Edge.END, LENGTH + 5_000)
    assert shapes(session) == {1: (20_000 - SHORTEST, LENGTH)}
    session.stretch(1, Edge.START, -5_000)
    assert shapes(session) == {1: (0, LENGTH)}


@pytest.mark.parametrize("edge", list(Edge))
def test_a_point_has_no_edges(edge: Edge) -> None:
    session, saved = a_session(Mark(1, "link_mood", 10_000, 10_000))

    session.stretch(1, edge, 20_000)

    assert saved == []


def test_nothing_is_saved_when_nothing_moves() -> None:
    session, saved = a_session(BEFORE, HERE)

    session.stretch(2, Edge.START, 10_000)
    session.move(2, 0)

    assert saved == []


def test_states_that_were_brought_in_overlapping_do_not_jump() -> None:
    session, _ = a_session(
        Mark(1, "grief", 0, 50_000), Mark(2, "off_focus", 10_000, 20_000)
    )

    session.stretch(1, Edge.END, 51_000)
    session.move(1, 500)

    assert shapes(session)[1][1] in {50_000, 50_500, 51_000, 51_500}
    assert shapes(session)[2] == (10_000, 20_000)
