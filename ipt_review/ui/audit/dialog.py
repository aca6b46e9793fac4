"""The history of a coding: who did what when, what it was, what it is, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
)

from ipt_review.study.audit_words import About
from ipt_review.ui.parts import button, label
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.wording import how_many
from ipt_review.workflow.files.auditing import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.coding import CodingHead
    from ipt_review.study.audit_words import HistoryLine
    from ipt_review.workflow.files.auditing import AuditHistory

WIDTH, HEIGHT = 1_060, 640
HEADERS = ("When (UTC)", "Who", "About", "What", "Before", "After", "Reason")
INTRO = (
    "Lines of the audit trail are only ever added. It supports showing who entered "
    "what when; “Check the audit trail” in the Study room says whether it is whole."
)
ALL, EVERYBODY = "Everything", "Everybody"
FORMS = "Values (*.csv);;Sheet (*.xlsx);;Text (*.txt)"


class AuditDialog(QDialog):
    """Lists the history of a coding, sifted by what it is about and by whom.

    Args:
        codings: Those of the tape that may be looked at, with what they are called.
        picked: The one that is shown first.

    Signals:
        wanted: The history of this coding should be shown.

    Attributes:
        save_to: Writes some of the lines that are shown to a file.
    """

    wanted = Signal(object)

    def __init__(
        self,
        codings: Mapping[str, CodingHead],
        picked: CodingHead,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Audit history")
        self.resize(WIDTH, HEIGHT)
        self.save_to: Callable[[list[HistoryLine], Path], object] = lambda *_: None
        self._history: AuditHistory | None = None
        self._lines: Sequence[HistoryLine] = ()
        self.coding = _choice("Which coding")
        for name, head in codings.items():
            self.coding.addItem(name, head)
        self.coding.setCurrentIndex([*codings.values()].index(picked))
        self.about = _choice("What it is about")
        self.person = _choice("Who did it")
        self.count = label("", "muted")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.table = TextTable("History", HEADERS)
        self.save = button("Save…", tip="As values, as a sheet, or as text")
        self.outcome = label("", "muted", wrap=True)
        self._build()
        self.coding.activated.connect(
            lambda row: self.wanted.emit(self.coding.itemData(row))
        )
        for each in (self.about, self.person):
            each.activated.connect(lambda _row: self._sift())
        self.save.clicked.connect(self._ask_where)

    def show_history(self, history: AuditHistory) -> None:
        """Show the history of a coding, newest first."""
        self._history = history
        for choice, first, names in (
            (self.about, ALL, [each.value for each in About]),
            (self.person, EVERYBODY, sorted(history.people.values())),
        ):
            choice.clear()
            choice.addItems([first, *names])
        there = {each.about for each in history.lines}
        for each in reversed(About):
            if each not in there:
                self.about.removeItem(self.about.findText(each.value))
        self._sift()

    def tell(self, words: str) -> None:
        """Say what came of saving."""
        self.outcome.setText(words)

    def _sift(self) -> None:
        history = self._history
        if history is None:
            return
        about, who = self.about.currentText(), self.person.currentText()
        self._lines = [
            each
            for each in reversed(history.lines)
            if about in (ALL, each.about.value)
            and who in (EVERYBODY, history.who(each))
        ]
        self.table.show_rows([texts(history, each) for each in self._lines])
        self.count.setText(how_many(len(self._lines), "line"))

    def _ask_where(self) -> None:
        chosen, form = QFileDialog.getSaveFileName(
            self, "Save the history", "history.csv", FORMS
        )
        if chosen:
            path = Path(chosen)
            suffix = form.partition("*")[2].rstrip(")")
            path = path if path.suffix else path.with_suffix(suffix)
            self.save_to([*reversed(self._lines)], path)

    def _build(self) -> None:
        close = button("Close")
        close.clicked.connect(self.reject)
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.coding, 1)
        for part in (self.about, self.person, self.count):
            top.addWidget(part)
        foot.addWidget(self.outcome, 1)
        foot.addWidget(self.save)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(label(INTRO, "muted", wrap=True))
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(foot)


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    return made
