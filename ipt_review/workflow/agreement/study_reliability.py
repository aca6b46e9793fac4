"""How well the raters of a study agree: from the study file to the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.masking import Fact
from ipt_review.reliability.study_table import (
    of_raters,
    pairs_of_raters,
    study_table,
)
from ipt_review.study.permissions import Act, NotAllowed
from ipt_review.workflow.access.masking import BlindedHere, masks_of
from ipt_review.workflow.agreement.doubles import gather
from ipt_review.workflow.agreement.planning import analysis_plan
from ipt_review.workflow.agreement.study_questions import questions_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.people import Person
    from ipt_review.domain.phase import Phase
    from ipt_review.domain.problems import ReviewError
    from ipt_review.reliability.doubles import Double
    from ipt_review.reliability.study_table import (
        StudyTable,
    )
    from ipt_review.workflow.agreement.doubles import Facts, Gathered
    from ipt_review.workflow.desk import Desk

READING = 0.7
"""Which share of the work reading the codings is taken for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which double-coded tapes are looked at; None for all.

    Attributes:
        therapist: Handle.
        pair: Handles of two raters; what others said is left out then.
        months: First and last month of the study.
    """

    phase: Phase | None = None
    therapist: str | None = None
    pair: tuple[str, ...] | None = None
    months: tuple[int, int] | None = None
    codebook: CodebookVersion | None = None

    def has(self, facts: Facts) -> bool:
        """Say whether a tape is among them, its raters aside."""
        return (
            self.phase in (None, facts.phase)
            and self.therapist in (None, facts.therapist)
            and self.codebook in (None, facts.codebook)
            and (
                self.months is None
                or (
                    facts.month is not None
                    and self.months[0] <= facts.month <= self.months[1]
                )
            )
        )


EVERYTHING = Choice()


@dataclass(frozen=True)
class StudyReliability:
    """The table of a study, with what it was computed from.

    Attributes:
        choice: Which tapes are in the table.
        notes: In words, what a reader must know of it.
    """

    plan: AnalysisPlan
    gathered: Gathered
    choice: Choice
    table: StudyTable
    notes: tuple[str, ...]

    def pairs(self) -> list[tuple[str, str]]:
        """Return all pairs of raters who have a tape in common."""
        return pairs_of_raters([double for double, _ in self.gathered.doubles])


def against_seeing_reliability(desk: Desk, person: Person | None) -> ReviewError | None:
    """Return why a person may not see how well raters agree; None where they may.

    It takes a right, and nobody does who rates blind to what others found.
    """
    verdict = desk.rights.may(Act.SEE_RELIABILITY, person=person)
    if not verdict.allowed:
        return NotAllowed(verdict.reason, verdict.remedy)
    if person is not None:
        mask = masks_of(desk.database).in_general(person)
        if mask.hides(Fact.RATERS):
            return BlindedHere()
    return None


def study_reliability(
    desk: Desk,
    person: Person | None,
    choice: Choice,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> StudyReliability:
    """Read the codings of a study, and return how well their raters agree.

    Args:
        desk: The open study.
        person: Who looks; None for the command line.
        choice: Which tapes.
        progress: Hears how much is done, from 0 to 1.
        cancelled: Says whether to stop; what is returned then is of no use.

    Raises:
        NotAllowed: When the person may not.
        BlindedHere: When they rate blind.
        BadPlan: When a newer version wrote the plan.
    """
    refusal = against_seeing_reliability(desk, person)
    if refusal is not None:
        raise refusal
    plan = analysis_plan(desk.database)
    gathered = gather(desk, plan, lambda done: progress(READING * done), cancelled)
    return chosen_reliability(
        gathered,
        plan,
        choice,
        lambda done: progress(READING + (1 - READING) * done),
        cancelled,
    )


def chosen_reliability(
    gathered: Gathered,
    plan: AnalysisPlan,
    choice: Choice,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> StudyReliability:
    """Return how well raters agree on some of the tapes that were gathered."""
    questions = questions_of(gathered.codebook, plan, gathered.rescaled)
    chosen = [
        (double, facts) for double, facts in gathered.doubles if choice.has(facts)
    ]
    doubles = [double for double, _ in chosen]
    if choice.pair is not None:
        doubles = of_raters(doubles, choice.pair)
    table = study_table(questions, doubles, plan, progress, cancelled)
    versions = {facts.codebook for _, facts in chosen}
    notes = notes_on(gathered, doubles, len(versions))
    return StudyReliability(plan, gathered, choice, table, notes)


def notes_on(
    gathered: Gathered, doubles: list[Double], versions: int
) -> tuple[str, ...]:
    """Return what a reader must know of the tapes that were compared, in words."""
    out = gathered.left_out
    counted = {
        "Coded by one rater only, and not compared: {} tapes.": out.single,
        "Not submitted yet, and not compared: {} codings.": out.drafts,
        "A rater's second coding of the same tape is not compared: {}.": out.repeats,
        "Left out, since their patients took research back: {} codings.": out.withdrawn,
        "Left out, since their raters used different versions of the codebook: "
        "{} tapes.": out.versions,
    }
    notes = [] if doubles else [_why_nothing(gathered)]
    notes += [said.format(f"{count:,}") for said, count in counted.items() if count]
    if versions > 1:
        notes.append(
            f"Codings of {versions} versions of the codebook are pooled; choose one to "
            "compare like with like."
        )
    if gathered.rescaled:
        items = ", ".join(sorted(gathered.rescaled))
        notes.append(f"Left out, since their scale differs between versions: {items}.")
    return tuple(notes)


def _why_nothing(gathered: Gathered) -> str:
    if gathered.doubles:
        return "No double-coded tape is as chosen. Choose others above."
    out = gathered.left_out
    if out.versions:
        return "Raters of each tape used different versions of the codebook."
    if out.single:
        return (
            "No tape was coded by two raters. Agreement needs two submitted codings of "
            "one tape; give tapes out twice on the page Assignments."
        )
    return "No coding has been submitted yet, so there is nothing to compare."
