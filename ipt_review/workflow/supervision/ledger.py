"""The certification ledger of a therapist: read, and entered into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.ledger import (
    Attestation,
    BadEntry,
    LedgerChange,
    Move,
)
from ipt_review.domain.problems import ReviewError
from ipt_review.scoring.portfolio import judge_portfolio
from ipt_review.scoring.portfolio_tapes import Record
from ipt_review.study.ledger_history import entries_now, redoable, undoable
from ipt_review.study.permissions import About, Act
from ipt_review.workflow.supervision.progress import progress_of
from ipt_review.workflow.supervision.supervision_hours import entered_hours, meetings_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.ledger import (
        LedgerEntry,
        SupervisionTime,
    )
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.portfolio import Template
    from ipt_review.scoring.portfolio import Portfolio
    from ipt_review.workflow.desk import Desk


@dataclass(frozen=True)
class Ledger:
    """A therapist's portfolio with what it was read from."""

    therapist: Therapist
    record: Record
    portfolio: Portfolio


def ledgers_seen(desk: Desk, person: Person) -> list[Therapist]:
    """Return the therapists whose portfolio a person may see, by handle."""
    return [
        each
        for each in desk.database.therapists()
        if desk.rights.may(Act.SEE_PORTFOLIO, About(each.person), person).allowed
    ]


def record_of(desk: Desk, therapist: UUID, person: Person) -> Record:
    """Return what there is of a therapist, as far as a person may see.

    Only codings that were submitted count; trainees see a supervisor's once they
    submitted their own of that tape.

    Raises:
        NotAllowed: When it is not for them.
        KeyError: When the study has no such therapist.
    """
    whose = _therapist(desk, therapist)
    about = About(whose.person)
    desk.rights.must(Act.SEE_PORTFOLIO, about, person)
    progress = progress_of(desk, therapist, person)
    held, meetings = desk.holdings(), meetings_of(desk.database, whose)
    ids = [each.case.id for each in progress.cases]
    entered = entries_now(desk.database.ledgers.changes(therapist))
    return Record(
        progress.cases,
        desk.codebook,
        (*entered_hours(desk.database, whose), *meetings),
        frozenset(each.id for each in meetings),
        tuple(each for each in entered if isinstance(each, Attestation)),
        tuple((each.id, each.handle) for each in desk.database.people()),
        frozenset(case for case in ids if held.hides_focus(case, person)),
    )


def ledger_of(
    desk: Desk, therapist: UUID, person: Person, template: Template
) -> Ledger:
    """Return a therapist's portfolio held against a template, as a person may see it.

    Raises:
        NotAllowed: When it is not for them.
        KeyError: When the study has no such therapist.
    """
    record = record_of(desk, therapist, person)
    judged = judge_portfolio(template, record)
    return Ledger(_therapist(desk, therapist), record, judged)


class OwnPortfolio(ReviewError):
    """Somebody was about to attest something in their own portfolio."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody attests anything in their own portfolio.",
            "Ask whoever supervises you.",
        )


class LedgerKeeper:
    """Enters things into the ledger of a therapist on behalf of a person.

    Every method writes one change with its line in the history, or raises and leaves
    everything as it was.

    Args:
        desk: The open study.
        therapist: Id of the therapist.
        person: Who enters them.
        today: Returns the date.
    """

    def __init__(
        self,
        desk: Desk,
        therapist: UUID,
        person: Person,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._desk = desk
        self._therapist = therapist
        self._person = person
        self._today = today
        self._about = About(_therapist(desk, therapist).person)
        self._own = self._about.owner == person.id

    @property
    def may_enter(self) -> str:
        """Why this person may enter no hours here, or nothing."""
        return self._against(Act.KEEP_HOURS)

    @property
    def may_attest(self) -> str:
        """Why this person may attest nothing here, or nothing."""
        return self._against(Act.ATTEST) or (str(OwnPortfolio()) if self._own else "")

    @property
    def can_undo(self) -> bool:
        """Whether this person did something that can be taken back."""
        return bool(undoable(self._changes(), self._person.id))

    @property
    def can_redo(self) -> bool:
        """Whether this person took something back that can be done again."""
        return bool(redoable(self._changes(), self._person.id))

    def entry(self, uid: UUID) -> LedgerEntry | None:
        """Return an entry as it is now."""
        return next((e for e in entries_now(self._changes()) if e.id == uid), None)

    def put(self, meeting: SupervisionTime) -> None:
        """Enter a meeting, or what it is after it was corrected.

        Raises:
            NotAllowed: When the person may not.
            BadEntry: When it is still to come.
        """
        if meeting.day > self._today():
            raise BadEntry(
                "This meeting is still to come.", "Enter it once it has taken place."
            )
        self._write(self.entry(meeting.id), meeting)

    def attest(self, statement: str, note: str = "") -> None:
        """Attest something that the program cannot see.

        Raises:
            NotAllowed: When the person may not.
            OwnPortfolio: When it is their own portfolio.
        """
        self._desk.rights.must(Act.ATTEST, self._about, self._person)
        if self._own:
            raise OwnPortfolio
        made = Attestation(uuid4(), statement, self._person.id, note.strip())
        self._write(None, made)

    def remove(self, uid: UUID) -> None:
        """Take an entry out; nothing happens where it is gone already.

        Raises:
            NotAllowed: When the person may not.
        """
        entry = self.entry(uid)
        if entry is not None:
            self._write(entry, None)

    def undo(self) -> None:
        """Take back what this person did last, if there is anything.

        Raises:
            StaleLedger: When somebody else has changed that entry since.
        """
        for last in undoable(self._changes(), self._person.id)[-1:]:
            self._write(last.after, last.before, Move.UNDO)

    def redo(self) -> None:
        """Do again what this person took back last, if there is anything.

        Raises:
            StaleLedger: When somebody else has changed that entry since.
        """
        for last in redoable(self._changes(), self._person.id)[-1:]:
            self._write(last.before, last.after, Move.REDO)

    def _changes(self) -> list[LedgerChange]:
        return self._desk.database.ledgers.changes(self._therapist)

    def _against(self, act: Act) -> str:
        verdict = self._desk.rights.may(act, self._about, self._person)
        return f"{verdict.reason} {verdict.remedy}".strip()

    def _write(
        self,
        before: LedgerEntry | None,
        after: LedgerEntry | None,
        move: Move = Move.DO,
    ) -> None:
        if before == after:
            return
        now = self._desk.now()
        change = LedgerChange(
            self._therapist, before, after, self._person.id, now, move
        )
        attested = isinstance(change.entry, Attestation)
        act = Act.ATTEST if attested else Act.KEEP_HOURS
        self._desk.rights.must(act, self._about, self._person)
        self._desk.database.ledgers.change(change)


def _therapist(desk: Desk, therapist: UUID) -> Therapist:
    found = (e for e in desk.database.therapists() if e.id == therapist)
    whose = next(found, None)
    if whose is None:
        raise KeyError(therapist)
    return whose
