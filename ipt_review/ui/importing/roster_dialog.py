"""Shows what will be made of a roster, row by row, and has it made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
)

from ipt_review.study.roster_columns import RosterField, matched
from ipt_review.study.roster_reading import RosterReading
from ipt_review.ui import wording
from ipt_review.ui.parts import button, label
from ipt_review.ui.study.table import TextTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

SIZE = (1080, 660)
ACROSS = 5
NO_COLUMN = "–"
NEEDED = "Choose the column of the therapist first."
INTRO = (
    "Each row is a therapist, a case, or a session. What the study has stays as it is; "
    "nothing comes in before “Import”, and Undo takes all of it back at once."
)
UNUSED = "Not used: {names}."


class RosterDialog(QDialog):
    """Has columns matched, with a table of what each row will be.

    Args:
        name: Of the file.
        cells: Row by row, the head first.
        read: Reads them by these columns.

    Signals:
        wanted: This reading is to be taken in.
    """

    wanted = Signal(object)

    def __init__(
        self,
        name: str,
        cells: Sequence[Sequence[str]],
        read: Callable[[Mapping[RosterField, int]], RosterReading],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Import a roster: {name}")
        self.resize(*SIZE)
        self._headers, self._read = list(cells[0]), read
        self.reading = RosterReading()
        self.columns = {field: self._box(field) for field in RosterField}
        self.table = TextTable("Rows", ("Row", *(f.value for f in RosterField), ""))
        self.unused = label("", "muted", wrap=True)
        self.said = label("", "title", wrap=True)
        self.make = button("Import", "primary")
        self.close_button = button("Close")
        self._build()
        known = matched(self._headers)
        for field, box in self.columns.items():
            box.setCurrentIndex(known[field] + 1 if field in known else 0)
            box.currentIndexChanged.connect(self.show_reading)
        self.make.clicked.connect(lambda: self.wanted.emit(self.reading))
        self.close_button.clicked.connect(self.reject)
        self.show_reading()

    def show_reading(self) -> None:
        """Read the rows by the columns that are chosen, and show what comes of it."""
        chosen = {
            field: box.currentIndex() - 1
            for field, box in self.columns.items()
            if box.currentIndex() > 0
        }
        left = [h for n, h in enumerate(self._headers) if n not in chosen.values()]
        names = ", ".join(f"“{each}”" for each in left if each)
        self.unused.setText(UNUSED.format(names=names) if names else "")
        if RosterField.THERAPIST not in chosen:
            self.reading = RosterReading()
        else:
            self.reading = self._read(chosen)
        self._show_rows(ready=RosterField.THERAPIST in chosen)

    def tell(self, words: str) -> None:
        """Say what came of the import."""
        self.said.setText(words)

    def _show_rows(self, *, ready: bool) -> None:
        rows = self.reading.rows
        self.table.show_rows(
            [
                (
                    str(row.number),
                    *(row.cells.get(field, "") for field in RosterField),
                    row.told if row.fits else f"Left out: {row.told}",
                )
                for row in sorted(rows, key=lambda row: row.fits)
            ]
        )
        new = len(self.reading.entries)
        bad = sum(not row.fits for row in rows)
        parts = [wording.how_many(new, "new entry", "new entries")]
        parts += [f"{wording.how_many(bad, 'row')} left out"] if bad else []
        self.said.setText(f"{'; '.join(parts)}." if ready else NEEDED)
        self.make.setEnabled(bool(new))
        entries = wording.how_many(new, "entry", "entries")
        self.make.setText(f"Import {entries}" if new else "Import")

    def _box(self, field: RosterField) -> QComboBox:
        made = QComboBox()
        made.addItems([NO_COLUMN, *(each or "(no title)" for each in self._headers)])
        made.setAccessibleName(f"Column of: {field.value}")
        return made

    def _build(self) -> None:
        grid = QGridLayout()
        for place, (field, box) in enumerate(self.columns.items()):
            row, column = divmod(place, ACROSS)
            grid.addWidget(label(field.value, "muted"), 2 * row, column)
            grid.addWidget(box, 2 * row + 1, column)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.make)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(20, 18, 20, 16)
        column_of_all.setSpacing(10)
        column_of_all.addWidget(label(INTRO, "muted", wrap=True))
        column_of_all.addLayout(grid)
        column_of_all.addWidget(self.unused)
        column_of_all.addWidget(self.table, 1)
        column_of_all.addWidget(self.said)
        column_of_all.addLayout(foot)
