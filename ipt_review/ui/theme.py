"""How the program looks: colors, sizes, and the style sheet made of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from ipt_review.shipped import resource

_SANS = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
_MONO = ("JetBrains Mono", "Cascadia Mono", "Menlo", "DejaVu Sans Mono", "Courier New")

TEXT_SIZE = 13
SMALL_SIZE = 12
RADIUS = 8
_MIDDLE = 0.18


@dataclass(slots=True)
class Theme:
    """Named colors; widgets ask for a meaning and never for a number.

    A window has one theme, which can become another while it is shown. So colors are
    read when something is painted, and what is made of them once (icons, style
    sheets, kept pictures) is made anew in a method `dress` (`ui/dressing.py`).

    Attributes:
        window: Behind everything; `card` behind a group of things.
        line: Borders; `soft` fills of chips and quiet buttons.
        text: What is read; `muted` what is read second.
        accent: What can be pressed next, and where one is; `accent_hover` where the
            mouse is over that, and `accent_text` on both.
        good: Saved, done; `warn` look here; `bad` wrong, and the playhead.
        rail: The strip at the left, `rail_text` on it, `rail_lit` where one is, and
            `rail_focus` around what the keyboard is at.
        banner: Behind a message, with `banner_line` around it.
    """

    window: str
    card: str
    line: str
    soft: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_text: str
    picked: str
    good: str
    warn: str
    bad: str
    playhead: str
    rail: str
    rail_text: str
    rail_picked: str
    rail_lit: str
    rail_focus: str
    banner: str
    banner_line: str

    def become(self, other: Theme) -> None:
        """Have the colors of another theme from now on."""
        for each in fields(other):
            setattr(self, each.name, getattr(other, each.name))


LIGHT = Theme(
    window="#edf1f5",
    card="#ffffff",
    line="#d9e0e8",
    soft="#f3f5f8",
    text="#1e2933",
    muted="#5b6b7d",
    accent="#1f5f8b",
    accent_hover="#1a5077",
    accent_text="#ffffff",
    picked="#e6f0f8",
    good="#24794a",
    warn="#a34a08",
    bad="#b4343c",
    playhead="#d11149",
    rail="#1e2a36",
    rail_text="#c3cedb",
    rail_picked="#33475b",
    rail_lit="#ffffff",
    rail_focus="#7fb3dd",
    banner="#fff7e6",
    banner_line="#f0d9a8",
)
DARK = Theme(
    window="#12171d",
    card="#1b222a",
    line="#37434f",
    soft="#232c35",
    text="#e6ebf0",
    muted="#9eacba",
    accent="#74b4e2",
    accent_hover="#93c7ec",
    accent_text="#0f1a24",
    picked="#243c51",
    good="#6cc592",
    warn="#e9a45c",
    bad="#f2888f",
    playhead="#ff5c86",
    rail="#0c1015",
    rail_text="#b4c0cc",
    rail_picked="#2b3b4b",
    rail_lit="#ffffff",
    rail_focus="#7fb3dd",
    banner="#3a2f17",
    banner_line="#6b5729",
)
READABLE, VISIBLE = 4.5, 3.0
"""Contrast that text, and that marks and their like need at least (WCAG 2.1 AA)."""
GLARING = 6.5
"""Contrast from which a stretch of color draws the eye away from all else."""


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


@cache
def _known(families: tuple[str, ...]) -> tuple[str, ...]:
    """Return those that this computer has; asking takes longer than painting a cell."""
    here = set(QFontDatabase.families())
    return tuple(each for each in families if each in here) or families[-1:]


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


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors, 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (light + 0.05) / (dark + 0.05)


def ink_on(color: str) -> str:
    """Return white where it can be read on `color`, else black, which then can."""
    return "#ffffff" if contrast("#ffffff", color) >= READABLE else "#000000"


@cache
def seen_on(color: str, ground: str, least: float = VISIBLE) -> str:
    """Return `color`, made lighter or darker until it stands out from `ground`.

    Codebooks choose their colors for white paper; on a dark ground they keep their
    hue and give up as little else as needed.
    """
    away = "#ffffff" if _luminance(QColor(ground)) < _MIDDLE else "#000000"
    for part in range(21):
        shade = tint(away, part / 20, color).name()
        if contrast(shade, ground) >= least:
            return shade
    return away


@cache
def state_on(color: str, ground: str) -> str:
    """Return `color` for what covers a stretch: seen on `ground`, and not glaring.

    A pale state (nothing in view) stands out from white paper too little, and from a
    dark ground more than all others.
    """
    shade = seen_on(color, ground)
    for part in range(20, 0, -1):
        calmer = tint(shade, part / 20, ground).name()
        if contrast(calmer, ground) <= GLARING:
            return calmer
    return shade


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
        (QPalette.ColorRole.BrightText, theme.bad),
        (QPalette.ColorRole.Link, theme.accent),
        (QPalette.ColorRole.Light, theme.line),
        (QPalette.ColorRole.Midlight, theme.soft),
        (QPalette.ColorRole.Mid, theme.line),
        (QPalette.ColorRole.Dark, theme.line),
        (QPalette.ColorRole.Shadow, theme.window),
    ):
        found.setColor(role, QColor(color))
    return found


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole program.

    Widgets opt in by a `kind` property: card, chip, primary, quiet, rail, title,
    muted, key, banner.
    """
    sheet = Template(resource("themes/base.qss").read_text("utf-8"))
    return sheet.substitute(asdict(theme), icons=resource("icons").as_posix())
