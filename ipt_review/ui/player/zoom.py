"""How large the picture is drawn and which part of it is seen. Pure geometry."""

from __future__ import annotations

from dataclasses import dataclass, replace

Size = tuple[float, float]

SMALLEST, LARGEST = 0.25, 8.0
PER_NOTCH = 1.2
STEPS: tuple[float | None, ...] = (None, 1.0, 2.0)
"""What one key goes through: fit, one pixel for each of the recording's, two."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the whole picture is drawn, in the view's pixels; may reach beyond it."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Zoom:
    """How large the picture is.

    Attributes:
        scale: Pixels drawn for each of the recording's, None to fit the view.
        x: Which place of the picture is in the middle of the view, from 0.0 at the
            left to 1.0 at the right; so is `y` from top to bottom.
    """

    scale: float | None = None
    x: float = 0.5
    y: float = 0.5

    def place(self, picture: Size, view: Size) -> Place:
        """Return where a picture of that size is drawn in a view of that size."""
        width, height = self._drawn(picture, view)
        left, top = view[0] / 2 - self.x * width, view[1] / 2 - self.y * height
        return Place(
            _kept(left, width, view[0]), _kept(top, height, view[1]), width, height
        )

    def next_step(self) -> Zoom:
        """Return fit after 200 %, 100 % after fit, and the step above in between."""
        above = [each for each in STEPS[1:] if each and each > (self.scale or 0.0)]
        return Zoom(above[0]) if above else FIT

    def wheeled(self, notches: float, at: Size, picture: Size, view: Size) -> Zoom:
        """Return it larger (or smaller) by so many notches, `at` staying in place.

        Smaller than the view it becomes fit.
        """
        before = self.place(picture, view)
        drawn = before.width / picture[0]
        scale = min(max(drawn * PER_NOTCH**notches, SMALLEST), LARGEST)
        if notches < 0 and scale <= fit_scale(picture, view):
            return FIT
        over_x = (at[0] - before.left) / before.width
        over_y = (at[1] - before.top) / before.height
        width, height = picture[0] * scale, picture[1] * scale
        x = over_x + (view[0] / 2 - at[0]) / width
        y = over_y + (view[1] / 2 - at[1]) / height
        return Zoom(scale, x, y).within(picture, view)

    def dragged(self, by: Size, picture: Size, view: Size) -> Zoom:
        """Return it with the picture moved by so many pixels of the view."""
        width, height = self._drawn(picture, view)
        moved = replace(self, x=self.x - by[0] / width, y=self.y - by[1] / height)
        return moved.within(picture, view)

    def within(self, picture: Size, view: Size) -> Zoom:
        """Return it with its middle where the view's middle really is."""
        place = self.place(picture, view)
        x = (view[0] / 2 - place.left) / place.width
        y = (view[1] / 2 - place.top) / place.height
        return replace(self, x=x, y=y)

    def _drawn(self, picture: Size, view: Size) -> Size:
        scale = fit_scale(picture, view) if self.scale is None else self.scale
        return picture[0] * scale, picture[1] * scale


FIT = Zoom()


def fit_scale(picture: Size, view: Size) -> float:
    """Return how large a picture is drawn to be seen whole and as large as it can."""
    return min(view[0] / picture[0], view[1] / picture[1])


def _kept(start: float, size: float, room: float) -> float:
    """Center what is smaller than its room; leave no gap beside what is larger."""
    if size <= room:
        return (room - size) / 2
    return min(0.0, max(start, room - size))
