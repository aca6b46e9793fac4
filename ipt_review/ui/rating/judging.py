"""What happens in the Rate room: the session is rated, and evidence heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.rate_actions import ROOM
from ipt_review.ui.rating.prompt_log import PromptLog
from ipt_review.ui.rating.showing import show_ratings
from ipt_review.workflow.prompting import keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.rating.screen import RatingScreen
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
        self._doings = screen.doings()
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
        """Show the form of the open coding.

        Raises:
            ReviewError: When what was asked of the rater cannot be logged.
        """
        self._desk, seat = desk, self._reviewing.seat
        if seat is not None:
            show_ratings(self._screen, desk, seat)

    def show_log(self) -> None:
        """Show what the form asked about the open coding so far."""
        desk, seat = self._desk, self._reviewing.seat
        if desk is not None and seat is not None:
            log = desk.database.prompt_log(seat.session.coding.head.id)
            dialog = PromptLog(log, seat.codebook, self._screen.window())
            dialog.exec()
            dialog.deleteLater()

    def _keep(self, item: str) -> None:
        desk, seat = self._desk, self._reviewing.seat
        if desk is None or seat is None:
            return
        try:
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
