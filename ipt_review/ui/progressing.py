"""What happens in the Progress room: a therapist and a case are chosen and read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ipt_review.scoring.progress import largest_differences
from ipt_review.ui.trying import tried
from ipt_review.workflow.supervision.progress import (
    evidence_at,
    progress_of,
    therapists_seen,
    with_moments,
)

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.study import Case
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.progress.saving import Figure
    from ipt_review.ui.progress.screen import ProgressScreen
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk

ALL = -1
MOST = 12
"""How many differences are listed."""
FILES = "Picture (*.png);;Drawing (*.svg)"


class Progressing(QObject):
    """Connects the progress of the therapists of a study with its room.

    The room is made when it is first entered, since what draws its charts takes a
    moment to load.

    Args:
        window: Whose room it is.
        reviewing: Where a tape may be open; its case is shown first.

    Signals:
        place_wanted: The tape of this coding should be opened at so many ms.
        room_wanted: The room with this name should be entered.
    """

    place_wanted = Signal(object, int)
    room_wanted = Signal(str)

    def __init__(self, window: MainWindow, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._screen: ProgressScreen | None = None
        self._desk: Desk | None = None
        self._person: Person | None = None
        self._therapist: UUID | None = None
        self._case: UUID | None = None
        self._all = False
        self._therapists: list[Therapist] = []
        self._cases: list[Case] = []

    @property
    def screen(self) -> ProgressScreen:
        """The room, made now if need be."""
        if self._screen is None:
            from ipt_review.ui.progress.screen import (  # noqa: PLC0415 - loads slowly
                ProgressScreen,
            )

            self._screen = made = ProgressScreen(self._window.theme)
            made.therapist_chosen.connect(self._choose_therapist)
            made.case_chosen.connect(self._choose_case)
            made.place_wanted.connect(self.place_wanted)
            made.evidence_wanted.connect(self._open_at_evidence)
            made.saving_wanted.connect(self._save)
            made.ledger_wanted.connect(lambda: self.room_wanted.emit("ledger"))
            self._window.furnish("progress", made, made.heat)
        return self._screen

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show the therapist who was chosen, or that of the open tape."""
        if desk is not self._desk:
            self._therapist = self._case = None
        self._desk, self._person = desk, person
        self.screen.tell("")
        if person is None:
            return
        self._therapists = therapists_seen(desk, person)
        if not self._therapists:
            self.screen.show_message(NO_THERAPIST)
            return
        seat = self._reviewing.seat
        if self._therapist is None and seat is not None:
            self._therapist, self._case = seat.review.therapist.id, seat.review.case.id
        self._renew()

    def _renew(self) -> None:
        desk, person = self._desk, self._person
        if desk is None or person is None:
            return
        whose = next(
            (each for each in self._therapists if each.id == self._therapist),
            self._therapists[0],
        )
        self._cases = [c for c in desk.database.cases() if c.therapist == whose.id]
        if not self._cases:
            self.screen.offer(self._therapists, whose, [], None)
            self.screen.show_message(f"{whose.handle} has no case yet.")
            return
        case = next((c for c in self._cases if c.id == self._case), self._cases[0])
        only = None if self._all else case
        found = tried(
            lambda: progress_of(desk, whose.id, person, only.id if only else None),
            self._window.banner.tell,
        )
        if found is not None:
            self.screen.offer(self._therapists, whose, self._cases, only)
            tapes = [tape for each in found.cases for tape in each.tapes]
            largest = largest_differences(tapes, found.codebooks, MOST)
            self.screen.show_progress(found, with_moments(desk, largest))

    def _choose_therapist(self, place: int) -> None:
        self._therapist, self._case = self._therapists[place].id, None
        self._all = False
        self._renew()

    def _choose_case(self, place: int) -> None:
        self._all = place == ALL
        if not self._all:
            self._case = self._cases[place].id
        self._renew()

    def _open_at_evidence(self, coding: UUID, about: tuple[str, ...]) -> None:
        desk = self._desk
        if desk is not None:
            at = tried(lambda: evidence_at(desk, coding, about), self._tell_bad)
            self.place_wanted.emit(coding, at or 0)

    def _save(self, figure: Figure) -> None:
        desk = self._desk
        if desk is None:
            return
        proposed = str(desk.database.folder / f"{figure.name}.png")
        chosen, _ = QFileDialog.getSaveFileName(
            self.screen, "Save a picture", proposed, FILES
        )
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() not in {".png", ".svg"}:
                path = path.with_name(f"{path.name}.png")
            self._write(figure, path)

    def _write(self, figure: Figure, path: Path) -> None:
        from ipt_review.ui.progress.saving import save_figure  # noqa: PLC0415

        if tried(lambda: save_figure(figure, path), self._tell_bad):
            self.screen.tell(f"● Written: {path}")

    def _tell_bad(self, words: str) -> None:
        self.screen.tell(words, good=False)


NO_THERAPIST = "There is no therapist here whose progress you may see."
