"""What a practice pass has of the reference: matched, missed, extra; each playable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.domain.timecode import MS_PER_SECOND, show_seconds
from ipt_review.study.practice import TOLERANCE, Outcome
from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.practice import Finding
    from ipt_review.ui.theme import Theme

AT = Qt.ItemDataRole.UserRole
WORDS = {
    Outcome.MATCHED: "✓ matched",
    Outcome.MISSED: "○ missed",
    Outcome.EXTRA: "+ extra",
}
BEFORE = (
    "Code the tape as you would any other. Nothing of it counts: a practice coding is "
    "in no export, no agreement and no list of codings. When you are done, the "
    "reference coding is shown beside yours, and yours is closed."
)
RULE = (
    f"Matched: the same code or state begins within {TOLERANCE // MS_PER_SECOND} s of "
    "the reference. Ends, notes and ratings are not compared. This is feedback for "
    "practice, not a figure of reliability."
)


class FindingList(QTreeWidget):
    """Lists findings; Enter plays the one that is picked."""

    play_wanted = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.play(self.currentItem())
        else:
            super().keyPressEvent(event)

    def play(self, item: QTreeWidgetItem | None, *_column: int) -> None:
        """Have the tape play where the mark of this row begins."""
        if item is not None:
            self.play_wanted.emit(item.data(0, AT))


class PracticePage(QWidget):
    """Tells what practice is, and after a pass what came of it.

    Signals:
        done: The pass is over; the reference is wanted.
        again_wanted: Another pass should begin.
        play_wanted: The tape should play from here (ms).
    """

    done = Signal()
    again_wanted = Signal()
    play_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: Sequence[Finding] = ()
        self._heading = label("Practice")
        self._heading.setFont(sans(bold=True))
        self.said = label(BEFORE, "muted", wrap=True)
        self.summary = label("", wrap=True)
        self.finish = button("I am done: show the reference", "primary")
        self.again = button("Practice again from the start")
        self.list = self._make_list()
        self._build()
        self.finish.clicked.connect(self.done)
        self.again.clicked.connect(self.again_wanted)

    def show_pass(self, number: int) -> None:
        """Show that a pass is under way."""
        self._heading.setText(f"Practice, pass {number}")
        self.said.setText(BEFORE)
        self._show_parts(over=False)

    def show_findings(
        self, findings: Sequence[Finding], codebook: Codebook, number: int
    ) -> None:
        """Show what came of a pass, in the order of the tape."""
        self._heading.setText(f"Practice, pass {number}: beside the reference")
        self.said.setText(RULE)
        count = dict.fromkeys(Outcome, 0)
        for finding in findings:
            count[finding.outcome] += 1
        self.summary.setText(
            f"{count[Outcome.MATCHED]} matched, {count[Outcome.MISSED]} missed, "
            f"{count[Outcome.EXTRA]} extra"
        )
        self._findings = findings
        self.list.clear()
        for finding in findings:
            self._add(finding, codebook)
        self.dress()
        self._show_parts(over=True)

    def dress(self) -> None:
        """Write the rows in the colors of the theme."""
        inks = {
            Outcome.MATCHED: self._theme.good,
            Outcome.MISSED: self._theme.warn,
            Outcome.EXTRA: self._theme.bad,
        }
        for place, finding in enumerate(self._findings):
            item = self.list.topLevelItem(place)
            if item is not None:
                item.setForeground(0, QBrush(QColor(inks[finding.outcome])))

    def _add(self, finding: Finding, codebook: Codebook) -> None:
        known = codebook.knows(finding.code)
        named = codebook.label(finding.code) if known else finding.code
        times = [
            show_seconds(mark.start) if mark is not None else "–"
            for mark in (finding.own, finding.reference)
        ]
        item = QTreeWidgetItem(self.list, [WORDS[finding.outcome], named, *times])
        item.setData(0, AT, finding.at)
        item.setToolTip(1, named)

    def _show_parts(self, *, over: bool) -> None:
        for part in (self.summary, self.list, self.again):
            part.setVisible(over)
        self.finish.setVisible(not over)

    def _make_list(self) -> FindingList:
        made = FindingList()
        made.setAccessibleName("Your marks and those of the reference")
        made.setHeaderLabels(["", "Code", "Yours", "Reference"])
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        header = made.header()
        header.setStretchLastSection(False)
        for column in (0, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        made.itemDoubleClicked.connect(made.play)
        made.play_wanted.connect(self.play_wanted)
        return made

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        for part in (self._heading, self.said, self.summary):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.finish)
        row.addWidget(self.again)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(0)
        self._show_parts(over=False)
