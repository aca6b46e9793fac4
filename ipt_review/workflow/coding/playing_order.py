"""In which stretches marks are played one after another: a pure function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.mark import Mark


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of tape that is played in one go.

    Attributes:
        numbers: Of the marks on it, in the order of the tape.
    """

    span: Span
    numbers: tuple[int, ...]


def stretches(
    marks: Iterable[Mark], length: int, lead_in: int, lead_out: int
) -> list[Stretch]:
    """Return what is played of the tape so that every mark is heard once.

    Args:
        marks: In any order; one that is open reaches to its own start only.
        length: Of the tape, in ms; nothing is played beyond it.
        lead_in: How much is played before each mark, in ms.
        lead_out: How much is played behind it. Stretches that meet become one.
    """
    found: list[Stretch] = []
    for mark in sorted(marks, key=lambda each: (each.start, each.number)):
        last = mark.start if mark.end is None else mark.end
        begin = max(0, min(mark.start, length) - lead_in)
        span = Span(begin, max(begin, min(last + lead_out, length)))
        if found and span.start <= found[-1].span.end:
            before = found.pop()
            whole = Span(before.span.start, max(before.span.end, span.end))
            found.append(Stretch(whole, (*before.numbers, mark.number)))
        else:
            found.append(Stretch(span, (mark.number,)))
    return found
