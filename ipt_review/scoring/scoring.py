"""From reviews to results: the whole of scoring in one call."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ipt_review.scoring.counting import tally
from ipt_review.scoring.focus import focus_time
from ipt_review.scoring.result import Result
from ipt_review.scoring.scales import score_ratings
from ipt_review.scoring.setting import setting_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.review import Review


def score(
    reviews: Sequence[Review], codebooks: Mapping[CodebookVersion, Codebook]
) -> list[Result]:
    """Score every review, in the order given.

    Args:
        reviews: All that is known of their cases; what one session was rated
            decides whether a once-only task still counts in another.
        codebooks: Every version that one of the reviews was coded with.

    Raises:
        UnknownWord: When a review uses a word that its codebook does not have.
        BadRating: When a rating is not on its item's scale.
    """
    by_case: defaultdict[UUID, list[Review]] = defaultdict(list)
    for review in reviews:
        by_case[review.case.id].append(review)
    return [
        score_review(
            review, by_case[review.case.id], codebooks[review.coding.head.codebook]
        )
        for review in reviews
    ]


def score_review(
    review: Review, others: Sequence[Review], codebook: Codebook
) -> Result:
    """Score one review in the light of the others of its case."""
    coding, length = review.coding, review.tape.length
    setting = setting_of(review, others, codebook)
    return Result(
        review=review,
        scores=score_ratings(coding.ratings, codebook, setting),
        tallies=tally(coding.marks.values(), codebook, length),
        focus=focus_time(coding, codebook, length, review.foci, review.session.phase),
    )
