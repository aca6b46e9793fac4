"""What overviews of a workbook rest on: a line for each coding, and sums."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.scoring.result import Result

Series = tuple[str, str]
"""Handle of a therapist and a perspective: what is never pooled with another."""


@dataclass(frozen=True, slots=True)
class Line:
    """One coding in the fewest words; means are None where the sheet Sessions is empty.

    Attributes:
        severity: The last total of each scale in the session, by the scale's id.
    """

    therapist: str
    case: str
    session: int
    phase: str
    perspective: str
    is_draft: bool
    adherence: float | None
    off_model: float | None
    competence: float | None
    essentials: float | None
    on_focus: float | None
    severity: Mapping[str, int]

    @property
    def series(self) -> Series:
        """Whose work it is, seen as what."""
        return self.therapist, self.perspective


@dataclass(slots=True)
class Digest:
    """Lines of all codings, and what is added up over them.

    Attributes:
        items: By series and item, how often it has a score, and the sum of them.
        focus: By series, session and focus state, the time in ms.
    """

    lines: list[Line] = field(default_factory=list)
    items: dict[tuple[Series, str], tuple[int, int]] = field(default_factory=dict)
    focus: defaultdict[tuple[Series, int, str], int] = field(
        default_factory=lambda: defaultdict(int)
    )

    def add(self, result: Result) -> None:
        """Take in one coding."""
        line = _line(result)
        self.lines.append(line)
        for item, rating in result.scores.counted.items():
            if rating.score is not None:
                number, total = self.items.get((line.series, item), (0, 0))
                self.items[line.series, item] = (number + 1, total + rating.score)
        for state, time in result.focus.by_state.items():
            self.focus[line.series, line.session, state] += time

    @property
    def series(self) -> list[Series]:
        """By therapist and perspective, each once."""
        return sorted({line.series for line in self.lines})


def _line(result: Result) -> Line:
    review, scores = result.review, result.scores
    head = review.coding.head
    return Line(
        review.therapist.handle,
        review.case.handle,
        review.session.number,
        review.session.phase.value,
        head.perspective.value,
        head.status is Status.DRAFT,
        scores.adherence.value,
        scores.off_model.value,
        scores.competence.value,
        scores.essentials_met,
        result.focus.on_focus,
        {each.scale: each.total for each in review.session.severity},
    )
