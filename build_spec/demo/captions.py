"""Writes the captions: WebVTT with the speaker's name in a voice tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_spec.demo.script import CUE_CHARS

if TYPE_CHECKING:
    from build_spec.demo.voice import SpokenLine, SpokenPhrase

ROW_CHARS = 42
LONGEST_CUE_MS = 6500
_HEAD = "WEBVTT\n\nNOTE An invented session, made for the demo. Nobody was recorded.\n"


@dataclass(frozen=True)
class Cue:
    """One caption; times in ms on the tape."""

    who: str
    start: int
    end: int
    text: str


def cues(lines: list[SpokenLine]) -> list[Cue]:
    """Join the phrases of each line to captions that can be read at a glance."""
    found: list[Cue] = []
    for line in lines:
        group: list[SpokenPhrase] = []
        for phrase in line.phrases:
            if group and not _fits([*group, phrase]):
                found.append(_cue(line.line.who, group))
                group = []
            group.append(phrase)
        found.append(_cue(line.line.who, group))
    return found


def _fits(group: list[SpokenPhrase]) -> bool:
    text = " ".join(phrase.text for phrase in group)
    return len(text) <= CUE_CHARS and group[-1].end - group[0].start <= LONGEST_CUE_MS


def _cue(who: str, group: list[SpokenPhrase]) -> Cue:
    text = " ".join(phrase.text for phrase in group)
    return Cue(who, group[0].start, group[-1].end, _in_rows(text))


def _in_rows(text: str) -> str:
    """Break a caption into two rows of about the same length, if it is long."""
    if len(text) <= ROW_CHARS:
        return text
    blanks = [at for at, sign in enumerate(text) if sign == " "]
    middle = min(blanks, key=lambda at: abs(at - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def clock(ms: int) -> str:
    """Write a time as WebVTT wants it, for example 00:00:12.480."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{rest:03}"


def as_vtt(lines: list[SpokenLine]) -> str:
    """Write the captions of the whole tape."""
    parts = [_HEAD]
    for number, cue in enumerate(cues(lines), start=1):
        parts.append(
            f"{number}\n{clock(cue.start)} --> {clock(cue.end)}\n"
            f"<v {cue.who.capitalize()}>{cue.text}</v>\n"
        )
    return "\n".join(parts)
