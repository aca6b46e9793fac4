"""The cues of a transcript as a list, with the marks that stand beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from ipt_review.domain.transcript import Transcript
from ipt_review.ui.transcript.words import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.mark import Mark

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark beside a cue.

    Attributes:
        label: Of its code, or nothing where it only goes on from an earlier cue.
    """

    number: int
    color: str
    label: str


class Rows(NamedTuple):
    """Beside which rows a mark stands, from `first` to `last`."""

    mark: Mark
    first: int
    last: int


class CueModel(QAbstractListModel):
    """One row for each cue; where the tape stands and what was found are in it too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.transcript = Transcript()
        self.length = 0
        self.now: frozenset[int] = frozenset()
        self.sought: re.Pattern[str] | None = None
        self._codebook: Codebook | None = None
        self._colors: Mapping[str, str] = {}
        self._marks: dict[int, Rows] = {}
        self._ticks: dict[int, Sequence[Tick]] = {}

    def show_transcript(self, transcript: Transcript, length: int) -> None:
        """List these cues, of a tape of `length` ms."""
        before, self.length = self.transcript.cues, length
        if transcript.cues == before:
            return
        self._marks, self._ticks = {}, {}
        if len(before) == len(transcript.cues):
            self.transcript = transcript
            self.dataChanged.emit(self.index(0), self.index(len(before) - 1))
            return
        self.beginResetModel()
        self.transcript = transcript
        self.now = frozenset()
        self.endResetModel()

    def show_marks(self, codebook: Codebook, coding: Coding) -> None:
        """Show these marks beside the cues, without the states of tracks.

        Only those that changed are placed anew; what stands beside a cue is found out
        when it is asked for.
        """
        if codebook is not self._codebook:
            groups = {group.id: group.color for group in codebook.groups}
            self._colors = {code.id: groups[code.group] for code in codebook.codes}
            self._codebook = codebook
        before, self._marks, self._ticks = self._marks, {}, {}
        for mark in coding.timeline() if self.transcript.cues else ():
            if codebook.track_of(mark.code) is None:
                known = before.get(mark.number)
                self._marks[mark.number] = (
                    known
                    if known is not None and known.mark is mark
                    else rows_of(self.transcript, mark)
                )

    def ticks(self, row: int) -> Sequence[Tick]:
        """Return the marks beside a cue, in the order of the tape."""
        found = self._ticks.get(row)
        if found is None:
            beside = [each for each in self._marks.values() if _is_beside(each, row)]
            found = self._ticks[row] = [self._tick(each, row) for each in beside]
        return found

    def _tick(self, beside: Rows, row: int) -> Tick:
        code, book = beside.mark.code, self._codebook
        label = book.label(code) if book is not None and book.knows(code) else code
        begins = beside.first == row
        color = self._colors.get(code, "")
        return Tick(beside.mark.number, color, label if begins else "")

    def is_beyond(self, row: int) -> bool:
        """Say whether a cue ends after the tape does."""
        return self.transcript.cues[row].span.end > self.length

    def find(self, words: str) -> list[int]:
        """Look for words from now on; return the rows in which they are."""
        bare = words.strip()
        pattern = re.compile(re.escape(bare), re.IGNORECASE) if bare else None
        self.sought = pattern
        if pattern is None:
            return []
        cues = self.transcript.cues
        return [row for row, cue in enumerate(cues) if pattern.search(cue.text)]

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self.transcript.cues)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        labels = tuple(tick.label for tick in self.ticks(index.row()) if tick.label)
        return spoken(self.transcript.cues[index.row()], labels)


def _is_beside(beside: Rows, row: int) -> bool:
    return beside.first <= row <= beside.last


def rows_of(transcript: Transcript, mark: Mark) -> Rows:
    """Return the rows beside which a mark stands.

    It begins beside the cue that is spoken when it begins, or the next one where
    nobody speaks then, and goes on beside those that begin before it ends.
    """
    row = transcript.row_at(mark.start)
    if row is None:
        row = transcript.begun_by(mark.start)
    first = min(row, len(transcript.cues) - 1)
    is_long = mark.end is not None and mark.end > mark.start
    last = transcript.begun_by(mark.end - 1) - 1 if is_long and mark.end else first
    return Rows(mark, first, max(first, last))
