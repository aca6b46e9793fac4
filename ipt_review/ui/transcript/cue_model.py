"""The cues of a transcript as a list, with the marks that stand beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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


class CueModel(QAbstractListModel):
    """One row for each cue; where the tape stands and what was found are in it too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.transcript = Transcript()
        self.length = 0
        self.now: frozenset[int] = frozenset()
        self.sought: re.Pattern[str] | None = None
        self._ticks: Mapping[int, Sequence[Tick]] = {}

    def show_transcript(self, transcript: Transcript, length: int) -> None:
        """List these cues, of a tape of `length` ms."""
        before, self.length = self.transcript.cues, length
        if transcript.cues == before:
            return
        if len(before) == len(transcript.cues):
            self.transcript = transcript
            self.dataChanged.emit(self.index(0), self.index(len(before) - 1))
            return
        self.beginResetModel()
        self.transcript = transcript
        self.now, self._ticks = frozenset(), {}
        self.endResetModel()

    def show_marks(self, codebook: Codebook, coding: Coding) -> None:
        """Show these marks beside the cues, without the states of tracks."""
        self._ticks = ticks_of(self.transcript, codebook, coding)

    def ticks(self, row: int) -> Sequence[Tick]:
        """Return the marks beside a cue, in the order of the tape."""
        return self._ticks.get(row, ())

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


def ticks_of(
    transcript: Transcript, codebook: Codebook, coding: Coding
) -> dict[int, list[Tick]]:
    """Return the marks beside each cue, states of tracks left out.

    A mark is named beside the cue in which it begins, or the next one where nobody
    speaks then, and goes on beside those that begin before it ends.
    """
    groups = {group.id: group.color for group in codebook.groups}
    colors = {code.id: groups[code.group] for code in codebook.codes}
    found: dict[int, list[Tick]] = defaultdict(list)
    if not transcript.cues:
        return found
    for mark in coding.timeline():
        if codebook.track_of(mark.code) is not None:
            continue
        color = colors.get(mark.code, "")
        first = _first_row(transcript, mark)
        label = codebook.label(mark.code) if codebook.knows(mark.code) else mark.code
        found[first].append(Tick(mark.number, color, label))
        if mark.end is not None and mark.end > mark.start:
            for row in range(first + 1, transcript.begun_by(mark.end - 1)):
                found[row].append(Tick(mark.number, color, ""))
    return found


def _first_row(transcript: Transcript, mark: Mark) -> int:
    row = transcript.row_at(mark.start)
    if row is None:
        row = transcript.begun_by(mark.start)
    return min(row, len(transcript.cues) - 1)
