"""What happens in the Rate room: the session is rated, and evidence heard."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.coding import Status
from ipt_review.domain.problems import ReviewError
from ipt_review.ui.rate_actions import ROOM
from ipt_review.ui.rating.prompt_log import PromptLog
from ipt_review.ui.rating.showing import known_of, show_ratings
from ipt_review.ui.trying import tried
from ipt_review.workflow.prompting import keep, log_shown, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.scoring.prompting import PromptEvent
    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.rating.screen import RatingScreen
    from ipt_review.ui.rating.showing import Known
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk, Seat

OF_THE_CODING = frozenset({"edit.undo", "edit.redo", "edit.history"})
"""What is done with the coding here as in the Review room."""


class Judging(QObject):
    """Connects the Rate room with the coding that is open.

    Args:
        screen: The room.
        reviewing: What holds the open coding.

    Signals:
        refused: Something could not be saved; the words are for a person.
        play_wanted: The mark with this number is to be heard.
    """

    refused = Signal(str)
    play_wanted = Signal(int)

    def __init__(
        self, screen: RatingScreen, reviewing: Reviewing, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._reviewing = reviewing
        self._desk: Desk | None = None
        self._known: Known | None = None
        self._unlogged: list[tuple[UUID, PromptEvent]] = []
        self._doings = screen.doings()
        reviewing.stepped.connect(self.show_step)
        reviewing.saved.connect(self.log_if_saved)
        screen.rated.connect(self._rate)
        screen.note_written.connect(self._note)
        screen.comment_written.connect(self._comment)
        screen.kept.connect(self._keep)
        screen.log_wanted.connect(self.show_log)
        screen.play_wanted.connect(self.play_wanted)

    def heed(self, key_map: KeyMap) -> None:
        """Have the form hear the keys that a person has, from now on."""

        def read() -> None:
            here = key_map.in_room(ROOM)
            self._screen.form.hear({key: each.id for key, each in here.items()})

        key_map.changed.connect(read)
        read()

    def do(self, name: str) -> bool:
        """Do the action with this id; say whether it could be done here."""
        if name in OF_THE_CODING:
            return self._reviewing.do(name)
        doing = self._doings.get(name)
        if doing is not None:
            doing()
        return doing is not None

    def show(self, desk: Desk) -> None:
        """Show the form of the open coding, with what the study says about it now.

        Raises:
            ReviewError: When what was asked of the rater cannot be logged.
        """
        self._desk, seat = desk, self._reviewing.seat
        if seat is not None:
            self._write(desk)
            self._known = known_of(desk, seat)
            self._show(desk, seat, self._known)
            self._write(desk)

    def show_step(self) -> None:
        """Show the form after a change of the coding; nothing is asked of the disk."""
        seat, desk, known = self._reviewing.seat, self._desk, self._known
        if seat is None or desk is None or known is None:
            return
        if self._screen.isVisible():
            self._show(desk, seat, known)
            self.log_if_saved()

    def log_if_saved(self) -> None:
        """Log what the form asked, once the ratings it asked about are saved."""
        desk = self._desk
        if desk is not None and self._unlogged and not desk.has_unsaved:
            tried(lambda: self._write(desk), self.refused.emit)

    def show_log(self) -> None:
        """Show what the form asked about the open coding so far."""
        known, seat = self._known, self._reviewing.seat
        if known is not None and seat is not None:
            dialog = PromptLog(known.log, seat.codebook, self._screen.window())
            dialog.exec()
            dialog.deleteLater()

    def _show(self, desk: Desk, seat: Seat, known: Known) -> None:
        """Show the form, and note what it asks."""
        show_ratings(self._screen, seat, known)
        if known.prompted:
            coding = seat.session.coding
            happened = shown(seat.codebook, coding, known.log, desk.now())
            known.log.extend(happened)
            self._unlogged += [(coding.head.id, each) for each in happened]

    def _write(self, desk: Desk) -> None:
        """Write what was noted into the study, each event once."""
        noted, self._unlogged = self._unlogged, []
        here = self._reviewing.coding
        closed = here is not None and here.head.status is not Status.DRAFT
        for coding, events in groupby(noted, key=itemgetter(0)):
            if closed and here is not None and coding == here.head.id:
                continue  # what it asked about was refused
            log_shown(desk.database, coding, [each for _, each in events])

    def _keep(self, item: str) -> None:
        desk, seat = self._desk, self._reviewing.seat
        if desk is None or seat is None:
            return
        try:
            self._write(desk)
            keep(desk.database, seat.codebook, seat.session.coding, item, desk.now())
            self.show(desk)
        except ReviewError as problem:
            self.refused.emit(str(problem))

    def _rate(self, item: str, value: int | None) -> None:
        self._change(lambda seat: seat.session.rate(item, value))

    def _note(self, item: str, note: str) -> None:
        self._change(lambda seat: seat.session.note_rating(item, note))

    def _comment(self, text: str) -> None:
        self._change(lambda seat: seat.session.write_session_comment(text))

    def _change(self, doing: Callable[[Seat], object]) -> None:
        seat = self._reviewing.seat
        if seat is None:
            return
        try:
            doing(seat)
        except ReviewError as problem:
            self.refused.emit(str(problem))
