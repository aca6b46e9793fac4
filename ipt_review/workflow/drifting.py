"""Following raters beside the reference, over the gold tapes that they coded."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective, Status
from ipt_review.exchange.codebook_versions import joined
from ipt_review.reliability.doubles import Double
from ipt_review.reliability.drift import GoldTape, rater_drift
from ipt_review.workflow.doubles import cases_of, voice_of, withdrawn_tapes
from ipt_review.workflow.planning import analysis_plan
from ipt_review.workflow.study_questions import RESULTS, questions_of
from ipt_review.workflow.study_reliability import against_seeing_reliability

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.people import Person
    from ipt_review.reliability.drift import RaterDrift
    from ipt_review.store.outlines import Outline
    from ipt_review.workflow.desk import Desk


def drift(
    desk: Desk,
    person: Person | None,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[RaterDrift, ...]:
    """Return how each rater of a study stands beside the reference, by handle.

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
    questions = questions_of(joined([*desk.codebooks.values()]), plan)
    return tuple(
        rater_drift(rater, tapes, questions, RESULTS[0], plan)
        for rater, tapes in sorted(found.items())
    )


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
