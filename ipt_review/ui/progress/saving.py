"""Saving a chart as a picture or a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from ipt_review.workflow.feedback_files import write_printed

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSize

    from ipt_review.ui.progress.charts import Chart

SHARP = 2
"""How many pixels of a picture one of the screen is in each direction."""


def save_chart(chart: Chart, path: Path) -> bool:
    """Write a chart as PNG or SVG, as the file's ending says; return True.

    Raises:
        FileNotWritten: When that cannot be done; what stood there is whole.
    """
    size = chart.size()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if path.suffix.lower() == ".svg":
        drawing = QSvgGenerator()
        drawing.setOutputDevice(buffer)
        drawing.setSize(size)
        drawing.setViewBox(QRect(0, 0, size.width(), size.height()))
        drawing.setTitle(chart.accessibleName())
        _render(chart, QPainter(drawing), size)
    else:
        picture = QImage(size * SHARP, QImage.Format.Format_RGB32)
        _render(chart, QPainter(picture), size * SHARP)
        QImageWriter(buffer, QByteArray(b"png")).write(picture)
    write_printed(path, bytes(buffer.data().data()))
    return True


def _render(chart: Chart, painter: QPainter, size: QSize) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = QRectF(0, 0, size.width(), size.height())
    painter.fillRect(whole, chart.backgroundBrush())
    chart.render(painter, whole, chart.rect())
    painter.end()
