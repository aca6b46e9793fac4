"""What goes into a workbook: everything scored, and under which promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from ipt_review.exchange.codebook_versions import joined
from ipt_review.exchange.content import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.consensus import Decided
    from ipt_review.domain.determination import Determination
    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.study import Case, Session, Study
    from ipt_review.domain.tape import Tape
    from ipt_review.exchange.content import Content
    from ipt_review.exchange.drift_report import DriftReport
    from ipt_review.exchange.reliability_report import ReliabilityReport
    from ipt_review.exchange.study_work import StudyWork
    from ipt_review.scoring.prompting import PromptEvent
    from ipt_review.scoring.result import Result
    from ipt_review.scoring.talk_time import TalkTime
    from ipt_review.study.determination_steps import JudgmentStep


class Privacy(Enum):
    """How much leaves the study file. Free text is the leak, so it is off at first."""

    RESEARCH = "research"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Determined:
    """A problem-area determination with the case and the rater that it belongs to."""

    case: Case
    rater: Person
    form: Determination


@dataclass(frozen=True, slots=True)
class Transcribed:
    """Who talks how much on one tape; nothing of what is said."""

    therapist: Therapist
    case: Case
    session: Session
    tape: Tape
    talk: TalkTime


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a consensus came from.

    Attributes:
        parents: Handles of the raters whose codings it was decided from, in order.
        history: All that was decided, done and undone.
    """

    parents: tuple[str, ...]
    history: Sequence[Decided]


@dataclass(frozen=True)
class Report:
    """One workbook before it is written.

    Attributes:
        codebooks: Every version that a coding was made with, the newest last; the
            last one is the one for new codings.
        results: One for each coding, by case, session, rater, perspective and pass.
            They are gone through once for each sheet, and need not be held.
        written_at: When it is written; aware times are shown in UTC.
        determinations: In any order, drafts too.
        privacy: `RESEARCH` leaves out notes, comments, and what a determination
            rests on.
        left_out: How many cases are not in it, since whoever exports must not see
            their agreed focus yet.
        withdrawn: How many are not in it, since their patients took research back.
        prompts: By coding id, what its rater was asked and what became of it.
        consensuses: By coding id, what a consensus was decided from, and how.
        talked: Who talks how much on tapes with a transcript, in any order.
        judged: How the determinations came about, form by form and in order.
        work: How the study was organized, for those who may know.
        reliability: How well raters agree; None where no tape is double-coded, or
            where whoever exports must not see it.
        drift: How raters drift and lean, under the same conditions.
    """

    study: Study
    codebooks: Mapping[CodebookVersion, Codebook]
    results: Iterable[Result]
    program_version: str
    written_at: datetime
    determinations: Sequence[Determined] = ()
    privacy: Privacy = Privacy.RESEARCH
    left_out: int = 0
    withdrawn: int = 0
    prompts: Mapping[UUID, Sequence[PromptEvent]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    consensuses: Mapping[UUID, Origin] = field(
        default_factory=lambda: MappingProxyType({})
    )
    judged: Sequence[JudgmentStep] = ()
    talked: Sequence[Transcribed] = ()
    work: StudyWork | None = None
    reliability: ReliabilityReport | None = None
    drift: DriftReport | None = None

    @property
    def with_notes(self) -> bool:
        """Whether what raters wrote in their own words goes into the workbook."""
        return self.privacy is Privacy.FULL

    @property
    def newest(self) -> Codebook:
        """The codebook that new codings use."""
        return list(self.codebooks.values())[-1]

    @cached_property
    def used(self) -> tuple[Codebook, ...]:
        """The codebooks that the codings were made with, the newest last.

        Without any coding it is the one for new codings.
        """
        names = self.content.codebooks
        found = tuple(book for name, book in self.codebooks.items() if name in names)
        return found or (self.newest,)

    @cached_property
    def words(self) -> Codebook:
        """Everything that stands in one of the used codebooks, in its newest wording.

        It is for columns and labels; what a coding could hold is in `codebook_of`.
        """
        return joined(self.used)

    def codebook_of(self, result: Result) -> Codebook:
        """Return what this coding was made with."""
        return self.codebooks[result.review.coding.head.codebook]

    @cached_property
    def content(self) -> Content:
        """What the results amount to, counted in one go through them."""
        return content_of(self.results, self.newest)

    def transcribed(self) -> list[Transcribed]:
        """Return the tapes with a transcript by case and session."""
        return sorted(
            self.talked,
            key=lambda each: (each.case.handle, each.session.number, str(each.tape.id)),
        )

    def determined(self) -> list[Determined]:
        """Return the determinations by case and rater."""
        return sorted(
            self.determinations,
            key=lambda each: (each.case.handle, each.rater.handle, str(each.form.id)),
        )
