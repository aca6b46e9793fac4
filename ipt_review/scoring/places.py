"""Where in a case something was first done: on a mark, or by a rating that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.review import Review


@dataclass(frozen=True, slots=True)
class Place:
    """A session in which something was done.

    Attributes:
        session: Its number.
        at: Where on the tape it was first marked, in ms, or None where only a
            rating says so.
        rated: The highest score of the item there, None where it has none.
    """

    session: int
    at: int | None
    rated: int | None = None


def places(item: str, reviews: Iterable[Review], codebook: Codebook) -> list[Place]:
    """Return the sessions in which an item was met or a code of it marked, in order.

    A code belongs to an item when it speaks for it by itself; the item is met from
    the codebook's threshold on. Reviews of one session are read together: pass in
    those of one perspective only.
    """
    codes = {code.id for code in codebook.codes if item in code.items}
    found: dict[int, Place] = {}
    for review in reviews:
        place = _place(item, codes, review, codebook.thresholds.met)
        if place is not None:
            known = found.get(place.session)
            found[place.session] = place if known is None else _both(known, place)
    return [found[number] for number in sorted(found)]


def _place(item: str, codes: set[str], review: Review, met: int) -> Place | None:
    starts = [m.start for m in review.coding.marks.values() if m.code in codes]
    rating = review.coding.ratings.get(item)
    score = None if rating is None else rating.score
    if not starts and (score is None or score < met):
        return None
    return Place(review.session.number, min(starts, default=None), score)


def _both(one: Place, other: Place) -> Place:
    starts = [place.at for place in (one, other) if place.at is not None]
    scores = [place.rated for place in (one, other) if place.rated is not None]
    return Place(one.session, min(starts, default=None), max(scores, default=None))
