"""Playing without long silences: the tape jumps over them, its time is unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.timecode import MS_PER_SECOND, Span
from ipt_review.media.voice import anyone, silences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.ui.player.player import Player

LONGER_THAN = 3 * MS_PER_SECOND
"""Silences up to this are played, in ms, unless it is set otherwise."""
AFTER_SPEECH, BEFORE_SPEECH = 500, 300
"""How much of a silence is played at either end, in ms."""
PLAYED_AT_MOST = 1_000
"""A reading farther on than this (ms) was gone to, not played to."""


def skipped(quiet: Sequence[Span], before: int, here: int) -> Span | None:
    """Return what to jump over now, its end being where to go.

    That is so only where the tape plays from speech into a silence. A silence that
    somebody goes to on purpose is played.

    Args:
        quiet: Long silences, in order.
        before: The reading before, in ms.
        here: The reading now.
    """
    if not before < here <= before + PLAYED_AT_MOST:
        return None
    for silence in quiet:
        start, end = silence.start + AFTER_SPEECH, silence.end - BEFORE_SPEECH
        if before < start <= here < end:
            return Span(here, end)
    return None


class Skipping(QObject):
    """Has the player jump over silences while that is wanted.

    A loop is played as it is. Marks are not touched: times are times on the tape, and
    an interval that runs across a silence holds the silence too.

    Attributes:
        wanted: Whether silences are skipped.
        longer_than: Which ones, in ms.

    Signals:
        skipped: So many ms were jumped over.
    """

    skipped = Signal(int)

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._before = 0
        self._spoken: tuple[Span, ...] = ()
        self._quiet: tuple[Span, ...] = ()
        self._length = 0
        self.wanted = False
        self.longer_than = LONGER_THAN
        player.moved.connect(self._follow)

    @property
    def knows_voices(self) -> bool:
        """Whether it is known where somebody speaks."""
        return bool(self._spoken)

    def show_voices(self, voices: Sequence[Sequence[Span]], length: int) -> None:
        """Take note of where each side speaks on a tape of `length` ms.

        Nothing is skipped where nobody was found to speak at all.
        """
        self._spoken, self._length = anyone(voices), length
        self.set_longer_than(self.longer_than)

    def set_longer_than(self, threshold: int) -> None:
        """Skip silences that are longer than this, in ms."""
        self.longer_than = max(threshold, AFTER_SPEECH + BEFORE_SPEECH)
        self._quiet = (
            silences(self._spoken, self.longer_than, self._length)
            if self._spoken
            else ()
        )

    def _follow(self, position: int) -> None:
        before, self._before = self._before, position
        player = self._player
        if not self.wanted or not player.playing or player.loop.runs:
            return
        over = skipped(self._quiet, before, position)
        if over is not None:
            player.seek(over.end)
            self.skipped.emit(over.length)
