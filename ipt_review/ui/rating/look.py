"""How the rating form looks, where it goes beyond the rest of the program."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.ui.theme import Theme

_SHEET = Template("""
QWidget[kind="plain"] { background: transparent; }
QLabel[kind="small"] { color: $muted; font-size: 12px; }
QLabel[kind="figure"] { font-size: 15px; font-weight: 600; }
QLabel[kind="essential"] { color: $accent; font-size: 12px; }
QLabel[kind="look"] { color: $warn; font-size: 12px; font-weight: 600; }
QLabel[kind="aside"] { color: $muted; font-size: 12px; }
QLabel[kind="rung"] { background: $soft; color: $muted; border-radius: 4px;
  font-weight: 600; }
QLabel[kind="rung"][chosen="true"] { background: $accent; color: $accent_text; }
QFrame[kind="line"] { background: $line; border: none; }
QPushButton[kind="score"] { background: $card; border: 1px solid $line;
  border-radius: 6px; padding: 0; font-weight: 600; }
QPushButton[kind="score"]:hover { background: $picked; border-color: $accent; }
QPushButton[kind="score"]:checked { background: $accent; border-color: $accent;
  color: $accent_text; }
QPushButton[kind="score"]:disabled { background: $soft; color: $muted; }
QPushButton[kind="score"]:checked:disabled { background: $muted;
  border-color: $muted; color: $card; }
QPushButton[kind="reason"] { background: $soft; border: 1px solid $soft;
  border-radius: 6px; padding: 0; color: $muted; font-size: 11px; }
QPushButton[kind="reason"]:hover { background: $picked; border-color: $accent; }
QPushButton[kind="reason"]:checked { background: $muted; border-color: $muted;
  color: $card; font-weight: 600; }
QPushButton[kind="reason"]:checked:disabled { background: $muted; }
QPushButton[kind="count"] { background: $card; border: 1px solid $line;
  border-radius: 8px; padding: 0 7px; color: $text; font-size: 11px; }
QPushButton[kind="count"]:hover { border-color: $accent; color: $accent; }
QPushButton[kind="fold"] { background: transparent; border: 2px solid transparent;
  border-radius: 6px; padding: 3px 6px; color: $muted; text-align: left;
  font-size: 12px; }
QPushButton[kind="fold"]:hover { background: $soft; }
QPushButton[kind="fold"]:focus { border-color: $accent; }
QPushButton[kind="play"] { background: transparent; border: 2px solid transparent;
  border-radius: 6px; padding: 0; color: $accent; }
QPushButton[kind="play"]:hover { background: $picked; }
QPushButton[kind="play"]:focus { border-color: $accent; }
""")


def style(theme: Theme) -> str:
    """Return the style sheet of the Rate screen, laid over that of the program."""
    return _SHEET.substitute(asdict(theme))
