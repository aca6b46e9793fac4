"""Following raters beside the reference, over the gold tapes that they coded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status
from ipt_review.exchange.codebook_versions import joined
from ipt_review.reliability.doubles import Double
from ipt_review.reliability.drift import GoldTape, beside_reference, rater_drift
from ipt_review.reliability.leniency import among_others, leanings
from ipt_review.workflow.agreement.doubles import (
    cases_of,
    gather,
    voice_of,
    withdrawn_tapes,
)
from ipt_review.workflow.agreement.planning import analysis_plan
from ipt_review.workflow.agreement.study_questions import RESULTS, questions_of
from ipt_review.workflow.agreement.study_reliability import against_seeing_reliability

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.people import Person
    from ipt_review.reliability.doubles import Named
    from ipt_review.reliability.drift import RaterDrift
    from ipt_review.reliability.leniency import Leaning
    from ipt_review.store.outlines import Outline
    from ipt_review.workflow.desk import Desk


DOUBLES = 0.7
"""Which share of the work reading double-coded tapes is taken for."""


@dataclass(frozen=True)
class Followed:
    """How the raters of a study stand beside the reference, and among each other.

    Attributes:
        raters: Beside the reference, by handle; only who coded a gold tape.
        items: What can be looked at one by one.
        by_reference: How each leans on gold tapes.
        by_others: How each leans on double-coded tapes.
    """

    plan: AnalysisPlan
    raters: tuple[RaterDrift, ...]
    items: tuple[Named, ...]
    by_reference: tuple[Leaning, ...]
    by_others: tuple[Leaning, ...]

    @property
    def tapes(self) -> set[UUID]:
        """All tapes behind the figures."""
        found = {point.tape for each in self.raters for point in each.points}
        for leaning in (*self.by_reference, *self.by_others):
            found |= {each.tape for each in leaning.tapes}
        return found


def drift(
    desk: Desk,
    person: Person | None,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Followed:
    """Return how each rater of a study stands beside the reference and the others.

    A gold tape is one with a submitted reference coding; it counts for every rater who
    submitted a first pass on it with the same version of the codebook.

    Args:
        desk: The open study.
        person: Who looks; None for the command line.
        progress: Hears how much is done, from 0 to 1.
        cancelled: Says whether to stop; what is returned then is incomplete.

    Raises:
        NotAllowed: When the person may not see how well raters agree.
        BlindedHere: When they rate blind.
        BadPlan: When a newer version wrote the plan.
    """
    refusal = against_seeing_reliability(desk, person)
    if refusal is not None:
        raise refusal
    plan = analysis_plan(desk.database)
    gathered = gather(desk, plan, lambda done: progress(DOUBLES * done), cancelled)
    gold = _gold(
        desk, plan, lambda done: progress(DOUBLES + (1 - DOUBLES) * done), cancelled
    )
    questions = questions_of(joined([*desk.codebooks.values()]), plan)
    since = _since(desk, plan, gold)
    doubles = [double for double, _ in gathered.doubles]
    by_reference = {
        rater: beside_reference(tapes, questions) for rater, tapes in gold.items()
    }
    return Followed(
        plan,
        tuple(
            rater_drift(rater, tapes, questions, RESULTS[0], plan, since[rater])
            for rater, tapes in sorted(gold.items())
        ),
        questions.items,
        leanings(by_reference, questions.items),
        leanings(among_others(doubles, questions.items), questions.items),
    )


def _gold(
    desk: Desk,
    plan: AnalysisPlan,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> dict[str, list[GoldTape]]:
    """Return by rater the gold tapes that they coded."""
    heads = _heads(desk, plan.whose)
    wanted = {head.id for some in heads.values() for head in some}
    at = desk.database.closings.submitted_at()
    cases = cases_of(desk, heads)
    found: defaultdict[str, list[GoldTape]] = defaultdict(list)
    read = desk.database.outlines_by_case(cases, wanted)
    for place, outlines in enumerate(read, 1):
        if cancelled():
            break
        reviews = [each.review for each in outlines]
        for reference, own in _met(outlines, wanted):
            review = own.review
            book = desk.codebooks[review.coding.head.codebook]
            voices = tuple(voice_of(each, reviews, book) for each in (own, reference))
            double = Double(review.tape.id, review.tape.length, voices)
            gold = GoldTape(double, at.get(review.coding.head.id))
            found[review.rater.handle].append(gold)
        progress(place / len(cases))
    return dict(found)


def _since(
    desk: Desk, plan: AnalysisPlan, gold: Mapping[str, list[GoldTape]]
) -> dict[str, int]:
    """Return by rater how many tapes they submitted after their last gold tape."""
    at = desk.database.closings.submitted_at()
    handles = {each.id: each.handle for each in desk.database.people()}
    known = {
        rater: {voice.coding for tape in tapes for voice in tape.double.voices}
        for rater, tapes in gold.items()
    }
    last = {
        rater: max((each.at for each in tapes if each.at is not None), default=0)
        for rater, tapes in gold.items()
    }
    found = dict.fromkeys(gold, 0)
    for head in desk.database.heads():
        rater = handles[head.rater]
        ours = head.perspective is plan.whose and rater in gold
        if ours and head.id not in known[rater] and at.get(head.id, 0) > last[rater]:
            found[rater] += 1
    return found


def _heads(desk: Desk, whose: Perspective) -> dict[UUID, list[CodingHead]]:
    """Return by tape what can be held against its reference, and that."""
    gone = withdrawn_tapes(desk)
    closed = [
        each
        for each in desk.database.heads()
        if each.status is not Status.DRAFT and each.tape not in gone
    ]
    found = {
        head.tape: [head]
        for head in closed
        if head.perspective is Perspective.GOLD_STANDARD
    }
    for head in closed:
        if head.tape in found and head.perspective is whose and head.pass_number == 1:
            found[head.tape].append(head)
    return found


def _met(outlines: list[Outline], wanted: set[UUID]) -> list[tuple[Outline, Outline]]:
    """Return the reference of each tape with each coding to hold against it."""
    known = [
        (each.review.coding.head, each)
        for each in outlines
        if each.review.coding.head.id in wanted
    ]
    gold = {
        head.tape: (head, each)
        for head, each in known
        if head.perspective is Perspective.GOLD_STANDARD
    }
    return [
        (gold[head.tape][1], each)
        for head, each in known
        if head.perspective is not Perspective.GOLD_STANDARD
        and head.codebook == gold[head.tape][0].codebook
    ]
