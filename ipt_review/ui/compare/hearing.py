"""The tape in the Compare room: a place is played with a little before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.domain.timecode import Span
from ipt_review.media.engine import State
from ipt_review.ui.review.playing_marks import PlayingMarks
from ipt_review.workflow.coding.playing_order import Stretch

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.tape import Tape
    from ipt_review.media.engine import Picture
    from ipt_review.ui.compare.screen import CompareScreen
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.settings.preferences import Preferences

LEAD_IN, LEAD_OUT = "compare.lead_in", "marks.lead_out"
LONGEST = 20_000
"""How much of a long stretch is played, in ms; the rest is one key away."""

NO_RECORDING = "There is no recording of this session; the codings can be compared."


class HearingPlaces(QObject):
    """Has the one player play in this room while one is in it."""

    def __init__(
        self,
        screen: CompareScreen,
        player: Player,
        preferences: Preferences,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self.player = player
        self._preferences = preferences
        self._tape: Tape | None = None
        self._run = PlayingMarks(player, self)
        player.moved.connect(self._follow)
        player.pictured.connect(self._show_picture)
        player.failed.connect(self._tell_failed)
        screen.video.resized.connect(self._fit)
        screen.video.clicked.connect(self._toggle)
        screen.timeline.seek_wanted.connect(self._seek)

    @property
    def on(self) -> bool:
        """Whether the player has a tape of this room."""
        return self._tape is not None

    @property
    def lead_in(self) -> int:
        """How much is played before a place, in ms."""
        return self._preferences.value(LEAD_IN)

    def take_in(self, tape: Tape, withheld: str = "") -> None:
        """Have this tape in the player, unless it is there.

        Args:
            tape: As whoever compares may hear it.
            withheld: Why it is without its files, where it is kept from them.
        """
        if self._tape is not None and self._tape.id == tape.id:
            return
        self.leave()
        self._tape = tape
        reason = withheld or NO_RECORDING
        self._screen.video.show_message("" if tape.files else reason)
        if tape.is_pieced:
            self.player.join(tape.files, tape.length)
        else:
            file = tape.files[0].path if tape.files else None
            self.player.load(file, tape.length)
        self._fit(self._screen.video.width(), self._screen.video.height())

    def leave(self) -> None:
        """Let go of the tape."""
        if self._tape is not None:
            self._run.stop()
            self.player.unload()
            self._tape = None

    def play(self, span: Span) -> None:
        """Play a place from the lead-in on, to a little behind it."""
        if self._tape is None or self.player.state is State.EMPTY:
            return
        begin = max(0, span.start - self.lead_in)
        last = min(span.end, span.start + LONGEST)
        end = min(last + self._preferences.value(LEAD_OUT), self._tape.length)
        self._run.begin([Stretch(Span(begin, max(begin, end)), (0,))])

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what the keys of the tape do in this room."""
        player = self.player
        return {
            "tape.play": self._toggle,
            "tape.play_typing": self._toggle,
            "tape.back": lambda: player.step(-1_000),
            "tape.forward": lambda: player.step(1_000),
            "tape.back_more": lambda: player.step(-5_000),
            "tape.forward_more": lambda: player.step(5_000),
            "tape.frame_back": lambda: player.step_frames(-1),
            "tape.frame_forward": lambda: player.step_frames(1),
            "tape.start": lambda: player.seek(0),
            "tape.end": lambda: player.seek(player.length),
            "tape.slower": lambda: player.set_rate(player.rate - 0.1),
            "tape.faster": lambda: player.set_rate(player.rate + 0.1),
            "tape.normal": lambda: player.set_rate(1.0),
        }

    def _toggle(self) -> None:
        if self.on:
            self._run.stop()
            self.player.toggle()

    def _seek(self, position: int) -> None:
        if self.on:
            self._run.stop()
            self.player.seek(position)

    def _follow(self, position: int) -> None:
        if self.on:
            self._screen.video.move_to(position)
            self._screen.timeline.move_playhead(position)

    def _show_picture(self, picture: Picture) -> None:
        if self.on:
            self._screen.video.show_picture(picture)

    def _tell_failed(self, message: str) -> None:
        if self.on:
            self._screen.video.show_message(message)

    def _fit(self, width: int, height: int) -> None:
        if self.on:
            self.player.fit(width, height)
