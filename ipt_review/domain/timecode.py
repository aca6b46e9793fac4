"""Moments and spans on a tape, in whole milliseconds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ipt_review.domain.problems import BadAmount, BadSpan, BadTimecode

MS_PER_SECOND = 1_000
MS_PER_MINUTE = 60 * MS_PER_SECOND
MS_PER_HOUR = 60 * MS_PER_MINUTE

_TIMECODE = re.compile(
    r"(?:(?P<hours>\d+):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]?\d)"
    r"(?:[.,](?P<fraction>\d{1,3}))?"
)
_AMOUNT = re.compile(
    r"(?P<sign>[-+−–]?)\s*(?:(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>ms|s)?|(?P<time>.*:.*))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of tape from `start` to `end`, in ms; a point has end == start.

    Raises:
        BadSpan: When it ends before it starts, or starts before the tape.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise BadSpan(self.start, self.end)

    @property
    def length(self) -> int:
        """How long the span lasts, in ms."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share any tape, edges included."""
        return self.start <= other.end and other.start <= self.end

    def shared(self, other: Span) -> int:
        """Return how many ms the two spans share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def show(moment: int) -> str:
    """Write a moment (ms) as h:mm:ss.mmm."""
    return f"{show_seconds(moment)}.{moment % MS_PER_SECOND:03}"


def show_seconds(moment: int) -> str:
    """Write a moment (ms) as h:mm:ss, the fraction cut off."""
    hours, rest = divmod(moment, MS_PER_HOUR)
    minutes, rest = divmod(rest, MS_PER_MINUTE)
    return f"{hours}:{minutes:02}:{rest // MS_PER_SECOND:02}"


def read(text: str) -> int:
    """Read h:mm:ss.mmm, h:mm:ss or m:ss as a moment in ms.

    Raises:
        BadTimecode: When the text is none of these.
    """
    found = _TIMECODE.fullmatch(text.strip())
    if found is None:
        raise BadTimecode(text)
    hours, minutes = int(found["hours"] or 0), int(found["minutes"])
    if found["hours"] is not None and minutes >= MS_PER_HOUR // MS_PER_MINUTE:
        raise BadTimecode(text)
    millis = int((found["fraction"] or "").ljust(3, "0"))
    seconds = int(found["seconds"]) * MS_PER_SECOND
    return hours * MS_PER_HOUR + minutes * MS_PER_MINUTE + seconds + millis


def read_amount(text: str) -> int:
    """Read by how much something is moved, in ms: −2.5, 250 ms, or +1:30.

    A number without a unit is seconds.

    Raises:
        BadAmount: When the text is none of these.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise BadAmount(text)
    sign = 1 if found["sign"] in ("", "+") else -1
    if found["time"] is not None:
        try:
            return sign * read(found["time"])
        except BadTimecode:
            raise BadAmount(text) from None
    number = float(found["number"].replace(",", "."))
    is_ms = (found["unit"] or "s").lower() == "ms"
    return sign * round(number if is_ms else number * MS_PER_SECOND)


def show_amount(by: int) -> str:
    """Write by how much something is moved (ms), for example −2.5 s or +0:01:30.000."""
    sign, size = "−" if by < 0 else "+", abs(by)
    if size < MS_PER_MINUTE:
        return f"{sign}{size / MS_PER_SECOND:g} s"
    return f"{sign}{show(size)}"
