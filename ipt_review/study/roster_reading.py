"""From the rows of a sheet to therapists, cases and sessions, with every fault told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import uuid4

from ipt_review.domain.consent import NO_CONSENT, Consent, Use
from ipt_review.domain.people import Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.study import AgreedFocus, Case, Session
from ipt_review.study.handles import check_handle, holds_date
from ipt_review.study.phases import suggest_phase
from ipt_review.study.roster_columns import RosterField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.roster import Entry

MOST_SESSIONS: Final = 99
LONGEST_TREATMENT: Final = 3_650
_PHASES: Final = {
    **{phase.value: phase for phase in Phase},
    "ending": Phase.TERMINATION,
    "initial": Phase.OPENING,
}
_NONE: Final = frozenset({"none", "no", "nothing"})
F = RosterField


class BadRow(Exception):
    """A row that cannot come in, and why in a sentence."""


class ReadRow(NamedTuple):
    """One row of the sheet, as it will come in.

    Attributes:
        number: In the sheet, its head being row 1.
        told: What will be made of it, or why it is left out.
    """

    number: int
    cells: Mapping[RosterField, str]
    told: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """What a study has already, as far as a roster can add to it."""

    therapists: Sequence[Therapist]
    cases: Sequence[Case]
    sessions: Sequence[Session]


@dataclass(slots=True)
class RosterReading:
    """What was read.

    Attributes:
        rows: All rows of the sheet.
        entries: What comes in, in an order in which each may refer to those before.
    """

    rows: list[ReadRow] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def read_roster(
    cells: Sequence[Sequence[str]],
    columns: Mapping[RosterField, int],
    held: Roster,
    codebook: Codebook,
) -> RosterReading:
    """Read the rows of a sheet; a row that does not fit is left out whole.

    Args:
        cells: Row by row, the head first.
        columns: Which column says what.
        held: What the study has; it stays as it is.
        codebook: Whose problem areas and frame hold.
    """
    reader = _Reader(held, codebook)
    made = RosterReading(entries=reader.entries)
    for number, line in enumerate(cells[1:], start=2):
        row = {
            each: line[at].strip() if at < len(line) else ""
            for each, at in columns.items()
        }
        if not any(line):
            continue
        try:
            told = reader.take(number, row)
        except (BadRow, ReviewError) as problem:
            made.rows.append(ReadRow(number, row, str(problem), fits=False))
        else:
            made.rows.append(ReadRow(number, row, told, fits=True))
    return made


class _Reader:
    """Takes rows in, one after another, and knows what came before."""

    def __init__(self, held: Roster, codebook: Codebook) -> None:
        self.entries: list[Entry] = []
        self._codebook = codebook
        self._areas = {
            word.casefold(): area.id
            for area in codebook.areas
            for word in (area.id, area.label)
        }
        self._therapists = {each.handle.casefold(): each for each in held.therapists}
        self._cases = {each.handle.casefold(): each for each in held.cases}
        self._sessions = {(each.case, each.number) for each in held.sessions}
        self._new: dict[UUID, int] = {}
        self._seen: dict[tuple[str, int], int] = {}
        self._handles = {each.id: each.handle for each in held.therapists}

    def take(self, number: int, row: Mapping[RosterField, str]) -> str:
        """Make of a row what is new in it; say what that is.

        Raises:
            BadRow: When something in it does not fit; nothing of it is made then.
        """
        therapist, fresh = self._therapist(row.get(F.THERAPIST, ""))
        made: list[Entry] = [therapist] if fresh else []
        told = [f"therapist {therapist.handle}"] if fresh else []
        if row.get(F.CASE, ""):
            case, fresh = self._case(row, therapist)
            if fresh:
                made.append(case)
                told.append(f"case {case.handle}")
            session = self._session(number, row, case)
            if session is not None and (case.id, session.number) not in self._sessions:
                made.append(session)
                told.append(f"session {session.number}")
        elif row.get(F.SESSION, ""):
            raise BadRow("The session belongs to no case; fill in its case.")
        self._keep(number, made)
        return f"New: {', '.join(told)}" if told else "In the study already."

    def _keep(self, number: int, made: Iterable[Entry]) -> None:
        for entry in made:
            self.entries.append(entry)
            match entry:
                case Therapist():
                    self._therapists[entry.handle.casefold()] = entry
                    self._handles[entry.id] = entry.handle
                case Case():
                    self._cases[entry.handle.casefold()] = entry
                    self._new[entry.id] = number
                case Session():
                    self._sessions.add((entry.case, entry.number))

    def _therapist(self, handle: str) -> tuple[Therapist, bool]:
        if not handle:
            raise BadRow("The therapist is missing.")
        known = self._therapists.get(handle.casefold())
        if known is not None:
            return known, False
        return Therapist(uuid4(), check_handle(handle, "therapist")), True

    def _case(
        self, row: Mapping[RosterField, str], therapist: Therapist
    ) -> tuple[Case, bool]:
        handle = row[F.CASE]
        known = self._cases.get(handle.casefold())
        planned = _number(row, F.PLANNED, MOST_SESSIONS)
        foci, consent = self._foci(row), _consent(row.get(F.CONSENT, ""))
        if known is None:
            usual = self._codebook.frame.sessions_high
            arm = row.get(F.ARM, "")
            return Case(
                uuid4(),
                check_handle(handle, "case"),
                therapist.id,
                planned or usual,
                foci,
                arm=check_handle(arm, "study arm") if arm else "",
                consent=consent,
            ), True
        if known.therapist != therapist.id:
            whose = self._handles[known.therapist]
            raise BadRow(f"Case {known.handle} belongs to therapist {whose}.")
        self._must_agree(row, known, planned, foci, consent)
        return known, False

    def _must_agree(
        self,
        row: Mapping[RosterField, str],
        known: Case,
        planned: int | None,
        foci: tuple[AgreedFocus, ...],
        consent: Consent,
    ) -> None:
        """Make sure that a later row says nothing else of a case.

        Raises:
            BadRow: When it does; what is known first stays.
        """
        arm = row.get(F.ARM, "")
        differs = {
            F.PLANNED: planned is not None and planned != known.planned_sessions,
            F.ARM: bool(arm) and arm != known.arm,
            F.FOCUS: bool(foci) and foci != known.foci,
            F.CONSENT: consent not in (NO_CONSENT, known.consent),
        }
        for column, differing in differs.items():
            if differing:
                where = self._new.get(known.id)
                where_said = f"row {where}" if where else "the study"
                raise BadRow(
                    f"{column.value}: {where_said} says something else of case "
                    f"{known.handle}."
                )

    def _session(
        self, number: int, row: Mapping[RosterField, str], case: Case
    ) -> Session | None:
        wanted = _number(row, F.SESSION, MOST_SESSIONS)
        day = _number(row, F.DAY, LONGEST_TREATMENT)
        phase = self._phase(row.get(F.PHASE, ""))
        if wanted is None:
            if day is not None or phase is not None:
                raise BadRow("The session's number is missing.")
            return None
        before = self._seen.setdefault((case.handle.casefold(), wanted), number)
        if before != number:
            raise BadRow(f"Session {wanted} of case {case.handle} is in row {before}.")
        suggested = suggest_phase(case, wanted, self._codebook.frame)
        return Session(uuid4(), case.id, wanted, phase or suggested, day)

    def _phase(self, word: str) -> Phase | None:
        if not word:
            return None
        found = _PHASES.get(word.casefold().removesuffix(" phase"))
        if found is None:
            words = ", ".join(phase.value for phase in Phase)
            raise BadRow(f"“{word}” is no phase; write one of {words}.")
        return found

    def _foci(self, row: Mapping[RosterField, str]) -> tuple[AgreedFocus, ...]:
        word = row.get(F.FOCUS, "")
        agreed_in = _number(row, F.AGREED_IN, MOST_SESSIONS)
        if not word:
            return ()
        area = self._areas.get(word.casefold())
        if area is None:
            known = ", ".join(area.id for area in self._codebook.areas)
            raise BadRow(f"“{word}” is no problem area; write one of {known}.")
        return (AgreedFocus(area, agreed_in or 1),)


def _number(
    row: Mapping[RosterField, str], column: RosterField, most: int
) -> int | None:
    """Return a whole number from 1, None where the cell is empty."""
    text = row.get(column, "")
    if not text:
        return None
    if column is F.DAY and holds_date(text):
        raise BadRow(f"“{text}” is a date; write the day of treatment, from 1.")
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise BadRow(f"{column.value}: “{text}” is no whole number from 1 to {most}.")
    return int(text)


def _consent(words: str) -> Consent:
    """Return what a cell says that recordings may be used for."""
    if not words:
        return NO_CONSENT
    if words.casefold() in _NONE:
        return Consent(frozenset())
    uses = set()
    for word in words.replace(";", ",").split(","):
        plain = word.strip().casefold()
        if plain not in {use.value for use in Use}:
            known = ", ".join(use.value for use in Use)
            raise BadRow(f"Consent: “{word.strip()}” is none of {known}.")
        uses.add(Use(plain))
    return Consent(frozenset(uses))
