"""Which rooms and actions are closed to raters with a queue, or who rate blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.study.permissions import Act
from ipt_review.workflow.access.masking import BlindedHere, masks_of
from ipt_review.workflow.access.package_study import came_in_a_package
from ipt_review.workflow.studies.assigning import from_queue

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.masking import Mask
    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk

QUEUE = "queue"
FIND = "study.find"
TELLING_ROOMS = frozenset(
    {"case", "export", "feedback", "ledger", "meetings", "progress"}
)
TELLING_ACTIONS = frozenset(
    {
        "agenda.put",
        "study.add",
        FIND,
        "study.files",
        "tape.transcript",
        "study.review_now",
        "library.import_folder",
        "library.import_roster",
        "library.roster_template",
        "library.add_therapist",
        "library.add_case",
        "library.add_session",
        "library.change",
        "library.remove",
        "library.progress",
        "library.consent",
        "library.destroyed",
    }
)
"""What shows names of files and folders, or whose tape it is."""


class Doors:
    """Says where a person may go; changes nothing.

    Args:
        tell: Tells a person why not.
    """

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell

    def lead(self, desk: Desk, person: Person | None, room: str) -> str:
        """Return the room that a person comes to; tell why it is another one."""
        refusal = self.against(desk, person, room)
        if refusal:
            self._tell(refusal)
        return self.room_for(desk, person, "library" if refusal else room)

    def room_for(self, desk: Desk, person: Person | None, room: str) -> str:
        """Return the room that a person comes to who wants to go to `room`.

        Raters with a queue, and those who rate blind, have it in place of the library.
        """
        if room == "library" and person is not None and from_queue(desk, person):
            return QUEUE
        return room

    def against(self, desk: Desk, person: Person | None, room: str) -> str:
        """Say why a person may not enter a room, or nothing."""
        if person is None:
            return ""
        if room == "study":
            verdict = desk.rights.may(Act.SEE_RELIABILITY, person=person)
            return "" if verdict.allowed else f"{verdict.reason} {verdict.remedy}"
        blind = room in TELLING_ROOMS and _mask(desk, person).hides_names
        return str(BlindedHere()) if blind else ""

    def forbids(self, desk: Desk | None, person: Person | None, name: str) -> str:
        """Say why a person may not do the action with this id, or nothing."""
        if desk is None or person is None or name not in TELLING_ACTIONS:
            return ""
        if name == FIND and came_in_a_package(desk.database):
            return ""  # their own folders; recordings are called by their codes
        return str(BlindedHere()) if _mask(desk, person).hides_names else ""


def _mask(desk: Desk, person: Person) -> Mask:
    return masks_of(desk.database).in_general(person)
