"""Saving what the Progress room shows as a picture or a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from ipt_review.ui.theme import LIGHT, SMALL_SIZE, sans
from ipt_review.workflow.supervision.feedback_files import write_printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


SHARP = 2
"""How many pixels of a picture one of the screen is in each direction."""
EDGE = 12
LINE = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that can be saved.

    Attributes:
        name: Of the file that is proposed, without its ending; it tells no handle and
            no date.
        title: What stands above it, and `key` below that: how it is to be read.
        size: In pixels of the screen.
        paint: Paints it at the origin, in pixels of the screen.
    """

    name: str
    title: str
    key: str
    size: QSize
    paint: Callable[[QPainter], None]


def save_figure(figure: Figure, path: Path) -> bool:
    """Write a figure as PNG or SVG, as the file's ending says; return True.

    It is dark on white, whatever the theme of the window is.

    Raises:
        FileNotWritten: When that cannot be done; what stood there is whole.
    """
    whole = QSize(
        figure.size.width() + 2 * EDGE, figure.size.height() + 2 * EDGE + 2 * LINE
    )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if path.suffix.lower() == ".svg":
        drawing = QSvgGenerator()
        drawing.setOutputDevice(buffer)
        drawing.setSize(whole)
        drawing.setViewBox(QRect(0, 0, whole.width(), whole.height()))
        drawing.setTitle(figure.title)
        _paint(figure, QPainter(drawing), whole)
    else:
        picture = QImage(whole * SHARP, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(SHARP)
        _paint(figure, QPainter(picture), whole)
        QImageWriter(buffer, QByteArray(b"png")).write(picture)
    write_printed(path, bytes(buffer.data().data()))
    return True


def _paint(figure: Figure, painter: QPainter, whole: QSize) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(0, 0, whole.width(), whole.height()), QColor(LIGHT.card))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    width = whole.width() - 2 * EDGE
    for at, words, color, bold in (
        (EDGE, figure.title, LIGHT.text, True),
        (EDGE + LINE, figure.key, LIGHT.muted, False),
    ):
        painter.setFont(sans(SMALL_SIZE, bold=bold))
        painter.setPen(QColor(color))
        painter.drawText(EDGE, at, width, LINE, left, words)
    painter.translate(EDGE, EDGE + 2 * LINE)
    figure.paint(painter)
    painter.end()
