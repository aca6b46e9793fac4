"""Where a moment of tape stands in pixels, and which stretch of tape is shown."""

from __future__ import annotations

from dataclasses import dataclass

from ipt_review.domain.timecode import (
    MS_PER_HOUR,
    MS_PER_MINUTE,
    MS_PER_SECOND,
    Span,
    show_seconds,
)

SHORTEST_SHOWN = 5 * MS_PER_SECOND
"""Nobody zooms in closer than this, in ms."""

_STEPS = (
    *(seconds * MS_PER_SECOND for seconds in (1, 2, 5, 10, 20, 30)),
    *(minutes * MS_PER_MINUTE for minutes in (1, 2, 5, 10, 20, 30)),
    *(hours * MS_PER_HOUR for hours in (1, 2, 5, 10, 24)),
)
_PARTS = (5, 4, 3, 2)
_CLOSEST_PARTS = 8.0


@dataclass(frozen=True, slots=True)
class Axis:
    """The stretch of tape that is shown, and the pixels it is shown on.

    Attributes:
        shown: From the first to the last ms on screen.
        left: Pixel on which `shown.start` stands; `width` pixels follow.
    """

    shown: Span
    left: float
    width: float

    @property
    def right(self) -> float:
        """Pixel on which `shown.end` stands."""
        return self.left + self.width

    @property
    def scale(self) -> float:
        """Pixels per ms."""
        return self.width / max(self.shown.length, 1)

    def x(self, moment: int) -> float:
        """Return the pixel of a moment (ms), which may lie outside."""
        return self.left + (moment - self.shown.start) * self.scale

    def moment(self, x: float) -> int:
        """Return the moment (ms) at a pixel, or the nearest one that is shown."""
        at = self.shown.start + round((x - self.left) / max(self.scale, 1e-9))
        return min(max(at, self.shown.start), self.shown.end)


@dataclass(frozen=True, slots=True)
class Tick:
    """A stroke on the ruler; only every few have a label."""

    x: float
    label: str


def ticks(axis: Axis, room: float) -> list[Tick]:
    """Return the strokes of the ruler from left to right.

    A label with the gap to the next one needs `room` pixels.
    """
    step = _step(axis.scale, room)
    part = _part(step, axis.scale)
    first = -(-axis.shown.start // part) * part
    return [
        Tick(axis.x(at), show_seconds(at) if at % step == 0 else "")
        for at in range(first, axis.shown.end + 1, part)
    ]


def _step(scale: float, room: float) -> int:
    for step in _STEPS:
        if step * scale >= room:
            return step
    return _STEPS[-1] * max(1, round(room / max(_STEPS[-1] * scale, 1e-9) + 0.5))


def _part(step: int, scale: float) -> int:
    """Return the ms between two strokes, of which several make one step."""
    for parts in _PARTS:
        whole = step % (parts * MS_PER_SECOND) == 0
        if whole and step / parts * scale >= _CLOSEST_PARTS:
            return step // parts
    return step


def zoomed(shown: Span, length: int, about: int, factor: float) -> Span:
    """Return what is shown after zooming in by `factor` (below 1: out).

    The moment `about` keeps its place, unless the tape (`length` ms) ends there.
    """
    wide = round(shown.length / factor)
    wide = min(max(wide, min(SHORTEST_SHOWN, length)), length)
    share = (about - shown.start) / max(shown.length, 1)
    return _from(round(about - share * wide), wide, length)


def moved(shown: Span, length: int, by: int) -> Span:
    """Return what is shown after moving on by `by` ms, within the tape."""
    return _from(shown.start + by, shown.length, length)


def centered(shown: Span, length: int, position: int) -> Span:
    """Return what is shown with `position` (ms) in the middle, if there is tape."""
    return _from(position - shown.length // 2, shown.length, length)


def paged(shown: Span, length: int, position: int) -> Span:
    """Return the page on which `position` (ms) stands: this one, or a new one.

    A new page begins a twentieth of its length before the position, so that one
    sees what was just said.
    """
    if shown.start <= position <= shown.end:
        return shown
    return _from(position - shown.length // 20, shown.length, length)


def _from(start: int, wide: int, length: int) -> Span:
    start = min(max(start, 0), max(length - wide, 0))
    return Span(start, start + wide)
