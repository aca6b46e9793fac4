"""Marks that are moved and stretched with the mouse, shown before they are saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from ipt_review.domain.coding import Status
from ipt_review.ui.timeline.canvas import TimelineCanvas
from ipt_review.ui.timeline.holding import DRAG_FROM, HeldMark, place_of
from ipt_review.ui.timeline.snapping import NO_EDGES, snapped, speech_edges, stepped
from ipt_review.workflow.coding.shaping import can_stretch

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.hitting import Hit

_BEYOND = 40
"""One part in so many of what is shown is scrolled when the mouse runs out of it."""


class TimelineDragging(TimelineCanvas):
    """Shows a mark where the mouse takes it; nothing is changed until it lets go.

    Signals:
        drag_begun: A mark goes along with the mouse.
        edge_moved: Where stands (ms) what is dragged: an edge, or the start.
        shape_wanted: Number of a mark, its edge or None for the whole, and where (ms)
            that is wanted.
        drag_ended: It was let go of, or given up.
    """

    drag_begun = Signal()
    edge_moved = Signal(int)
    shape_wanted = Signal(int, object, int)
    drag_ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.snaps = False
        self._held: HeldMark | None = None
        self._wanted: int | None = None

    @property
    def is_dragging(self) -> bool:
        """Whether a mark goes along with the mouse."""
        return self._held is not None and self._held.goes

    def step_from(self, moment: int, by: int) -> int:
        """Return where a key takes what stands at a moment (ms) by so much (ms)."""
        edges = speech_edges(self._speech) if self.snaps else NO_EDGES
        return stepped(moment, by, edges)

    def put_at(self, moment: int) -> int:
        """Return where an edge comes to stand that is put at a moment (ms)."""
        scene = self._scene
        if not self.snaps or scene is None:
            return moment
        return snapped(moment, speech_edges(self._speech), scene.axis.scale)

    def _hold(self, hit: Hit, x: float) -> None:
        """Take hold of a mark that was hit, if it can be changed."""
        coding, book, scene = self._coding, self._codebook, self._scene
        if coding is None or book is None or scene is None:
            return
        mark = coding.marks.get(hit.item.number)
        if mark is not None and coding.head.status is Status.DRAFT:
            edge = hit.edge if can_stretch(mark, book) else None
            self._held = HeldMark(mark, edge, scene.axis.moment(x), x)

    def _drag_to(self, x: float, *, snaps: bool) -> None:
        """Have what is held go to a pixel."""
        held, coding, scene = self._held, self._coding, self._scene
        if held is None or coding is None or scene is None or self._codebook is None:
            return
        if held.mark != coding.marks.get(held.mark.number):
            self._give_up()  # it was changed by a key meanwhile
            return
        if not held.goes:
            if abs(x - held.x) < DRAG_FROM:
                return
            self._held = held = replace(held, goes=True)
            self._begin()
        to = held.wish(self._moment_under(x))
        if snaps:
            to = snapped(to, speech_edges(self._speech), scene.axis.scale)
        step = held.step(coding, self._codebook, to, self._length)
        shown = step.apply(coding) if step is not None else coding
        self._wanted = to if step is not None else None
        self._show_marks(shown.marks)
        self.edge_moved.emit(place_of(shown.marks[held.mark.number], held.edge))

    def _drop(self) -> None:
        """Let go: what was wanted is asked for, in one step."""
        held, wanted = self._held, self._wanted
        self._end()
        if held is not None and held.goes:
            if wanted is not None:
                self.shape_wanted.emit(held.mark.number, held.edge, wanted)
            self.drag_ended.emit()

    def _give_up(self) -> None:
        """Leave everything as it was."""
        held = self._held
        self._end()
        if held is not None and held.goes:
            self.drag_ended.emit()

    def _begin(self) -> None:
        self._follows = False
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self.drag_begun.emit()

    def _end(self) -> None:
        """Show the marks as they are on disk."""
        goes = self.is_dragging
        self._held = self._wanted = None
        if not goes:
            return
        self._follows = True
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._show_marks(self._coding.marks if self._coding is not None else {})

    def _moment_under(self, x: float) -> int:
        """Return the moment at a pixel; beyond what is shown, the tape scrolls on."""
        scene = self._scene
        if scene is None:
            return 0
        by = self._shown.length // _BEYOND
        if x < scene.axis.left:
            self.scroll_by(-by)
        elif x > scene.axis.right:
            self.scroll_by(by)
        return (self._scene or scene).axis.moment(x)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the drag up with Esc, whatever has the keyboard."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.KeyPress:
                self._give_up()
            event.accept()
            return True
        return super().eventFilter(watched, event)
