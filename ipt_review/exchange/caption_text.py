"""The words of one caption: who says them, without what is only for the screen."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)*(?:\s+([^>]*))?>|</v>")
_TAG: Final = re.compile(r"</?[A-Za-z0-9][^<>]*>")
_PLACING: Final = re.compile(r"\{\\[^{}]*\}")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_WORD: Final = r"[A-Z\d\u00c0-\u00de][\w.'\u2019-]*"
_NAME: Final = re.compile(
    rf"(?:^|\n)\s*(?:[-–]\s*)?({_WORD}(?: {_WORD}){{0,2}}):(?=\s)"
)
_DASH: Final = re.compile(r"^[-–]\s+")


def turns(text: str) -> Iterator[tuple[str, str]]:
    """Return speaker and words for each turn in a caption, empty ones left out.

    A speaker is named by a voice tag (`<v Anna>`), or by up to three capitalized
    words before a colon at the start of a line (`Anna:`, `DR. BELL:`). Nobody is
    named where there is neither.
    """
    for voice, part in _by_voice(text):
        named = [(voice, part)] if voice else _by_name(part)
        for speaker, words in named:
            said = plain(words)
            if said:
                yield speaker, said


def plain(text: str) -> str:
    """Return the text without tags and entities, on one line."""
    bare = html.unescape(_TAG.sub("", _PLACING.sub("", text)))
    return _DASH.sub("", " ".join(_INVISIBLE.sub("", bare).split()))


def _by_voice(text: str) -> Iterator[tuple[str, str]]:
    voice, after = "", 0
    for tag in _VOICE.finditer(text):
        yield voice, text[after : tag.start()]
        voice, after = plain(tag[1] or ""), tag.end()
    yield voice, text[after:]


def _by_name(text: str) -> Iterator[tuple[str, str]]:
    bare = _TAG.sub("", text)
    speaker, after = "", 0
    for name in _NAME.finditer(bare):
        yield speaker, bare[after : name.start()]
        speaker, after = name[1], name.end()
    yield speaker, bare[after:]
