"""What is done with comments on the Review screen: write, find, hear, remove."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.problems import ReviewError
from ipt_review.ui.comments.composer import NEW
from ipt_review.ui.comments.page import ACTIONS
from ipt_review.ui.review.pausing import PauseWhileTyping

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.coding.coding_session import CodingSession
    from ipt_review.workflow.desk import Seat

STILL_THERE = 1_500
"""How long after a bookmark (ms) the tape still counts as standing there."""


class Commenting(QObject):
    """Puts comments where the tape stands, or on the stretch that was set.

    Signals:
        refused: Something could not be done; the words are for a person.
    """

    refused = Signal(str)

    def __init__(self, screen: ReviewScreen, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._page = screen.comments
        self._player = player
        self._seat: Seat | None = None
        self._from: int | None = None
        self._last = CommentKind.STRENGTH
        self.pausing = PauseWhileTyping(player)
        page, composer = self._page, self._page.composer
        page.wanted.connect(self._put)
        page.picked.connect(self._stand_at)
        page.play_wanted.connect(self._listen_to)
        page.edit_wanted.connect(self._edit)
        page.remove_wanted.connect(self._remove)
        composer.written.connect(self._save)
        composer.left.connect(self._after_writing)
        composer.here_wanted.connect(self._set_edge)

    def open(self, seat: Seat) -> None:
        """Comment on the tape of this seat from now on."""
        self._seat, self._from = seat, None
        self._page.start_over()

    def hand_over(self) -> None:
        """Save what is being written."""
        composer = self._page.composer
        if self._seat is not None and composer.changed and composer.says_something:
            self._save(composer.comment())

    def close(self) -> None:
        """Save what is being written, and let go of the coding."""
        self.hand_over()
        self._page.composer.hide()
        self._seat = None

    def show(self) -> None:
        """Show the comments as they are on disk now."""
        seat = self._seat
        if seat is not None:
            self._page.show_coding(seat.codebook, seat.session.coding)
            self._screen.name_comments(len(seat.session.coding.comments))

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        puts = {name: partial(self._put, kind) for kind, name in ACTIONS.items()}
        return {
            **puts,
            "comment.here": lambda: self._put(self._last),
            "comment.from_here": lambda: self._set_edge(True),  # noqa: FBT003
            "comment.to_here": lambda: self._set_edge(False),  # noqa: FBT003
            "comment.previous_bookmark": lambda: self._walk(-1),
            "comment.next_bookmark": lambda: self._walk(1),
            "comment.list": self._enter_list,
            "comment.play": lambda: self._page.pass_on(self._page.play_wanted),
            "comment.change": lambda: self._page.pass_on(self._page.edit_wanted),
            "comment.remove": lambda: self._page.pass_on(self._page.remove_wanted),
        }

    def _put(self, kind: CommentKind) -> None:
        """Put a comment of this kind where the tape stands, and have it written.

        A bookmark is put at once, and the tape runs on. What is being written already
        only changes its kind.
        """
        seat, composer = self._seat, self._page.composer
        if seat is None:
            return
        start, end = self._stretch(seat)
        if kind is CommentKind.BOOKMARK:
            self._from = None
            number = self._try(lambda: seat.session.comment(kind, start, end))
            self._page.pick(number)
            return
        self._last = kind
        if not self._may_write(seat):
            return
        if composer.isVisible() and composer.says_something:
            composer.kind.setCurrentIndex(composer.kind.findData(kind))
            composer.text.begin()
            return
        self._compose(Comment(NEW, kind, start, end))

    def _may_write(self, seat: Seat) -> bool:
        """Say whether the coding is open; tell a person when it is not."""
        try:
            seat.session.coding.must_be_open()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return False
        return True

    def _stretch(self, seat: Seat) -> tuple[int, int]:
        """Return what a new comment is about (ms).

        While the tape plays, a moment lies as far back as that of a point code: what
        one comments on has begun before one reaches for the key.
        """
        here = self._player.position
        if self._from is not None:
            return min(self._from, here), max(self._from, here)
        if self._player.playing:
            here = max(0, here - round(seat.codebook.set_back * self._player.rate))
        return here, here

    def _compose(self, comment: Comment) -> None:
        self.pausing.begin()
        self._screen.tabs.setCurrentWidget(self._page)
        self._page.compose(comment)

    def _edit(self, number: int) -> None:
        if self._seat is not None and self._may_write(self._seat):
            self._compose(self._seat.session.coding.comments[number])

    def _save(self, comment: Comment) -> None:
        """Save what was written; an empty new comment is as good as none."""
        seat, composer = self._seat, self._page.composer
        if seat is None:
            return
        session, number = seat.session, comment.number
        if number == NEW and not composer.says_something:
            composer.leave()
            return
        if number != NEW and number not in session.coding.comments:
            number = NEW  # undone while it was being changed
        saved = self._try(
            lambda: (
                session.comment(
                    comment.kind,
                    comment.start,
                    comment.end,
                    comment.text,
                    comment.wording,
                    comment.code,
                )
                if number == NEW
                else _changed(session, comment)
            )
        )
        if saved is not None:
            composer.after_saving()
            self._page.pick(saved)

    def _after_writing(self) -> None:
        self._from = None
        self._page.read()
        self._screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pausing.end()

    def _set_edge(self, first: bool) -> None:  # noqa: FBT001 - a signal's value
        """Have the comment begin or end where the tape stands.

        Before anything is written, the start is remembered, and the end has it
        written.
        """
        here, composer = self._player.position, self._page.composer
        if composer.isVisible():
            (composer.set_start if first else composer.set_end)(here)
        elif first:
            self._from = here
            self._screen.tabs.setCurrentWidget(self._page)
            self._page.say_from(here)
        elif self._seat is not None:
            self._put(self._last)

    def _stand_at(self, number: int) -> None:
        if self._seat is not None:
            self._player.seek(self._seat.session.coding.comments[number].start)

    def _listen_to(self, number: int) -> None:
        self._stand_at(number)
        self._player.play()

    def _remove(self, number: int) -> None:
        seat = self._seat
        if seat is not None:
            self._try(lambda: seat.session.remove_comment(number))

    def _enter_list(self) -> None:
        self._screen.tabs.setCurrentWidget(self._page)
        self._page.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _walk(self, by: int) -> None:
        """Go to the next bookmark (or the previous one) from where the tape stands."""
        if self._seat is None:
            return
        at = self._player.position
        picked = self._page.list.number()
        marks = [
            each
            for each in self._seat.session.coding.comments_in_order()
            if each.kind is CommentKind.BOOKMARK
        ]
        for each in marks:
            if each.number == picked and 0 <= at - each.start <= STILL_THERE:
                at = each.start
        later = [each for each in marks if each.start > at]
        earlier = [each for each in marks if each.start < at]
        if later if by > 0 else earlier:
            found = later[0] if by > 0 else earlier[-1]
            self._page.pick(found.number)
            self._player.seek(found.start)

    def _try(self, doing: Callable[[], int | None]) -> int | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return None


def _changed(session: CodingSession, comment: Comment) -> int:
    session.change_comment(replace(comment))
    return comment.number
