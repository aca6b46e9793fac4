"""How a roster comes into the study that is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.backups.before import back_up_first
from ipt_review.ui.importing.roster_dialog import RosterDialog
from ipt_review.ui.trying import tried
from ipt_review.workflow.library.roster_import import (
    read_cells,
    reading_of,
    save_roster_template,
    take_in_roster,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.study.roster_reading import RosterReading
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.workflow.library.rostering import Rostering

SHEETS = "Rosters (*.xlsx *.csv *.tsv *.txt)"
TEMPLATE = "Workbook (*.xlsx)"
NAME = "roster.xlsx"
SAVED = "The template is saved as {path}. Fill it in, then import it."
DONE = "Taken in; Undo in the library takes it back."


class Rosters(QObject):
    """Asks for a roster, shows what comes of it, and takes it in.

    Args:
        window: Over which it is asked.
        rostering: Returns what changes the study that is open, if one is.

    Signals:
        changed: Entries came in.
    """

    changed = Signal()

    def __init__(
        self, window: MainWindow, rostering: Callable[[], Rostering | None]
    ) -> None:
        super().__init__(window)
        self._window, self._rostering = window, rostering

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {
            "library.import_roster": self.choose,
            "library.roster_template": self.save_template,
        }

    def choose(self) -> None:
        """Ask for a sheet, and take a roster in from it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Import a roster", "", SHEETS
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Show what comes of a sheet, and take in what is wanted."""
        rostering = self._rostering()
        cells = tried(partial(read_cells, path), self._window.banner.tell)
        if rostering is None or cells is None:
            return
        read = partial(reading_of, rostering.desk, cells)
        dialog = RosterDialog(path.name, cells, read, self._window)
        dialog.wanted.connect(partial(self._take_in, dialog, rostering))
        dialog.exec()
        dialog.deleteLater()
        self.changed.emit()

    def save_template(self) -> None:
        """Save a sheet to fill in."""
        rostering = self._rostering()
        if rostering is None:
            return
        proposed = rostering.desk.database.folder / NAME
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save a template", str(proposed), TEMPLATE
        )
        if chosen:
            path = Path(chosen)
            tried(partial(save_roster_template, path), self._window.banner.tell)
            if path.is_file():
                self._window.banner.tell(SAVED.format(path=path))

    def _take_in(
        self, dialog: RosterDialog, rostering: Rostering, reading: RosterReading
    ) -> None:
        try:
            if reading.entries:
                back_up_first(dialog, rostering.desk)
            take_in_roster(rostering, reading)
        except ReviewError as problem:
            dialog.tell(str(problem))
            return
        dialog.show_reading()
        dialog.tell(DONE)
