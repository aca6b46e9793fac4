"""The columns of the table: what each says of a mark, and how it is sorted by it."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.domain.masking import UNTOLD
from ipt_review.domain.timecode import show
from ipt_review.scoring.focus_at import FocusAt
from ipt_review.ui import wording
from ipt_review.workflow.coding.shaping import can_stretch
from ipt_review.workflow.folding import fold

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.study import Session

NOTE_SHOWN = 400
"""How much of a note is read in its cell; all of it is in the editor and the tip."""

_NO_END = 1 << 62


class Column(IntEnum):
    """What a column says, from left to right."""

    TIME = 0
    END = 1
    LENGTH = 2
    CODE = 3
    NOTE = 4
    GROUP = 5
    VALENCE = 6
    QUALITY = 7
    CERTAINTY = 8
    DIRECTION = 9
    APPLIES = 10
    OPEN = 11


TITLES = {
    Column.TIME: "Time",
    Column.END: "End",
    Column.LENGTH: "Length",
    Column.CODE: "Code",
    Column.NOTE: "Note",
    Column.GROUP: "Group",
    Column.VALENCE: "Valence",
    Column.QUALITY: "Quality",
    Column.CERTAINTY: "Certainty",
    Column.DIRECTION: "Direction",
    Column.APPLIES: "Applies",
    Column.OPEN: "Open",
}
EDITED = {
    Column.TIME,
    Column.END,
    Column.CODE,
    Column.NOTE,
    Column.QUALITY,
    Column.CERTAINTY,
    Column.DIRECTION,
}
"""What can be changed in its cell."""


class About(NamedTuple):
    """What a codebook says about a code or state.

    Attributes:
        color: Of its group or of the state.
        applies: Why it is not expected in the session; "" where it is.
    """

    label: str
    group: str
    valence: str
    color: str
    applies: str


class Words:
    """Says what stands in the cells, for the marks of one coding.

    Args:
        codebook: The version that the coding was made with.
        session: Which session is on the tape.
        coding: Whose focus track names the area work.
    """

    def __init__(self, codebook: Codebook, session: Session, coding: Coding) -> None:
        self.codebook = codebook
        self.session = session
        self._groups = {group.id: group for group in codebook.groups}
        self._states = {
            state.id: (state, track)
            for track in codebook.tracks
            for state in track.states
        }
        self._focus = FocusAt(coding, codebook)
        self.about = cache(self._look_up)
        self._folded = cache(fold)

    def take_focus(self, coding: Coding) -> None:
        """Name area work after the focus track of this coding from now on."""
        self._focus = FocusAt(coding, self.codebook)

    def is_focus(self, code: str) -> bool:
        """Say whether area work is named after a state."""
        found = self._states.get(code)
        return found is not None and found[1] is self.codebook.focus

    def label(self, mark: Mark) -> str:
        """Return a mark's label in the area that is talked about where it begins."""
        if not self.codebook.knows(mark.code):
            return mark.code
        return self.codebook.label(mark.code, self._focus.at(mark.start))

    def has_end(self, mark: Mark) -> bool:
        """Say whether it has an end of its own."""
        return can_stretch(mark, self.codebook)

    def is_directed(self, mark: Mark) -> bool:
        """Say whether a mark can say which way it links, or says so already."""
        book = self.codebook
        states = mark.code in self._states or not book.knows(mark.code)
        return mark.direction is not None or (
            not states and book.code(mark.code).directed
        )

    def can_change(self, mark: Mark, column: Column) -> bool:
        """Say whether a cell can be changed in its place."""
        if column is Column.END:
            return self.has_end(mark)
        return column in EDITED and (
            column is not Column.DIRECTION or self.is_directed(mark)
        )

    def text(self, mark: Mark, column: Column) -> str:
        """Return what a cell says."""
        if column in (Column.TIME, Column.END, Column.LENGTH):
            return self._time(mark, column)
        about = self.about(mark.code)
        texts = {
            Column.GROUP: about.group,
            Column.VALENCE: about.valence,
            Column.QUALITY: mark.quality and wording.QUALITIES[mark.quality],
            Column.CERTAINTY: mark.certainty and wording.CERTAINTIES[mark.certainty],
            Column.DIRECTION: mark.direction and wording.DIRECTIONS[mark.direction],
            Column.APPLIES: about.applies,
            Column.OPEN: "open" if mark.is_open else "",
            Column.NOTE: " ".join(mark.note[:NOTE_SHOWN].split()),
        }
        return self.label(mark) if column is Column.CODE else texts[column] or ""

    def key(self, mark: Mark, column: Column) -> str | int:
        """Return what a column is sorted by; the same type for every mark."""
        if column is Column.TIME:  # as the table stands at first, with all its marks
            return mark.start
        end = _NO_END if mark.end is None else mark.end
        numbers = {
            Column.END: end,
            Column.LENGTH: end - mark.start,
            Column.QUALITY: wording.place_of(mark.quality, wording.QUALITIES),
            Column.CERTAINTY: wording.place_of(mark.certainty, wording.CERTAINTIES),
            Column.OPEN: int(not mark.is_open),
        }
        if column in numbers:
            return numbers[column]
        return str(self._folded(self.text(mark, column)))

    def _time(self, mark: Mark, column: Column) -> str:
        if column is Column.TIME:
            return show(mark.start)
        if mark.end is None or not self.has_end(mark):
            return ""
        return show(mark.end if column is Column.END else mark.end - mark.start)

    def _look_up(self, code: str) -> About:
        if code in self._states:
            state, track = self._states[code]
            return About(state.label, track.label, "", state.color, "")
        if not self.codebook.knows(code):
            return About(code, "", "", "", "Not in the codebook")
        found = self.codebook.code(code)
        group = self._groups[found.group]
        valence = wording.VALENCES[found.valence]
        return About(found.label, group.label, valence, group.color, self._hint(code))

    def _hint(self, code: str) -> str:
        """Return why a code is not expected in the session."""
        found, session = self.codebook.code(code), self.session
        if found.silenced:
            return "Silenced in this study"
        told = session.number != UNTOLD
        if told and session.phase not in found.phases:
            return f"Not in the {wording.PHASES[session.phase].lower()}"
        if session.number < found.from_session:
            return f"From session {found.from_session} on"
        return ""
