"""What a search does on the Review screen: it finds, goes there, and plays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ipt_review.ui.review.sifting import LEAD_IN
from ipt_review.workflow.coding.searching import HitKind, search

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.marking import Marking
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.ui.review.sifting import Sifting
    from ipt_review.workflow.coding.searching import Hit
    from ipt_review.workflow.desk import Seat


class Seeking(QObject):
    """Connects the search with tape, marks and comments.

    Args:
        screen: Where it is shown.
        player: Goes where something was found.
        marking: Picks the marks that are found.
        sifting: Knows how much is played before a mark.
    """

    def __init__(
        self,
        screen: ReviewScreen,
        player: Player,
        marking: Marking,
        sifting: Sifting,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._panel = screen.search
        self._player = player
        self._marking = marking
        self._sifting = sifting
        self._seat: Seat | None = None
        self._panel.asked.connect(lambda _text: self.show())
        self._panel.wanted.connect(self._listen_to)
        self._panel.closed.connect(self._put_away)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {
            "find.open": self._panel.begin,
            "find.next": partial(self._walk, 1),
            "find.previous": partial(self._walk, -1),
        }

    def open(self, seat: Seat) -> None:
        """Search the coding and the captions of this seat."""
        self._seat = seat
        self._panel.field.clear()
        self._panel.hide()

    def close(self) -> None:
        """Let go of the coding."""
        self._seat = None

    def show(self) -> None:
        """Show what there is to be found now, while the search is open."""
        seat = self._seat
        if seat is not None and self._panel.isVisible():
            coding, words = seat.session.coding, self._panel.field.text()
            self._panel.show_hits(search(words, coding, seat.codebook, seat.cues))

    def hear(self, key: str, held: bool) -> bool:  # noqa: FBT001 - a key router's call
        """Put the search away on Esc, where the keyboard is in it."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self._panel.isAncestorOf(focused)
        if key != "Esc" or held or not inside:
            return False
        self._put_away()
        return True

    def _put_away(self) -> None:
        self._panel.hide()
        self._screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _walk(self, by: int) -> None:
        """Go to the next hit and stand there, or play on from there."""
        if not self._panel.isVisible():
            self._panel.begin()
            self.show()
            return
        hit = self._panel.walk(by)
        if hit is not None:
            self._go_to(hit)

    def _listen_to(self, hit: Hit) -> None:
        self._go_to(hit)
        if hit.at is not None:
            self._player.play()

    def _go_to(self, hit: Hit) -> None:
        """Show what was found, and stand a little before it on the tape."""
        if hit.kind is HitKind.SESSION:
            self._screen.tabs.setCurrentWidget(self._screen.session_page)
            return
        if hit.kind in (HitKind.MARK, HitKind.NOTE):
            self._marking.pick(hit.number)
        elif hit.kind is HitKind.COMMENT:
            self._screen.tabs.setCurrentWidget(self._screen.comments)
            self._screen.comments.pick(hit.number)
        if hit.at is not None:
            self._player.seek(hit.at - self._sifting.lead(LEAD_IN))
