"""Caption files: WebVTT and SRT in the encodings that programs write them in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue
from ipt_review.exchange.caption_blocks import HEADER, BlockReader
from ipt_review.exchange.caption_encoding import ENCODINGS, decoded, encoding_of
from ipt_review.exchange.caption_text import is_tagged, names_in, turns
from ipt_review.study.transcript_reading import Fault, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


LARGEST: Final = 20_000_000
"""Bytes. Whoever picks more has picked the tape and not its captions."""

_LINE_END: Final = re.compile(r"\r\n|\n|\r")


class CaptionsUnreadable(ReviewError):
    """A caption file that is not there, may not be read, or is something else."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The captions “{path.name}” cannot be read: {reason}.",
            "Choose a WebVTT (.vtt) or SubRip (.srt) file.",
        )


def read_captions(path: Path, encoding: str | None = None) -> Reading:
    """Return what is said when, with everything in the file that does not fit.

    WebVTT is told from SRT by what stands in the file. Voice tags and names before
    a colon become speakers; a cue in which several people talk becomes several, which
    share its time by their letters. Tags and entities are taken out.

    Args:
        path: The file; it is read and never changed.
        encoding: One of `ENCODINGS`, or None to find it out.

    Raises:
        CaptionsUnreadable: When it is no caption file or cannot be read.
    """
    content = _content(path)
    encoding = encoding or encoding_of(content)
    try:
        text = decoded(content, encoding)
    except UnicodeDecodeError as error:
        reason = f"it is not proper {ENCODINGS.get(encoding, encoding)} text"
        raise CaptionsUnreadable(path, reason) from error
    lines = _LINE_END.split(text.replace("\0", ""))
    first = next((line for line in lines if line.strip()), "")
    is_vtt = first.startswith(HEADER)
    reader = BlockReader(is_vtt=is_vtt)
    reader.read(lines)
    if not (reader.blocks or reader.times or is_vtt):
        raise CaptionsUnreadable(path, "it is neither WebVTT nor SubRip")
    return _reading(reader, encoding, "WebVTT" if is_vtt else "SubRip")


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise CaptionsUnreadable(path, "it is too large to be captions")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CaptionsUnreadable(path, reason) from error


def _reading(reader: BlockReader, encoding: str, form: str) -> Reading:
    texts = ["\n".join(block.lines) for block in reader.blocks]
    names = names_in(texts)
    cues: list[Cue] = []
    faults = list(reader.faults)
    for block, text in zip(reader.blocks, texts, strict=True):
        said = list(turns(text, names))
        if not said:
            faults.append(Fault(block.line, "The cue has no words. It is left out."))
        cues += _shared_out(block.span, said)
    return Reading(
        encoding,
        form,
        tuple(sorted(cues, key=lambda cue: cue.span.start)),
        tuple(sorted(faults, key=lambda fault: fault.line)),
        tagged=any(map(is_tagged, texts)),
    )


def _shared_out(span: Span, said: list[tuple[str, str]]) -> Iterator[Cue]:
    """Give each turn its part of a cue's time, by how many letters it has."""
    letters = sum(len(words) for _, words in said)
    start, spoken = span.start, 0
    for speaker, words in said:
        spoken += len(words)
        end = span.start + span.length * spoken // letters
        yield Cue(Span(start, end), speaker, words)
        start = end
