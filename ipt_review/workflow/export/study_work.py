"""Samples, assignments and guesses for the workbook of whoever may know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status
from ipt_review.exchange.study_work import (
    Assigned,
    Guessed,
    Place,
    Sampled,
    StudyWork,
)
from ipt_review.study.permissions import Act
from ipt_review.workflow.access.package_study import came_in_a_package
from ipt_review.workflow.studies.assigning import queue_rows
from ipt_review.workflow.studies.sampling import sample_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ipt_review.workflow.desk import Desk, Holdings
    from ipt_review.workflow.export.exporting import Selection
    from ipt_review.workflow.studies.sampling import SampleState


def study_work(desk: Desk, chosen: Selection) -> StudyWork | None:
    """Return how the study was organized, by ids.

    None for those who may not give out tapes, from whom it could be kept, and where
    nothing was drawn, given out or guessed.
    """
    allowed = desk.rights.may(Act.ASSIGN, person=chosen.person).allowed
    if not allowed or came_in_a_package(desk.database):
        return None
    held, state = desk.holdings(), sample_state(desk)
    places = _places(held, chosen)
    work = StudyWork(
        state.flow,
        _sampled(held, state, places),
        _assigned(desk, held, places),
        _guessed(desk, held, places),
    )
    return work if work.sampled or work.assigned or work.guessed else None


def _places(held: Holdings, chosen: Selection) -> dict[UUID, Place]:
    """Return by tape what it is called, without cases that are in no export."""
    sessions = {each.id: each for each in held.sessions}
    cases = {each.id: each for each in held.cases}
    found = {}
    for tape in held.tapes:
        session = sessions[tape.session]
        case = cases[session.case]
        if chosen.has_case(case.id):
            found[tape.id] = Place(case.handle, session.number, case.arm)
    return found


def _sampled(
    held: Holdings, state: SampleState, places: Mapping[UUID, Place]
) -> list[Sampled]:
    raters: dict[UUID, set[UUID]] = {}
    for head in held.heads:
        rated = head.perspective is Perspective.STUDY_RATER
        if rated and head.status is not Status.DRAFT:
            raters.setdefault(head.tape, set()).add(head.rater)
    return [
        Sampled(
            places[each.tape],
            draw,
            each,
            places.get(each.replaces) if each.replaces else None,
            each.tape in state.unratable,
            len(raters.get(each.tape, ())),
        )
        for draw in state.draws
        for each in draw.drawn
        if each.tape in places
    ]


def _assigned(
    desk: Desk, held: Holdings, places: Mapping[UUID, Place]
) -> list[Assigned]:
    people = {each.id: each.handle for each in held.people}
    codes = desk.database.assignments.codes()
    return [
        Assigned(
            places[row.assignment.tape],
            people[row.assignment.rater],
            row.assignment,
            codes.get((row.assignment.tape, row.assignment.pass_number), ""),
            row.state,
        )
        for row in queue_rows(desk)
        if row.assignment.tape in places
    ]


def _guessed(desk: Desk, held: Holdings, places: Mapping[UUID, Place]) -> list[Guessed]:
    people = {each.id: each.handle for each in held.people}
    guesses = desk.database.closings.guesses()
    found = [
        Guessed(
            places[head.tape], people[head.rater], head.pass_number, guesses[head.id]
        )
        for head in held.heads
        if head.id in guesses and head.tape in places
    ]
    return sorted(found, key=lambda g: (g.place.case, g.place.session, g.rater))
