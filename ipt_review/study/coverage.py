"""Which parts of a tape were played while it was coded, and how much that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.timecode import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE = 1_500
"""Stretches nearer to each other (ms) count as one; engines report in steps."""


def joined(spans: Iterable[Span], close: int = CLOSE) -> tuple[Span, ...]:
    """Return the same stretches without overlaps, in order.

    Args:
        spans: In any order.
        close: Gaps no longer than that (ms) are closed.
    """
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if found and span.start <= found[-1].end + close:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def played_ms(spans: Iterable[Span], length: int) -> int:
    """Return how much of a tape of this length (ms) was played."""
    inside = (Span(each.start, min(each.end, length)) for each in joined(spans))
    return sum(max(0, each.end - each.start) for each in inside)


def not_played(spans: Iterable[Span], length: int, shortest: int) -> tuple[Span, ...]:
    """Return the stretches of a tape that nobody played, in order.

    Args:
        spans: What was played, in any order.
        length: Of the tape, in ms.
        shortest: Shorter gaps (ms) are passed over.
    """
    at, found = 0, []
    for each in joined(spans):
        if each.start - at >= shortest:
            found.append(Span(at, each.start))
        at = max(at, each.end)
    if length - at >= shortest:
        found.append(Span(at, length))
    return tuple(found)
