"""What a workbook holds, in numbers, before any of it is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ipt_review.exchange.checked import checked
from ipt_review.exchange.digest import Digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.exchange.checked import Checked
    from ipt_review.scoring.result import Result


@dataclass(frozen=True, slots=True)
class Content:
    """How much of everything there is.

    Attributes:
        codebooks: How many codings were made with each version.
        scales: Ids of the severity scales of which a session has a total.
        rescored: Ids of the items of which scoring set a rating to another value.
        digest: What the overviews rest on.
        checked: What was done in opening and ending, by case and perspective.
    """

    tapes: int
    marks: int
    ratings: int
    codebooks: Counter[CodebookVersion]
    scales: frozenset[str]
    rescored: frozenset[str]
    digest: Digest
    checked: tuple[Checked, ...]

    @property
    def codings(self) -> int:
        """How many codings there are."""
        return self.codebooks.total()


def content_of(results: Iterable[Result], codebook: Codebook) -> Content:
    """Count what results amount to; they are gone through once, case by case.

    Args:
        results: Those of a case stand together.
        codebook: Whose checklists are held against them.
    """
    codebooks: Counter[CodebookVersion] = Counter()
    tapes: set[UUID] = set()
    scales: set[str] = set()
    rescored: set[str] = set()
    digest = Digest()
    marks = ratings = 0
    lists: list[Checked] = []
    for result in _by_case(results, lists, codebook):
        review = result.review
        codebooks[review.coding.head.codebook] += 1
        tapes.add(review.tape.id)
        scales.update(each.scale for each in review.session.severity)
        marks += len(review.coding.marks)
        ratings += len(review.coding.ratings)
        rescored.update(_rescored(result))
        digest.add(result)
    return Content(
        len(tapes),
        marks,
        ratings,
        codebooks,
        frozenset(scales),
        frozenset(rescored),
        digest,
        tuple(lists),
    )


def _by_case(
    results: Iterable[Result], lists: list[Checked], codebook: Codebook
) -> Iterator[Result]:
    """Yield the same results, and fill in checklists where a case is over."""
    for _, some in groupby(results, lambda each: each.review.case.id):
        reviews = []
        for result in some:
            reviews.append(result.review)
            yield result
        lists += checked(reviews, codebook)


def _rescored(result: Result) -> Iterator[str]:
    counted = result.scores.counted
    for item, rating in result.review.coding.ratings.items():
        if item in counted and counted[item].value != rating.value:
            yield item


def in_order(results: Iterable[Result]) -> list[Result]:
    """Return results by case, session, rater, perspective and pass."""
    return sorted(results, key=_place)


def _place(result: Result) -> tuple[str, int, str, str, int, str]:
    review = result.review
    head = review.coding.head
    return (
        review.case.handle,
        review.session.number,
        review.rater.handle,
        head.perspective.value,
        head.pass_number,
        str(head.id),
    )
