"""How a cue looks: time, speaker, marks, and the words below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from ipt_review.domain.timecode import show_seconds
from ipt_review.domain.transcript import PATIENT, THERAPIST
from ipt_review.ui import wording
from ipt_review.ui.theme import READABLE, SMALL_SIZE, mono, sans, seen_on
from ipt_review.ui.transcript.words import BEYOND

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ipt_review.study.passage import Passage
    from ipt_review.ui.theme import Theme
    from ipt_review.ui.transcript.cue_model import CueModel, Index, Tick

_LEFT, _RIGHT, _TOP, _BOTTOM, _HEAD = 20, 12, 6, 6, 18
_BAR, _BARS = 4, 3
_TIME = 58
_FOUND, _FOUND_INK = "#ffe08a", "#1e2933"


class Stretch(NamedTuple):
    """A stretch of a cue's text, in characters."""

    start: int
    end: int


class CuePainter(QStyledItemDelegate):
    """Paints cues, and knows which character lies under a point."""

    def __init__(self, theme: Theme, model: CueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._heights: dict[str, int] = {}
        self._width = 0
        self._font = sans()
        self.passage: Passage | None = None
        self.cursor: int | None = None

    def set_width(self, width: int) -> None:
        """Have cues this wide, in pixels, from now on."""
        if width != self._width:
            self._width = width
            self._heights.clear()

    def char_at(self, row: int, place: QRect, at: QPointF) -> int:
        """Return the character of a cue's text that lies under a point.

        Args:
            row: Of the cue.
            place: Where the cue is painted.
            at: In the same coordinates.
        """
        text = self._model.transcript.cues[row].text
        layout, _ = self._laid_out(text)
        below = at - self._corner(place)
        if below.y() < 0:
            return 0
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if below.y() < line.y() + line.height():
                on = QTextLine.CursorPosition.CursorOnCharacter
                return min(line.xToCursor(below.x(), on), len(text) - 1)
        return len(text)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = self._model.transcript.cues[index.row()].text
        height = self._heights.get(text)
        if height is None:
            height = self._heights[text] = self._laid_out(text)[1]
        return QSize(self._width, _TOP + _HEAD + height + _BOTTOM)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place: Any = option.rect
        row = index.row()
        painter.save()
        self._paint_ground(painter, place, row)
        self._paint_bars(painter, place, row)
        self._paint_head(painter, place, row)
        self._paint_words(painter, place, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, place: QRect, row: int) -> None:
        if row in self._model.now:
            painter.fillRect(place, QColor(self._theme.picked))
            edge = QRectF(place.left(), place.top(), 3, place.height())
            painter.fillRect(edge, QColor(self._theme.accent))
        if row == self.cursor:
            painter.setPen(QColor(self._theme.accent))
            painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -1.5, -1.5))

    def _paint_bars(self, painter: QPainter, place: QRect, row: int) -> None:
        """Paint a bar for each mark that covers the cue."""
        for number, tick in enumerate(self._model.ticks(row)[:_BARS]):
            left = place.left() + 4 + number * _BAR
            top = place.top() + (_TOP if tick.label else 0)
            bar = QRectF(left, top, _BAR - 1, place.bottom() - top + 1)
            painter.fillRect(bar, self._shade(tick))

    def _paint_head(self, painter: QPainter, place: QRect, row: int) -> None:
        cue = self._model.transcript.cues[row]
        beyond = self._model.is_beyond(row)
        head = QRectF(place.left() + _LEFT, place.top() + _TOP, 0, _HEAD)
        head.setRight(place.right() - _RIGHT)
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(mono(SMALL_SIZE - 1))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head, flags, show_seconds(cue.span.start))
        head.setLeft(head.left() + _TIME)
        label = wording.speaker(cue.speaker)
        label = f"{label} · {BEYOND}" if beyond else label
        painter.setFont(sans(SMALL_SIZE, bold=True))
        painter.setPen(self._ink_of(cue.speaker))
        painter.drawText(head, flags, label)
        head.setLeft(head.left() + painter.fontMetrics().horizontalAdvance(label) + 12)
        self._paint_labels(painter, head, row)

    def _paint_labels(self, painter: QPainter, room: QRectF, row: int) -> None:
        """Write the label of the first mark that begins here, and how many more do."""
        begun = [tick for tick in self._model.ticks(row) if tick.label]
        if not begun or room.width() < _TIME:
            return
        font = sans(SMALL_SIZE - 1, bold=True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        more = f" +{len(begun) - 1}" if len(begun) > 1 else ""
        wide = round(room.width()) - 14 - metrics.horizontalAdvance(more)
        label = metrics.elidedText(begun[0].label, Qt.TextElideMode.ElideRight, wide)
        label += more
        left = room.right() - metrics.horizontalAdvance(label)
        tick = QRectF(left - 11, room.top() + 4, 7, _HEAD - 8)
        painter.fillRect(tick, self._shade(begun[0]))
        painter.setPen(QColor(self._theme.text))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(left - room.left(), 0, 1, 0), flags, label)

    def _paint_words(self, painter: QPainter, place: QRect, row: int) -> None:
        text = self._model.transcript.cues[row].text
        layout, _ = self._laid_out(text)
        ranges = []
        if self._model.sought is not None:
            found = self._model.sought.finditer(text)
            ranges += [
                _format(Stretch(*each.span()), _FOUND, _FOUND_INK) for each in found
            ]
        if self.passage is not None and row in self.passage.rows:
            stretch = Stretch(*self.passage.within(row, text))
            colors = self._theme.accent, self._theme.accent_text
            ranges.append(_format(stretch, *colors))
        beyond = self._model.is_beyond(row)
        painter.setPen(QColor(self._theme.muted if beyond else self._theme.text))
        layout.draw(painter, self._corner(place), ranges)

    def _corner(self, place: QRect) -> QPointF:
        return QPointF(place.left() + _LEFT, place.top() + _TOP + _HEAD)

    def _laid_out(self, text: str) -> tuple[QTextLayout, int]:
        """Return the words in lines, and how high they are together."""
        layout = QTextLayout(text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if runs_from_right(text):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, self._width - _LEFT - _RIGHT))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, round(height + 0.5)

    def _shade(self, tick: Tick) -> QColor:
        color = tick.color or self._theme.muted
        return QColor(seen_on(color, self._theme.card))

    def _ink_of(self, speaker: str) -> QColor:
        colors = {THERAPIST: self._theme.accent, PATIENT: self._theme.warn}
        color = colors.get(speaker, self._theme.muted)
        return QColor(seen_on(color, self._theme.card, READABLE))


def _format(stretch: Stretch, ground: str, ink: str) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setBackground(QColor(ground))
    look.setForeground(QColor(ink))
    made = QTextLayout.FormatRange()
    made.start, made.length = stretch.start, stretch.end - stretch.start
    made.format = look
    return made


def runs_from_right(text: str) -> bool:
    """Say whether the first letter with a direction is one from right to left."""
    directions = (bidirectional(letter) for letter in text)
    strong = next((each for each in directions if each in ("L", "R", "AL")), "L")
    return strong != "L"
