"""A feedback page as it goes to paper: everything on it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ipt_review.domain.codebook import TrackState
    from ipt_review.domain.feedback import Content
    from ipt_review.scoring.focus import Bout
    from ipt_review.scoring.sequence import SequenceStep


@dataclass(frozen=True, slots=True)
class Trend:
    """Severity up to the session of the page.

    Attributes:
        scale: What the scale is called.
        totals: Session numbers and totals, in order.
        remission_below: Totals under this are in the normal range; None where no such
            line is settled.
    """

    scale: str
    totals: tuple[tuple[int, int], ...]
    remission_below: int | None


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One item as both rated it, in figures or in words.

    Attributes:
        part: Which of the three results it belongs to, as a heading.
        own: What the self-review says; empty where it says nothing.
    """

    part: str
    label: str
    own: str
    supervisor: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One task of the opening or of the ending, and how it stands."""

    label: str
    state: str
    done: bool


@dataclass(frozen=True, slots=True)
class FocusRibbon:
    """What was talked about, over the tape.

    Attributes:
        bouts: Cover the tape without a gap.
        states: By id.
        said: The share on the agreed focus in a sentence, or why there is none.
    """

    bouts: tuple[Bout, ...]
    states: Mapping[str, TrackState]
    said: str


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """Everything that is on one page; people and cases by their ids alone.

    Attributes:
        tape: Id of the tape, for links to its moments.
        session: Number of the session, of `planned`.
        foci: The agreed problem areas, in words.
        severity: The newest total and the first, in words; empty where none is known.
        trend: The totals of that scale.
        length: Of the tape, in ms.
        means: Adherence, off-model and competence, each by itself, with what they
            rest on.
        ratings: The items that apply in the session.
        left_out: How many items do not apply, or were rated by nobody.
        no_self: Why there is no self-rating, in a sentence; empty where there is one.
        checks: The opening's tasks or the ending's, under `checks_title`.
        notice: What has to be said wherever scores are shown.
        is_draft: Whether it was not handed back.
    """

    tape: UUID
    therapist: str
    case: str
    supervisor: str
    session: int
    planned: int
    phase: str
    foci: str
    severity: str
    trend: Trend | None
    steps: tuple[SequenceStep, ...]
    ribbon: FocusRibbon
    length: int
    content: Content
    means: tuple[RatingLine, ...]
    ratings: tuple[RatingLine, ...]
    left_out: int
    no_self: str
    checks_title: str
    checks: tuple[CheckLine, ...]
    notice: str
    is_draft: bool

    @property
    def title(self) -> str:
        """What the page is about."""
        return f"Case {self.case} · session {self.session} of {self.planned}"

    @property
    def file_name(self) -> str:
        """How a file of it is called, without its ending; ids only."""
        plain = "".join(c if c.isalnum() or c in "-_" else "-" for c in self.case)
        return f"feedback-{plain}-s{self.session:02}"
