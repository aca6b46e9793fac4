"""The timeline: shows marks along the tape, and tells what was meant by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from ipt_review.ui.timeline.dragging import TimelineDragging
from ipt_review.ui.timeline.hitting import EASY_TO_HIT, GRIP, hit
from ipt_review.ui.timeline.holding import Grip, window_pulled
from ipt_review.ui.timeline.lane_menu import LaneMenu
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.overview import window_grip, window_place
from ipt_review.ui.timeline.scene import RULER_TOP
from ipt_review.ui.timeline.wording import tip_of, tip_of_item
from ipt_review.workflow.coding.shaping import Edge

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QMouseEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme
    from ipt_review.ui.timeline.arrangement import Arrangement
    from ipt_review.ui.timeline.bands import Band
    from ipt_review.ui.timeline.hitting import Hit

NOTCH = 120
ZOOM_PER_NOTCH = 1.25
SCROLL_PER_NOTCH = 0.12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PULLED = {Grip.WINDOW_START: Edge.START, Grip.WINDOW_END: Edge.END}
_SHAPES = {
    Grip.WINDOW_START: Qt.CursorShape.SplitHCursor,
    Grip.WINDOW_END: Qt.CursorShape.SplitHCursor,
    Grip.WINDOW: Qt.CursorShape.OpenHandCursor,
    Grip.LANE: Qt.CursorShape.SplitVCursor,
}


class TimelineView(TimelineDragging):
    """Tells where to seek and which mark was picked; changes nothing itself.

    Clicks leave the keyboard where it is. Reached with Tab, Enter plays the
    picked mark; every other key is left to the window.

    Signals:
        let_go: The mouse, which may have dragged the playhead, let go of it.
        comment_picked: The number of a comment.
        arranged: Which lanes are wanted, in which order, and how high.
    """

    seek_wanted = Signal(int)
    let_go = Signal()
    mark_picked = Signal(int)
    mark_activated = Signal(int)
    comment_picked = Signal(int)
    arranged = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._grip = Grip.NOTHING
        self._sought: int | None = None
        self._pulled: Band | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    # ------------------------------------------------------------ mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() is not Qt.MouseButton.LeftButton or self._scene is None:
            event.ignore()
            return
        self._grip = self._grip_at(at)
        self._pulled = self._band_above(at) if self._grip is Grip.LANE else None
        under = self._hit(at) if self._grip is Grip.MARK else None
        if under is not None:
            self._take(under, at.x())
        elif self._grip is Grip.WINDOW:
            self._center(at.x())
        elif self._grip is Grip.PLAYHEAD:
            self._follows = False
            self._seek(at.x())
        elif self._grip is Grip.NOTHING:
            event.ignore()

    def _take(self, under: Hit, x: float) -> None:
        """Pick what was pressed, and take hold of it if it is one's own mark."""
        if under.is_own:
            self.mark_picked.emit(under.item.number)
            self._hold(under, x)
        else:
            if under.item.number:
                self.comment_picked.emit(under.item.number)
            self._grip = Grip.NOTHING

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self._grip is Grip.PLAYHEAD:
            self._seek(at.x())
        elif self._grip is Grip.WINDOW:
            self._center(at.x())
        elif self._grip in _PULLED and self._scene is not None:
            to = self._scene.frame.whole.moment(at.x())
            pull = _PULLED[self._grip]
            self._show(window_pulled(self._shown, self._length, pull, to))
        elif self._grip is Grip.LANE:
            self._pull_lane(at.y())
        elif self._grip is Grip.MARK:
            self._drag_to(at.x(), snaps=self.snaps != alt)
        else:
            self.setCursor(self._cursor_at(at))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._grip = self._grip, Grip.NOTHING
        self._sought = None
        if held is Grip.PLAYHEAD:
            self._follows = True
            self.let_go.emit()
        elif held is Grip.MARK:
            self._drop()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        under = self._hit(event.position())
        left = event.button() is Qt.MouseButton.LeftButton
        if left and under is not None and under.is_own:
            self.mark_activated.emit(under.item.number)
        else:
            self.mousePressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the playhead, with Ctrl about the mouse; scroll with Shift."""
        turn, held, scene = event.angleDelta(), event.modifiers(), self._scene
        if scene is None:
            event.ignore()
        elif held & Qt.KeyboardModifier.ControlModifier:
            about = scene.axis.moment(event.position().x())
            self._zoom_about(about, ZOOM_PER_NOTCH ** (turn.y() / NOTCH))
        elif held & Qt.KeyboardModifier.ShiftModifier or abs(turn.x()) > abs(turn.y()):
            notches = (turn.x() or turn.y()) / NOTCH
            self.scroll_by(round(-notches * SCROLL_PER_NOTCH * self.shown.length))
        else:
            self.zoom(ZOOM_PER_NOTCH ** (turn.y() / NOTCH))

    def _grip_at(self, at: QPointF) -> Grip:
        """Return what the mouse would take hold of."""
        scene = self._scene
        if scene is None or not self._on_tape(at):
            return Grip.LANE if self._band_above(at) else Grip.NOTHING
        if at.y() < RULER_TOP and scene.is_zoomed:
            return window_grip(window_place(scene), at.x())
        return Grip.MARK if self._hit(at) is not None else Grip.PLAYHEAD

    def _cursor_at(self, at: QPointF) -> Qt.CursorShape:
        grip = self._grip_at(at)
        if grip is Grip.MARK:
            under = self._hit(at)
            pulls = under is not None and under.edge is not None
            shape = Qt.CursorShape
            return shape.SizeHorCursor if pulls else shape.PointingHandCursor
        return _SHAPES.get(grip, Qt.CursorShape.ArrowCursor)

    def _on_tape(self, at: QPointF) -> bool:
        scene = self._scene
        if scene is None:
            return False
        axis = scene.axis
        return axis.left - EASY_TO_HIT <= at.x() <= axis.right + EASY_TO_HIT

    def _hit(self, at: QPointF) -> Hit | None:
        scene = self._scene
        if scene is None:
            return None
        now = self._position
        return hit(scene.filled, scene.bands, scene.axis, now, at.x(), at.y())

    def _seek(self, x: float) -> None:
        scene = self._scene
        if scene is None:
            return
        moment = scene.axis.moment(x)
        if moment != self._sought:
            self._sought = moment
            self.seek_wanted.emit(moment)

    def _center(self, x: float) -> None:
        """Show the stretch around the place in the overview that the mouse holds."""
        scene = self._scene
        if scene is not None:
            middle = self.shown.start + self.shown.length // 2
            self.scroll_by(scene.frame.whole.moment(x) - middle)

    # ------------------------------------------------------------ lanes

    def open_lane_menu(self, at: QPoint | None = None) -> None:
        """Open the list of lanes, at a place on the screen or over the labels."""
        place = at or self.mapToGlobal(QPoint(8, RULER_TOP))
        menu = LaneMenu(
            self._arrangement.arranged(self._lanes()), self._arrangement, self
        )
        menu.setParent(self, menu.windowFlags())
        menu.chosen.connect(self._arrange)
        menu.popup(place)

    def _arrange(self, arrangement: Arrangement) -> None:
        self.arrange(arrangement)
        self.arranged.emit(arrangement)

    def _band_above(self, at: QPointF) -> Band | None:
        """Return the lane whose lower edge, beside its label, is under the mouse."""
        bands = self._scene.bands if self._scene is not None else ()
        left = self._scene.axis.left if self._scene is not None else 0
        near = [band for band in bands if abs(band.bottom - at.y()) <= GRIP - 1]
        return near[0] if near and at.x() < left - EASY_TO_HIT else None

    def _pull_lane(self, y: float) -> None:
        band = self._pulled
        if band is not None:
            lane, now = band.lane.id, self._arrangement
            size = now.size(lane) * max(y - band.top, 1) / max(band.height, 1)
            self._arrange(now.with_size(lane, size))
            bands = self._scene.bands if self._scene is not None else ()
            self._pulled = next((b for b in bands if b.lane.id == lane), None)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open_lane_menu(event.globalPos())

    # ------------------------------------------------------------ keys, focus, tips

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tell(event)
            return True
        if isinstance(event, QKeyEvent) and self._plays_picked(event):
            # Enter is the window's key for notes unless one came here with Tab.
            event.accept()
            return True
        return super().event(event)

    def _plays_picked(self, event: QKeyEvent) -> bool:
        """Say whether a key is Enter on a picked mark, and play it when pressed."""
        if self._picked is None or event.key() not in _ENTER or event.modifiers():
            return False
        if event.type() is QEvent.Type.KeyPress:
            self.mark_activated.emit(self._picked)
        return event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)

    def _tell(self, event: QHelpEvent) -> None:
        at = QPointF(event.pos())
        found = self._tip(self._hit(at)) or self._gap_at(at.x())
        text = found or self._hint_at(at.y())
        here = QRect(event.pos().x() - 4, event.pos().y() - 4, 8, 8)
        QToolTip.showText(event.globalPos(), text, self, here)

    def _tip(self, under: Hit | None) -> str:
        """Return what is said about something that was hit."""
        if under is None:
            return ""
        mark = self._marks.get(under.item.number) if under.is_own else None
        if mark is not None:
            return tip_of(self._label(mark), mark)
        lane = self._scene.filled[under.lane].lane if self._scene is not None else None
        is_other = lane is not None and lane.kind is not LaneKind.COMMENTS
        return tip_of_item(under.item, lane.label if lane and is_other else "Comment")

    def _gap_at(self, x: float) -> str:
        """Return why the tape cannot be played at this pixel, "" where it can."""
        scene = self._scene
        if scene is None or not scene.axis.left <= x <= scene.axis.right:
            return ""
        moment = scene.axis.moment(x)
        here = (g for g in self._gaps if g.span.start <= moment < g.span.end)
        return next((gap.label for gap in here), "")

    def _hint_at(self, y: float) -> str:
        """Return what the lane at this height says of itself, "" for nothing."""
        bands = self._scene.bands if self._scene is not None else ()
        return next((band.lane.hint for band in bands if band.holds(y)), "")

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
