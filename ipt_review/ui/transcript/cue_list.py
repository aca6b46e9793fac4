"""The list of cues: follows the tape, and selects passages to be coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider, QListView
from typing_extensions import override

from ipt_review.study.passage import Place, begun, between, stretched, whole_cues
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.transcript.cue_model import CueModel
from ipt_review.ui.transcript.cue_painter import CuePainter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.transcript import Transcript
    from ipt_review.study.passage import Passage
    from ipt_review.ui.theme import Theme

KEYS = (
    "Up",
    "Down",
    "PgUp",
    "PgDown",
    "Return",
    "Enter",
    "Shift+Up",
    "Shift+Down",
    "Ctrl+Shift+Left",
    "Ctrl+Shift+Right",
    "Alt+Shift+Left",
    "Alt+Shift+Right",
    "F2",
)
DRAGS_FROM = 4
LOWEST = 0.7
"""How far down a cue may stand, as a part of the height, before the list moves on."""
RESTS_AT = 0.2


class CueList(QListView):
    """Takes a transcript in; gives out where to go and which passage is selected.

    A click goes to a cue, and selects it while the tape stands; a double click plays.
    Arrows move from cue to cue, with Shift they select several. What is selected is a
    passage until Esc, until the tape is played, or until another is selected.

    Attributes:
        tape_stands: Whether the tape is not playing.

    Signals:
        seek_wanted: The row of a cue to go to.
        play_wanted: The row of a cue to play from.
        passage_changed: Another passage is selected, or none.
        follow_changed: Whether the list follows the tape.
        correction_wanted: The row of a cue whose words are to be corrected.
        menu_wanted: The row of a cue, and where on the screen its menu is to open.
    """

    seek_wanted = Signal(int)
    play_wanted = Signal(int)
    passage_changed = Signal()
    follow_changed = Signal(bool)
    correction_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cues = CueModel(self)
        self._painter = CuePainter(theme, self.cues, self)
        self._follows = True
        self._pressed: Place | None = None
        self._pressed_at = QPointF()
        self._anchor = 0
        self._dragged = False
        self.tape_stands = True
        self.setModel(self.cues)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("Transcript")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().actionTriggered.connect(self._after_scrolling)
        self._keep_keys()

    # ------------------------------------------------------------ values in

    def begin(self) -> None:
        """Stand at the start, with nothing selected, and follow the tape."""
        self._painter.cursor = None
        self._anchor = 0
        self.select(None)
        self.scrollToTop()
        self.follow()

    def show_transcript(self, transcript: Transcript, length: int) -> None:
        """List the cues of a tape of `length` ms."""
        if transcript.cues != self.cues.transcript.cues:
            self.select(None)
        if not transcript.cues:
            self._painter.cursor = None
        self.cues.show_transcript(transcript, length)
        self._fit()

    def show_marks(self, codebook: Codebook, coding: Coding) -> None:
        """Show marks beside the cues."""
        self.cues.show_marks(codebook, coding)
        self.viewport().update()

    def move_to(self, position: int) -> None:
        """Show which cues hold where the tape stands (ms), and keep them in view."""
        now = frozenset(self.cues.transcript.rows_at(position))
        if now == self.cues.now:
            return
        self.cues.now = now
        self.viewport().update()
        if self._follows and now:
            self._bring(max(now))

    @property
    def follows(self) -> bool:
        """Whether the cue that is spoken is kept in view."""
        return self._follows

    def follow(self, *, wanted: bool = True) -> None:
        """Keep the cue that is spoken in view from now on, or leave the list alone."""
        if wanted and self.cues.now:
            self._bring(max(self.cues.now), at_once=True)
        if wanted != self._follows:
            self._follows = wanted
            self.follow_changed.emit(wanted)

    @property
    def passage(self) -> Passage | None:
        """What is selected."""
        return self._painter.passage

    def select(self, passage: Passage | None) -> None:
        """Select a passage, or nothing."""
        if passage != self._painter.passage:
            self._painter.passage = passage
            self._keep_keys()
            self.viewport().update()
            self.passage_changed.emit()

    def select_cue(self, row: int) -> None:
        """Select all of a cue."""
        self._anchor = row
        self.select(whole_cues(self.cues.transcript, row, row))

    def go_to(self, row: int) -> None:
        """Put the cursor on a cue and bring it into view."""
        self._put_cursor(row)
        self._anchor = row
        self._bring(row)

    @property
    def row(self) -> int | None:
        """The cue in use: the one that is spoken while that is followed, or picked."""
        now = max(self.cues.now, default=None)
        picked = self._painter.cursor
        return now if picked is None or (self._follows and now is not None) else picked

    # ------------------------------------------------------------ keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        doing = self._doing_of(event)
        if doing is None or not self.cues.rowCount():
            event.ignore()
            return
        doing()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are keys of codes."""

    def _doing_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        shift = Qt.KeyboardModifier.ShiftModifier
        modifiers &= ~Qt.KeyboardModifier.KeypadModifier
        many = bool(modifiers & shift)
        along = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        words = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        others: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_PageUp: lambda: self._page(-1),
            Qt.Key.Key_PageDown: lambda: self._page(1),
            Qt.Key.Key_Return: self._play,
            Qt.Key.Key_Enter: self._play,
            Qt.Key.Key_F2: self._correct,
            Qt.Key.Key_Escape: lambda: self.select(None),
        }
        if key in along:
            return lambda: self._step(along[key], many=many)
        if key in words and many and modifiers != shift:
            ends = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            return lambda: self._step_words(words[key], ends=ends)
        return others.get(key)

    def _step(self, by: int, *, many: bool) -> None:
        row, last = self.row, self.cues.rowCount() - 1
        begins = self.passage is None and self._follows
        if row is None or begins:
            row = row or 0
            self._anchor = row
        else:
            row = min(max(row + by, 0), last)
        self.follow(wanted=False)
        if not many:
            self._anchor = row
        self._put_cursor(row)
        self._bring(row)
        self.select(whole_cues(self.cues.transcript, self._anchor, row))

    def _step_words(self, by: int, *, ends: bool) -> None:
        row = self.row
        passage = self.passage
        if passage is None and row is not None:
            passage = whole_cues(self.cues.transcript, row, row)
        if passage is None:
            return
        move = stretched if ends else begun
        self.select(move(self.cues.transcript, passage, by))

    def _page(self, by: int) -> None:
        bar = self.verticalScrollBar()
        action = QAbstractSlider.SliderAction
        bar.triggerAction(
            action.SliderPageStepAdd if by > 0 else action.SliderPageStepSub
        )
        row = self.indexAt(QPoint(self.width() // 2, 4)).row()
        if row >= 0:
            self._anchor = row
            self._put_cursor(row)

    def _play(self) -> None:
        row = self.row
        if row is not None:
            self.play_wanted.emit(row)

    def _correct(self) -> None:
        row = self.row
        if row is not None:
            self.correction_wanted.emit(row)

    def _keep_keys(self) -> None:
        """Keep Esc to let go of a passage, and leave it to the window otherwise."""
        keep_keys(self, *KEYS, *(("Esc",) if self.passage is not None else ()))

    # ------------------------------------------------------------ mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or place is None:
            event.ignore()
            return
        self._pressed, self._pressed_at = place, event.position()
        self._dragged = False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position() - self._pressed_at).manhattanLength()
        if self._pressed is None or (far < DRAGS_FROM and not self._dragged):
            return
        self._dragged = True
        self.follow(wanted=False)
        self._scroll_towards(event.position().y())
        place = self._place_at(event.position())
        if place is not None:
            self._put_cursor(place.row)
            self.select(between(self.cues.transcript, self._pressed, place))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged:
            return
        transcript, row = self.cues.transcript, pressed.row
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.select(whole_cues(transcript, self._anchor, row))
        else:
            self._anchor = row
            self.seek_wanted.emit(row)
            self.select(whole_cues(transcript, row, row) if self.tape_stands else None)
        self._put_cursor(row)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self.play_wanted.emit(place.row)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the cue under the mouse, or by key of the one in use."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        row = self.indexAt(event.pos()).row()
        wanted = self.row if by_key or row < 0 else row
        if wanted is None:
            return
        at = event.pos()
        if by_key:
            self._bring(wanted)
            at = self.visualRect(self.cues.index(wanted)).center()
        self.menu_wanted.emit(wanted, self.viewport().mapToGlobal(at))

    def _place_at(self, at: QPointF) -> Place | None:
        index = self.indexAt(at.toPoint())
        if not index.isValid():
            return None
        char = self._painter.char_at(index.row(), self.visualRect(index), at)
        return Place(index.row(), char)

    def _scroll_towards(self, y: float) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        over = y - height if y > height else min(y, 0)
        if over:
            bar.setValue(bar.value() + round(over))

    # ------------------------------------------------------------ what is in view

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def _fit(self) -> None:
        self._painter.set_width(self.viewport().width())
        self.scheduleDelayedItemsLayout()

    def _put_cursor(self, row: int) -> None:
        self._painter.cursor = row
        self.setCurrentIndex(QModelIndex())
        self.selectionModel().setCurrentIndex(
            self.cues.index(row),
            self.selectionModel().SelectionFlag.NoUpdate,
        )
        self.viewport().update()

    def _bring(self, row: int, *, at_once: bool = False) -> None:
        """Bring a cue into view, well above the lower edge."""
        place = self.visualRect(self.cues.index(row))
        height = self.viewport().height()
        if not at_once and place.top() >= 0 and place.bottom() <= height * LOWEST:
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + place.top() - round(height * RESTS_AT))

    def _after_scrolling(self, _action: int) -> None:
        self.follow(wanted=False)
