"""Where a tape stands, judged by frames that may come late and never early.

Pure: every time is handed in, in seconds on the monotonic clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import ceil

from ipt_review.domain.timecode import MS_PER_SECOND

SAMPLES = 16
"""How many of the newest frames are compared for the one that came soonest."""

SETTLES = 0.15
"""How long after the first frame that follows a seek its frames come in a burst, in
seconds: the player decodes from the last key frame, late, and catches up."""

SEEK_TAKES = 1.5
"""After how long a frame is believed whatever it says about a seek, in seconds."""

BEYOND = 50
"""How far behind the target the first frame after a seek may begin, in ms."""


NEAR_A_FRAME = 4
"""How far behind a frame's start a reading is still as good as the start, in ms."""

LASTS = 150
"""How long a frame may have stood, in ms, and still say where the tape stands: of
slower recordings, the sound has moved on."""


@dataclass(slots=True)
class FrameAnchor:
    """Runs on from the frame that came soonest after its due time.

    A frame that begins at s and arrives at time t says: the tape stood at s or later.
    With the rate r, s − r·t is the same for all frames that arrive on time and less
    for late ones, so the largest of the newest few holds. What was asked for (a seek,
    going on, another rate) holds until its own frames have settled.

    Attributes:
        position: Where the tape stands while it is held, in ms.
        rate: Speed, 1.0 being the speed of life.
        length: In ms, 0 while unknown.
        running: Whether the tape moves.
    """

    position: float = 0.0
    rate: float = 1.0
    length: int = 0
    running: bool = False
    _asked: float | None = None
    _settled_at: float | None = None
    _heard: deque[float] = field(default_factory=lambda: deque(maxlen=SAMPLES))
    _target: float | None = None
    _target_at: float = 0.0
    _follows: bool = False
    _shown: float | None = None

    def moment(self, at: float) -> int:
        """Return where the tape stands at time `at`, in ms.

        While it is held on a frame, that is the first whole ms of the frame.
        """
        if not self.running:
            return self._held()
        return round(self._kept(self._offset() + at * MS_PER_SECOND * self.rate))

    def frame(self, start: float, end: float, at: float) -> bool:
        """Hear that the frame from `start` to `end` (ms) came at time `at`.

        Returns:
            Whether it belongs to where the tape stands now, and not to the place
            before a seek.
        """
        if self._is_stale(start, end, at):
            return False
        self._shown = start
        if self.running:
            self._hear(start, at)
        elif self._follows:
            self.position = max(self.position, start)
        else:
            self._follows = start < self.position - NEAR_A_FRAME
        return True

    def run(self, at: float) -> None:
        """Start to move at time `at`."""
        self.running, self._follows = True, False
        self._begin(self.position, at)

    def hold(self, at: float) -> None:
        """Stop moving at time `at`, on the frame that is shown, if there are frames."""
        self.position = self.moment(at)
        self.running = False
        if self._shown is not None and self._target is None:
            self._follows = True

    def seek(self, target: int, at: float) -> float:
        """Be sent to `target` (ms) at time `at`; return it, kept within the tape."""
        self._target, self._target_at = self._kept(target), at
        self.position, self._follows, self._shown = self._target, False, None
        if self.running:
            self._begin(self.position, at)
        return self.position

    def change_rate(self, rate: float, at: float) -> None:
        """Go on at another rate from time `at`."""
        if self.running:
            here = self._offset() + at * MS_PER_SECOND * self.rate
            self.rate = rate
            self._begin(here, at)
        self.rate = rate

    def end(self, at: float, tolerance: int) -> None:
        """Reach the end: of the tape, or of what is left of a damaged one.

        Within `tolerance` ms of the length it is taken for the tape's.
        """
        self.position = self.moment(at)
        self.running = self._follows = False
        if abs(self.length - self.position) <= tolerance:
            self.position = self.length

    def _held(self) -> int:
        shown = self._shown if self._follows else None
        if shown is None or self.position - shown > LASTS:
            return round(self.position)
        return ceil(shown)

    def _begin(self, position: float, at: float) -> None:
        self._asked = position - at * MS_PER_SECOND * self.rate
        self._settled_at = None
        self._heard.clear()

    def _hear(self, start: float, at: float) -> None:
        if self._settled_at is None:
            self._settled_at = at + SETTLES
        self._heard.append(start - at * MS_PER_SECOND * self.rate)
        if at >= self._settled_at:
            self._asked = None

    def _offset(self) -> float:
        if self._asked is None:
            return max(self._heard)
        return max((self._asked, *self._heard))

    def _is_stale(self, start: float, end: float, at: float) -> bool:
        if self._target is None:
            return False
        beside = end < self._target or start > self._target + BEYOND
        if beside and at - self._target_at < SEEK_TAKES:
            return True
        self._target = None
        return False

    def _kept(self, position: float) -> float:
        return max(0.0, min(position, self.length) if self.length else position)
