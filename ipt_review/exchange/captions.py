"""Caption files: WebVTT and SRT in the encodings that programs write them in."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import MS_PER_HOUR, MS_PER_MINUTE, Span
from ipt_review.domain.transcript import Cue
from ipt_review.exchange.caption_text import turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST: Final = 20_000_000
"""Bytes. Whoever picks more has picked the tape and not its captions."""

MOST_TOLD: Final = 5

_HEADER: Final = "WEBVTT"
_ARROW: Final = "-->"
_TIME: Final = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class CaptionsUnreadable(ReviewError):
    """A caption file that is not there, may not be read, or is something else."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The captions “{path}” cannot be read: {reason}.",
            "Choose a WebVTT (.vtt) or SubRip (.srt) file.",
        )


class CaptionsFaulty(ReviewError):
    """A caption file with cues whose times make no sense; `lines` has them all."""

    def __init__(self, path: Path, faults: list[tuple[int, str]]) -> None:
        self.lines = tuple(line for line, _ in faults)
        told = [f"Line {line}: {what}" for line, what in faults[:MOST_TOLD]]
        if faults[MOST_TOLD:]:
            told.append(f"And {len(faults) - MOST_TOLD} more.")
        super().__init__(
            " ".join([f"The captions “{path.name}” have faults.", *told]),
            "Correct the file and open it again; nothing was changed.",
        )


def read_captions(path: Path) -> tuple[Cue, ...]:
    """Return what was said when, in the order in which it was said.

    WebVTT is told from SRT by what stands in the file. Voice tags and names before
    a colon become speakers; a cue in which two people talk becomes two with the
    same span. Tags and entities are taken out, cues without words left out.

    Raises:
        CaptionsUnreadable: When it is no caption file or cannot be read.
        CaptionsFaulty: When cues have no proper times, with every line.
    """
    lines = _text(path).splitlines()
    faults = list(_faults(lines))
    if faults:
        raise CaptionsFaulty(path, faults)
    cues = [cue for caption in _captions(path, lines) for cue in caption]
    return tuple(sorted(cues, key=lambda cue: cue.span))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise CaptionsUnreadable(path, "it is too large to be captions")
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CaptionsUnreadable(path, reason) from error
    encoding = _encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise CaptionsUnreadable(path, f"it is not proper {encoding} text") from error


def _encoding(content: bytes) -> str:
    """Tell by byte order mark, then by zero bytes, then by whether it is UTF-8.

    What is none of these is Windows-1252, which older subtitle programs write.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    start = content[:200]
    if b"\0" in start:
        return (
            "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
        )
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _faults(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Find the lines with times that the library would pass over in silence."""
    for number, line in enumerate(lines, start=1):
        if _ARROW not in line:
            continue
        found = _TIMING.fullmatch(line)
        if found is None:
            yield number, f"“{line.strip()}” is not a start and an end time."
            continue
        start, end = _moment(*found.groups()[:4]), _moment(*found.groups()[4:8])
        if start is None or end is None:
            yield number, "Minutes and seconds end at 59."
        elif end < start:
            yield number, "The cue ends before it starts."


def _moment(hours: str | None, minutes: str, seconds: str, part: str) -> int | None:
    if max(int(minutes), int(seconds)) >= MS_PER_HOUR // MS_PER_MINUTE:
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1_000 + int(part.ljust(3, "0"))


def _captions(path: Path, lines: list[str]) -> Iterator[list[Cue]]:
    while lines and not lines[0].strip():
        lines = lines[1:]
    kind = "vtt" if lines and lines[0].startswith(_HEADER) else "srt"
    try:
        captions = WebVTT.from_buffer(iter(lines), format=kind).captions
    except (MalformedCaptionError, MalformedFileError) as error:
        raise CaptionsUnreadable(
            path, "it is neither WebVTT nor SubRip from its first line on"
        ) from error
    for caption in captions:
        span = Span(
            caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds()
        )
        yield [Cue(span, speaker, said) for speaker, said in turns(caption.raw_text)]
