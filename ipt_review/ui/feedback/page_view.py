"""The page as it will be printed, on the screen; its moments lead to the tape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ipt_review.ui.feedback.page_painting import paint_page, sheet_size

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from ipt_review.scoring.feedback_page import FeedbackPage

LEAST = 460


class PageView(QWidget):
    """Shows a feedback page as wide as there is room for.

    Signals:
        moment_wanted: A moment of the tape (ms) was clicked.
    """

    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page: FeedbackPage | None = None
        self._picture: QImage | None = None
        self._links: tuple[tuple[QRectF, int], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(LEAST)
        self.setMouseTracking(True)
        self.setAccessibleName("The page as it is printed")

    def show_page(self, page: FeedbackPage) -> None:
        """Show a page."""
        self.page = page
        self._picture = None
        self.setAccessibleDescription(" ".join(page.content.texts()))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(700, self.heightForWidth(700))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        size = sheet_size()
        return round(width * size.height() / size.width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture = None
        self.setMinimumHeight(self.heightForWidth(event.size().width()))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.page is None:
            return
        if self._picture is None:
            self._picture = self._painted(self.page)
        painter = QPainter(self)
        painter.drawImage(QPointF(0, 0), self._picture)
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = Qt.CursorShape
        there = self._moment_at(event.position()) is not None
        self.setCursor(shape.PointingHandCursor if there else shape.ArrowCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        moment = self._moment_at(event.position())
        if moment is not None and event.button() is Qt.MouseButton.LeftButton:
            self.moment_wanted.emit(moment)

    def _moment_at(self, place: QPointF) -> int | None:
        on_sheet = place / self._zoom()
        return next((at for box, at in self._links if box.contains(on_sheet)), None)

    def _painted(self, page: FeedbackPage) -> QImage:
        sharp = self.devicePixelRatioF()
        width, zoom = self.width(), self._zoom() * sharp
        size = QSize(width, self.heightForWidth(width)) * sharp
        picture = QImage(size, QImage.Format.Format_RGB32)
        picture.fill(QColor("#ffffff"))
        painter = QPainter(picture)
        painter.scale(zoom, zoom)
        self._links = paint_page(painter, page).links
        painter.end()
        picture.setDevicePixelRatio(sharp)
        return picture

    def _zoom(self) -> float:
        return self.width() / sheet_size().width()
