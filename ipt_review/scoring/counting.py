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
    spans: dict[str, list[tuple[int, int]]] = {}
    for mark in marks:
        if mark.code not in counts:
            continue
        counts[mark.code] += 1
        if mark.end != mark.start:
            end = coded_length if mark.end is None else mark.end
            spans.setdefault(mark.code, []).append((mark.start, end))
    return {
        code: Tally(
            count, _covered(spans.get(code, [])), per_ten_minutes(count, coded_length)
        )
        for code, count in counts.items()
    }


def per_ten_minutes(count: int, coded_length: int) -> float:
    """Return a count as a rate over `coded_length` ms; without any tape, 0."""
    return count * 10 * MS_PER_MINUTE / coded_length if coded_length > 0 else 0.0


def _covered(spans: list[tuple[int, int]]) -> int:
    """Return how many ms the spans cover, what they share counted once."""
    covered = reached = 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered
