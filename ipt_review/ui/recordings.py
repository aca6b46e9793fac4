"""How recordings come into a study, and are found again when they were moved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.problems import ReviewError
from ipt_review.ui import wording
from ipt_review.ui.background import Background
from ipt_review.ui.dialogs import (
    ask_arrival,
    ask_folder,
    ask_recording,
    confirm_another,
)
from ipt_review.workflow.access.package_study import came_in_a_package
from ipt_review.workflow.library.finding import look_around, look_in, note_sighting
from ipt_review.workflow.library.organising import AnotherRecording, find_again, take_in
from ipt_review.workflow.studies.assigning import from_queue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.tape import Tape
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.finding import Sighting

T = TypeVar("T")

MOST_NAMED = 3
"""How many recordings a sentence names."""


class Recordings(QObject):
    """Takes recordings in, and looks beside the window for those that are missing.

    Args:
        window: Whose library and banner tell of it.
        reviewing: The tape on the Review screen, which may be the one that was found.

    Signals:
        changed: The library is to be shown anew.
        lost: Which recordings are not where they were (a set of paths).
    """

    changed = Signal()
    lost = Signal(object)

    def __init__(self, window: MainWindow, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._desk: Desk | None = None
        self._looked_for: tuple[Tape, ...] = ()
        self._folder: Path | None = None
        self._background = Background(self)
        self._background.progressed.connect(self._show_progress)
        self._background.finished.connect(self._note)
        window.library.find_wanted.connect(self.find)
        window.library.folder_wanted.connect(self.find_in_folder)
        window.library.stop_wanted.connect(self._stop)

    @property
    def looking(self) -> bool:
        """Whether files are being looked at."""
        return self._background.busy

    def look_around(
        self, desk: Desk, tapes: tuple[Tape, ...] | None = None, *, again: bool = False
    ) -> None:
        """Look for what is missing where it probably is.

        That is done once for each state of the study, or `again`. A folder that
        somebody chose is looked through to its end first.

        Args:
            desk: The open study.
            tapes: All of its tapes, where they were just read.
            again: Even if nothing has changed.
        """
        if tapes is None:
            tapes = tuple(desk.database.tapes())
        known = desk is self._desk and tapes == self._looked_for
        if (known and not again) or (self.looking and self._folder is not None):
            return
        self._start(desk, tapes, None)

    def look_for(self, desk: Desk, tape: Tape) -> None:
        """Look for the recording of a tape that is opened, if it is missing."""
        if not all(file.path.is_file() for file in tape.files):
            self.look_around(desk, again=True)

    def leave(self) -> None:
        """Let go of the study."""
        self._stop()
        self._desk, self._looked_for = None, ()

    def close(self) -> None:
        """Let go of the study for good, and wait until nothing runs any more."""
        self.leave()
        self._background.close()

    def add(self) -> None:
        """Ask for a recording and take it in."""
        self.add_files(())

    def add_files(self, files: Sequence[Path]) -> None:
        """Ask whose session these files are, or also for the files, and take it in."""
        desk = self._desk
        if desk is None:
            return
        held, person = desk.holdings(), self._window.library.person
        arrival = ask_arrival(self._window, held, desk.codebook, person, files)
        if arrival is not None:
            self._try(lambda: take_in(desk, arrival))
            self.changed.emit()

    def find(self, tape: UUID) -> None:
        """Ask where the recording of a tape lies now."""
        desk = self._desk
        path = ask_recording(self._window) if desk is not None else None
        if desk is None or path is None:
            return
        wanted = next(each for each in desk.database.tapes() if each.id == tape)
        self._try(lambda: self._bring((self._found(desk, wanted, path),)))
        self.changed.emit()

    def _found(self, desk: Desk, tape: Tape, path: Path) -> Tape:
        """Note where a recording lies; another one only if somebody is sure."""
        try:
            return find_again(desk, tape, path)
        except AnotherRecording as problem:
            if not confirm_another(self._window, problem.what):
                raise
        return find_again(desk, tape, path, another_too=True)

    def find_in_folder(self) -> None:
        """Ask for a folder, and look for everything that is missing below it."""
        folder = ask_folder(self._window) if self._desk is not None else None
        if folder is not None and self._desk is not None:
            self._start(self._desk, tuple(self._desk.database.tapes()), folder)
            self._window.library.show_looking(0.0)

    def _stop(self) -> None:
        self._background.cancel()
        self._window.library.show_looking(None)

    def _start(self, desk: Desk, tapes: tuple[Tape, ...], folder: Path | None) -> None:
        self._desk, self._looked_for, self._folder = desk, tapes, folder
        job = partial(look_in, folder, tapes) if folder else partial(look_around, tapes)
        self._background.start(job)

    def _show_progress(self, share: float) -> None:
        if self._folder is not None:
            self._window.library.show_looking(share)

    def _note(self, sighting: Sighting) -> None:
        """Write down what was seen, and tell what somebody asked or should know."""
        self._window.library.show_looking(None)
        desk, folder = self._desk, self._folder
        self._folder = None
        self.lost.emit(sighting.lost)
        if desk is None or not desk.database.is_writable:
            return
        tapes = self._try(lambda: note_sighting(desk, sighting))
        self._looked_for = tuple(desk.database.tapes())
        if tapes:
            self._bring(tapes)
            if self._window.room == "library":
                self.changed.emit()
        if tapes or (folder is not None and tapes is not None):
            person = desk.rights.person
            own = came_in_a_package(desk.database)
            if own or person is None or not from_queue(desk, person):
                self._window.banner.tell(told(tapes, sighting.missing, folder))

    def _bring(self, tapes: tuple[Tape, ...]) -> None:
        """Have the open tape play, if its recording is among those found."""
        seat = self._reviewing.seat
        for tape in tapes:
            if seat is not None and seat.review.tape.id == tape.id:
                self._reviewing.bring(tape)

    def _try(self, doing: Callable[[], T]) -> T | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self._window.banner.tell(str(problem))
            return None


def told(tapes: tuple[Tape, ...], missing: tuple[str, ...], folder: Path | None) -> str:
    """Say what was found where, and what is still missing."""
    if not tapes:
        if missing:
            return f"None of the missing recordings is in {folder}."
        return "No recording is missing."
    where = folder or tapes[0].files[0].path.parent
    count = wording.how_many(len(tapes), "recording")
    said = f"{count} found again in {where}. Nothing was copied or changed."
    if missing:
        names = ", ".join(f"“{name}”" for name in missing[:MOST_NAMED])
        more = len(missing) - MOST_NAMED
        said += f" Still missing: {names}{f' and {more} more' if more > 0 else ''}."
    return said
