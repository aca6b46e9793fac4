"""Finding the tapes of a study that several raters coded, with what they said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Status
from ipt_review.exchange.codebook_versions import joined
from ipt_review.reliability.doubles import Double, Voice
from ipt_review.scoring.scales import score_ratings
from ipt_review.scoring.setting import setting_of
from ipt_review.workflow.agreement.study_questions import means_of
from ipt_review.workflow.library.consenting import withdrawn_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.domain.codebook import Codebook, Phase
    from ipt_review.domain.coding import CodebookVersion, CodingHead
    from ipt_review.domain.review import Review
    from ipt_review.store.outlines import Outline
    from ipt_review.workflow.desk import Desk

PAIR = 2
MONTH = 30 * 24 * 60 * 60 * 1_000
"""A month of a study: 30 days, the first beginning with its first double."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What tapes can be told apart by.

    Attributes:
        therapist: Handle.
        month: Of the study in which the last coding of the tape was submitted, from 1;
            None where nobody knows.
    """

    phase: Phase
    therapist: str
    codebook: CodebookVersion
    month: int | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many tapes and codings cannot be compared, and why.

    Attributes:
        single: Tapes of which only one rater submitted a coding.
        drafts: Codings that are not submitted.
        repeats: Codings of a tape that its rater had coded before.
        versions: Tapes whose raters used different versions of the codebook.
        withdrawn: Codings of tapes of patients who took research back.
    """

    single: int = 0
    drafts: int = 0
    repeats: int = 0
    versions: int = 0
    withdrawn: int = 0


@dataclass(frozen=True)
class Gathered:
    """All double-coded tapes of a study.

    Attributes:
        doubles: With what they can be told apart by.
        codebook: Everything that a coding of them could hold, in its newest wording.
        rescaled: Items whose scale differs between versions in use.
    """

    doubles: tuple[tuple[Double, Facts], ...]
    codebook: Codebook
    rescaled: frozenset[str]
    left_out: LeftOut


def gather(
    desk: Desk,
    plan: AnalysisPlan,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Gathered:
    """Return the double-coded tapes of a study.

    First passes count that are submitted or locked; drafts, repeats, consensus and
    practice do not. No rater counts twice on a tape.

    Args:
        desk: The open study.
        plan: Says as what the codings have to be made.
        progress: Hears how much is done, from 0 to 1.
        cancelled: Says whether to stop; what is returned then is incomplete.
    """
    heads, left_out = _heads(desk, plan)
    wanted = {head.id for some in heads.values() for head in some}
    months = _months(desk, heads)
    cases = cases_of(desk, heads)
    found: list[tuple[Double, Facts]] = []
    read = desk.database.outlines_by_case(cases, wanted)
    for place, outlines in enumerate(read, 1):
        if cancelled():
            break
        found += _of_case(desk, outlines, wanted, months)
        progress(place / len(cases))
    versions = {facts.codebook for _, facts in found}
    books = [book for name, book in desk.codebooks.items() if name in versions]
    books = books or [desk.codebook]
    return Gathered(tuple(found), joined(books), _rescaled(books), left_out)


def _heads(
    desk: Desk, plan: AnalysisPlan
) -> tuple[dict[UUID, list[CodingHead]], LeftOut]:
    """Return by tape the codings that can be compared, and what cannot."""
    known = [e for e in desk.database.heads() if e.perspective is plan.whose]
    gone = withdrawn_tapes(desk)
    ours = [each for each in known if each.tape not in gone]
    drafts = sum(each.status is Status.DRAFT for each in ours)
    closed = [each for each in ours if each.status is not Status.DRAFT]
    by_tape: defaultdict[UUID, dict[UUID, CodingHead]] = defaultdict(dict)
    for head in sorted(closed, key=lambda each: each.pass_number):
        if head.pass_number == 1:
            by_tape[head.tape].setdefault(head.rater, head)
    repeats = len(closed) - sum(map(len, by_tape.values()))
    several = {t: [*m.values()] for t, m in by_tape.items() if len(m) >= PAIR}
    alike = {t: m for t, m in several.items() if len({h.codebook for h in m}) == 1}
    return alike, LeftOut(
        single=len(by_tape) - len(several),
        drafts=drafts,
        repeats=repeats,
        versions=len(several) - len(alike),
        withdrawn=len(known) - len(ours),
    )


def _months(
    desk: Desk, heads: Mapping[UUID, Iterable[CodingHead]]
) -> dict[UUID, int | None]:
    """Return by tape the month of the study in which its last coding was submitted."""
    at = desk.database.closings.submitted_at()
    last = {
        tape: max((at[head.id] for head in some if head.id in at), default=None)
        for tape, some in heads.items()
    }
    first = min((each for each in last.values() if each is not None), default=0)
    return {
        tape: None if each is None else (each - first) // MONTH + 1
        for tape, each in last.items()
    }


def withdrawn_tapes(desk: Desk) -> frozenset[UUID]:
    """Return the tapes of patients who took research back."""
    held = desk.holdings()
    cases = withdrawn_cases(desk, held)
    sessions = {each.id for each in held.sessions if each.case in cases}
    return frozenset(each.id for each in held.tapes if each.session in sessions)


def cases_of(desk: Desk, heads: Mapping[UUID, object]) -> frozenset[UUID]:
    """Return the cases of these tapes."""
    cases = {session.id: session.case for session in desk.database.sessions()}
    return frozenset(
        cases[tape.session] for tape in desk.database.tapes() if tape.id in heads
    )


def _of_case(
    desk: Desk,
    outlines: Sequence[Outline],
    wanted: set[UUID],
    months: Mapping[UUID, int | None],
) -> list[tuple[Double, Facts]]:
    by_tape: defaultdict[UUID, list[Outline]] = defaultdict(list)
    for each in outlines:
        if each.review.coding.head.id in wanted:
            by_tape[each.review.tape.id].append(each)
    reviews = [each.review for each in outlines]
    found = []
    for tape, some in by_tape.items():
        some.sort(key=lambda each: each.review.rater.handle)
        one = some[0].review
        book = desk.codebooks[one.coding.head.codebook]
        voices = tuple(voice_of(each, reviews, book) for each in some)
        facts = Facts(one.session.phase, one.therapist.handle, book.name, months[tape])
        found.append((Double(tape, one.tape.length, voices), facts))
    return found


def voice_of(outline: Outline, of_case: Sequence[Review], book: Codebook) -> Voice:
    """Return what a rater said, with its means as they are scored.

    Args:
        outline: Their coding.
        of_case: All codings of its case, which decide what counts in a mean.
        book: What it was made with.
    """
    review = outline.review
    coding = review.coding
    scores: dict[str, float] = {
        item: rating.score
        for item, rating in coding.ratings.items()
        if rating.score is not None
    }
    scored = score_ratings(coding.ratings, book, setting_of(review, of_case, book))
    scores |= means_of(scored)
    length = review.tape.length
    return Voice(
        coding.head.id,
        review.rater.handle,
        scores,
        {code: _closed(some, length) for code, some in outline.marks.items()},
    )


def _closed(
    marks: Sequence[tuple[int, int | None]], length: int
) -> tuple[tuple[int, int], ...]:
    """Return marks with their ends; one that is open ends with the tape (ms)."""
    return tuple(
        [(start, max(start, length) if end is None else end) for start, end in marks]
    )


def _rescaled(books: Sequence[Codebook]) -> frozenset[str]:
    scales: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for book in books:
        for item in book.items:
            scale = book.scale_of(item.id)
            scales[item.id].add((scale.low, scale.high))
    return frozenset(item for item, some in scales.items() if len(some) > 1)
