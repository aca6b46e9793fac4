"""What a study answered is remembered, and never once it is no longer true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.course import CourseChange, FactsSet, FociSet, PhaseSet
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.study import AgreedFocus, CaseFacts
from tests.builders import SmallStudy
from tests.cluster import everywhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.course import CourseEdit
    from ipt_review.store.database import Database

pytestmark = everywhere
SMALL = SmallStudy()


def course(edit: CourseEdit) -> Callable[[Database], object]:
    change = CourseChange(SMALL.case.id, edit, "", SMALL.rater.id, 1)
    return lambda database: database.change_course(change)


def roster(edit: RosterEdit) -> Callable[[Database], object]:
    return lambda database: database.roster.carry_out(RosterStep((edit,)))


def moved() -> RosterEdit:
    files = tuple(replace(each, path=Path("there.mp4")) for each in SMALL.tape.files)
    return RosterEdit(SMALL.tape, replace(SMALL.tape, files=files))


NEWCOMER = Person(UUID(int=70), "R02", frozenset({Role.RATER}))
CHANGES: dict[str, Callable[[Database], object]] = {
    "a person": lambda database: database.add_person(NEWCOMER),
    "roles": roster(RosterEdit(SMALL.rater, replace(SMALL.rater, handle="R09"))),
    "a therapist": lambda database: database.add_therapist(
        Therapist(UUID(int=71), "T02")
    ),
    "a case": lambda database: database.change_case(
        replace(SMALL.case, planned_sessions=16)
    ),
    "a session": lambda database: database.add_session(
        replace(SMALL.session, id=UUID(int=72), number=5)
    ),
    "a tape": lambda database: database.add_tape(
        replace(SMALL.tape, id=UUID(int=73), files=(), captions=None)
    ),
    "a moved file": roster(moved()),
    "a phase": course(PhaseSet(SMALL.session.id, Phase.MIDDLE, Phase.TERMINATION)),
    "facts": course(FactsSet(CaseFacts(), CaseFacts(death=True))),
    "foci": course(FociSet(SMALL.case.foci, (AgreedFocus("grief", 2),))),
}


def everything(database: Database) -> list[object]:
    return [
        database.people(),
        database.therapists(),
        database.cases(),
        database.sessions(),
        database.tapes(),
    ]


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_changed_is_seen_at_once_here_and_in_another_window(
    database: Database, reopened: Callable[[Database], Database], what: str
) -> None:
    elsewhere = reopened(database)
    before = everything(database)
    assert everything(elsewhere) == before

    CHANGES[what](database)

    after = everything(database)
    assert after != before
    assert everything(elsewhere) == after
    assert everything(reopened(database)) == after


def test_marks_are_made_without_reading_the_library_again(database: Database) -> None:
    head, tape = database.heads()[0], database.sessions()[0]
    step = Step((MarkEdit(1, None, Mark(1, "link_mood", 0, 0)),))

    database.record(head.id, step, head.rater, 1)

    assert database.coding(head.id).marks
    assert database.sessions()[0] is tape
