"""Small parts that every screen is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy

from ipt_review.shipped import resource
from ipt_review.ui.theme import SMALL_SIZE, mono, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QComboBox, QWidget


def frame(kind: str, parent: QWidget | None = None) -> QFrame:
    """Return a frame that the style sheet paints as `kind`."""
    made = QFrame(parent)
    made.setProperty("kind", kind)
    return made


def rule() -> QFrame:
    """Return a thin line across."""
    made = frame("rule")
    made.setFixedHeight(1)
    return made


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """Return plain text; what comes from people is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def restyle(widget: QWidget, kind: str) -> None:
    """Have the style sheet paint `widget` as another kind from now on."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def key_cap(text: str) -> QLabel:
    """Return a key as it is drawn on panels and in the status line."""
    made = label(text, "key")
    made.setFont(mono(SMALL_SIZE - 1, bold=True))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.ensurePolished()
    made.setMinimumWidth(made.sizeHint().width())
    return made


def button(text: str, kind: str = "", tip: str = "") -> QPushButton:
    """Return a button that takes the focus by Tab only, so keys stay for coding."""
    made = QPushButton(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setFont(sans(bold=kind == "primary"))
    if kind:
        made.setProperty("kind", kind)
    if tip:
        made.setToolTip(tip)
    return made


def icon(name: str, color: str, size: int = 22) -> QIcon:
    """Return the shipped icon `name`, drawn in `color`."""
    drawing = resource(f"icons/{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(drawing.replace("currentColor", color).encode())
    scale = 3
    pixels = QPixmap(QSize(size, size) * scale)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    renderer.render(painter)
    painter.end()
    return QIcon(pixels)


def refill(box: QComboBox, names: Sequence[str], picked: int) -> None:
    """Offer other names in a box, and say to nobody that another one was chosen."""
    box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
    box.clear()
    box.addItems(names)
    box.setCurrentIndex(picked)
    box.blockSignals(False)  # noqa: FBT003 - Qt's own signature
