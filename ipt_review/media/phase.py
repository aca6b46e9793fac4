"""How far a player's word lies beside the frames that it shows. Pure.

What libvlc says of a recording is off by a few ms that are the same all along, in some
containers with some kinds of sound: 5 ms with AC-3 and 6.5 ms with Opus in Matroska,
which is what their decoders take to begin. Frames are shown when they are due.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.media.frame_times import FrameTimes

LOOKS_AT = 15
"""How many frames are looked at."""

EARLIEST = 3
"""Which of them counts, by how early it came: on a busy machine frames are shown late,
and never early."""

AGREE = 1.5
"""How far it may lie from the middle one, in ms, if the machine is at ease."""

WORTH_IT = 2.0
"""What is not set right, in ms."""

CLEAR = 0.4
"""Up to which share of the distance of two frames it is clear which one is meant."""


@dataclass(slots=True)
class Phase:
    """Learned while a tape runs undisturbed.

    Attributes:
        offset: By how much the player's word is too far on, in ms.
    """

    offset: float = 0.0
    _beside: list[float] = field(default_factory=list)
    _settled: bool = False

    def disturb(self) -> None:
        """Forget the frames seen so far: the tape was sent elsewhere, or held."""
        self._beside.clear()
        self._settled = False

    def settle(self) -> None:
        """Hear that the player has told where the tape runs now."""
        self._settled = True

    def see(self, moment: float, times: FrameTimes) -> None:
        """Hear that a frame was shown when the tape stood at `moment` (ms)."""
        if not self._settled or not times.covers(moment):
            return
        start = times.nearest(moment)
        if abs(moment - start) > CLEAR * (times.following(start) - start):
            self._beside.clear()
            return
        self._beside.append(moment - start)
        if len(self._beside) < LOOKS_AT:
            return
        by_time = sorted(self._beside)
        self._beside.clear()
        here, middle = by_time[EARLIEST - 1], by_time[LOOKS_AT // 2]
        if middle - here <= AGREE and abs(here) >= WORTH_IT:
            self.offset += here
