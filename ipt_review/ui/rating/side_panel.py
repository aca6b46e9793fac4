"""Beside the form: what the item in hand means, and what speaks for it on the tape."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.ui.parts import button, frame, label, rule
from ipt_review.ui.rating.evidence_list import EvidenceList
from ipt_review.ui.rating.item_state import rungs

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QLabel

    from ipt_review.ui.rating.item_state import Row

KEEP_TIP = "Leave it as it is (K); that you were asked and kept it is logged"
_RUNG = (22, 20)


class SidePanel(QScrollArea):
    """The item in hand: sentence, anchors, the rule for 97, prompts, and evidence.

    Signals:
        play_wanted: The tape should play from the mark with this number.
        cleared: The rating of this item should be taken back.
        note_written: A note on the rating of this item.
        left: The focus should go back to the form.
        kept: What is asked about this item is answered by leaving it as it is.
    """

    play_wanted = Signal(int)
    cleared = Signal(str)
    note_written = Signal(str, str)
    left = Signal()
    kept = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: Row | None = None
        self._closed = False
        self._page = frame("card")
        self._where = label("", "small")
        self._title = label("", "heading", wrap=True)
        self._text = label("", wrap=True)
        self._question = label("", "small", wrap=True)
        self._prompts = _Prompts()
        self._given = label("", "title")
        self._clear = QPushButton("Remove rating")
        self._clear.setProperty("kind", "quiet")
        self._ladder = _Ladder()
        self._rule = label("", "small", wrap=True)
        self._count = label("", "title")
        self._times = label("", wrap=True)
        self._none = label("", "small", wrap=True)
        self.evidence = EvidenceList()
        self.note = QLineEdit()
        self.note.setPlaceholderText("Why this rating (optional)")
        self._arrange()
        self._clear.clicked.connect(self._take_back)
        self._prompts.keep.clicked.connect(self._keep)
        self.note.editingFinished.connect(self._write_note)
        self.evidence.play_wanted.connect(self.play_wanted)

    def show_row(self, row: Row | None, *, closed: bool) -> None:
        """Show the item in hand, or nothing while there is none."""
        if (row, closed) == (self._row, self._closed):
            return
        other = self._row is None or row is None or self._row.item.id != row.item.id
        self._row, self._closed = row, closed
        self._page.setVisible(row is not None)
        if row is None:
            return
        self._where.setText(row.where)
        self._title.setText(row.item.label)
        self._text.setText(row.item.text)
        self._question.setText(row.scale.question)
        self._given.setText(row.given)
        self._clear.setVisible(row.rating is not None and not closed)
        self._clear.setAccessibleName(f"Remove the rating of {row.item.label}")
        self._prompts.show_prompts(row.prompts, closed=closed)
        self._ladder.show_rungs(row)
        self._rule.setText(row.rule)
        self._rule.setVisible(bool(row.rule))
        self._show_evidence(row)
        self._show_note(row)
        if other:
            self.verticalScrollBar().setValue(0)

    def enter(self) -> bool:
        """Take the focus on the first mark that can be played, if there is one."""
        for play in self.evidence.buttons():
            play.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def prompts(self) -> tuple[str, ...]:
        """Return the prompts in view."""
        return self._row.prompts if self._row else ()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_evidence(self, row: Row) -> None:
        self._count.setText(
            f"Evidence · {len(row.evidence)}" if row.evidence else "Evidence"
        )
        self._times.setText(row.times)
        self._times.setVisible(bool(row.times))
        self._none.setText(row.no_evidence)
        self._none.setVisible(not row.evidence and not row.times)
        self.evidence.show_evidence(row.evidence)
        stops = (self._clear, self._prompts.keep, *self.evidence.buttons(), self.note)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_note(self, row: Row) -> None:
        self.note.setAccessibleName(f"Note on the rating of {row.item.label}")
        self.note.setEnabled(row.rating is not None and not self._closed)
        stored = row.rating.note if row.rating else ""
        if stored != self.note.text():
            self.note.setText(stored)

    def _take_back(self) -> None:
        if self._row is not None:
            self.cleared.emit(self._row.item.id)

    def _keep(self) -> None:
        if self._row is not None:
            self.kept.emit(self._row.item.id)
            self.left.emit()

    def _write_note(self) -> None:
        row, note = self._row, self.note.text().strip()
        if row is not None and row.rating is not None and note != row.rating.note:
            self.note_written.emit(row.item.id, note)

    def _arrange(self) -> None:
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        given = QGridLayout()
        given.addWidget(self._given, 0, 0)
        given.addWidget(self._clear, 0, 1)
        given.setColumnStretch(0, 1)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._where)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(given)
        column.addWidget(self._prompts)
        column.addWidget(rule())
        column.addWidget(self._question)
        column.addWidget(self._ladder)
        column.addWidget(self._rule)
        column.addWidget(rule())
        column.addWidget(self._count)
        column.addWidget(self._times)
        column.addWidget(self._none)
        column.addWidget(self.evidence)
        column.addWidget(rule())
        column.addWidget(self.note)
        column.addStretch()
        self.setWidget(self._page)
        self._page.hide()


class _Prompts(QFrame):
    """Where rating and evidence do not fit together: a question, never a refusal."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self._text = label("", wrap=True)
        self.keep = button("Keep it", "", KEEP_TIP)
        line = QHBoxLayout()
        line.addWidget(self.keep)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._text)
        column.addLayout(line)
        self.hide()

    def show_prompts(self, prompts: tuple[str, ...], *, closed: bool) -> None:
        self._text.setText("\n".join(prompts))
        self.keep.setVisible(not closed)
        self.setVisible(bool(prompts))


class _Ladder(QWidget):
    """What each number means: in this item where it says so, and in general."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._item = ""
        self._numbers: dict[int, QLabel] = {}

    def show_rungs(self, row: Row) -> None:
        if row.item.id != self._item:
            self._item = row.item.id
            self._build(row)
        given = row.rating.value if row.rating else None
        for value, number in self._numbers.items():
            chosen = "true" if value == given else "false"
            if number.property("chosen") != chosen:
                number.setProperty("chosen", chosen)
                number.style().unpolish(number)
                number.style().polish(number)

    def _build(self, row: Row) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self._numbers.clear()
        for line, rung in enumerate(rungs(row)):
            number = label(str(rung.value), "rung")
            number.setFixedSize(*_RUNG)
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._numbers[rung.value] = number
            self._grid.addWidget(number, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_meaning(rung.own, rung.general), line, 1)


def _meaning(own: str, general: str) -> QWidget:
    both = QWidget()
    lines = QVBoxLayout(both)
    lines.setContentsMargins(0, 1, 0, 0)
    lines.setSpacing(0)
    if own:
        lines.addWidget(label(own, wrap=True))
    lines.addWidget(label(general, "small", wrap=True))
    return both
