"""How the Codebook room looks, where it goes beyond the rest of the program."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.ui.theme import Theme

_SHEET = Template("""
QLabel[kind="small"] { color: $muted; font-size: 12px; }
QLabel[kind="bad"] { color: $bad; font-size: 12px; font-weight: 600; }
QLabel[kind="pill"] { background: $soft; border-radius: 9px; padding: 2px 9px;
  color: $muted; font-size: 12px; }
QPushButton[kind="fold"] { background: transparent; border: 2px solid transparent;
  border-radius: 6px; padding: 4px 8px; color: $accent; font-weight: 600; }
QPushButton[kind="fold"]:hover { background: $soft; }
QPushButton[kind="fold"]:focus { border-color: $accent; }
QPushButton[kind="fold"]:disabled { color: $muted; background: transparent; }
QAbstractSpinBox { background: $card; border: 1px solid $line; border-radius: 6px;
  padding: 5px 0 5px 7px; }
QAbstractSpinBox:focus { border: 2px solid $accent; padding: 4px 0 4px 6px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { image: none; width: 0;
  height: 0; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 8px; background: transparent; }
QTreeWidget { border: none; }
QTreeWidget:focus { border: 2px solid $accent; border-radius: 6px; }
QCheckBox { spacing: 7px; }
""")


def style(theme: Theme) -> str:
    """Return the style sheet of the Codebook room, laid over that of the program."""
    return _SHEET.substitute(asdict(theme))
