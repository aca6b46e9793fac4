"""What the library shows: one row for each session, and how far each of them is.

Pure, from what a study holds, as one person may see it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from ipt_review.domain.coding import Status
from ipt_review.domain.consent import NO_CONSENT
from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.study.consent import to_destroy
from ipt_review.workflow.at_a_stretch import at_a_stretch
from ipt_review.workflow.folding import fold, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.consent import Consent
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.phase import Phase
    from ipt_review.domain.study import Case, Session
    from ipt_review.domain.tape import Tape
    from ipt_review.store.how_far import HowFar
    from ipt_review.workflow.desk import Desk, Holdings


class Standing(Enum):
    """Something that can be said of a session; several hold at once."""

    NO_TAPE = "no_tape"
    LOST = "lost"
    NOT_BEGUN = "not_begun"
    CODED = "coded"
    RATED = "rated"
    SUBMITTED = "submitted"
    DUE = "due"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    TO_DESTROY = "to_destroy"


class Task(Protocol):
    """A tape that somebody was given to rate."""

    @property
    def tape(self) -> UUID:
        """Which tape."""

    @property
    def rater(self) -> UUID:
        """Who was given it."""

    @property
    def due(self) -> int | None:
        """Until when, in ms since 1970 UTC, or None."""

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One coding of a tape, without what is in it.

    Attributes:
        marked: Whether anything is marked.
        rated: How many items are rated.
    """

    head: CodingHead
    rater: Person
    marked: bool
    rated: int

    @property
    def submitted(self) -> bool:
        """Whether its rater is done."""
        return self.head.status is not Status.DRAFT


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One session; or a case without sessions, or a therapist without cases.

    Attributes:
        focus: Ids of the areas under agreement, None where this person must not know.
        codings: In the order of their raters' handles.
        assigned: Who was given the tape, and until when (ms since 1970 UTC) or None.
        due: The nearest moment at which one of them should have submitted and has not.
        standings: What can be said of it.
    """

    therapist: Therapist
    case: Case | None = None
    session: Session | None = None
    tape: Tape | None = None
    focus: tuple[str, ...] | None = ()
    codings: tuple[Coded, ...] = ()
    assigned: Mapping[UUID, int | None] = field(default_factory=dict)
    due: int | None = None
    standings: frozenset[Standing] = frozenset()

    @property
    def id(self) -> UUID:
        """The id of what the row is about."""
        return (self.session or self.case or self.therapist).id

    def concerns(self, person: UUID) -> bool:
        """Say whether somebody coded its tape or was given it."""
        mine = any(each.rater.id == person for each in self.codings)
        return mine or person in self.assigned


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """What rows have to be like to be shown; nothing asks for everything.

    Attributes:
        text: Words that all have to stand in what the row says.
        raters: People of whom one has coded the tape or was given it.
    """

    text: str = ""
    therapists: frozenset[UUID] = frozenset()
    cases: frozenset[UUID] = frozenset()
    phases: frozenset[Phase] = frozenset()
    standings: frozenset[Standing] = frozenset()
    raters: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self != LibraryFilter()

    def sifted(self, rows: Sequence[LibraryRow], said: Sequence[str]) -> list[int]:
        """Return the places of the rows that pass.

        Args:
            rows: All of them.
            said: What each says, folded (`workflow/folding.py`), in the same order.
        """
        words = words_of(self.text)
        passed: Sequence[int] = range(len(rows))
        for word in words:
            passed = [at for at in passed if word in said[at]]
        for admits in self._tests():
            passed = [at for at in passed if admits(rows[at])]
        return list(passed)

    def _tests(self) -> Iterator[Callable[[LibraryRow], bool]]:
        """Yield what a row has to stand, and nothing for what is not asked for."""
        therapists, cases, phases = self.therapists, self.cases, self.phases
        if therapists:
            yield lambda row: row.therapist.id in therapists
        if cases:
            yield lambda row: row.case is not None and row.case.id in cases
        if phases:
            yield lambda row: row.session is not None and row.session.phase in phases
        if self.standings:
            yield lambda row: not self.standings.isdisjoint(row.standings)
        if self.raters:
            yield lambda row: any(map(row.concerns, self.raters))


@dataclass(frozen=True, slots=True)
class Stock:
    """What the library is made from, read in one go.

    Attributes:
        far: How far each coding is, by its id.
        tasks: What was given to whom.
    """

    holdings: Holdings
    far: Mapping[UUID, HowFar] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()


def stock_of(desk: Desk) -> Stock:
    """Read what the library shows."""
    database = desk.database
    tasks = tuple(database.assignments.all())
    return Stock(desk.holdings(), database.roster.how_far(), tasks)


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at the library, when, and what they know of the recordings.

    Attributes:
        now: In ms since 1970 UTC.
        lost: Recordings that are not where they were.
    """

    person: Person | None = None
    now: int = 0
    lost: AbstractSet[Path] = frozenset()

    @property
    def today(self) -> date:
        """What day it is."""
        return datetime.fromtimestamp(self.now / MS_PER_SECOND).date()  # noqa: DTZ006


@at_a_stretch()
def library_rows(stock: Stock, looking: Looking) -> list[LibraryRow]:
    """Return the rows by therapist, case and session number."""
    shelf = _Shelf(stock, looking)
    rows = []
    for therapist in stock.holdings.therapists:
        cases = shelf.cases[therapist.id]
        rows += [row for case in cases for row in shelf.rows_of(therapist, case)]
        if not cases:
            rows.append(LibraryRow(therapist))
    return rows


class _Shelf:
    """What the study holds, laid out so that each row is found at once."""

    def __init__(self, stock: Stock, looking: Looking) -> None:
        self._looking = looking
        self._today = looking.today
        holdings = stock.holdings
        self._tapes = {tape.session: tape for tape in reversed(holdings.tapes)}
        self.cases: defaultdict[UUID, list[Case]] = defaultdict(list)
        self._sessions: defaultdict[UUID, list[Session]] = defaultdict(list)
        self._codings: defaultdict[UUID, list[Coded]] = defaultdict(list)
        self._tasks: defaultdict[UUID, dict[UUID, int | None]] = defaultdict(dict)
        person = looking.person
        self._hidden = holdings.hidden_cases(person) if person else frozenset()
        for case in holdings.cases:
            self.cases[case.therapist].append(case)
        for session in holdings.sessions:
            self._sessions[session.case].append(session)
        people = {person.id: person for person in holdings.people}
        for head in sorted(holdings.heads, key=lambda h: people[h.rater].handle):
            marked, rated = stock.far.get(head.id, (False, 0))
            coded = Coded(head, people[head.rater], marked, rated)
            self._codings[head.tape].append(coded)
        for task in stock.tasks:
            if not task.withdrawn:
                self._tasks[task.tape][task.rater] = task.due

    def rows_of(self, therapist: Therapist, case: Case) -> list[LibraryRow]:
        """Return the rows of a case by session number; one without, if it has none."""
        sessions = sorted(self._sessions[case.id], key=lambda each: each.number)
        if not sessions:
            return [LibraryRow(therapist, case)]
        return [self._row(therapist, case, session) for session in sessions]

    def _row(self, therapist: Therapist, case: Case, session: Session) -> LibraryRow:
        tape = self._tapes.get(session.id)
        codings = tuple(self._codings.get(tape.id, ())) if tape else ()
        given = self._tasks.get(tape.id, {}) if tape else {}
        due = self._due(codings, given)
        return LibraryRow(
            therapist,
            case,
            session,
            tape,
            None if case.id in self._hidden else case.foci_in(session.number),
            codings,
            given,
            due,
            self._standings(case.consent, tape, codings, due),
        )

    def _due(
        self, codings: Iterable[Coded], given: Mapping[UUID, int | None]
    ) -> int | None:
        done = {each.rater.id for each in codings if each.submitted}
        left = [due for rater, due in given.items() if due and rater not in done]
        return min(left, default=None)

    def _standings(
        self,
        consent: Consent,
        tape: Tape | None,
        codings: Sequence[Coded],
        due: int | None,
    ) -> frozenset[Standing]:
        if tape is None:
            return frozenset({Standing.NO_TAPE})
        found = {of for each in codings for of in _of_coding(each)}
        if self._is_lost(tape):
            found.add(Standing.LOST)
        if not found & _BEGUN:
            found.add(Standing.NOT_BEGUN)
        if due is not None:
            late = due < self._looking.now
            found |= {Standing.DUE, Standing.OVERDUE} if late else {Standing.DUE}
        if consent is not NO_CONSENT:
            found |= _of_consent(consent, tape, self._today)
        return frozenset(found)

    def _is_lost(self, tape: Tape) -> bool:
        lost = self._looking.lost
        return bool(lost) and any(file.path in lost for file in tape.files)


_BEGUN = frozenset({Standing.CODED, Standing.RATED})


def _of_coding(coded: Coded) -> Iterator[Standing]:
    if coded.marked:
        yield Standing.CODED
    if coded.rated:
        yield Standing.RATED
    if coded.submitted:
        yield Standing.SUBMITTED


def _of_consent(consent: Consent, tape: Tape, today: date) -> set[Standing]:
    """Return what follows for a tape from what its patient agreed to."""
    found = {Standing.WITHDRAWN} if consent.taken_back else set()
    if to_destroy(consent, tape, today):
        found.add(Standing.TO_DESTROY)
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one rater is, or the study as a whole.

    Attributes:
        assigned: How many tapes they were given.
        begun: How many they have marked or rated anything on.
        rated: On how many they have rated at least one item.
        submitted: How many they are done with.
        overdue: How many they should have submitted by now.
    """

    assigned: int = 0
    begun: int = 0
    rated: int = 0
    submitted: int = 0
    overdue: int = 0


def progress_of(
    rows: Iterable[LibraryRow], now: int
) -> tuple[dict[UUID, Progress], Progress]:
    """Return how far each rater is, and how far the study is, counted in tapes.

    For the study a tape counts once, however many people code it.
    """
    counts: defaultdict[UUID, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    whole = [0, 0, 0, 0, 0]
    for row in rows:
        by_rater = _tally(row, now)
        for rater, found in by_rater.items():
            counts[rater] = [a + b for a, b in zip(counts[rater], found, strict=True)]
        if by_rater:
            at_all = [max(column) for column in zip(*by_rater.values(), strict=True)]
            whole = [a + b for a, b in zip(whole, at_all, strict=True)]
    return {rater: Progress(*each) for rater, each in counts.items()}, Progress(*whole)


def _tally(row: LibraryRow, now: int) -> dict[UUID, list[int]]:
    """Return what one tape adds to the counts of each rater."""
    found: dict[UUID, list[int]] = {
        rater: [1, 0, 0, 0, int(due is not None and due < now)]
        for rater, due in row.assigned.items()
    }
    for each in row.codings:
        mine = found.setdefault(each.rater.id, [0, 0, 0, 0, 0])
        mine[1] = max(mine[1], int(each.marked or each.rated > 0))
        mine[2] = max(mine[2], int(each.rated > 0))
        mine[3] = max(mine[3], int(each.submitted))
        mine[4] = 0 if each.submitted else mine[4]
    return found


def folded(texts: Iterable[str]) -> str:
    """Return what a row says as searches compare it."""
    return fold(" · ".join(texts))
