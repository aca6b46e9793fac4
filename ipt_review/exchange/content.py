"""What a workbook holds, in numbers, before any of it is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.exchange.digest import Digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.scoring.result import Result


@dataclass(frozen=True, slots=True)
class Content:
    """How much of everything there is.

    Attributes:
        codebooks: How many codings were made with each version.
        scales: Ids of the severity scales of which a session has a total.
        rescored: Ids of the items of which scoring set a rating to another value.
        digest: What the overviews rest on.
    """

    tapes: int
    marks: int
    ratings: int
    codebooks: Counter[CodebookVersion]
    scales: frozenset[str]
    rescored: frozenset[str]
    digest: Digest

    @property
    def codings(self) -> int:
        """How many codings there are."""
        return self.codebooks.total()


def content_of(results: Iterable[Result]) -> Content:
    """Count what results amount to; they are gone through once."""
    codebooks: Counter[CodebookVersion] = Counter()
    tapes: set[UUID] = set()
    scales: set[str] = set()
    rescored: set[str] = set()
    digest = Digest()
    marks = ratings = 0
    for result in results:
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
    )


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
