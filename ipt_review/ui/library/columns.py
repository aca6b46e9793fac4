"""What each column of the library says of a row, and what it is sorted by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from ipt_review.domain.phase import Phase
from ipt_review.domain.timecode import MS_PER_SECOND, show_seconds
from ipt_review.workflow.library.library import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ipt_review.domain.codebook import Codebook
    from ipt_review.workflow.library.library import Coded, LibraryRow

    Key = tuple[int | str, ...]


class Column(IntEnum):
    """The columns of the library, in the order in which they come."""

    THERAPIST = 0
    CASE = 1
    SESSION = 2
    PHASE = 3
    FOCUS = 4
    TAPE = 5
    CODED = 6
    RATED = 7
    SUBMITTED = 8
    RATERS = 9
    DUE = 10


TITLES = {
    Column.THERAPIST: "Therapist",
    Column.CASE: "Case",
    Column.SESSION: "Session",
    Column.PHASE: "Phase",
    Column.FOCUS: "Agreed focus",
    Column.TAPE: "Tape",
    Column.CODED: "Coded",
    Column.RATED: "Rated",
    Column.SUBMITTED: "Submitted",
    Column.RATERS: "By",
    Column.DUE: "Due",
}
PHASES = {Phase.OPENING: "Opening", Phase.MIDDLE: "Middle", Phase.TERMINATION: "Ending"}
STANDINGS = {
    Standing.NO_TAPE: "No tape",
    Standing.LOST: "Recording not found",
    Standing.NOT_BEGUN: "Not begun",
    Standing.CODED: "Coded",
    Standing.RATED: "Rated",
    Standing.SUBMITTED: "Submitted",
    Standing.DUE: "Due",
    Standing.OVERDUE: "Overdue",
    Standing.WITHDRAWN: "Consent taken back",
    Standing.TO_DESTROY: "Recording to be destroyed",
}
NOTHING = "–"
HIDDEN = "hidden"
"""Stands for an agreed focus that a rater must not know yet."""
_LAST = 1 << 60


@dataclass(frozen=True, slots=True)
class Saying:
    """What rows say, in the words of a codebook.

    Attributes:
        areas: What problem areas are called, by id.
    """

    areas: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, codebook: Codebook) -> Saying:
        """Return what rows say in the words of this codebook."""
        return cls({area.id: area.label for area in codebook.areas})

    def text(self, row: LibraryRow, column: Column) -> str:
        """Return what a cell says."""
        return _TEXTS[column](self, row)

    def all_of(self, row: LibraryRow) -> tuple[str, ...]:
        """Return what each column says."""
        return tuple(text(self, row) for text in _TEXTS.values())

    def key(self, row: LibraryRow, column: Column) -> Key:
        """Return what a row is sorted by in this column."""
        return _KEYS[column](self, row)

    def focus(self, row: LibraryRow) -> str:
        """Return what the patient agreed to work on, as this person may know it."""
        if row.focus is None:
            return HIDDEN
        return ", ".join(self.areas.get(a, a) for a in row.focus) or NOTHING


def day_of(moment: int) -> str:
    """Return the day of a moment (ms since 1970 UTC), as 2026-11-30."""
    return datetime.fromtimestamp(moment / MS_PER_SECOND, UTC).date().isoformat()


def _therapist(_saying: Saying, row: LibraryRow) -> str:
    return row.therapist.handle


def _case(_saying: Saying, row: LibraryRow) -> str:
    return row.case.handle if row.case else "no case yet"


def _session(_saying: Saying, row: LibraryRow) -> str:
    if row.case is None:
        return NOTHING
    if row.session is None:
        return "none yet"
    return f"{row.session.number} of {row.case.planned_sessions}"


def _phase(_saying: Saying, row: LibraryRow) -> str:
    return PHASES[row.session.phase] if row.session else NOTHING


def _focus(saying: Saying, row: LibraryRow) -> str:
    return saying.focus(row) if row.session else NOTHING


def _tape(_saying: Saying, row: LibraryRow) -> str:
    if row.tape is None:
        return NOTHING
    length = show_seconds(row.tape.length)
    if not row.tape.files:
        return f"{length}, not kept"
    if Standing.LOST in row.standings:
        return f"{length}, not found"
    several = len(row.tape.files)
    return f"{length}, {several} files" if several > 1 else length


def _counted(codings: Iterable[Coded]) -> str:
    return str(sum(1 for _ in codings) or NOTHING)


def _coded(_saying: Saying, row: LibraryRow) -> str:
    return _counted(each for each in row.codings if each.marked)


def _rated(_saying: Saying, row: LibraryRow) -> str:
    return _counted(each for each in row.codings if each.rated)


def _submitted(_saying: Saying, row: LibraryRow) -> str:
    return _counted(each for each in row.codings if each.submitted)


def _raters(_saying: Saying, row: LibraryRow) -> str:
    return ", ".join(dict.fromkeys(c.rater.handle for c in row.codings)) or NOTHING


def _due(_saying: Saying, row: LibraryRow) -> str:
    if row.due is None:
        return NOTHING
    late = " overdue" if Standing.OVERDUE in row.standings else ""
    return f"{day_of(row.due)}{late}"


_TEXTS: dict[Column, Callable[[Saying, LibraryRow], str]] = {
    Column.THERAPIST: _therapist,
    Column.CASE: _case,
    Column.SESSION: _session,
    Column.PHASE: _phase,
    Column.FOCUS: _focus,
    Column.TAPE: _tape,
    Column.CODED: _coded,
    Column.RATED: _rated,
    Column.SUBMITTED: _submitted,
    Column.RATERS: _raters,
    Column.DUE: _due,
}


def _number(row: LibraryRow) -> int:
    return row.session.number if row.session else 0


def _place(row: LibraryRow) -> Key:
    return row.case.handle if row.case else "", _number(row)


def _by_text(column: Column) -> Callable[[Saying, LibraryRow], Key]:
    def key(saying: Saying, row: LibraryRow) -> Key:
        text = saying.text(row, column)
        return int(text == NOTHING), text

    return key


_KEYS: dict[Column, Callable[[Saying, LibraryRow], Key]] = {
    Column.THERAPIST: lambda _s, row: (row.therapist.handle, *_place(row)),
    Column.CASE: lambda _s, row: _place(row),
    Column.SESSION: lambda _s, row: (_number(row),),
    Column.PHASE: lambda _s, row: (
        list(Phase).index(row.session.phase) if row.session else _LAST,
        _number(row),
    ),
    Column.FOCUS: _by_text(Column.FOCUS),
    Column.TAPE: lambda _s, row: (row.tape.length if row.tape else _LAST,),
    Column.CODED: lambda _s, row: (sum(each.marked for each in row.codings),),
    Column.RATED: lambda _s, row: (sum(each.rated > 0 for each in row.codings),),
    Column.SUBMITTED: lambda _s, row: (sum(each.submitted for each in row.codings),),
    Column.RATERS: _by_text(Column.RATERS),
    Column.DUE: lambda _s, row: (_LAST if row.due is None else row.due,),
}
