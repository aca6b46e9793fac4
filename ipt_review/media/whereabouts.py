"""Where a player's tape stands, judged from the player's rare and sometimes late word.

Pure: every time is handed in, in seconds on the monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass

from ipt_review.domain.timecode import MS_PER_SECOND

SEEK_LAG = 0.04
"""From asking for a place to its first frame, in seconds: 28 to 70 ms measured; the
first tick, a third of a second later, sets right what is left of the difference."""

LAST_STRETCH = 60
"""How far before the end libvlc is sent at most, in ms: at the very end it stops."""

SEEK_TAKES = 2.0
"""After how long a tick is believed whatever it says about a seek, in seconds."""

PAUSE_TAKES = 0.25
"""How long after a pause frames may still follow that were on their way, in seconds."""

NEAR_THE_END = 1_000
"""How far the length in a file's header may lie beside its real end, in ms."""

NEAR_A_FRAME = 4
"""How far a reading may lie beside a frame's start to be taken for it, in ms."""


@dataclass(slots=True)
class Whereabouts:
    """The newest anchor: at time `at` the tape stands, or will, at `position`.

    Attributes:
        position: In ms.
        at: In seconds; up to `SEEK_LAG` in the future after a seek.
        rate: Speed, 1.0 being the speed of life.
        length: In ms, 0 while unknown.
        frame_rate: Pictures a second, 0.0 where there are none or it is not steady.
        running: Whether the tape moves.
    """

    position: int = 0
    at: float = 0.0
    rate: float = 1.0
    length: int = 0
    frame_rate: float = 0.0
    running: bool = False
    _came_from: int | None = None
    _held_at: float | None = None
    _still: int | None = None

    def moment(self, at: float) -> int:
        """Return where the tape stands at time `at`, in ms.

        While it is held, that is where the frame on the screen begins, if known.
        """
        if self.running:
            return self._kept(self._run_on(self.position, at))
        return self.position if self._still is None else self._still

    def in_reach(self, position: int) -> int:
        """Return where to send libvlc (ms) to stand as near `position` as it can."""
        last = self.length - LAST_STRETCH
        return max(0, min(position, last) if self.length else position)

    def tick(self, position: int, at: float) -> bool:
        """Hear the player say where it stood at `at`; return whether it counts.

        A tick does not count while the tape is held: libvlc's own idea of a paused
        position may be half a second old. Right after a seek libvlc repeats the
        target, which is not true yet, and ticks of the place where the tape came
        from may still be on their way; neither counts.
        """
        if not self.running or at < self.at or self._is_late(position, at):
            return False
        self.position, self.at, self._came_from = position, at, None
        return True

    def run(self, at: float, lag: float = 0.0) -> None:
        """Start to move `lag` seconds after time `at`."""
        self.running, self.at = True, at + lag
        self._came_from = self._still = self._held_at = None

    def hold(self, at: float) -> None:
        """Stop moving at time `at`."""
        self.position = self.moment(at)
        self.running, self.at, self._held_at = False, at, at

    def frame(self, at: float) -> bool:
        """Hear that a new frame was shown at `at`; return whether it moved the tape.

        After a pause one or two more frames appear, each when it would have been due.
        They are the ones that stay on the screen.
        """
        held = self._held_at
        if self.running or held is None or not held < at < held + PAUSE_TAKES:
            return False
        self._still = self._kept(self._frame_start(self._run_on(self.position, at)))
        return True

    def seek(self, target: int, at: float) -> None:
        """Be sent to `target` (ms, kept within the tape) at time `at`."""
        self._came_from = self.moment(at)
        self.position = self._kept(target)
        self.at = at + SEEK_LAG if self.running else at
        self._still = self._held_at = None

    def change_rate(self, rate: float, at: float) -> None:
        """Go on at another rate from time `at`."""
        if self.running and at > self.at:
            self.position, self.at = self.moment(at), at
        self.rate = rate

    def end(self, at: float) -> None:
        """Reach the end: of the tape, or of what is left of a damaged one."""
        self.hold(at)
        self._held_at = None
        if abs(self.length - self.position) <= NEAR_THE_END:
            self.position = self.length

    def _is_late(self, position: int, at: float) -> bool:
        if self._came_from is None or at - self.at > SEEK_TAKES:
            return False
        old = self._run_on(self._came_from, at)
        soonest, latest = self.position, self._run_on(self.position, at)
        beside = max(soonest - position, position - latest, 0)
        return abs(position - old) < beside

    def _run_on(self, position: int, at: float) -> int:
        elapsed = max(0.0, at - self.at)
        return position + round(elapsed * MS_PER_SECOND * self.rate)

    def _frame_start(self, moment: int) -> int:
        """Return the first whole ms of the frame that begins next to `moment`."""
        if not self.frame_rate:
            return moment
        number = round(moment * self.frame_rate / MS_PER_SECOND)
        start = -int(-number * MS_PER_SECOND // self.frame_rate)
        return start if abs(start - moment) <= NEAR_A_FRAME else moment

    def _kept(self, position: int) -> int:
        return max(0, min(position, self.length) if self.length else position)
