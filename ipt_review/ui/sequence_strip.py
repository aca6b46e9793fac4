"""The sequence strip: the steps of an IPT session, taken or not, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget
from typing_extensions import override

from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.theme import SMALL_SIZE, mono, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from ipt_review.scoring.sequence import SequenceStep
    from ipt_review.ui.theme import Theme

WIDE = 760
"""From so many pixels on the steps stand side by side, below that in a column."""
SPOT = 8.0
MIDDLE = 18.0
LINE = 34
COLUMN_HEIGHT = 74
GAP_TEXT, OPEN_TEXT = "not marked", "not marked so far"
BROKE = "chain breaks"
EARLY = "too early"


def broken_at(steps: Sequence[SequenceStep]) -> int | None:
    """Return where the chain broke: the first step not taken, or None if whole.

    Where nothing was taken at all there is no chain to break.
    """
    if all(step.first_at is None for step in steps):
        return None
    gaps = (place for place, step in enumerate(steps) if step.first_at is None)
    return next(gaps, None)


class StepButton(QAbstractButton):
    """One step: a check or a gap, when it was first taken, and what is odd about it.

    Args:
        theme: Whose colors it is drawn in.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._step: SequenceStep | None = None
        self._broke = self._first = self._last = self._wide = False
        self._gap = GAP_TEXT
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def at(self) -> int | None:
        """Where the step was first taken, in ms."""
        return self._step.first_at if self._step else None

    def show_step(
        self, step: SequenceStep, *, gap: str, broke: bool, first: bool, last: bool
    ) -> None:
        """Show this step.

        Args:
            step: The step.
            gap: What to say where it was not taken.
            broke: Whether the chain broke here.
            first: Whether it has no line before it.
            last: Whether it has no line behind it.
        """
        self._step, self._broke, self._gap = step, broke, gap
        self._first, self._last = first, last
        words = f"{step.label}: {self._when()}"
        odd = self._odd()
        self.setText(f"{words}, {odd}" if odd else words)
        self.setAccessibleName(self.text())
        taken = step.first_at is not None
        self.setToolTip(f"{self.text()}. Enter goes there." if taken else self.text())
        shape = Qt.CursorShape
        self.setCursor(shape.PointingHandCursor if taken else shape.ArrowCursor)
        self.update()

    def stand(self, *, wide: bool) -> None:
        """Stand in a row of steps, or in a column."""
        self._wide = wide
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(90, COLUMN_HEIGHT) if self._wide else QSize(240, LINE)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._step is not None:
            self._paint_chain(painter)
            self._paint_spot(painter, taken=self._step.first_at is not None)
            self._paint_words(painter, self._step)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _when(self) -> str:
        return self._gap if self.at is None else show_seconds(self.at)

    def _odd(self) -> str:
        if self._broke:
            return BROKE
        step = self._step
        return EARLY if step is not None and not step.in_order else ""

    def _center(self) -> QPointF:
        x = self.width() / 2 if self._wide else MIDDLE
        return QPointF(x, MIDDLE if self._wide else self.height() / 2)

    def _paint_chain(self, painter: QPainter) -> None:
        center = self._center()
        taken = self.at is not None
        style = Qt.PenStyle.SolidLine if taken else Qt.PenStyle.DotLine
        painter.setPen(QPen(QColor(self._theme.line), 2, style))
        if self._wide:
            ends = (QPointF(0, center.y()), QPointF(self.width(), center.y()))
        else:
            ends = (QPointF(center.x(), 0), QPointF(center.x(), self.height()))
        for end, is_edge in zip(ends, (self._first, self._last), strict=True):
            if not is_edge:
                painter.drawLine(center, end)

    def _paint_spot(self, painter: QPainter, *, taken: bool) -> None:
        theme, center = self._theme, self._center()
        odd = theme.warn if self._odd() else ""
        color = odd or (theme.good if taken else theme.muted)
        painter.setPen(QPen(QColor(color), 2))
        painter.setBrush(QColor(color if taken else theme.card))
        painter.drawEllipse(center, SPOT, SPOT)
        box = QRectF(center.x() - SPOT, center.y() - SPOT, 2 * SPOT, 2 * SPOT)
        painter.setFont(sans(SMALL_SIZE - 1, bold=True))
        painter.setPen(QColor(theme.card if taken else color))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "✓" if taken else "–")

    def _paint_words(self, painter: QPainter, step: SequenceStep) -> None:
        taken = step.first_at is not None
        center = Qt.AlignmentFlag.AlignCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        wide, high = float(self.width()), float(self.height())
        boxes = (
            ((0, 30, wide, 16), (0, 46, wide, 14), (0, 59, wide, 14))
            if self._wide
            else ((36, 0, wide, high), (0, 0, wide - 10, high), (0, 0, wide - 88, high))
        )
        where = (center, center, center) if self._wide else (left, right, right)
        ink, muted = QColor(self._theme.text), QColor(self._theme.muted)
        texts = (
            (step.label, sans(bold=taken), ink if taken else muted),
            (self._when(), mono(SMALL_SIZE) if taken else sans(SMALL_SIZE), muted),
            (self._odd(), sans(SMALL_SIZE), QColor(self._theme.warn)),
        )
        for (text, font, color), box, side in zip(texts, boxes, where, strict=True):
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(QRectF(*box), side, text)


class SequenceStrip(QWidget):
    """All steps in the order in which the article gives them (lines 55 to 69).

    Signals:
        step_wanted: Where a step was first taken, in ms; asks to go there.
    """

    step_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.buttons: list[StepButton] = []
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.setAccessibleName("IPT sequence")

    def show_steps(self, steps: Sequence[SequenceStep], *, so_far: bool) -> None:
        """Show which steps were taken, when first, and where the chain broke.

        While a tape is still being coded (`so_far`) nothing is called broken: what
        is missing may be marked yet.
        """
        while len(self.buttons) > len(steps):
            gone = self.buttons.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.buttons) < len(steps):
            self._add()
        broke = None if so_far else broken_at(steps)
        for place, (made, step) in enumerate(zip(self.buttons, steps, strict=True)):
            made.show_step(
                step,
                gap=OPEN_TEXT if so_far else GAP_TEXT,
                broke=place == broke,
                first=place == 0,
                last=place == len(steps) - 1,
            )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= WIDE
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        for made in self.buttons:
            made.stand(wide=wide)

    def _add(self) -> None:
        made = StepButton(self._theme)
        made.stand(wide=self.width() >= WIDE)
        made.clicked.connect(lambda: self._go(made))
        self.buttons.append(made)
        self._box.addWidget(made)

    def _go(self, made: StepButton) -> None:
        if made.at is not None:
            self.step_wanted.emit(made.at)
