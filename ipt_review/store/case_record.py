"""What a study file holds of its cases: their course, and how it was judged."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from ipt_review.store import (
    brought_in,
    cases,
    course,
    determinations,
    tapes,
    trail_nouns,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from contextlib import AbstractContextManager
    from uuid import UUID

    from sqlalchemy import Connection

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.course import CourseChange
    from ipt_review.domain.determination import Determination, DeterminationChange
    from ipt_review.domain.feedback import Feedback
    from ipt_review.domain.study import Case, Session
    from ipt_review.domain.tape import Tape

_T = TypeVar("_T")


class CaseRecord(ABC):
    """The part of a study file that is about cases, their sessions and tapes.

    Each method that adds or changes is one transaction, with its line of history.
    """

    @abstractmethod
    def _reads(self) -> AbstractContextManager[Connection]:
        """Return a connection to ask on."""

    @abstractmethod
    def _writes(self) -> AbstractContextManager[Connection]:
        """Return a transaction."""

    @abstractmethod
    def _ask(self, question: Callable[[Connection], list[_T]]) -> list[_T]:
        """Return what a question is answered, read anew if anything has changed."""

    def bring_in(
        self,
        codings: Iterable[Coding],
        submitted: Mapping[UUID, int],
        feedback: Iterable[Feedback] = (),
    ) -> None:
        """Add codings that were closed before, and the pages drawn from them.

        Args:
            codings: With everything in them, in the order in which to hold them.
            submitted: When each was (ms since 1970 UTC), by its id, where known.
            feedback: With its whole history and the answers to it.
        """
        with self._writes() as connection:
            brought_in.bring_in(connection, codings, submitted, feedback)

    def cases(self) -> list[Case]:
        """Return all cases, by handle."""
        return self._ask(cases.cases)

    def add_case(self, case: Case) -> None:
        """Add a case."""
        with self._writes() as connection:
            cases.add_case(connection, case)

    def change_case(self, case: Case) -> None:
        """Write a case anew."""
        with self._writes() as connection:
            before = next(c for c in cases.cases(connection) if c.id == case.id)
            cases.change_case(connection, case)
            trail_nouns.note_changes(connection, [(before, case)])

    def sessions(self) -> list[Session]:
        """Return all sessions, by case and number."""
        return self._ask(cases.sessions)

    def sessions_of(self, some: Collection[UUID]) -> list[Session]:
        """Return the sessions of some cases, by case and number."""
        with self._reads() as connection:
            return cases.sessions(connection, some)

    def add_session(self, session: Session) -> None:
        """Add a session."""
        with self._writes() as connection:
            cases.add_session(connection, session)

    def change_session(self, session: Session) -> None:
        """Write a session anew."""
        with self._writes() as connection:
            known = cases.sessions(connection)
            before = next(each for each in known if each.id == session.id)
            cases.change_session(connection, session)
            trail_nouns.note_changes(connection, [(before, session)])

    def tapes(self) -> list[Tape]:
        """Return all tapes, by case and session number."""
        return self._ask(tapes.tapes)

    def tapes_of(self, some: Collection[UUID]) -> list[Tape]:
        """Return the tapes of some cases, their files where they were last seen."""
        with self._reads() as connection:
            return tapes.tapes(connection, some)

    def add_tape(self, tape: Tape) -> None:
        """Add a tape."""
        with self._writes() as connection:
            tapes.add_tape(connection, tape)

    def change_tape(self, tape: Tape) -> None:
        """Write a tape anew."""
        with self._writes() as connection:
            before = tapes.one_tape(connection, tape.id)
            tapes.change_tape(connection, tape)
            trail_nouns.note_changes(connection, [(before, tape)])

    def change_course(self, change: CourseChange) -> None:
        """Write a change in the course of a case, with its history.

        Raises:
            StaleCourse: When something is stored other than the change started from.
        """
        with self._writes() as connection:
            course.record_change(connection, change)

    def course_changes(self, case: UUID) -> list[CourseChange]:
        """Return everything that was changed in the course of a case, in order."""
        with self._reads() as connection:
            return course.changes(connection, case)

    def determinations(self) -> list[Determination]:
        """Return all problem-area determinations, drafts too."""
        with self._reads() as connection:
            return determinations.determinations(connection)

    def determination_history(self) -> list[DeterminationChange]:
        """Return every state that a determination ever had, by form, in order."""
        with self._reads() as connection:
            return determinations.determination_history(connection)

    def add_determination(self, new: Determination, at: int) -> None:
        """Add a determination that its rater began at `at` (ms since 1970 UTC)."""
        with self._writes() as connection:
            determinations.add_determination(connection, new, at)

    def change_determination(
        self, before: Determination, after: Determination, at: int
    ) -> None:
        """Write a determination anew, as its rater did at `at` (ms since 1970 UTC).

        Raises:
            DeterminationClosed: When it was submitted.
            StaleCourse: When something is stored other than `before`.
        """
        with self._writes() as connection:
            determinations.change_determination(connection, before, after, at)
