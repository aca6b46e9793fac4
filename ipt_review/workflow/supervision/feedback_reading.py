"""What a feedback page says beside the supervisor's words: read off the codings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.codebook import Part, Phase
from ipt_review.domain.coding import Perspective, Status
from ipt_review.domain.rating import MISSING, NOT_APPLICABLE, NOT_RATABLE
from ipt_review.scoring.checklist import TaskState, ending_items, opening_checklists
from ipt_review.scoring.feedback_page import (
    CheckLine,
    FeedbackPage,
    FocusRibbon,
    RatingLine,
    Trend,
)
from ipt_review.scoring.focus import bouts
from ipt_review.scoring.places import places
from ipt_review.scoring.scoring import score_review
from ipt_review.scoring.sequence import sequence
from ipt_review.study.severity import series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.feedback import Feedback
    from ipt_review.domain.rating import Rating
    from ipt_review.domain.review import Review
    from ipt_review.domain.study import Session
    from ipt_review.scoring.result import Mean, Result
    from ipt_review.workflow.desk import Desk

PARTS = {
    Part.ADHERENCE: "Adherence",
    Part.OFF_MODEL: "Off-model",
    Part.COMPETENCE: "Competence",
}
PHASES = {
    Phase.OPENING: "Opening phase",
    Phase.MIDDLE: "Middle phase",
    Phase.TERMINATION: "Termination phase",
}
TASKS = {
    TaskState.DONE: "in session {}",
    TaskState.LATE: "late, session {}",
    TaskState.NOT_YET: "not yet",
    TaskState.MISSING: "not done",
    TaskState.UNKNOWN: "not known",
}
NO_SELF = "The trainee has not reviewed this tape."
SELF_OPEN = "The self-review is not submitted; its ratings are shown once it is."
OWN_OPEN = "Self-ratings are shown once both codings are submitted."


def page_of(desk: Desk, feedback: Feedback) -> FeedbackPage:
    """Return everything that is on a feedback page, as it goes to paper."""
    coding = desk.database.coding(feedback.coding)
    review = desk.review(coding)
    codebook = desk.codebooks[coding.head.codebook]
    around = desk.database.reviews_of({review.case.id})
    sessions = [
        each
        for each in desk.database.sessions()
        if each.case == review.case.id and each.number <= review.session.number
    ]
    result = score_review(review, around, codebook)
    other, no_self = _self_review(review, around)
    own = None if other is None else score_review(other, around, codebook)
    lines, left_out = _ratings(result, own, codebook)
    trend = _trend(sessions, codebook)
    title, checks = _checks(review, around, codebook)
    labels = {area.id: area.label for area in codebook.areas}
    return FeedbackPage(
        tape=review.tape.id,
        therapist=review.therapist.handle,
        case=review.case.handle,
        supervisor=review.rater.handle,
        session=review.session.number,
        planned=review.case.planned_sessions,
        phase=PHASES[review.session.phase],
        foci=" and ".join(labels.get(area, area) for area in review.foci),
        severity=_severity(trend),
        trend=trend,
        steps=tuple(sequence(coding.marks.values(), codebook)),
        ribbon=_ribbon(result, codebook),
        length=review.tape.length,
        content=feedback.content,
        means=_means(result, own),
        ratings=lines,
        left_out=left_out,
        no_self=no_self,
        checks_title=title,
        checks=checks,
        notice=codebook.notice,
        is_draft=feedback.handed_back is None,
    )


def _self_review(review: Review, around: Sequence[Review]) -> tuple[Review | None, str]:
    """Return the self-review of the tape, or why it is not shown.

    Both sides are revealed only once both are submitted.
    """
    found = [
        each
        for each in around
        if each.tape.id == review.tape.id
        and each.coding.head.perspective is Perspective.TRAINEE_SELF
    ]
    if not found:
        return None, NO_SELF
    closed = [each for each in found if each.coding.head.status is not Status.DRAFT]
    if not closed:
        return None, SELF_OPEN
    if review.coding.head.status is Status.DRAFT:
        return None, OWN_OPEN
    return closed[-1], ""


def _trend(sessions: Sequence[Session], codebook: Codebook) -> Trend | None:
    """Return the first scale of the codebook that was given at all."""
    for scale in codebook.severity_scales:
        points = series(sessions, scale)
        if points:
            totals = tuple((each.session, each.severity.total) for each in points)
            return Trend(scale.label, totals, scale.remission_below)
    return None


def _severity(trend: Trend | None) -> str:
    if trend is None:
        return ""
    (_, first), (at, newest) = trend.totals[0], trend.totals[-1]
    if len(trend.totals) == 1:
        return f"{trend.scale}: {newest} in session {at}"
    return f"{trend.scale}: {first} to {newest} (session {at})"


def _ribbon(result: Result, codebook: Codebook) -> FocusRibbon:
    review, share = result.review, result.focus.on_focus
    marks = review.coding.marks.values()
    states = {state.id: state for state in codebook.focus.states}
    coded = any(mark.code in states for mark in marks)
    found = tuple(bouts(marks, codebook.focus, review.tape.length)) if coded else ()
    if not coded:
        said = "The focus track was not coded."
    elif review.session.phase is Phase.OPENING:
        said = "No share on focus in the opening: the focus is still to be agreed."
    elif not review.foci:
        said = "No share on focus: no focus was agreed yet."
    elif share is None:
        said = "No share on focus: no area was coded."
    else:
        said = (
            f"{share:.0f}% on the agreed focus, of the time in an area or off focus. "
            "For information, not a grade."
        )
    return FocusRibbon(found, states, said)


def _means(result: Result, own: Result | None) -> tuple[RatingLine, ...]:
    pairs = (
        (PARTS[Part.ADHERENCE], "adherence"),
        (PARTS[Part.COMPETENCE], "competence"),
        (PARTS[Part.OFF_MODEL], "off_model"),
    )
    return tuple(
        RatingLine(
            label,
            label,
            "" if own is None else _mean(getattr(own.scores, name)),
            _mean(getattr(result.scores, name)),
        )
        for label, name in pairs
    )


def _mean(mean: Mean) -> str:
    rests_on = f"{mean.rated} of {mean.applicable} items"
    if mean.value is None:
        return f"too few rated ({rests_on})" if mean.applicable else "does not apply"
    return f"{mean.value:.1f} ({rests_on})"


def _ratings(
    result: Result, own: Result | None, codebook: Codebook
) -> tuple[tuple[RatingLine, ...], int]:
    """Return the items that say something, and how many do not."""
    lines, left_out = [], 0
    for item in codebook.items:
        if item.silenced:
            continue
        theirs = result.scores.counted.get(item.id)
        mine = None if own is None else own.scores.counted.get(item.id)
        if all(each is None or each.value in _SILENT for each in (mine, theirs)):
            left_out += 1
            continue
        lines.append(
            RatingLine(
                PARTS[item.part],
                item.label,
                "" if own is None else _said(mine),
                _said(theirs),
            )
        )
    return tuple(lines), left_out


_SILENT = frozenset({NOT_APPLICABLE, MISSING})


def _said(rating: Rating | None) -> str:
    """Return a score, or the sign that the page explains below its ratings."""
    if rating is None or rating.value == MISSING:
        return "–"
    if rating.value == NOT_APPLICABLE:
        return "n/a"
    return "?" if rating.value == NOT_RATABLE else str(rating.value)


def _checks(
    review: Review, around: Sequence[Review], codebook: Codebook
) -> tuple[str, tuple[CheckLine, ...]]:
    """Return the tasks of the opening or of the ending as the supervisor saw them."""
    head = review.coding.head
    seen = [
        each
        for each in around
        if each.session.number <= review.session.number
        and each.coding.head.perspective is head.perspective
        and each.coding.head.rater == head.rater
    ]
    if review.session.phase is Phase.OPENING and codebook.checklist:
        found = opening_checklists(seen, codebook)
        return "Opening checklist", tuple(
            CheckLine(
                task.label,
                TASKS[task.state].format(task.first.session if task.first else ""),
                task.state in {TaskState.DONE, TaskState.LATE},
            )
            for each in found
            for task in each.tasks
        )
    if review.session.phase is Phase.TERMINATION:
        return "Ending checklist", tuple(_ending(seen, review, codebook))
    return "", ()


def _ending(
    seen: Sequence[Review], review: Review, codebook: Codebook
) -> list[CheckLine]:
    """Return the tasks that only the end of a treatment has (article, line 90).

    What does not apply to this patient is said to, and never counts as undone.
    """
    lines = []
    for item in ending_items(codebook):
        found = places(item.id, seen, codebook)
        rating = review.coding.ratings.get(item.id)
        if found:
            state = f"in session {found[0].session}"
        elif rating is not None and rating.value == NOT_APPLICABLE:
            state = "does not apply"
        else:
            state = "not yet"
        lines.append(CheckLine(item.label, state, bool(found)))
    return lines
