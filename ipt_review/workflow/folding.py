"""Text as searches compare it: without regard to case, accents and vowel points."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LETTERS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC")
"""Scripts in which a search that leaves the marks out is still meant."""

_ALSO = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "\u0131": "i",
    "æ": "ae",
    "œ": "oe",
    "ς": "\u03c3",
    "ى": "ي",
    "ـ": "",
}
"""Letters that no decomposition leads to, and the Arabic stroke that only stretches."""

_POINTS = (
    (0x300, 0x36F),
    (0x591, 0x5C7),
    (0x610, 0x61A),
    (0x64B, 0x65F),
    (0x6D6, 0x6ED),
)
"""Accents, Hebrew points and Arabic vowel signs that stand by themselves."""


class _Table(dict[int, str]):
    """What a character becomes, worked out when it first comes up."""

    def __missing__(self, point: int) -> str:
        made = self[point] = _folded(chr(point))
        return made


_table = _Table()


def fold(text: str) -> str:
    """Return `text` as searches compare it; folding it again changes nothing."""
    plain = text.isascii() and text.isprintable()
    return text.lower() if plain else text.translate(_table)


def words_of(query: str) -> list[str]:
    """Return what a query asks for: its words folded, text in quotes as one word."""
    words: list[str] = []
    for place, part in enumerate(query.replace("“", '"').replace("”", '"').split('"')):
        if place % 2:
            words.append(" ".join(fold(part).split()))
        else:
            words.extend(fold(part).split())
    return [word for word in words if word]


def places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where in `text` the folded words stand, as it is written, in order.

    Each is (first character, one after the last). Overlapping ones are joined.
    """
    folded = fold(text)
    found = sorted(each for word in words for each in _found(folded, word))
    ends = _ends(text)
    joined: list[tuple[int, int]] = []
    for first, last in found:
        start, end = bisect_right(ends, first), bisect_right(ends, last - 1) + 1
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _found(folded: str, word: str) -> Iterator[tuple[int, int]]:
    at = folded.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = folded.find(word, at + len(word))


@lru_cache(maxsize=8)
def _ends(text: str) -> list[int]:
    """Return where each character of `text` ends once it is folded."""
    return list(accumulate(len(_table[ord(each)]) for each in text))


def _folded(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) == "Cf":  # marks of direction, joiners, soft hyphens
        return ""
    letters = [_ALSO.get(each, each) for each in map(_letter, char.casefold())]
    return "".join(letters)


def _letter(char: str) -> str:
    """Return a letter without its marks, or as it is in scripts that need them."""
    if any(low <= ord(char) <= high for low, high in _POINTS):
        return ""
    parts = unicodedata.normalize("NFKD", char)
    if not unicodedata.name(parts[0], "").startswith(_LETTERS):
        return char
    bare = "".join(each for each in parts if not unicodedata.combining(each))
    return "".join(_ALSO.get(each, each) for each in bare.casefold())
