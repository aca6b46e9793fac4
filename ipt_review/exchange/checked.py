"""What a workbook says of opening and ending, counted case by case."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective
from ipt_review.scoring.checklist import ending_tasks, opening_checklists

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Case
    from ipt_review.scoring.checklist import Checklist, EndingTask


@dataclass(frozen=True, slots=True)
class Checked:
    """The checklists of one case, as one perspective saw them.

    Attributes:
        therapist: Handle.
        opening: None where the codebook has no opening checklist.
        tapes: Which tape each session that was coded is on, by its number.
        last: Number of the last session that was coded.
        opens: By when the opening is to be done, a number of a session.
    """

    case: Case
    therapist: str
    perspective: Perspective
    opening: Checklist | None
    ending: tuple[EndingTask, ...]
    tapes: Mapping[int, UUID]
    last: int
    opens: int


def checked(reviews: Sequence[Review], codebook: Codebook) -> Iterator[Checked]:
    """Yield the checklists of one case for each perspective that coded it."""
    by_perspective: defaultdict[Perspective, list[Review]] = defaultdict(list)
    for review in reviews:
        by_perspective[review.coding.head.perspective].append(review)
    for perspective in Perspective:
        some = by_perspective.get(perspective)
        if some:
            opening = opening_checklists(some, codebook) if codebook.checklist else ()
            tapes = {each.session.number: each.tape.id for each in some}
            yield Checked(
                some[0].case,
                some[0].therapist.handle,
                perspective,
                opening[0] if opening else None,
                ending_tasks(some, codebook),
                tapes,
                max(tapes),
                codebook.frame.opening_sessions,
            )
