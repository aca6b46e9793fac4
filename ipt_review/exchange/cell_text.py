"""Text made fit for a cell, so that it is shown and never run."""

from __future__ import annotations

import re
from typing import Final

MOST_UNITS: Final = 32_767
"""What a cell of Excel holds, in UTF-16 code units."""

CUT: Final = " … [cut here: longer than a cell can hold]"

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
_LINE_END: Final = re.compile(r"\r\n?")
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)


def looks_like_formula(text: str) -> bool:
    """Say whether a spreadsheet might take the text for something to run."""
    return text.startswith(_RISKY)


def clean(text: str) -> str:
    """Return the text without characters that XML refuses, and short enough.

    Line ends become newlines, each refused character a replacement character.
    """
    plain = _UNPRINTABLE.sub("\ufffd", _LINE_END.sub("\n", text))
    if len(plain) * 2 <= MOST_UNITS or _units(plain) <= MOST_UNITS:
        return plain
    room = 2 * (MOST_UNITS - _units(CUT))
    kept = plain.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore")
    return kept + CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
