"""A coding of a tape as progress is read off it: its scores, without its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.scoring.focus import focus_time
from ipt_review.scoring.frame_tape import CONTRACT, ENDING, FORMULATION, TIME_LIMIT
from ipt_review.scoring.scales import score_ratings
from ipt_review.scoring.setting import setting_of
from ipt_review.scoring.verdict import judge

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import CodebookVersion
    from ipt_review.domain.review import Review
    from ipt_review.scoring.result import FocusTime, Scores
    from ipt_review.scoring.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Rated:
    """One coding of a tape, scored.

    Attributes:
        coding: Its id; what stands on the tape is looked up in the study by it.
        focus: None where nothing of the focus track was coded.
        verdict: How its scores stand to the codebook's thresholds, which are product
            defaults and not validated.
    """

    coding: UUID
    codebook: CodebookVersion
    scores: Scores
    focus: FocusTime | None
    verdict: Verdict


def codes_read(codebook: Codebook) -> frozenset[str]:
    """Return the codes and states whose marks `rated` and the frame look at."""
    items = {FORMULATION, CONTRACT, TIME_LIMIT, ENDING}
    items |= {item.id for item in codebook.items if item.critical}
    states = (state.id for state in codebook.focus.states)
    codes = (each.id for each in codebook.codes if not items.isdisjoint(each.items))
    return frozenset((*states, *codes))


def rated(review: Review, others: Sequence[Review], codebook: Codebook) -> Rated:
    """Score one coding in the light of the others of its case.

    Args:
        review: Its coding needs the marks of `codes_read` only.
        others: The other codings of its case.
        codebook: What it was coded with.
    """
    coding, marks = review.coding, review.coding.marks.values()
    setting = setting_of(review, others, codebook)
    scores = score_ratings(coding.ratings, codebook, setting)
    states = {state.id for state in codebook.focus.states}
    focus = None
    if any(mark.code in states for mark in marks):
        phase, length = review.session.phase, review.tape.length
        focus = focus_time(coding, codebook, length, review.foci, phase)
    head = coding.head
    verdict = judge(scores, marks, codebook)
    return Rated(head.id, head.codebook, scores, focus, verdict)
