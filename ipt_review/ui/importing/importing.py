"""How a folder of recordings comes into the study that is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.problems import ReviewError
from ipt_review.ui import wording
from ipt_review.ui.background import Background
from ipt_review.ui.backups.before import back_up_first
from ipt_review.ui.dialogs import ask_folder
from ipt_review.ui.importing.folder_dialog import FolderDialog
from ipt_review.workflow.library.folder_import import measure_all, take_in_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.library.folder_import import FolderPlan, Measured
    from ipt_review.workflow.library.rostering import Rostering

PATTERN = "importing/pattern"
MOST_TOLD = 3


class Importing(QObject):
    """Asks for a folder, shows what comes of it, and takes it in.

    Args:
        window: Over which it is asked.
        rostering: Returns what changes the study that is open, if one is.
        settings: Remembers the pattern that was used last.

    Signals:
        changed: Recordings came in.
    """

    changed = Signal()

    def __init__(
        self,
        window: QWidget,
        rostering: Callable[[], Rostering | None],
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._window, self._rostering, self._settings = window, rostering, settings
        self._background = Background(self)
        self._background.progressed.connect(self._show_progress)
        self._background.finished.connect(self._take_in)
        self._background.failed.connect(self._tell)
        self._dialog: FolderDialog | None = None

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"library.import_folder": self.choose}

    def close(self) -> None:
        """Wait until nothing runs any more."""
        self._background.close()

    def choose(self) -> None:
        """Ask for a folder, and take recordings in from it."""
        folder = ask_folder(self._window)
        if folder is not None:
            self.take([folder])

    def take(self, places: Sequence[Path]) -> None:
        """Show what comes of these folders and files, and take in what is wanted."""
        rostering = self._rostering()
        if rostering is None:
            return
        last = str(self._settings.value(PATTERN, ""))
        held = rostering.desk.holdings()
        self._dialog = dialog = FolderDialog(places, held, last, self._window)
        dialog.wanted.connect(self._begin)
        dialog.stopped.connect(self._background.cancel)
        dialog.exec()
        self._dialog = None
        dialog.deleteLater()
        self.changed.emit()

    def _begin(self, plan: FolderPlan) -> None:
        rostering, dialog = self._rostering(), self._dialog
        if rostering is None or dialog is None:
            return
        self._settings.setValue(PATTERN, dialog.pattern.text())
        dialog.show_progress(0.0)
        self._background.start(partial(measure_all, plan, rostering.desk.holdings()))

    def _show_progress(self, share: float) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(share)

    def _take_in(self, found: Measured) -> None:
        rostering, dialog = self._rostering(), self._dialog
        if rostering is None or dialog is None:
            return
        dialog.show_progress(None)
        try:
            if found.taken:
                back_up_first(dialog, rostering.desk)
            count = take_in_all(rostering, found)
        except ReviewError as problem:
            self._tell(str(problem))
            return
        dialog.show_held(rostering.desk.holdings(), told(count, found))

    def _tell(self, words: str) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(None)
            self._dialog.said.setText(words)


def told(count: int, found: Measured) -> str:
    """Say how many sessions came in, and which recordings did not, and why."""
    said = [f"{wording.how_many(count, 'session')} taken in; Undo takes it back."]
    some = found.refused[:MOST_TOLD]
    said += [f"{path.name}: {why}" for path, why in some]
    more = len(found.refused) - len(some)
    return " ".join([*said, f"{more} more were left out."] if more > 0 else said)
