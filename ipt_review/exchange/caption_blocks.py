"""Where cues begin and end in a caption file, and every line that does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ipt_review.domain.timecode import MS_PER_HOUR, MS_PER_MINUTE, Span
from ipt_review.study.transcript_reading import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER: Final = "WEBVTT"

_ASIDE: Final = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s.*)?")
_TIME: Final = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*-+>\s*{_TIME}(?:\s.*)?")
_TIME_FIRST: Final = re.compile(r"\s*-?\d+:\d")
_LIKE_TIMING: Final = re.compile(r"-->|\s*-?\d+:\d+[\d:.,]*\s*[-–—=]*>")


@dataclass
class Block:
    """The lines of one cue and when they are said."""

    line: int
    span: Span
    lines: list[str] = field(default_factory=list)


class BlockReader:
    """Reads line after line; nothing that is left out is left out unsaid.

    Attributes:
        blocks: Cues in the order of the file.
        faults: Lines that do not fit, by number.
        times: How many lines look like times of a cue, faulty ones too.
    """

    def __init__(self, *, is_vtt: bool) -> None:
        self.blocks: list[Block] = []
        self.faults: list[Fault] = []
        self.times = 0
        self._is_vtt = is_vtt
        self._open = False
        self._passing_over = False
        self._waiting: list[tuple[int, str]] = []

    def read(self, lines: Sequence[str]) -> None:
        """Read all lines of a file."""
        for number, line in enumerate(lines, start=1):
            self._read_line(number, line)
        self._end_block()

    def _read_line(self, number: int, line: str) -> None:
        if not line.strip():
            self._end_block()
        elif self._is_vtt and not self._open and self._is_aside(line):
            self._passing_over = True
        elif _LIKE_TIMING.search(line) and self._is_timing(line):
            self._begin_cue(number, line)
        elif self._passing_over:
            return
        elif self._open:
            self.blocks[-1].lines.append(line)
        else:
            self._waiting.append((number, line))

    def _is_aside(self, line: str) -> bool:
        """Tell the heading, and blocks that are for programs, from words."""
        if line.startswith(HEADER):
            return not self.blocks
        return not self._waiting and bool(_ASIDE.fullmatch(line.strip()))

    def _is_timing(self, line: str) -> bool:
        """Tell an arrow between times from one that somebody says."""
        return not self._open or bool(_TIME_FIRST.match(line))

    def _end_block(self) -> None:
        self._place_waiting()
        self._open = self._passing_over = False

    def _begin_cue(self, number: int, line: str) -> None:
        if self._open:
            self._give_back_number()
        elif self._waiting and self._is_name_of_cue(self._waiting[-1][1]):
            self._waiting.pop()
        self._place_waiting()
        self.times += 1
        span, wrong = _span(line)
        self._open = span is not None
        self._passing_over = span is None
        if span is None:
            self.faults.append(Fault(number, f"{wrong} The cue is left out."))
        else:
            self.blocks.append(Block(number, span))

    def _give_back_number(self) -> None:
        """Take the number of the next cue, with no blank line before, off this one."""
        lines = self.blocks[-1].lines
        if lines and lines[-1].strip().isdecimal():
            lines.pop()

    def _is_name_of_cue(self, line: str) -> bool:
        return self._is_vtt or line.strip().isdecimal()

    def _place_waiting(self) -> None:
        """Add words that have no time of their own to the cue before them."""
        waiting, self._waiting = self._waiting, []
        if not waiting or all(line.strip().isdecimal() for _, line in waiting):
            return
        first = waiting[0][0]
        if self.blocks:
            self.blocks[-1].lines.extend(line for _, line in waiting)
            what = "Words without a time. They are added to the cue before."
        else:
            what = "Words before the first cue. They are left out."
        self.faults.append(Fault(first, what))


def _span(line: str) -> tuple[Span | None, str]:
    """Read a line of times; return what is wrong with it where it has none."""
    found = _TIMING.fullmatch(line)
    if found is None:
        return None, f"“{line.strip()}” is not a start and an end time."
    start, end = _moment(*found.groups()[:4]), _moment(*found.groups()[4:8])
    if start is None or end is None:
        return None, "Minutes and seconds end at 59."
    if end < start:
        return None, "The cue ends before it starts."
    return Span(start, end), ""


def _moment(
    hours: str | None, minutes: str, seconds: str, part: str | None
) -> int | None:
    if max(int(minutes), int(seconds)) >= MS_PER_HOUR // MS_PER_MINUTE:
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1_000 + int((part or "")[:3].ljust(3, "0"))
