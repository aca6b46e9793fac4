"""Painting the cells of the heat map, the same on the screen and in a picture.

A cell is the darker the higher its rating, and says it in a number, so that it can be
read in grey.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor

from ipt_review.ui.theme import SMALL_SIZE, ink_on, sans, tint

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ipt_review.ui.progress.heat_model import Cell, HeatModel
    from ipt_review.ui.theme import Theme

COLUMN: Final = 42
ROW: Final = 24
LABELS: Final = 230
HEAD: Final = 36
LOW, SPAN = 0.08, 0.6
STEPS: Final = 60
MIDDLE: Final = Qt.AlignmentFlag.AlignCenter
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@cache
def _colors(accent: str, card: str, step: int) -> tuple[QColor, QColor]:
    ground = tint(accent, LOW + SPAN * step / STEPS, card)
    return ground, QColor(ink_on(ground.name()))


def paint_cell(painter: QPainter, cell: Cell, where: QRect, theme: Theme) -> None:
    """Paint one cell."""
    if cell.share is None:
        painter.setPen(QColor(theme.text))
    else:
        step = round(STEPS * min(1.0, max(0.0, cell.share)))
        ground, ink = _colors(theme.accent, theme.card, step)
        painter.fillRect(where.adjusted(0, 0, -1, -1), ground)
        painter.setPen(ink)
    if cell.text:
        painter.drawText(where, MIDDLE, cell.text)


def size_of(model: HeatModel) -> QSize:
    """Return how large a picture of the whole table is."""
    width = LABELS + COLUMN * model.columnCount()
    return QSize(width, HEAD + ROW * model.rowCount())


def paint_whole(painter: QPainter, model: HeatModel, theme: Theme) -> None:
    """Paint the whole table with its heads, from the origin on."""
    painter.fillRect(QRect(0, 0, *size_of(model).toTuple()), QColor(theme.card))
    painter.setFont(sans(SMALL_SIZE, bold=True))
    painter.setPen(QColor(theme.muted))
    for place, words in enumerate(model.heads):
        painter.drawText(LABELS + COLUMN * place, 0, COLUMN, HEAD, MIDDLE, words)
    painter.setPen(QColor(theme.text))
    painter.setFont(sans(SMALL_SIZE))
    for row, name in enumerate(model.names):
        painter.setPen(QColor(theme.text))
        painter.drawText(4, HEAD + ROW * row, LABELS - 8, ROW, LEFT, name)
        for place in range(model.columnCount()):
            where = QRect(LABELS + COLUMN * place, HEAD + ROW * row, COLUMN, ROW)
            paint_cell(painter, model.cell(row, place), where, theme)
