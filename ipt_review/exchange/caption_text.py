"""The words of one caption: who says them, without what is only for the screen."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ipt_review.study.transcript_reading import known_part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)*(?:\s+([^>]*))?>|</v>")
_TAG: Final = re.compile(r"</?[A-Za-z0-9][^<>]*>")
_PLACING: Final = re.compile(r"\{\\[^{}]*\}")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_NAME: Final = re.compile(
    r"(?:^|\n)[^\S\n]*(?:[-–>]+[^\S\n]*)?"
    r"(?:[\[(]([^\n\[\]():<>]{1,40})[\])]:?(?=\s)"
    r"|([^\W_][^\n:\uff1a<>\[\]()?!;“”\"]{0,39}?)[^\S\n]*(?::(?=\s)|\uff1a))"
)
_NUMBERED: Final = re.compile(r"speaker[ _]?\d+", re.IGNORECASE)
_DASH: Final = re.compile(r"^(?:[-–]|>>+)\s+")
_MOST_WORDS: Final = 4
_OFTEN: Final = 3
"""What stands before a colon this often is a name, however it is written."""


def plain(text: str) -> str:
    """Return the text without tags and entities, on one line."""
    bare = html.unescape(_TAG.sub("", _PLACING.sub("", text)))
    return _DASH.sub("", " ".join(_INVISIBLE.sub("", bare).split()))


def is_tagged(text: str) -> bool:
    """Say whether a caption names its speaker by a voice tag (`<v Anna>`)."""
    return any(plain(tag[1] or "") for tag in _VOICE.finditer(text))


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Return what is probably the name of a speaker in the captions of one file.

    A name stands before a colon at the start of a line (`Anna:`, `DR. BELL:`,
    `[SPEAKER_00]:`). Where some stand there often, or say by themselves who it is, one
    that does not is taken for words ("Well: I tried.").
    """
    counted = Counter(name for text in texts for name, _, _ in _candidates(_bare(text)))
    sure = {
        name
        for name, times in counted.items()
        if times >= _OFTEN or known_part(name) or _NUMBERED.fullmatch(name)
    }
    return frozenset(sure or {name for name in counted if _is_capitalized(name)})


def turns(text: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Return speaker and words for each turn in a caption, empty ones left out.

    A speaker is named by a voice tag, or by one of the `names` at the start of a
    line. Nobody is named where there is neither.
    """
    for voice, part in _by_voice(text):
        named = [(voice, part)] if voice else _by_name(part, names)
        for speaker, words in named:
            said = plain(words)
            if said:
                yield speaker, said


def _by_voice(text: str) -> Iterator[tuple[str, str]]:
    voice, after = "", 0
    for tag in _VOICE.finditer(text):
        yield voice, text[after : tag.start()]
        voice, after = plain(tag[1] or ""), tag.end()
    yield voice, text[after:]


def _by_name(text: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    bare = _bare(text)
    speaker, after = "", 0
    for name, start, end in _candidates(bare):
        if name in names:
            yield speaker, bare[after:start]
            speaker, after = name, end
    yield speaker, bare[after:]


def _bare(text: str) -> str:
    return _INVISIBLE.sub("", _TAG.sub("", _PLACING.sub("", text)))


def _candidates(bare: str) -> Iterator[tuple[str, int, int]]:
    """Yield what could be a name at the start of a line, and where it stands."""
    for found in _NAME.finditer(bare):
        name = " ".join((found[1] or found[2]).split())
        bracketed = found[1] is not None and not found[0].endswith(":")
        if bracketed and not _NUMBERED.fullmatch(name):
            continue
        if name and len(name.split()) <= _MOST_WORDS and not name.isdecimal():
            yield name, found.start(), found.end()


def _is_capitalized(name: str) -> bool:
    """Say whether every word begins with a capital, digit, or letter without case."""
    return all(word[0] == word[0].upper() for word in name.split())
