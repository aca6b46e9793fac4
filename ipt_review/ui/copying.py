"""Goes on in a copy of the study elsewhere, where the study itself takes nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from ipt_review.ui.dialogs import STUDIES
from ipt_review.ui.trying import tried
from ipt_review.ui.vault.waiting import wait_for
from ipt_review.ui.wording import how_many
from ipt_review.workflow.files.copying import save_elsewhere
from ipt_review.workflow.files.opening import SUFFIX
from ipt_review.workflow.files.vault import is_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.people import Person
    from ipt_review.ui.at_tape import AtTape
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.opening import Opening
    from ipt_review.ui.people.presence import Presence
    from ipt_review.ui.saving import Saving
    from ipt_review.workflow.desk import Desk

AT_WORK: Final = "The study is copied, and what is not saved yet is put into the copy."
COPIED: Final = (
    "All of the study is in “{copy}” now, {changes} that could not be saved included, "
    "and work goes on there. “{study}” is as it was saved last: go on in one of the "
    "two only."
)


class Copying(QObject):
    """Copies the study that is open, and has whoever is there go on in the copy.

    Args:
        window: The window to work in.
        saving: Knows what is not saved.
        at_tape: Opens the tape in the copy.
        presence: Has the same person at the desk.
        opening: Has the window work in the copy.
        here: Returns the study that is open, and who works in it.
    """

    def __init__(
        self,
        window: MainWindow,
        saving: Saving,
        at_tape: AtTape,
        presence: Presence,
        opening: Opening,
        here: Callable[[], tuple[Desk | None, Person | None]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._saving = saving
        self._at_tape = at_tape
        self._presence = presence
        self._opening = opening
        self._here = here
        saving.copy_wanted.connect(self.copy)

    def copy(self) -> None:
        """Ask where to, copy, and go on there at the same tape."""
        desk, _ = self._here()
        if desk is None or desk.writer is None or not is_file(desk):
            return
        study = desk.database.path
        path = self._ask(study)
        if path is None:
            return
        unsaved = self._saving.hold()
        if not unsaved:
            return  # it was saved while one looked for a place
        work = partial(save_elsewhere, desk, unsaved, path)
        copied = tried(
            lambda: wait_for(self._window, AT_WORK, work), self._window.banner.tell
        )
        if copied is None:
            self._saving.try_again()
            return
        self._go_on_in(copied)
        changes = how_many(len(unsaved), "change")
        told = COPIED.format(copy=path, study=study.name, changes=changes)
        self._window.banner.tell(told)

    def _go_on_in(self, copied: Desk) -> None:
        """Leave the study for its copy, and stand there where one stood."""
        reviewing, person = self._saving.reviewing, self._presence.person
        coding, room = reviewing.coding, self._window.room
        position = reviewing.player.position
        self._saving.forget()
        self._presence.expect(person.id if person is not None else None)
        self._opening.go_on_in(copied)
        if coding is not None:
            self._at_tape.go_on(coding.head.id)
            reviewing.player.seek(position)
            self._at_tape.room_wanted.emit(room)

    def _ask(self, study: Path) -> Path | None:
        proposed = study.with_name(f"{study.stem} copy{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save a copy elsewhere", str(proposed), STUDIES
        )
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
