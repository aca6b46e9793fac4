"""Progress says what it rests on, and never makes up what was not rated."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

import pytest

from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.mark import Mark
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import NOT_APPLICABLE, Rating
from ipt_review.domain.review import Review
from ipt_review.domain.study import Session
from ipt_review.domain.tape import Tape
from ipt_review.scoring.differences import moments
from ipt_review.scoring.over_tapes import (
    change,
    coverage,
    latest,
    over_tapes,
    self_above,
)
from ipt_review.scoring.progress import (
    CaseProgress,
    Measure,
    TapeScores,
    case_runs,
    columns,
    largest_differences,
    runs,
)
from ipt_review.scoring.rated import rated
from tests.builders import SmallStudy, a_codebook

SMALL = SmallStudy()
BOOK = a_codebook()
ITEMS = ("adh_link", "adh_options")


def session(number: int, phase: Phase = Phase.MIDDLE) -> Session:
    return Session(UUID(int=100 + number), SMALL.case.id, number, phase)


def scored(number: int, perspective: Perspective, *values: int) -> TapeScores:
    """Return a tape as one side rated its two items."""
    held, tape = session(number), UUID(int=200 + number)
    head = CodingHead(
        UUID(int=300 + number), tape, SMALL.rater.id, perspective, BOOK.name, 1,
        Status.SUBMITTED,
    )  # fmt: skip
    ratings = {item: Rating(value) for item, value in zip(ITEMS, values, strict=False)}
    coding = Coding(head, MappingProxyType({}), MappingProxyType(ratings))
    review = Review(
        SMALL.study, SMALL.therapist, SMALL.case, held,
        Tape(tape, held.id, 600_000), SMALL.rater, coding,
    )  # fmt: skip
    result = rated(review, [review], BOOK)
    own = perspective is Perspective.TRAINEE_SELF
    return TapeScores(held, tape, None if own else result, result if own else None)


def both(number: int, own: tuple[int, ...], theirs: tuple[int, ...]) -> TapeScores:
    mine = scored(number, Perspective.TRAINEE_SELF, *own)
    other = scored(number, Perspective.SUPERVISOR, *theirs)
    return TapeScores(mine.session, mine.tape, other.supervisor, mine.own)


def supervised(*values: int) -> list[TapeScores]:
    return [
        scored(at, Perspective.SUPERVISOR, value, value)
        for at, value in enumerate(values, start=1)
    ]


def test_two_tapes_are_not_enough_for_a_mean_and_say_so() -> None:
    assert latest(supervised(4, 6), Measure.ADHERENCE).value is None
    two = latest(supervised(4, 6), Measure.ADHERENCE)
    assert two.said == "2 tapes: not enough, 2 middle"
    assert latest(supervised(1, 4, 5, 6), Measure.ADHERENCE) == over_tapes(
        [(Phase.MIDDLE, value) for value in (4, 5, 6)]
    )
    assert over_tapes([]).said == "0 tapes: not enough"
    phases = [(Phase.OPENING, 2.0), (Phase.MIDDLE, 4.0), (Phase.MIDDLE, 6.0)]
    assert over_tapes(phases).said == "3 tapes: 1 opening, 2 middle"


def test_a_change_is_told_from_six_tapes_on() -> None:
    assert change(supervised(1, 2, 3, 4, 5), Measure.ADHERENCE) is None
    assert change(supervised(1, 2, 3, 4, 5, 6), Measure.ADHERENCE) == pytest.approx(3)


def test_what_does_not_apply_lowers_nothing_and_what_is_missing_stays_missing() -> None:
    not_asked = scored(1, Perspective.SUPERVISOR, 6, NOT_APPLICABLE)
    nothing = scored(2, Perspective.SUPERVISOR)

    assert not_asked.value(Measure.ADHERENCE) == 6
    assert nothing.value(Measure.ADHERENCE) is None
    assert not_asked.value(Measure.COMPETENCE) is None
    assert not_asked.value(Measure.ADHERENCE, own=True) is None


def test_self_beside_supervisor_counts_only_tapes_that_both_rated() -> None:
    tapes = [both(n, (5, 5), (4, 4)) for n in (1, 2, 3)]
    alone = [scored(4, Perspective.TRAINEE_SELF, 7, 7), *supervised(1)]

    found = self_above([*tapes, *alone], Measure.ADHERENCE)

    assert (found.value, found.tapes) == (1.0, 3)


def test_differences_come_largest_first_without_a_direction() -> None:
    case = [both(1, (2, 5), (6, 5)), both(2, (5, 4), (4, NOT_APPLICABLE))]

    found = largest_differences(case, {BOOK.name: BOOK}, 10)

    assert [(each.tape.session.number, each.difference.size) for each in found] == [
        (1, -4), (2, 1),
    ]  # fmt: skip


def test_moments_that_both_marked_are_one() -> None:
    item = replace(BOOK.items[0], evidence=("link_mood",))
    own = [Mark(1, "link_mood", 10_000, None), Mark(2, "link_mood", 90_000, None)]
    theirs = [Mark(1, "link_mood", 13_000, 13_000)]

    found = moments(item, own, theirs, BOOK)

    assert [(m.start, m.by_self, m.by_supervisor) for m in found] == [
        (13_000, True, True), (90_000, True, False),
    ]  # fmt: skip


def test_sessions_without_a_tape_are_gaps_and_phases_are_runs() -> None:
    held = (session(1, Phase.OPENING), session(3), session(4, Phase.TERMINATION))
    tape = scored(3, Perspective.SUPERVISOR, 5, 5)
    case = CaseProgress(SMALL.case, held, (tape,))

    shown = columns([case])

    assert [(each.x, each.tape is None) for each in shown] == [
        (1, True), (3, False), (4, True),
    ]  # fmt: skip
    assert runs(shown) == [
        (Phase.OPENING, 1, 1), (Phase.MIDDLE, 3, 3), (Phase.TERMINATION, 4, 4),
    ]  # fmt: skip
    assert coverage([case]) == {
        Phase.OPENING: (0, 1), Phase.MIDDLE: (1, 1), Phase.TERMINATION: (0, 1),
    }  # fmt: skip
    assert [each.label for each in columns([case, case])] == ["C01\n3", "C01\n3"]
    assert case_runs(shown) == [("C01", 1, 4)]
