"""What the mouse holds on the timeline, and what becomes of it: values without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import Span
from ipt_review.ui.timeline.axis import SHORTEST_SHOWN
from ipt_review.workflow.coding.shaping import Edge, moved, stretched

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.edit import Step
    from ipt_review.domain.mark import Mark

DRAG_FROM = 4.0
"""So far (pixels) the mouse has to go before a mark goes along."""


class Grip(Enum):
    """What the mouse holds while its button is down."""

    NOTHING = "nothing"
    PLAYHEAD = "playhead"
    WINDOW = "window"
    WINDOW_START = "window_start"
    WINDOW_END = "window_end"
    MARK = "mark"
    LANE = "lane"


@dataclass(frozen=True, slots=True)
class HeldMark:
    """A mark that is held, whole or by an edge.

    Attributes:
        edge: The edge that is held, None for the whole mark.
        at: Moment (ms) that was taken hold of.
        x: Pixel at which it was.
        goes: Whether the mouse has gone far enough to mean it.
    """

    mark: Mark
    edge: Edge | None
    at: int
    x: float
    goes: bool = False

    @property
    def place(self) -> int:
        """Where stands (ms) what is held: the edge, or the start of the whole mark."""
        if self.edge is Edge.END:
            return self.at if self.mark.end is None else self.mark.end
        return self.mark.start

    def wish(self, moment: int) -> int:
        """Return where the edge or start is wanted when the mouse is at `moment`."""
        return self.place + moment - self.at

    def step(
        self, coding: Coding, codebook: Codebook, to: int, length: int
    ) -> Step | None:
        """Return the step that puts what is held at `to` (ms), or as near as it can."""
        number = self.mark.number
        if self.edge is None:
            by = to - self.mark.start
            return moved(coding, codebook, number, by, length)
        return stretched(coding, codebook, number, self.edge, to, length)


def place_of(mark: Mark, edge: Edge | None) -> int:
    """Return where an edge of a mark stands, or its start; an open end has none."""
    return mark.end if edge is Edge.END and mark.end is not None else mark.start


def window_pulled(shown: Span, length: int, edge: Edge, to: int) -> Span:
    """Return what is shown when an edge of it is pulled to `to` (ms)."""
    least = min(SHORTEST_SHOWN, length)
    if edge is Edge.START:
        return Span(min(max(to, 0), shown.end - least), shown.end)
    return Span(shown.start, max(min(to, length), shown.start + least))
