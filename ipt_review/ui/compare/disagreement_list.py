"""The list of places on the tape: what each has there; Enter plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem
from typing_extensions import override

from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.compare.picking import pick_quietly
from ipt_review.ui.compare.words import side_words, told
from ipt_review.ui.keys import keep_keys
from ipt_review.workflow.agreement.laying_together import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.agreement.comparing import Comparison
    from ipt_review.workflow.agreement.laying_together import Meeting

SIGNS = {
    Outcome.SAME: "= same",
    Outcome.END: "⇥ end",
    Outcome.CODE: "≠ code",
    Outcome.SINGLE: "○ one only",
    Outcome.STATE: "≠ state",
}
DECIDED = "✓ "


class DisagreementList(QTreeWidget):
    """Lists places in the order of the tape.

    Signals:
        picked: The place (from 0) of the row that is looked at now.
        play_wanted: The row that is looked at should be heard.
    """

    picked = Signal(int)
    play_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Disagreements")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        keep_keys(self, "Return", "Enter", "Up", "Down", "Home", "End")
        self.currentItemChanged.connect(self._tell_picked)
        self.itemDoubleClicked.connect(self._play_clicked)

    def show_meetings(
        self,
        meetings: Sequence[Meeting],
        comparison: Comparison,
        decided: Mapping[str, str],
    ) -> None:
        """Show these places, those that are decided with what came of them.

        Args:
            meetings: In the order of the tape.
            comparison: What they are of.
            decided: By subject, what was decided, in words.
        """
        names = [side.name for side in comparison.sides]
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.clear()
        heads = ["At", *names, ""]
        self.setColumnCount(len(heads))
        self.setHeaderLabels(heads)
        for meeting in meetings:
            sides = [side_words(meeting, comparison, n) for n in range(len(names))]
            known = decided.get(meeting.subject)
            sign = SIGNS[meeting.outcome] if known is None else f"{DECIDED}{known}"
            row = [show_seconds(meeting.span.start), *sides, sign]
            item = QTreeWidgetItem(self, row)
            tip = told(meeting, comparison)
            for column in range(len(row)):
                item.setToolTip(column, tip)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._lay_out(len(names))
        self.dress()

    def pick(self, place: int) -> None:
        """Look at the row at this place, or at none."""
        pick_quietly(self, place)

    def dress(self) -> None:
        """Write what came of each place in the colors of the theme."""
        last = self.columnCount() - 1
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            if item is not None:
                good = item.text(last).startswith((DECIDED, "="))
                color = self._theme.good if good else self._theme.bad
                item.setForeground(last, QBrush(QColor(color)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.play_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, names: int) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        modes = QHeaderView.ResizeMode
        header.setSectionResizeMode(0, modes.ResizeToContents)
        for column in range(1, names + 1):
            header.setSectionResizeMode(column, modes.Stretch)
        header.setSectionResizeMode(names + 1, modes.ResizeToContents)

    def _tell_picked(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.picked.emit(self.indexOfTopLevelItem(item))

    def _play_clicked(self, _item: QTreeWidgetItem, _column: int) -> None:
        self.play_wanted.emit()
