"""The timeline: shows marks along the tape, and tells what was meant by a click."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from ipt_review.ui.timeline.canvas import TimelineCanvas
from ipt_review.ui.timeline.layout import EASY_TO_HIT, block_at
from ipt_review.ui.timeline.scene import RULER_TOP
from ipt_review.ui.timeline.wording import tip_of

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme

NOTCH = 120
ZOOM_PER_NOTCH = 1.25
SCROLL_PER_NOTCH = 0.12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Grip(Enum):
    """What the mouse holds while its button is down."""

    NOTHING = "nothing"
    PLAYHEAD = "playhead"
    WINDOW = "window"


class TimelineView(TimelineCanvas):
    """Tells where to seek and which mark was picked; changes nothing itself.

    Clicks leave the keyboard where it is. Reached with Tab, Enter plays the
    picked mark; every other key is left to the window.

    Signals:
        let_go: The mouse, which may have dragged the playhead, let go of it.
    """

    seek_wanted = Signal(int)
    let_go = Signal()
    mark_picked = Signal(int)
    mark_activated = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._grip = _Grip.NOTHING
        self._sought: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    # ------------------------------------------------------------ mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() is not Qt.MouseButton.LeftButton or not self._on_tape(at):
            event.ignore()
            return
        mark = self._mark_at(at)
        if mark is not None:
            self.mark_picked.emit(mark)
        elif at.y() < RULER_TOP and self._is_zoomed():
            self._grip = _Grip.WINDOW
            self._center(at.x())
        else:
            self._grip = _Grip.PLAYHEAD
            self._seek(at.x())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._grip is _Grip.PLAYHEAD:
            self._seek(at.x())
        elif self._grip is _Grip.WINDOW:
            self._center(at.x())
        else:
            hand = self._on_tape(at) and self._mark_at(at) is not None
            shape = Qt.CursorShape
            self.setCursor(shape.PointingHandCursor if hand else shape.ArrowCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._grip = self._grip, _Grip.NOTHING
        self._sought = None
        if held is _Grip.PLAYHEAD:
            self.let_go.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and mark is not None:
            self.mark_activated.emit(mark)
        else:
            self.mousePressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        scene = self._scene
        if (
            scene is not None
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            about = scene.axis.moment(event.position().x())
            self._zoom_about(about, ZOOM_PER_NOTCH ** (turn.y() / NOTCH))
        elif self._is_zoomed():
            notches = (turn.x() or turn.y()) / NOTCH
            self.scroll_by(round(-notches * SCROLL_PER_NOTCH * self.shown.length))
        else:
            event.ignore()

    def _is_zoomed(self) -> bool:
        scene = self._scene
        return scene is not None and scene.is_zoomed

    def _on_tape(self, at: QPointF) -> bool:
        scene = self._scene
        if scene is None:
            return False
        axis = scene.axis
        return axis.left - EASY_TO_HIT <= at.x() <= axis.right + EASY_TO_HIT

    def _mark_at(self, at: QPointF) -> int | None:
        scene = self._scene
        if scene is None:
            return None
        block = block_at(scene.blocks(self._position), scene.bands, at.x(), at.y())
        return block.number if block else None

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
        number = self._mark_at(QPointF(event.pos()))
        mark = self._marks.get(number) if number else None
        if mark is not None:
            text = tip_of(self._label(mark), mark)
        else:
            text = self._hint_at(event.pos().y())
        here = QRect(event.pos().x() - 4, event.pos().y() - 4, 8, 8)
        QToolTip.showText(event.globalPos(), text, self, here)

    def _hint_at(self, y: int) -> str:
        """Return what the lane at this height says of itself, "" for nothing."""
        bands = self._scene.bands if self._scene is not None else ()
        return next((band.lane.hint for band in bands if band.holds(y)), "")

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
