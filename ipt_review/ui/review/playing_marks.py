"""Plays marks one after another, each with a little before and behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.media.engine import State
from ipt_review.ui.player.loop import OFF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.ui.player.player import Player
    from ipt_review.workflow.coding.playing_order import Stretch

BEFORE, BEHIND = 700, 5_000
"""How far beside a stretch (ms) the tape may be read before somebody has left it."""


class PlayingMarks(QObject):
    """Goes from stretch to stretch while the tape plays.

    Pausing keeps the place. Going elsewhere on the tape ends it, and so does the end
    of the last stretch, where the tape is held.

    Signals:
        reached: The number of the first mark of the stretch that begins now.
        changed: Another stretch is played, or none any more.
    """

    reached = Signal(int)
    changed = Signal()

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._stretches: Sequence[Stretch] = ()
        self._at = 0
        player.moved.connect(self._follow)
        player.state_changed.connect(self._after_state)

    @property
    def heard(self) -> str:
        """Which stretch is played, in words; nothing when none is."""
        if not self._stretches:
            return ""
        return f"Playing {self._at + 1} of {len(self._stretches)}"

    def begin(self, stretches: Sequence[Stretch]) -> None:
        """Play these from the first on."""
        self.stop()
        if stretches:
            self._player.set_loop(OFF)
            self._stretches = stretches
            self._enter(0)
            self._player.play()

    def stop(self) -> None:
        """Play on as usual."""
        if self._stretches:
            self._stretches = ()
            self.changed.emit()

    def _enter(self, place: int) -> None:
        self._at = place
        stretch = self._stretches[place]
        self.reached.emit(stretch.numbers[0])
        self._player.seek(stretch.span.start)
        self.changed.emit()

    def _follow(self, position: int) -> None:
        if not self._stretches:
            return
        span = self._stretches[self._at].span
        if not span.start - BEFORE <= position <= span.end + BEHIND:
            self.stop()
        elif position >= span.end and self._player.playing:
            self._go_on()

    def _go_on(self) -> None:
        if self._at + 1 < len(self._stretches):
            self._enter(self._at + 1)
        else:
            self.stop()
            self._player.pause()

    def _after_state(self, state: State) -> None:
        if state in (State.EMPTY, State.ENDED):
            self.stop()
