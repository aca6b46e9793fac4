"""What on the tape bears on an item, and where rating and marks do not fit.

The checks prompt a rater; they are never enforced, and a study can do without them
(codebook notes, section B8).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from ipt_review.domain.codebook import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ipt_review.domain.codebook import Codebook, Item
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.rating import Rating

STRAIGHT_LINE = 12
"""So many ratings in a row with one value are worth a second look."""


class CheckKind(Enum):
    """In what way ratings and marks do not fit."""

    HIGH_WITHOUT_EVENT = "high_without_event"
    ABSENT_WITH_EVENT = "absent_with_event"
    ALL_SAME = "all_same"


@dataclass(frozen=True, slots=True)
class SoftCheck:
    """One prompt to the rater.

    Attributes:
        items: Ids of the items that it is about.
        marks: Numbers of the marks that contradict the rating.
    """

    kind: CheckKind
    items: tuple[str, ...]
    marks: tuple[int, ...] = ()


def evidence(item: Item, marks: Collection[Mark], codebook: Codebook) -> list[Mark]:
    """Return the marks of codes that bear on an item, as they stand on the tape.

    A code of area work bears on the items of the area that was being talked about;
    where the focus track shows no area, on those of all its areas.
    """
    found = [
        mark
        for mark in marks
        if mark.code in item.evidence and codebook.track_of(mark.code) is None
    ]
    if item.applies.areas:
        found = [
            mark
            for mark in found
            if _area_at(mark, marks, codebook) in {None, *item.applies.areas}
        ]
    return sorted(found, key=lambda mark: (mark.start, mark.number))


def soft_checks(
    ratings: Mapping[str, Rating], marks: Collection[Mark], codebook: Codebook
) -> list[SoftCheck]:
    """Return the prompts that ratings and marks give rise to, in the form's order.

    They are: an extent of 4 or more without a mark that bears on it; an item rated
    absent although a code was marked that by itself speaks for it; and many ratings
    in a row with one value. Without any mark on the tape only the last is checked.
    """
    checks: list[SoftCheck] = []
    for item in codebook.items:
        score = ratings[item.id].score if item.id in ratings else None
        if marks and score is not None and item.part is not Part.COMPETENCE:
            checks.extend(_against_marks(item, score, marks, codebook))
    return [*checks, *_straight_lines(ratings, codebook)]


def _against_marks(
    item: Item, score: int, marks: Collection[Mark], codebook: Codebook
) -> Iterator[SoftCheck]:
    found = evidence(item, marks, codebook) if item.evidence else []
    backed = bool(found) or _is_backed_by_a_track(item, marks, codebook)
    if item.evidence and score >= codebook.thresholds.met and not backed:
        yield SoftCheck(CheckKind.HIGH_WITHOUT_EVENT, (item.id,))
    if score == codebook.scale_of(item.id).low:
        plain = tuple(m.number for m in found if _speaks_for(m, item, codebook))
        if plain:
            yield SoftCheck(CheckKind.ABSENT_WITH_EVENT, (item.id,), plain)


def _speaks_for(mark: Mark, item: Item, codebook: Codebook) -> bool:
    return item.id in codebook.code(mark.code).items


def _is_backed_by_a_track(
    item: Item, marks: Collection[Mark], codebook: Codebook
) -> bool:
    states = {each for each in item.evidence if codebook.track_of(each) is not None}
    return any(mark.code in states for mark in marks)


def _straight_lines(
    ratings: Mapping[str, Rating], codebook: Codebook
) -> Iterator[SoftCheck]:
    scored = [
        (item.id, ratings[item.id].score)
        for item in codebook.items
        if item.id in ratings and ratings[item.id].score is not None
    ]
    for _, run in groupby(scored, key=lambda pair: pair[1]):
        items = tuple(item for item, _ in run)
        if len(items) >= STRAIGHT_LINE:
            yield SoftCheck(CheckKind.ALL_SAME, items)


def _area_at(mark: Mark, marks: Collection[Mark], codebook: Codebook) -> str | None:
    """Return the area in the focus track where a mark begins, if there is one."""
    areas = {area.id for area in codebook.areas}
    holding = [
        each
        for each in marks
        if each.code in areas
        and each.start <= mark.start
        and (each.end is None or mark.start < each.end)
    ]
    return max(holding, key=lambda each: each.start).code if holding else None
