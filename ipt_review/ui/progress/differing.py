"""Where self and supervisor differ most, each with moments to hear together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem
from typing_extensions import override

from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.keys import keep_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.scoring.differences import Moment
    from ipt_review.scoring.progress import FoundDifference, TapeScores

PLACE = Qt.ItemDataRole.UserRole
HEADS = (
    "What was rated",
    "Number of the session",
    "Self-rating",
    "Supervisor's rating",
    "Self-rating less supervisor's; which is nearer is not assumed",
)
NO_MARK = "no mark by either"


class DifferenceList(QTreeWidget):
    """Lists items that both rated otherwise; under each, the moments that bear on it.

    Signals:
        place_wanted: The tape of this coding should be opened at so many ms.
    """

    place_wanted = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Largest differences, self and supervisor")
        self.setHeaderLabels(["Item", "S", "Self", "Sup.", "Diff."])
        for column, words in enumerate(HEADS):
            self.headerItem().setToolTip(column, words)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, 5):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        keep_keys(self, "Return", "Enter", "Up", "Down", "Left", "Right")
        self.itemClicked.connect(self._go)

    def show_differences(
        self,
        found: Sequence[FoundDifference],
        codebooks: Mapping[CodebookVersion, Codebook],
    ) -> None:
        """Show differences, the largest first."""
        self.clear()
        for each in found:
            own, theirs = each.difference.own, each.difference.supervisor
            row = QTreeWidgetItem(
                self,
                [
                    each.difference.item.label,
                    str(each.tape.session.number),
                    "" if own is None else str(own.value),
                    "" if theirs is None else str(theirs.value),
                    f"{each.difference.size:+d}".replace("-", "−"),
                ],
            )
            coding = _coding(each.tape)
            book = codebooks[_version(each.tape)]
            moments = each.difference.moments
            self._lead(row, coding, moments[0].start if moments else 0)
            for moment in moments:
                child = QTreeWidgetItem(row, [_words(moment, book)])
                self._lead(child, coding, moment.start)
            if not moments:
                QTreeWidgetItem(row, [NO_MARK])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentItem())
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _lead(row: QTreeWidgetItem, coding: UUID, at: int) -> None:
        row.setData(0, PLACE, (coding, at))

    def _go(self, item: QTreeWidgetItem | None, *_column: int) -> None:
        place = item.data(0, PLACE) if item is not None else None
        if place is not None:
            self.place_wanted.emit(*place)


def _words(moment: Moment, codebook: Codebook) -> str:
    known = codebook.knows(moment.code)
    name = codebook.label(moment.code) if known else moment.code
    by = "both" if moment.by_self and moment.by_supervisor else "supervisor only"
    by = "self only" if not moment.by_supervisor else by
    return f"▶ {show_seconds(moment.start)}  {name}, {by}"


def _coding(tape: TapeScores) -> UUID:
    result = tape.supervisor or tape.own
    assert result is not None  # noqa: S101 - both rated it
    return result.review.coding.head.id


def _version(tape: TapeScores) -> CodebookVersion:
    result = tape.supervisor or tape.own
    assert result is not None  # noqa: S101 - both rated it
    return result.review.coding.head.codebook
