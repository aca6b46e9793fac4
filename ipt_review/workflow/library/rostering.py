"""Adding, changing and removing therapists, cases and sessions, one at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from ipt_review.domain.people import Person, Therapist
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.study import Case, Session
from ipt_review.study.handles import check_handle
from ipt_review.workflow.library.ownership import must_be_allowed

if TYPE_CHECKING:
    from ipt_review.domain.roster import Entry
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.library import LibraryRow

E = TypeVar("E", Person, Therapist, Case)

MOST_SESSIONS = 99


class NameTaken(ReviewError):
    """Something of this kind is called so already."""


class NumberTaken(ReviewError):
    """The case has a session of this number already."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"The case has a session {number} already.",
            "Choose another number, or change that session.",
        )


class NothingToUndo(ReviewError):
    """No change of the library is left that can be taken back."""

    def __init__(self) -> None:
        super().__init__("There is nothing to undo in the library.")


@dataclass(slots=True)
class Rostering:
    """Changes what is in a study, and can take that back while it is open.

    Attributes:
        done: Steps that can be undone, the newest last.
        undone: Steps that can be redone, the newest last.
    """

    desk: Desk
    done: list[RosterStep] = field(default_factory=list)
    undone: list[RosterStep] = field(default_factory=list)

    def carry_out(self, step: RosterStep) -> None:
        """Make a change, all of it or nothing; it can be undone.

        Raises:
            ReviewError: When it cannot be made; nothing has changed then.
        """
        must_be_allowed(self.desk, step)
        self.desk.database.roster.carry_out(step)
        self.done.append(step)
        self.undone.clear()

    def undo(self) -> None:
        """Take the newest change back.

        Raises:
            NothingToUndo: When there is none.
            StillNeeded: When other work rests on it by now.
        """
        self._take(self.done, self.undone)

    def redo(self) -> None:
        """Make a change again that was taken back.

        Raises:
            NothingToUndo: When there is none.
        """
        self._take(self.undone, self.done)

    def put(self, before: Entry | None, after: Entry) -> None:
        """Add something, or change it where there is something before.

        Raises:
            BadHandle: When it cannot be called so.
            NameTaken: When something else is called so.
            NumberTaken: When its case has a session of this number.
        """
        if isinstance(after, Therapist):
            check_handle(after.handle, "therapist")
            must_be_free(after, self.desk.database.therapists(), "therapist")
        elif isinstance(after, Case):
            check_handle(after.handle, "case")
            must_be_free(after, self.desk.database.cases(), "case")
        elif isinstance(after, Session):
            for other in self.desk.database.sessions():
                same = (other.case, other.number) == (after.case, after.number)
                if same and other.id != after.id:
                    raise NumberTaken(after.number)
        if before != after:
            self.carry_out(RosterStep((RosterEdit(before, after),)))

    def remove(self, row: LibraryRow) -> None:
        """Remove what a row is about: a session with its tape, a case, or a therapist.

        Raises:
            StillNeeded: When other work rests on it; says what.
        """
        leaving: tuple[Entry, ...] = (row.therapist,)
        if row.session is not None:
            tapes = self.desk.database.tapes()  # what is known of files goes on growing
            of_it = tuple(tape for tape in tapes if tape.session == row.session.id)
            leaving = (*of_it, row.session)
        elif row.case is not None:
            leaving = (row.case,)
        self.carry_out(RosterStep(tuple(RosterEdit(each, None) for each in leaving)))

    def _take(self, source: list[RosterStep], target: list[RosterStep]) -> None:
        if not source:
            raise NothingToUndo
        must_be_allowed(self.desk, source[-1].reversed())
        self.desk.database.roster.carry_out(source[-1].reversed())
        target.append(source.pop().reversed())


def must_be_free(new: E, known: list[E], what: str) -> None:
    """Make sure that nothing else of this kind is called so, in any spelling.

    Raises:
        NameTaken: When something is.
    """
    folded = new.handle.casefold()
    for other in known:
        if other.handle.casefold() == folded and other.id != new.id:
            raise NameTaken(
                f"There is a {what} {other.handle} already.", "Choose another id."
            )
