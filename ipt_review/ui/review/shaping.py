"""Marks that are moved and stretched: with the mouse, and by key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.timeline.holding import place_of
from ipt_review.workflow.coding.shaping import Edge, can_stretch

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.mark import Mark
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.marking import Marking
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.desk import Seat

T = TypeVar("T")

NUDGES = {"": 100, "_frame": 40, "_second": 1_000}
"""How far a key moves a mark or its edge, in ms, by the end of the action's id."""


class Shaping(QObject):
    """Has the picture follow what is dragged, and does what keys ask of the pick.

    Args:
        marking: Knows which mark is picked.

    Signals:
        refused: Something could not be done; the words are for a person.
    """

    refused = Signal(str)

    def __init__(
        self, screen: ReviewScreen, player: Player, marking: Marking, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._player = player
        self._marking = marking
        self._seat: Seat | None = None
        self._came_from: int | None = None
        self._resumes = False
        timeline = screen.timeline
        timeline.drag_begun.connect(self._begin)
        timeline.edge_moved.connect(player.scrub)
        timeline.shape_wanted.connect(self._shape)
        timeline.drag_ended.connect(self._come_back)

    def open(self, seat: Seat) -> None:
        """Shape the marks of this seat from now on."""
        self._seat = seat

    def close(self) -> None:
        """Let go of the coding."""
        self._seat = None

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        nudges = {
            f"mark.{name}{more}": partial(self._nudge, sign * by)
            for name, sign in (("earlier", -1), ("later", 1))
            for more, by in NUDGES.items()
        }
        return {
            **nudges,
            "mark.edge": self._next_edge,
            "mark.start_here": partial(self._put_here, Edge.START),
            "mark.end_here": partial(self._put_here, Edge.END),
        }

    def _begin(self) -> None:
        """Hold the tape: the picture is going to follow what is dragged."""
        self._came_from = self._player.position
        self._resumes = self._player.playing
        self._player.pause()

    def _come_back(self) -> None:
        """Stand where the tape stood before, and let it run if it did."""
        if self._came_from is not None:
            self._player.seek(self._came_from)
        if self._resumes:
            self._player.play()
        self._came_from, self._resumes = None, False

    def _shape(self, number: int, edge: Edge | None, to: int) -> None:
        seat = self._seat
        if seat is None or number not in seat.session.coding.marks:
            return
        session = seat.session
        if edge is None:
            by = to - session.coding.marks[number].start
            self._try(lambda: session.move(number, by))
        else:
            self._try(lambda: session.stretch(number, edge, to))

    def _nudge(self, by: int) -> None:
        """Move the picked mark or its edge, or go one frame where none is picked.

        An edge shows its picture while the tape is held.
        """
        mark, edge = self._picked(), self._marking.edge
        if mark is None:
            self._marking.step_wanted.emit(1 if by > 0 else -1)
            return
        to = self._screen.timeline.step_from(place_of(mark, edge), by)
        self._shape(mark.number, edge, to)
        self._show_edge()

    def _next_edge(self) -> None:
        """Have keys move the start of the picked mark, then its end, then all of it."""
        mark, seat = self._picked(), self._seat
        if mark is None or seat is None or not can_stretch(mark, seat.codebook):
            return
        edges = [None, Edge.START, *((Edge.END,) if mark.end is not None else ())]
        here = edges.index(self._marking.edge) if self._marking.edge in edges else 0
        self._marking.pick(mark.number, edges[(here + 1) % len(edges)])
        self._show_edge()

    def _put_here(self, edge: Edge) -> None:
        """Put an edge of the picked mark where the tape stands."""
        mark = self._picked()
        if mark is not None:
            to = self._screen.timeline.put_at(self._player.position)
            self._shape(mark.number, edge, to)

    def _show_edge(self) -> None:
        mark, edge = self._picked(), self._marking.edge
        if mark is not None and edge is not None and not self._player.playing:
            self._player.scrub(place_of(mark, edge))

    def _picked(self) -> Mark | None:
        coding = self._marking.coding
        return coding.marks.get(self._marking.picked or 0) if coding else None

    def _try(self, doing: Callable[[], T]) -> T | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return None
