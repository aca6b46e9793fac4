"""A passage of a transcript: where it begins and ends in words, and so on the tape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ipt_review.domain.timecode import Span

if TYPE_CHECKING:
    from ipt_review.domain.transcript import Cue, Transcript

_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a transcript: before the character `char` of the cue in `row`."""

    row: int
    char: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words from one place of a transcript up to another, always whole words."""

    first: Place
    last: Place

    @property
    def rows(self) -> range:
        """The cues that it touches."""
        return range(self.first.row, self.last.row + 1)

    def within(self, row: int, text: str) -> tuple[int, int]:
        """Return from which character to which it covers the cue in `row`."""
        if row not in self.rows:
            return (0, 0)
        start = self.first.char if row == self.first.row else 0
        end = self.last.char if row == self.last.row else len(text)
        return (start, end)


def whole_cues(transcript: Transcript, one: int, another: int) -> Passage:
    """Return the passage of all cues from one row to another, in either order."""
    first, last = sorted((one, another))
    return Passage(Place(first, 0), Place(last, len(transcript.cues[last].text)))


def between(transcript: Transcript, one: Place, another: Place) -> Passage:
    """Return the passage of all words that are touched between two places."""
    first, last = sorted((one, another))
    start = word_at(transcript.cues[first.row].text, first.char)[0]
    end = word_at(transcript.cues[last.row].text, last.char)[1]
    return Passage(Place(first.row, start), Place(last.row, end))


def word_at(text: str, char: int) -> tuple[int, int]:
    """Return where the word at a character begins and ends.

    Between two words it is the one that follows, after the last one that one.
    """
    found = (0, len(text))
    for word in _WORD.finditer(text):
        found = word.span()
        if char < word.end():
            break
    return found


def stretched(transcript: Transcript, passage: Passage, by: int) -> Passage:
    """Return the passage with its end so many words on, at least one word long."""
    last = _stepped(transcript, passage.last, by, ends=True)
    if last <= passage.first:
        return passage
    return Passage(passage.first, last)


def begun(transcript: Transcript, passage: Passage, by: int) -> Passage:
    """Return the passage with its beginning so many words on, never past its end."""
    first = _stepped(transcript, passage.first, by, ends=False)
    if first >= passage.last:
        return passage
    return Passage(first, passage.last)


def span_of(transcript: Transcript, passage: Passage) -> Span:
    """Return the tape that a passage covers, in ms.

    Within a cue, time is shared out evenly over its characters: captions say when
    a cue is spoken, not when a word is.
    """
    first, last = transcript.cues[passage.first.row], transcript.cues[passage.last.row]
    start = moment_of(first, passage.first.char)
    ends = [transcript.cues[row].span.end for row in passage.rows[:-1]]
    end = max([moment_of(last, passage.last.char), *ends])
    return Span(start, max(start, end))


def moment_of(cue: Cue, char: int) -> int:
    """Return when a character of a cue is spoken, in ms, by its share of the text."""
    share = char / len(cue.text) if cue.text else 0.0
    return cue.span.start + round(cue.span.length * min(max(share, 0.0), 1.0))


def words_of(transcript: Transcript, passage: Passage) -> str:
    """Return what is said in a passage."""
    parts = []
    for row in passage.rows:
        text = transcript.cues[row].text
        start, end = passage.within(row, text)
        parts.append(text[start:end])
    return " ".join(parts)


def _stepped(transcript: Transcript, place: Place, by: int, *, ends: bool) -> Place:
    """Go so many words on (or back), to the beginnings or the ends of words."""
    row, char = place.row, place.char
    for _ in range(abs(by)):
        stops = _stops(transcript.cues[row].text, ends=ends)
        on = [stop for stop in stops if (stop > char if by > 0 else stop < char)]
        if on:
            char = on[0] if by > 0 else on[-1]
            continue
        following = row + (1 if by > 0 else -1)
        if not 0 <= following < len(transcript.cues):
            break
        row = following
        stops = _stops(transcript.cues[row].text, ends=ends)
        char = stops[0] if by > 0 else stops[-1]
    return Place(row, char)


def _stops(text: str, *, ends: bool) -> list[int]:
    words = list(_WORD.finditer(text))
    return [word.end() if ends else word.start() for word in words] or [0]
