"""What goes into a workbook: everything scored, and under which promises."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.study import Study
    from ipt_review.scoring.result import Result


class Privacy(Enum):
    """How much leaves the study file. Free text is the leak, so it is off at first."""

    RESEARCH = "research"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Report:
    """One workbook before it is written.

    Attributes:
        results: One for each coding, in any order.
        written_at: When it is written; aware times are shown in UTC.
        privacy: `RESEARCH` leaves out notes and comments.
    """

    study: Study
    codebook: Codebook
    results: Sequence[Result]
    program_version: str
    written_at: datetime
    privacy: Privacy = Privacy.RESEARCH

    @property
    def with_notes(self) -> bool:
        """Whether what raters wrote in their own words goes into the workbook."""
        return self.privacy is Privacy.FULL

    def in_order(self) -> list[Result]:
        """Return the results by case, session, rater, perspective, and pass."""
        return sorted(self.results, key=_place)


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
