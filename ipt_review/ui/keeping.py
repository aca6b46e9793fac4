"""Who and what is in the study that is open: people, consent, and what comes in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.ui.consent.consenting import Consenting
from ipt_review.ui.importing.importing import Importing
from ipt_review.ui.importing.rosters import Rosters
from ipt_review.ui.people.arriving import Arriving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QSettings

    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.people.presence import Presence
    from ipt_review.ui.review.listening import Listening
    from ipt_review.workflow.library.rostering import Rostering

FOLDER = "library.import_folder"


class Keeping(QObject):
    """Holds the parts of the window that keep a study's people, cases and recordings.

    Args:
        window: Whose rooms ask for what is done here.
        presence: Knows who is at the desk.
        settings: What is remembered between starts.
        listening: Keeps waveforms of recordings on this computer.
        rostering: Returns what changes the study that is open, if one is.

    Signals:
        chosen: Another person sits down.
        room_wanted: The room with this name is to be shown anew.
        gone: The recording of this tape is no more.
    """

    chosen = Signal(object)
    room_wanted = Signal(str)
    gone = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        presence: Presence,
        settings: QSettings,
        listening: Listening,
        rostering: Callable[[], Rostering | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self.arriving = Arriving(window, presence, settings, rostering)
        self.consenting = Consenting(window, listening, rostering)
        self.importing = Importing(window, rostering, settings)
        self.rosters = Rosters(window, rostering)
        self.arriving.chosen.connect(self.chosen)
        self.consenting.gone.connect(self.gone)
        for coming in (self.importing, self.rosters):
            coming.changed.connect(partial(self.room_wanted.emit, "library"))
        for renewed in (self.arriving.stayed, self.consenting.changed):
            renewed.connect(self._show_again)
        for screen in (window.library, window.queue):
            screen.person_chosen.connect(self.arriving.take_over)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        parts = (self.arriving, self.consenting, self.importing, self.rosters)
        return {name: do for part in parts for name, do in part.doings().items()}

    def take_in(self, places: Sequence[Path], against: Callable[[str], str]) -> None:
        """Take in folders that were dropped, unless something is against it.

        Args:
            places: The folders, and files beside them.
            against: Says why the action with an id may not be done, or nothing.
        """
        refusal = against(FOLDER)
        if refusal:
            self._window.banner.tell(refusal)
        else:
            self.importing.take(places)

    def close(self) -> None:
        """Wait until nothing runs any more."""
        self.importing.close()

    def _show_again(self) -> None:
        self.room_wanted.emit(self._window.room)
