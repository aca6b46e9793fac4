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
    by_code: dict[str, list[Mark]] = {code.id: [] for code in codebook.codes}
    for mark in marks:
        if mark.code in by_code:
            by_code[mark.code].append(mark)
    return {
        code: Tally(
            len(found),
            _covered(found, coded_length),
            per_ten_minutes(len(found), coded_length),
        )
        for code, found in by_code.items()
    }


def per_ten_minutes(count: int, coded_length: int) -> float:
    """Return a count as a rate over `coded_length` ms; without any tape, 0."""
    return count * 10 * MS_PER_MINUTE / coded_length if coded_length > 0 else 0.0


def _covered(marks: list[Mark], until: int) -> int:
    """Return how many ms the marks cover, what they share counted once."""
    spans = sorted(
        (mark.start, until if mark.end is None else mark.end)
        for mark in marks
        if mark.end != mark.start
    )
    covered = reached = 0
    for start, end in spans:
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered
