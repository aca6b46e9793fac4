"""Writing on a sheet from the top down: text that wraps, lines, and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen, QTextLayout, QTextOption

from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

POINT: Final = 20.0
"""Units of the sheet in a point (1/72 inch): fine enough for whole pixel sizes."""
INK, GRAY, RULE = "#111111", "#555555", "#999999"
"""Colors that a black-and-white printer tells apart."""
LEADING: Final = 1.3
LEFT, RIGHT, CENTER = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)


class Paper:
    """A painter with a place on the sheet that goes down as something is written.

    Places are in units of the sheet (`POINT`); sizes that methods take, in points.

    Args:
        painter: Paints on the sheet; None only measures.
        left: Where lines begin, `right` where they end.
        top: Where the first line begins.
        scale: By what all sizes are multiplied, so that much fits.

    Attributes:
        links: Places on the sheet that lead to moments of the tape (ms); its columns
            add to them too.
    """

    def __init__(
        self,
        painter: QPainter | None,
        left: float,
        right: float,
        top: float,
        scale: float = 1.0,
    ) -> None:
        self.painter = painter
        self.left, self.right, self.y = left, right, top
        self._scale = scale
        self.links: list[tuple[QRectF, int]] = []

    @property
    def width(self) -> float:
        """How wide a line is."""
        return self.right - self.left

    def size(self, points: float) -> float:
        """Return a length in units of the sheet."""
        return points * POINT * self._scale

    def font(self, points: float, *, bold: bool = False) -> QFont:
        """Return the font for words."""
        found = sans(max(1, round(self.size(points))), bold=bold)
        found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return found

    def columns(self, shares: Iterable[float], gap: float = 16.0) -> list[Paper]:
        """Return columns beside each other, from here down, as wide as their shares."""
        parts = [*shares]
        between = gap * POINT
        room = self.width - between * (len(parts) - 1)
        found, left = [], self.left
        for share in parts:
            wide = room * share / sum(parts)
            column = Paper(self.painter, left, left + wide, self.y, self._scale)
            column.links = self.links
            found.append(column)
            left += wide + between
        return found

    def below(self, columns: Iterable[Paper]) -> None:
        """Go on below the longest of some columns."""
        self.y = max([self.y, *(each.y for each in columns)])

    def skip(self, points: float) -> None:
        """Leave a gap."""
        self.y += self.size(points)

    def text(
        self,
        words: str,
        points: float = 9.0,
        *,
        bold: bool = False,
        color: str = INK,
        indent: float = 0.0,
    ) -> None:
        """Write a paragraph, in as many lines as it takes."""
        if not words:
            return
        font, left = self.font(points, bold=bold), self.left + self.size(indent)
        layout = QTextLayout(words, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        high, below = self._high(points), 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.right - left)
            line.setPosition(QPointF(0, below))
            below += high
        layout.endLayout()
        if self.painter is not None:
            self.painter.setPen(QColor(color))
            layout.draw(self.painter, QPointF(left, self.y))
        self.y += below

    def line(
        self,
        words: str,
        *cells: tuple[str, float],
        points: float = 9.0,
        bold: bool = False,
        color: str = INK,
    ) -> None:
        """Write one line: words at the left, and cells of so many points at the right.

        Words that do not fit lose their end.
        """
        font, high, right = self.font(points, bold=bold), self._high(points), self.right
        for cell, wide in reversed(cells):
            box = QRectF(right - self.size(wide), self.y, self.size(wide), high)
            self.put(cell, box, font, color=color, side=RIGHT)
            right = box.left()
        room = right - self.left - self.size(3)
        fitting = QFontMetricsF(font).elidedText(
            words, Qt.TextElideMode.ElideRight, room
        )
        self.put(fitting, QRectF(self.left, self.y, room, high), font, color=color)
        self.y += high

    def rule(self, color: str = RULE, thickness: float = 0.6) -> None:
        """Draw a line across."""
        if self.painter is not None:
            self.painter.setPen(QPen(QColor(color), thickness * POINT))
            self.painter.drawLine(
                QPointF(self.left, self.y), QPointF(self.right, self.y)
            )
        self.skip(2)

    def heading(self, words: str) -> None:
        """Write what a part of the page is called."""
        self.skip(6)
        self.text(words, 10, bold=True)
        self.rule(INK, 0.8)
        self.skip(1)

    def put(
        self,
        words: str,
        box: QRectF,
        font: QFont,
        *,
        color: str = INK,
        side: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """Write words into a box, where something paints."""
        if self.painter is not None and words:
            self.painter.setFont(font)
            self.painter.setPen(QColor(color))
            flags = side | Qt.AlignmentFlag.AlignVCenter
            self.painter.drawText(box, flags, words)

    def _high(self, points: float) -> float:
        return self.size(points) * LEADING
