"""The log of a study: samples, assignments, what was opened, unblinded and frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.ui.parts import button, label
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import EVENTS, TapeNames, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.sampling import StudyEvent
    from ipt_review.workflow.desk import Holdings

HEADERS = ("When", "Who", "What", "Tape", "About", "Reason", "Details")
INTRO = "Lines are only ever added to this log."


class LogPage(QWidget):
    """Lists the log, newest first.

    Signals:
        save_wanted: The log should be saved as a file.
    """

    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TextTable("Log of the study", HEADERS)
        self.save = button("Save the log…", tip="As a text file of values (CSV)")
        self.save.clicked.connect(self.save_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        top = QHBoxLayout()
        top.addWidget(label(INTRO, "muted"), 1)
        top.addWidget(self.save)
        column.addLayout(top)
        column.addWidget(self.table, 1)

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
