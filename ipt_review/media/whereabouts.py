"""Where a player's tape stands, judged from the player's rare and sometimes late word.

Pure: every time is handed in, in seconds on the monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.drain import Course, Drain
from ipt_review.media.frame_times import whole
from ipt_review.media.phase import Phase

if TYPE_CHECKING:
    from ipt_review.media.frame_times import FrameTimes

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


SURE = 3
"""How often in a row frames must be in step to be the ones that were sought."""

SLOW_SEEK = 120
"""How far beyond the target of a seek the tape is taken to be before a frame or a tick
proves that it has arrived, in ms."""

SAME_TIME = 0.003
"""How far beside the time when the next frame of the old place was due a frame that is
shown after a seek is taken for that one, in seconds."""

ENOUGH = 12
"""How many frames after a seek are looked at, if there is no tick before."""


@dataclass(slots=True)
class Whereabouts:
    """The newest anchor: at time `at` the tape stands, or will, at `position`.

    A tick of the player's is an anchor. Where it is known when frames begin, a frame on
    the screen is one as well; it counts in the seconds after a seek, when there is no
    tick yet, and after a change of rate, when ticks run ahead of the picture.

    Attributes:
        position: In ms.
        at: In seconds; up to `SEEK_LAG` in the future after a seek.
        rate: Speed, 1.0 being the speed of life.
        length: In ms, 0 while unknown.
        frame_rate: Pictures a second on average, 0.0 where there are none.
        running: Whether the tape moves.
        times: When the frames around here begin, None while that is not known.
        phase: How far ticks lie beside the frames.
    """

    position: int = 0
    at: float = 0.0
    rate: float = 1.0
    length: int = 0
    frame_rate: float = 0.0
    running: bool = False
    times: FrameTimes | None = None
    phase: Phase = field(default_factory=Phase)
    _came_from: int | None = None
    _held_at: float | None = None
    _still: int | None = None
    _target: int | None = None
    _shown: list[float] = field(default_factory=list)
    _in_step: int = 0
    _old_due: float = 0.0
    _drain: Drain | None = None

    @property
    def speed(self) -> float:
        """How fast the tape runs on the screen; its rate, or still the one before."""
        return self._drain.shown.rate if self._drain else self.rate

    @property
    def waits_at(self) -> int | None:
        """Where the tape waits for the player's next word (ms), None for nowhere."""
        if self._drain and isfinite(self._drain.limit):
            return self._kept(whole(self._drain.limit))
        if self._target is not None and self.times and not self._in_step:
            return self._kept(self._target + SLOW_SEEK)
        return None

    @property
    def is_unsure(self) -> bool:
        """Whether the frame on the screen is known less well than usual."""
        landing = self._target is not None and self._in_step < SURE
        return landing or self._drain is not None

    def moment(self, at: float) -> int:
        """Return where the tape stands at time `at`, in ms.

        While it is held, that is where the frame on the screen begins, if known.
        """
        if self._drain:
            return self._kept(round(self._drain.moment(at)))
        if self.running:
            here, limit = self._run_on(self.position, at), self.waits_at
            return self._kept(here if limit is None else min(here, limit))
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
        position = round(position - self.phase.offset)
        if not self.running or at < self.at or self._is_late(position, at):
            return False
        if self._drain and not self._drain.tick(Course(position, at, self.rate)):
            return False
        self._anchor(position, at)
        self._target = None
        self.phase.settle()
        return True

    def run(self, at: float, lag: float = 0.0) -> None:
        """Start to move `lag` seconds after time `at`; with a lag, as after a seek."""
        if lag:
            self._land_at(self.position)
        self.running, self.at = True, at + lag
        self._came_from = self._still = self._held_at = None
        self.phase.disturb()

    def hold(self, at: float) -> None:
        """Stop moving at time `at`."""
        self.position = self.moment(at)
        self.running, self.at, self._held_at = False, at, at
        self._target = self._drain = None

    def frame(self, at: float) -> bool:
        """Hear that a new frame was shown at `at`; return whether that tells anything.

        After a pause one or two more frames appear, each when it would have been due.
        They are the ones that stay on the screen.
        """
        if self._drain:
            if self._drain.frame(at):
                self._anchor(self._drain.shown.position, self._drain.shown.at)
            return True
        if self.running:
            return self._frame_of_running(at)
        held = self._held_at
        if held is None or not held < at < held + PAUSE_TAKES:
            return False
        self._still = self._kept(self._frame_start(self._run_on(self.position, at)))
        return True

    def learn(self, times: FrameTimes) -> bool:
        """Take in when the frames around here begin; return whether that tells more."""
        self.times = times
        if self._drain:
            self._drain.learn(times)
            return True
        if self.running:
            return self._land()
        if self._held_at is None or not times.covers(self.position):
            return False
        here = self._still
        start = times.on_screen(self.position) if here is None else times.nearest(here)
        self._still = whole(start)
        return self._still != here

    def stand(self, start: int) -> None:
        """Stand on the frame that begins at `start` (ms), which is now shown."""
        self.position = start
        self._still = self._held_at = None

    def seek(self, target: int, at: float) -> None:
        """Be sent to `target` (ms, kept within the tape) at time `at`."""
        self._came_from = self.moment(at)
        if self.running and self._shown and self.frame_rate:
            self._old_due = self._shown[-1] + 1 / self.frame_rate / self.speed
        self.position = self._kept(target)
        self.at = at + SEEK_LAG if self.running else at
        self._still = self._held_at = self._drain = None
        if self.running:
            self._land_at(self.position)

    def change_rate(self, rate: float, at: float) -> None:
        """Go on at another rate from time `at`.

        Where there are pictures, those that are decoded already come first.
        """
        self._target = None
        self.phase.disturb()
        if self._drain:
            self._drain.change(at)
        elif self.running and at > self.at and rate != self.rate:
            if self.frame_rate:
                self._drain = Drain(Course(self.position, self.at, self.rate), at)
                if self.times:
                    self._drain.learn(self.times)
            else:
                self.position, self.at = self.moment(at), at
        self.rate = rate

    def end(self, at: float) -> None:
        """Reach the end: of the tape, or of what is left of a damaged one."""
        self.hold(at)
        self._held_at = None
        if abs(self.length - self.position) <= NEAR_THE_END:
            self.position = self.length

    def _anchor(self, position: int, at: float) -> None:
        self.position, self.at, self._came_from = position, at, None
        self._drain = None

    def _land_at(self, target: int) -> None:
        self.phase.disturb()
        self._target, self._in_step = target, 0
        self._shown.clear()

    def _frame_of_running(self, at: float) -> bool:
        if abs(at - self._old_due) <= SAME_TIME:
            return False
        self._shown.append(at)
        del self._shown[:-ENOUGH]
        if self._target is None and self.times and self.rate <= 1:
            self.phase.see(self._exactly(at), self.times)
        return self._land() and self._in_step <= SURE

    def _land(self) -> bool:
        """Take the newest frame for an anchor if it is clear which one it is."""
        if self._target is None or not self.times or len(self._shown) >= ENOUGH:
            return False
        start = self.times.landed(self._target, self._shown)
        if start is None:
            self._in_step = 0
            return False
        self.position = whole(start)
        self.at = self._shown[-1] + (self.position - start) / MS_PER_SECOND
        self._in_step += 1
        return True

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

    def _exactly(self, at: float) -> float:
        return self.position + (at - self.at) * MS_PER_SECOND * self.rate

    def _frame_start(self, moment: int) -> int:
        """Return the first whole ms of the frame that begins next to `moment`."""
        if self.times and self.times.covers(moment):
            start = whole(self.times.nearest(moment))
        elif self.frame_rate:
            number = round(moment * self.frame_rate / MS_PER_SECOND)
            start = whole(number * MS_PER_SECOND / self.frame_rate)
        else:
            return moment
        return start if abs(start - moment) <= NEAR_A_FRAME else moment

    def _kept(self, position: int) -> int:
        return max(0, min(position, self.length) if self.length else position)
