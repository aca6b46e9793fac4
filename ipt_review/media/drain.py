"""A tape whose rate was changed, while frames decoded before are still shown.

libvlc 3 has decoded up to a second ahead when its rate is changed. It shows these
frames at the old rate; then it drops frames or waits, until the tape is where libvlc
says since the change that it is. Pure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND

if TYPE_CHECKING:
    from ipt_review.media.frame_times import FrameTimes

NEAR = 4.0
"""How far beside the start of a frame the tape may stand when the frame is shown, in
ms at the speed of life."""

LEARNS_WITHIN = 0.1
"""How long to wait for the times of the frames around, in seconds."""

LONGEST = 1.0
"""After how long frames of the old rate are no longer expected, in seconds."""

STANDS_STILL = 0.25
"""After how long without a new frame a picture is taken to stand still, in seconds."""


@dataclass(frozen=True, slots=True)
class Course:
    """A tape that stood at `position` (ms) at time `at` (s) and runs at `rate`."""

    position: int
    at: float
    rate: float

    def moment(self, at: float) -> float:
        """Return where the tape stands at time `at`, in ms."""
        elapsed = max(0.0, at - self.at)
        return self.position + elapsed * MS_PER_SECOND * self.rate


@dataclass(slots=True)
class Drain:
    """What is shown now, and what was asked for since.

    Attributes:
        shown: The course by which frames are shown.
        began: When the rate was last changed, in seconds.
        coming: The courses of later changes; None while libvlc has said nothing of it.
        limit: Start of the frame that is due next, in ms; the tape waits there.
    """

    shown: Course
    began: float
    coming: list[Course | None] = field(default_factory=lambda: [None])
    limit: float = math.inf
    _times: FrameTimes | None = None
    _seen: float = 0.0

    def moment(self, at: float) -> float:
        """Return where the tape stands, in ms, waiting for the frame that is due."""
        return min(self.shown.moment(at), self.limit)

    def change(self, at: float) -> None:
        """Hear that the rate was changed once more."""
        self.began = at
        self.coming.append(None)

    def learn(self, times: FrameTimes) -> None:
        """Take in when the frames around here begin."""
        here = self.moment(self.began)
        if times.covers(here):
            self._times = times
            if math.isinf(self.limit):
                self.limit = times.following(times.on_screen(here))

    def tick(self, course: Course) -> bool:
        """Hear libvlc say where the tape stands; return whether that holds at once.

        It does where nothing new is on the screen though the tape is beyond the frame
        that was due: then the picture stands still, as that of an empty chair does.
        """
        self.coming[-1] = course
        lasted = course.at - self.began
        if lasted > LONGEST or (self._times is None and lasted > LEARNS_WITHIN):
            return True
        if self._times is None or math.isinf(self.limit):
            return False
        gap = self.limit - self._times.on_screen(self.limit - 1)
        still = course.at - max(self._seen, self.began) > STANDS_STILL
        stuck = gap < STANDS_STILL * MS_PER_SECOND and course.position >= self.limit
        return still and stuck

    def frame(self, at: float) -> bool:
        """Hear that a frame was shown; return whether it is one at the newest rate."""
        self._seen = at
        if self._times is None:
            return False
        later = [self._due(course, at) for course in self.coming]
        start = self._due(self.shown, at)
        if start is not None and (start <= self.limit + NEAR or not any(later)):
            self.limit = self._times.following(start)
            return False
        for place, (course, begins) in enumerate(zip(self.coming, later, strict=True)):
            if course is not None and begins is not None:
                self.shown = course
                self.limit = self._times.following(begins)
                del self.coming[: place + 1]
                break
        return not self.coming

    def _due(self, course: Course | None, at: float) -> float | None:
        """Return the start of a frame that is due at `at` and not shown yet."""
        if course is None or self._times is None:
            return None
        moment = course.moment(at)
        start = self._times.nearest(moment)
        near = NEAR * max(1.0, course.rate)
        close = abs(start - moment) <= near and start >= self.limit - near
        return start if close else None
