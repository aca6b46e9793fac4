"""How the program looks: colors, sizes, and the style sheet made of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from ipt_review.shipped import resource

_SANS = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
_MONO = ("JetBrains Mono", "Cascadia Mono", "Menlo", "DejaVu Sans Mono", "Courier New")

TEXT_SIZE = 13
SMALL_SIZE = 12
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
    sheet = Template(resource("themes/base.qss").read_text("utf-8"))
    colors = {each.name: getattr(theme, each.name) for each in fields(theme)}
    return sheet.substitute(colors, icons=resource("icons").as_posix())
