"""What the keys of the codebook do, at the speed of speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.codebook import Kind
from ipt_review.domain.problems import ReviewError
from ipt_review.ui.click import Click
from ipt_review.ui.review.double_press import DoublePress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.timecode import Span
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.ui.settings.preferences import Preferences
    from ipt_review.workflow.desk import Seat

T = TypeVar("T")

AT_MOST = 100
"""How far (ms) a slip may lie beside where the tape would have run to by itself."""


class Pressing(QObject):
    """Puts codes and states where the tape stands, and lets a person feel that it did.

    Args:
        screen: Where buttons and marks are shown.
        player: Where the tape stands.
        now: The monotonic clock, in seconds.

    Attributes:
        passage: Returns what is selected in the transcript, if anything is.
        is_coding: Whether a code is being put at this moment.

    Signals:
        refused: Something could not be done; the words are for a person.
        marked: The number of the mark of a code that was made or closed.
    """

    refused = Signal(str)
    marked = Signal(int)

    def __init__(
        self,
        screen: ReviewScreen,
        player: Player,
        now: Callable[[], float],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._player = player
        self.passage: Callable[[], Span | None] = lambda: None
        self.is_coding = False
        self._seat: Seat | None = None
        self._codes_by_key: Mapping[str, str] = {}
        self._last_code: str | None = None
        self._held: dict[str, str] = {}
        self._left: tuple[Coding, int, Span | None] | None = None
        self._slips = DoublePress(now)
        self._play_slips = DoublePress(now)
        self._click = Click(self)
        self._preferences: Preferences | None = None
        screen.panel.pressed.connect(self.code)

    def use(self, preferences: Preferences) -> None:
        """Heed what is set for keys on this computer."""
        self._preferences = preferences
        preferences.changed.connect(lambda _name: self._heed())
        self._heed()

    def open(self, seat: Seat, codes_by_key: Mapping[str, str]) -> None:
        """Code the tape of this seat; codes and states by key as it is pressed."""
        self._seat, self._codes_by_key = seat, codes_by_key
        self._last_code = self._left = None
        self._held.clear()
        self._slips.forget()
        self._play_slips.forget()

    def close(self) -> None:
        """Let go of the coding."""
        self._seat = None

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"code.again": self._again, "tape.play": self._play}

    def press(self, key: str, *, held: bool = False) -> bool:
        """Do what a key of the codebook does; say whether there is such a key.

        A key that is only held does nothing more, nor does one that slips; nor does
        any where the panel says that the tape is not coded.
        """
        code = self._codes_by_key.get(key)
        if code is None or self._seat is None:
            return False
        if held or self._screen.panel.codes_nothing:
            return True
        if not self._slips.is_slip(key, meant=self._has_moved()):
            self._do(key, code)
        return True

    def release(self, key: str) -> None:
        """End the interval whose key was held, where that is wanted."""
        code = self._held.pop(key, None)
        if code is not None and self._is_open(code):
            self.code(code)

    def code(self, code: str) -> None:
        """Put a code or a track state where the tape stands.

        A point is stamped earlier by the reaction time while the tape plays, since
        a rater recognizes a move after it has begun (codebook notes, section B2);
        while it is paused the stamp is the moment on the screen. A passage that is
        selected in the transcript is marked instead.
        """
        seat = self._seat
        if seat is None:
            return
        at = self._player.position
        is_state = seat.codebook.track_of(code) is not None
        if not is_state and self._player.playing:
            point = seat.codebook.code(code).kind is Kind.POINT
            at -= round(seat.codebook.set_back * self._player.rate) if point else 0
        passage = self.passage()
        self.is_coding = True
        number = self._try(
            lambda: (
                seat.session.press_over(code, passage)
                if passage
                else seat.session.press(code, at)
            )
        )
        self.is_coding = False
        self._last_code = code
        if number is not None:
            self._screen.panel.flash(code)
            self._screen.timeline.flash(code)
            self._click.sound()
            if not is_state:
                self.marked.emit(number)

    def _again(self) -> None:
        """Put the code or state that was put last once more."""
        if self._last_code is not None and not self._screen.panel.codes_nothing:
            self.code(self._last_code)

    def _play(self) -> None:
        """Play or pause; a Space that slips does not undo the one before it."""
        if not self._play_slips.is_slip("Space"):
            self._player.toggle()

    def _do(self, key: str, code: str) -> None:
        """Put the code of a key; one that put nothing may be pressed again at once."""
        session = self._seat.session if self._seat is not None else None
        if session is None:
            return
        before = session.coding
        if self.passage() is None:
            self._hold(key, code)
        self.code(code)
        self._left = (session.coding, self._player.position, self.passage())
        if session.coding is before:
            self._slips.forget()

    def _hold(self, key: str, code: str) -> None:
        """Remember a key that opens an interval, to close it when it is let go."""
        seat, wanted = self._seat, self._preferences
        if seat is None or wanted is None or not wanted.is_on("code.hold"):
            return
        is_state = seat.codebook.track_of(code) is not None
        if is_state or seat.codebook.code(code).kind is Kind.POINT:
            return
        if not self._is_open(code):
            self._held[key] = code

    def _is_open(self, code: str) -> bool:
        seat = self._seat
        opened = seat.session.coding.open_marks() if seat is not None else ()
        return any(mark.code == code for mark in opened)

    def _has_moved(self) -> bool:
        """Say whether coding, tape or passage are others than the last key left."""
        if self._left is None or self._seat is None:
            return True
        coding, at, passage = self._left
        run = self._slips.within * self._player.rate + AT_MOST
        moved = abs(self._player.position - at) > run
        elsewhere = moved or passage != self.passage()
        return elsewhere or coding is not self._seat.session.coding

    def _heed(self) -> None:
        if self._preferences is not None:
            within = self._preferences.value("code.double_press")
            self._slips.within = self._play_slips.within = within
            self._click.wanted = self._preferences.is_on("code.click")

    def _try(self, doing: Callable[[], T]) -> T | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return None
