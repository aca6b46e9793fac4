"""The log of a study: samples, assignments, what was opened, unblinded and frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.ui.parts import button, label, restyle
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import EVENTS, moment
from ipt_review.workflow.library.tape_names import TapeNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.sampling import StudyEvent
    from ipt_review.workflow.desk import Holdings

HEADERS = ("When", "Who", "What", "Tape", "About", "Reason", "Details")
CHECK, STOP = "Check the audit trail", "Stop the check"
_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
INTRO = "Lines are only ever added to this log."


class LogPage(QWidget):
    """Lists the log, newest first.

    Signals:
        save_wanted: The log should be saved as a file.
        check_wanted: The audit trail should be checked, or its check should stop.
    """

    save_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TextTable("Log of the study", HEADERS)
        self.save = button("Save the log…", tip="As a text file of values (CSV)")
        self.save.clicked.connect(self.save_wanted)
        self.check = button(CHECK, tip="Whether all histories are as they were written")
        self.check.clicked.connect(self.check_wanted)
        self.outcome = label("", "muted", wrap=True)
        self.outcome.setTextInteractionFlags(_SELECTABLE)
        self.outcome.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        top = QHBoxLayout()
        top.addWidget(label(INTRO, "muted"), 1)
        top.addWidget(self.check)
        top.addWidget(self.save)
        column.addLayout(top)
        column.addWidget(self.outcome)
        column.addWidget(self.table, 1)

    def tell_checking(self, share: float) -> None:
        """Say how much of the check is done, from 0 to 1."""
        self.check.setText(STOP)
        self._tell(f"Checking the audit trail: {round(share * 100)} %", "muted")

    def tell_check(self, words: str, *, holds: bool) -> None:
        """Say what came of the check; nothing where there was none."""
        self.check.setText(CHECK)
        self._tell(words, "good" if holds else "bad")

    def _tell(self, words: str, kind: str) -> None:
        restyle(self.outcome, kind)
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))

    def show_log(self, log: Sequence[StudyEvent], held: Holdings) -> None:
        """Show everything that happened, newest first."""
        names = TapeNames(held)
        self.table.show_rows(
            [
                (
                    moment(each.at),
                    names.person(each.by),
                    EVENTS[each.kind],
                    names.tape(each.tape),
                    names.person(each.about),
                    each.reason,
                    each.detail,
                )
                for each in reversed(log)
            ]
        )
