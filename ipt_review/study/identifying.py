"""Texts that look as if they told who somebody is: a name, or a day of the calendar.

No rule finds every name, and some that it finds are none; so what is found is a remark
for a person, and keeps nothing back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ipt_review.study.handles import holds_date

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS: Final = (
    "january|february|march|april|june|july|august|september|october|november|december"
    "|januar|februar|märz|juni|juli|oktober|dezember"
)
_DAY: Final = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?(?:{_MONTHS}|may|mai)\b"
    rf"|\b(?:{_MONTHS}|may|mai) \d{{1,2}}\b",
    re.IGNORECASE,
)
_TITLED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Mme|Sra?|Signora?)\.? [^\W\d_][\w'’-]+"
)
_PLAIN_NAME: Final = re.compile(r"[^\W\d_]{3,}(?:[ _-][^\W\d_]{2,})*")
_CODES: Final = re.compile(r"[A-Z]{2,6}")
"""Ids of capitals alone, as REF or DEMO."""

DATE, NAME = "a date", "a name"


def in_id(text: str) -> str:
    """Say what an id looks like: a date, a name, or nothing of the kind.

    An id of letters alone looks like a name, unless all of them are capitals.
    """
    if holds_date(text):
        return DATE
    named = _PLAIN_NAME.fullmatch(text) and not _CODES.fullmatch(text)
    return NAME if named else ""


def in_text(text: str, names: Iterable[str] = ()) -> str:
    """Say what a note seems to hold: a date, a name, or nothing of the kind.

    Args:
        text: What somebody wrote.
        names: Names that are known; each of their words is looked for.
    """
    if holds_date(text) or _DAY.search(text):
        return DATE
    if _TITLED.search(text):
        return NAME
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", text)}
    return NAME if words & known_words(names) else ""


def known_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words of names that are long enough to be told from others."""
    return frozenset(
        word.casefold() for name in names for word in re.findall(r"[^\W\d_]{3,}", name)
    )
