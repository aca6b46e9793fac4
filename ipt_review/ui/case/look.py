"""How the Case room looks, where it goes beyond the rest of the program."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from ipt_review.ui.theme import seen_on

if TYPE_CHECKING:
    from ipt_review.ui.theme import Theme

_SHEET = Template("""
QLabel[kind="small"] { color: $muted; font-size: 12px; }
QLabel[kind="section"] { font-weight: 600; font-size: 14px; }
QLabel[kind="ok"] { color: $good; font-weight: 600; }
QLabel[kind="note"] { color: $warn; font-weight: 600; }
QLabel[kind="flag"] { color: $bad; font-weight: 600; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QSpinBox::up-arrow, QSpinBox::down-arrow { image: none; width: 0; height: 0; }
QSpinBox QLineEdit { border: none; padding: 0 5px; background: transparent; }
QFrame[kind="line"] { background: $line; border: none; }
QPushButton[kind="pick"] { background: $card; border: 1px solid $line;
  border-radius: 6px; padding: 3px 9px; }
QPushButton[kind="pick"]:hover { background: $picked; border-color: $accent; }
QPushButton[kind="pick"]:checked { background: $accent; border-color: $accent;
  color: $accent_text; font-weight: 600; }
QPushButton[kind="pick"]:focus { border: 2px solid $accent; padding: 2px 8px; }
QPushButton[kind="pick"]:checked:focus { border: 2px solid $text; }
QPushButton[kind="pick"]:disabled { background: $soft; color: $muted; }
QPushButton[kind="pick"]:checked:disabled { background: $muted; color: $card;
  border-color: $muted; }
QPushButton[kind="place"] { background: transparent; border: 2px solid transparent;
  border-radius: 6px; padding: 0 4px; color: $accent; font-size: 12px; }
QPushButton[kind="place"]:hover { background: $picked; }
QPushButton[kind="place"]:focus { border-color: $accent; }
""")


def style(theme: Theme) -> str:
    """Return the style sheet of the Case room, laid over that of the program."""
    return _SHEET.substitute(asdict(theme))


def dot(color: str, size: int = 12) -> QIcon:
    """Return a round spot in a color, to stand before a name."""
    ground = QGuiApplication.palette().base().color().name()
    shade = QColor(seen_on(color, ground))
    pixels = QPixmap(size * 2, size * 2)
    pixels.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(shade)
    painter.setPen(shade)
    painter.drawEllipse(3, 3, 2 * size - 6, 2 * size - 6)
    painter.end()
    made = QIcon(pixels)
    made.addPixmap(pixels, QIcon.Mode.Selected)
    return made
