"""Where a player's tape stands, judged from the player's rare and sometimes late word.

Pure: every time is handed in, in seconds on the monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass

from ipt_review.domain.timecode import MS_PER_SECOND

SEEK_TAKES = 2.0
"""After how long a tick is believed whatever it says about a seek, in seconds."""

NEAR_THE_END = 1_000
"""How far the length in a file's header may lie beside its real end, in ms."""


@dataclass(slots=True)
class Whereabouts:
    """The newest anchor: at time `at` the tape stood at `position`.

    Attributes:
        position: In ms.
        at: In seconds.
        rate: Speed, 1.0 being the speed of life.
        length: In ms, 0 while unknown.
        running: Whether the tape moves.
        settled: False from a seek of a running tape until its first honest tick.
    """

    position: int = 0
    at: float = 0.0
    rate: float = 1.0
    length: int = 0
    running: bool = False
    settled: bool = True
    _came_from: int | None = None

    def moment(self, at: float) -> int:
        """Return where the tape stands at time `at`, in ms."""
        if not (self.running and self.settled):
            return self.position
        return self._kept(self._run_on(self.position, at))

    def tick(self, position: int, at: float) -> bool:
        """Hear the player say where it stood at `at`; return whether it counts.

        A tick does not count while the tape is held: libvlc's own idea of a paused
        position may be half a second old. After a seek, ticks of the place where the
        tape came from may still be on their way, and do not count either.
        """
        if not self.running or (not self.settled and self._is_late(position, at)):
            return False
        self.position, self.at, self.settled = position, at, True
        return True

    def run(self, at: float, *, settled: bool = True) -> None:
        """Start to move at time `at`, or, unsettled, as soon as a tick says so."""
        self._came_from = None
        self.running, self.at, self.settled = True, at, settled

    def hold(self, at: float) -> None:
        """Stop moving at time `at`."""
        self.position = self.moment(at)
        self.running, self.at, self.settled = False, at, True

    def seek(self, target: int, at: float) -> None:
        """Be sent to `target` (ms, kept within the tape) at time `at`."""
        self._came_from = self.moment(at)
        self.position, self.at = self._kept(target), at
        self.settled = not self.running

    def change_rate(self, rate: float, at: float) -> None:
        """Go on at another rate from time `at`."""
        if self.settled:
            self.position, self.at = self.moment(at), at
        self.rate = rate

    def end(self, at: float) -> None:
        """Reach the end: of the tape, or of what is left of a damaged one."""
        self.hold(at)
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

    def _kept(self, position: int) -> int:
        return max(0, min(position, self.length) if self.length else position)
