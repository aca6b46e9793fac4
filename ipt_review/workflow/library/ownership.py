"""Whose the things are that come into a study, change in it, or leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.consent import NO_CONSENT
from ipt_review.domain.people import Person, Therapist
from ipt_review.domain.study import Case, Session
from ipt_review.domain.tape import Tape
from ipt_review.study.permissions import About, Act

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ipt_review.domain.roster import Entry, RosterStep
    from ipt_review.workflow.desk import Desk


def must_be_allowed(desk: Desk, step: RosterStep) -> None:
    """Make sure that whoever is at the desk may change the roster so.

    A person may who may add recordings to the cases of the therapists concerned;
    people are changed by those who keep the roster of people.

    Raises:
        NotAllowed: When they may not.
    """
    if any(isinstance(edit.entry, Person) for edit in step.edits):
        desk.rights.must(Act.CHANGE_ROSTER)
    if step.names:
        desk.rights.must(Act.SEE_NAMES)
    others = [e for edit in step.edits for e in (edit.before, edit.after) if e]
    above = _known(desk) | {entry.id: entry for entry in others}
    for owner in {_owner(entry, above) for entry in others if _is_of_case(entry)}:
        desk.rights.must(Act.ADD_TAPE, About(owner))
    for case in _changes_consent(step):
        desk.rights.must(Act.KEEP_CONSENT, About(_owner(case, above)))


def _changes_consent(step: RosterStep) -> list[Case]:
    """Return the cases of which a step records another consent than before."""
    return [
        edit.after
        for edit in step.edits
        if isinstance(edit.after, Case)
        and edit.after.consent
        != (edit.before.consent if isinstance(edit.before, Case) else NO_CONSENT)
    ]


def _known(desk: Desk) -> dict[UUID, Entry]:
    database = desk.database
    found: list[Entry] = [*database.therapists(), *database.cases()]
    return {entry.id: entry for entry in (*found, *database.sessions())}


def _is_of_case(entry: Entry) -> bool:
    return not isinstance(entry, Person)


def _owner(entry: Entry, above: Mapping[UUID, Entry]) -> UUID | None:
    """Return the person who led what an entry belongs to.

    Raises:
        KeyError: When it belongs to what the study does not have.
    """
    here = entry
    while not isinstance(here, Therapist):
        match here:
            case Tape():
                here = above[here.session]
            case Session():
                here = above[here.case]
            case Case():
                here = above[here.therapist]
            case _:
                return None
    return here.person
