"""How often and how long each code stands on the tape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_MINUTE
from ipt_review.scoring.result import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.mark import Mark


def tally(
    marks: Iterable[Mark], codebook: Codebook, coded_length: int
) -> Mapping[str, Tally]:
    """Count the marks of every code of the codebook, those without one included.

    Args:
        marks: In any order; track states and unknown codes are passed over.
        codebook: Whose codes are counted.
        coded_length: How much tape was coded, in ms; open intervals reach to it.
    """
    counts = dict.fromkeys((code.id for code in codebook.codes), 0)
    spans: dict[str, list[tuple[int, int]]] = {code: [] for code in counts}
    for mark in marks:
        code, start, end = mark.code, mark.start, mark.end
        if code not in counts:
            continue
        counts[code] += 1
        if end != start:
            spans[code].append((start, coded_length if end is None else end))
    return {
        code: Tally(count, _covered(spans[code]), per_ten_minutes(count, coded_length))
        for code, count in counts.items()
    }


def per_ten_minutes(count: int, coded_length: int) -> float:
    """Return a count as a rate over `coded_length` ms; without any tape, 0."""
    return count * 10 * MS_PER_MINUTE / coded_length if coded_length > 0 else 0.0


def _covered(spans: list[tuple[int, int]]) -> int:
    """Return how many ms the spans cover, what they share counted once."""
    covered = reached = 0
    for start, end in sorted(spans):
        reached = max(reached, start)
        if end > reached:
            covered += end - reached
            reached = end
    return covered
