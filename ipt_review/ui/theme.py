"""How the program looks: colors, sizes, and the style sheet made of them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

_SANS = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
_MONO = ("JetBrains Mono", "Cascadia Mono", "Menlo", "DejaVu Sans Mono", "Courier New")

TEXT_SIZE = 13
SMALL_SIZE = 12
SPACE = 8
RADIUS = 8


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colors; widgets ask for a meaning and never for a number.

    Attributes:
        window: Behind everything; `card` behind a group of things.
        line: Borders; `soft` fills of chips and quiet buttons.
        text: What is read; `muted` what is read second.
        accent: What can be pressed next, and where one is.
        good: Saved, done; `warn` look here; `bad` wrong, and the playhead.
        rail: The strip at the left, and `rail_text` on it.
    """

    window: str
    card: str
    line: str
    soft: str
    text: str
    muted: str
    accent: str
    accent_text: str
    picked: str
    good: str
    warn: str
    bad: str
    playhead: str
    rail: str
    rail_text: str
    rail_picked: str


LIGHT = Theme(
    window="#edf1f5",
    card="#ffffff",
    line="#d9e0e8",
    soft="#f3f5f8",
    text="#1e2933",
    muted="#5b6b7d",
    accent="#1f5f8b",
    accent_text="#ffffff",
    picked="#e6f0f8",
    good="#24794a",
    warn="#b45309",
    bad="#b4343c",
    playhead="#d11149",
    rail="#1e2a36",
    rail_text="#c3cedb",
    rail_picked="#33475b",
)


def sans(size: int = TEXT_SIZE, *, bold: bool = False) -> QFont:
    """Return the font for words, `size` in pixels."""
    font = QFont()
    font.setFamilies(_known(_SANS))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def mono(size: int = TEXT_SIZE, *, bold: bool = False) -> QFont:
    """Return the font for times, whose digits are all equally wide."""
    font = sans(size, bold=bold)
    font.setFamilies(_known(_MONO))
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def _known(families: tuple[str, ...]) -> list[str]:
    here = set(QFontDatabase.families())
    return [family for family in families if family in here] or list(families[-1:])


def tint(color: str, strength: float, on: str = "#ffffff") -> QColor:
    """Return `color` thinned on the color `on`; strength 1.0 leaves it as it is."""
    top, below = QColor(color), QColor(on)
    return QColor(
        *(
            round(a * strength + b * (1 - strength))
            for a, b in (
                (top.red(), below.red()),
                (top.green(), below.green()),
                (top.blue(), below.blue()),
            )
        )
    )


def ink_on(color: str) -> str:
    """Return black or white, whichever reads better on `color` (WCAG contrast)."""
    light = _luminance(QColor(color))
    with_white, with_black = 1.05 / (light + 0.05), (light + 0.05) / 0.05
    return "#ffffff" if with_white >= with_black * 0.6 else "#1e2933"


def _luminance(color: QColor) -> float:
    def linear(channel: float) -> float:
        low = channel <= 0.04045  # noqa: PLR2004 - the constants of sRGB
        return channel / 12.92 if low else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def palette(theme: Theme) -> QPalette:
    """Return the colors for what the style sheet does not reach."""
    found = QPalette()
    for role, color in (
        (QPalette.ColorRole.Window, theme.window),
        (QPalette.ColorRole.Base, theme.card),
        (QPalette.ColorRole.AlternateBase, theme.soft),
        (QPalette.ColorRole.Text, theme.text),
        (QPalette.ColorRole.WindowText, theme.text),
        (QPalette.ColorRole.ButtonText, theme.text),
        (QPalette.ColorRole.Button, theme.card),
        (QPalette.ColorRole.Highlight, theme.accent),
        (QPalette.ColorRole.HighlightedText, theme.accent_text),
        (QPalette.ColorRole.PlaceholderText, theme.muted),
        (QPalette.ColorRole.ToolTipBase, theme.card),
        (QPalette.ColorRole.ToolTipText, theme.text),
    ):
        found.setColor(role, QColor(color))
    return found


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole program.

    Widgets opt in by a `kind` property: card, chip, primary, quiet, rail, title,
    muted, key, banner.
    """
    return _SHEET.format(**{name: getattr(theme, name) for name in theme.__slots__})


_SHEET = """
* {{ color: {text}; }}
QMainWindow, QDialog {{ background: {window}; }}
QToolTip {{ background: {card}; color: {text}; border: 1px solid {line};
  padding: 6px; }}
QFrame[kind="card"] {{ background: {card}; border: 1px solid {line};
  border-radius: 8px; }}
QFrame[kind="bar"] {{ background: {card}; border: none;
  border-bottom: 1px solid {line}; }}
QFrame[kind="foot"] {{ background: {card}; border: none; border-top: 1px solid {line}; }}
QFrame[kind="rail"] {{ background: {rail}; border: none; }}
QFrame[kind="side"] {{ background: {card}; border: none;
  border-left: 1px solid {line}; }}
QFrame[kind="rule"] {{ background: {line}; border: none; max-height: 1px; }}
QFrame[kind="banner"] {{ background: #fff7e6; border: 1px solid #f0d9a8;
  border-radius: 8px; }}
QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-weight: 600; }}
QLabel[kind="heading"] {{ font-weight: 600; font-size: 18px; }}
QLabel[kind="muted"] {{ color: {muted}; }}
QLabel[kind="good"] {{ color: {good}; }}
QLabel[kind="bad"] {{ color: {bad}; }}
QLabel[kind="chip"] {{ background: {window}; border-radius: 10px;
  padding: 3px 10px; color: {text}; }}
QLabel[kind="key"] {{ background: {card}; border: 1px solid {line};
  border-bottom: 2px solid {line}; border-radius: 4px; padding: 0 5px;
  color: {text}; }}
QPushButton {{ background: {card}; border: 1px solid {line}; border-radius: 6px;
  padding: 5px 12px; color: {text}; }}
QPushButton:hover {{ background: {soft}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:disabled {{ color: {muted}; background: {soft}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
QPushButton:checked {{ background: {picked}; border-color: {accent}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {accent_text};
  border-color: {accent}; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: #1a5077; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind="primary"]:disabled {{ background: {line}; border-color: {line};
  color: {muted}; }}
QPushButton[kind="quiet"] {{ background: {soft}; border-color: {soft}; }}
QPushButton[kind="quiet"]:hover {{ border-color: {line}; }}
QToolButton[kind="rail"] {{ background: transparent; color: {rail_text};
  border: 2px solid transparent; border-radius: 6px; padding: 6px 2px; }}
QToolButton[kind="rail"]:hover {{ background: {rail_picked}; }}
QToolButton[kind="rail"]:checked {{ background: {rail_picked}; color: #ffffff; }}
QToolButton[kind="rail"]:focus {{ border-color: #7fb3dd; }}
QLineEdit, QPlainTextEdit, QSpinBox, QComboBox {{ background: {card};
  border: 1px solid {line}; border-radius: 6px; padding: 5px 8px;
  selection-background-color: {accent}; selection-color: {accent_text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus {{
  border: 2px solid {accent}; padding: 4px 7px; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox QAbstractItemView {{ background: {card}; border: 1px solid {line}; }}
QTableView, QTreeView, QListView {{ background: {card}; border: none;
  alternate-background-color: {soft}; gridline-color: {line};
  selection-background-color: {picked}; selection-color: {text}; outline: 0; }}
QTableView::item, QTreeView::item, QListView::item {{ padding: 3px 4px; }}
QTableView::item:selected, QTreeView::item:selected {{ background: {picked};
  color: {text}; }}
QHeaderView::section {{ background: {card}; color: {muted}; border: none;
  border-bottom: 1px solid {line}; padding: 6px 4px; font-weight: 600; }}
QTabBar::tab {{ background: transparent; padding: 12px 14px; color: {muted};
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {accent}; border-bottom: 2px solid {accent};
  font-weight: 600; }}
QTabBar::tab:focus {{ background: {picked}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 4px;
  min-height: 30px; margin: 1px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {line}; border-radius: 4px;
  min-width: 30px; margin: 1px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QMenu {{ background: {card}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {picked}; }}
QMenuBar {{ background: {card}; border-bottom: 1px solid {line}; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {picked}; }}
QSplitter::handle {{ background: transparent; }}
"""
