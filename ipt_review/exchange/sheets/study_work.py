"""The sheets Sample flow, Samples, Assignments and Guesses; ids only."""

from __future__ import annotations

from dataclasses import fields as parts_of
from typing import TYPE_CHECKING, TypeVar

from ipt_review.exchange.sheets.table import Column, Field, Form, Sheet, columns, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.exchange.sheets.table import Row, Value
    from ipt_review.exchange.study_work import (
        Assigned,
        Guessed,
        Sampled,
        StudyWork,
    )

T = TypeVar("T")

FLOW = (
    Column("Step", Form.TEXT, "From all sessions to those that two raters rated."),
    Column("Tapes", Form.WHOLE, "How many."),
)
STEPS = {
    "sessions": "sessions on record",
    "recorded": "with a tape",
    "eligible": "may be rated",
    "drawn": "drawn",
    "unratable": "drawn, and could not be rated",
    "replaced": "of these replaced by another",
    "rated": "rated by one study rater or more",
    "double_rated": "rated by two or more",
}


def study_sheets(work: StudyWork) -> tuple[Sheet, ...]:
    """Make the sheets of which there is anything to say."""
    made = (
        (_flow(work), True),
        (_samples(work), work.sampled),
        (_assignments(work), work.assigned),
        (_guesses(work), work.guessed),
    )
    return tuple(sheet for sheet, there in made if there)


def _of(header: str, form: Form, what: str, find: Callable[[T], Value]) -> Field[T]:
    return Field(Column(header, form, what), find)


def _flow(work: StudyWork) -> Sheet:
    told: list[Row] = [
        (STEPS[part.name], getattr(work.flow, part.name))
        for part in parts_of(work.flow)
    ]
    return Sheet("Sample flow", FLOW, told, frozen=1)


def _samples(work: StudyWork) -> Sheet:
    fields: list[Field[Sampled]] = [
        _of("Case", Form.TEXT, "Handle of the case.", lambda one: one.place.case),
        _of("Session", Form.WHOLE, "Its number.", lambda one: one.place.session),
        _of("Sample", Form.WHOLE, "Number of the draw.", lambda one: one.draw.number),
        _of("Seed", Form.TEXT, "Of the random order.", lambda one: one.draw.seed),
        _of(
            "Stratum",
            Form.TEXT,
            "What tapes were put together by, as therapist, arm or phase.",
            lambda one: ", ".join(one.drawn.stratum),
        ),
        _of(
            "Stands in for",
            Form.TEXT,
            "Case and session of a drawn tape that could not be rated.",
            lambda one: (
                f"{one.stands_for.case}/{one.stands_for.session}"
                if one.stands_for
                else None
            ),
        ),
        _of(
            "Could be rated",
            Form.WHOLE,
            "1, or 0 for a tape that could not.",
            lambda one: int(not one.unratable),
        ),
        _of(
            "Raters",
            Form.WHOLE,
            "Study raters who submitted a coding of it.",
            lambda one: one.ratings,
        ),
    ]
    return Sheet("Samples", columns(fields), rows(fields, work.sampled), frozen=2)


def _assignments(work: StudyWork) -> Sheet:
    fields: list[Field[Assigned]] = [
        _of("Rater", Form.TEXT, "Handle of the rater.", lambda one: one.rater),
        _of(
            "Place",
            Form.WHOLE,
            "In the random order of the rater's queue.",
            lambda one: one.given.sequence,
        ),
        _of("Case", Form.TEXT, "Handle of the case.", lambda one: one.place.case),
        _of("Session", Form.WHOLE, "Its number.", lambda one: one.place.session),
        _of(
            "Called",
            Form.TEXT,
            "What the tape is called for blinded raters.",
            lambda one: one.called or None,
        ),
        _of(
            "Kind",
            Form.TEXT,
            "single, double, gold (with a reference), repeat or calibration.",
            lambda one: one.given.kind.value,
        ),
        _of(
            "Pass",
            Form.WHOLE,
            "1, or more where the rater codes the tape again.",
            lambda one: one.given.pass_number,
        ),
        _of(
            "State",
            Form.TEXT,
            "withdrawn, not begun, begun, submitted or locked.",
            lambda one: one.state,
        ),
    ]
    return Sheet("Assignments", columns(fields), rows(fields, work.assigned), frozen=2)


def _guesses(work: StudyWork) -> Sheet:
    fields: list[Field[Guessed]] = [
        _of("Case", Form.TEXT, "Handle of the case.", lambda one: one.place.case),
        _of("Session", Form.WHOLE, "Its number.", lambda one: one.place.session),
        _of("Rater", Form.TEXT, "Handle of the rater.", lambda one: one.rater),
        _of("Pass", Form.WHOLE, "Which coding of it.", lambda one: one.pass_number),
        _of(
            "Guess",
            Form.TEXT,
            "The condition that the rater thought of; empty: could not tell.",
            lambda one: one.guess.arm or None,
        ),
        _of(
            "Certainty",
            Form.WHOLE,
            "1, a mere guess, to 5, certain.",
            lambda one: one.guess.certainty,
        ),
        _of(
            "Arm",
            Form.TEXT,
            "The condition that the case is in.",
            lambda one: one.place.arm or None,
        ),
        _of(
            "Right",
            Form.WHOLE,
            "1 where both are the same, 0 where not; empty where one is missing.",
            lambda one: (
                int(one.guess.arm == one.place.arm)
                if one.guess.arm and one.place.arm
                else None
            ),
        ),
    ]
    return Sheet("Guesses", columns(fields), rows(fields, work.guessed), frozen=3)
