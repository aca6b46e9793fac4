"""The pages of feedback in the demo: from what the file says to a whole history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.domain.feedback import (
    Answer,
    AnswerKind,
    ChangeKind,
    Feedback,
    FeedbackChange,
    Goal,
)
from ipt_review.study.feedback_drafting import drafted, follow_ups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.feedback import Content
    from ipt_review.exchange.demo_shapes import FeedbackShape


class Page(NamedTuple):
    """What a page is made of.

    Attributes:
        session: Number of the session that it is about.
        coding: The supervisor's, with the comments that the page takes over.
        therapist: Id of the person who answers.
    """

    id: UUID
    session: int
    coding: Coding
    therapist: UUID
    shape: FeedbackShape


def pages_of_case(pages: list[Page]) -> Iterator[Feedback]:
    """Yield the feedback of one case, in the order of its sessions.

    Each page follows up the goals of the one before it.
    """
    last, number = None, 0
    for page in pages:
        last = _feedback(page, last, number)
        number = page.session
        yield last


def _feedback(page: Page, last: Feedback | None, session: int) -> Feedback:
    shape, by = page.shape, page.coding.head.rater
    first = drafted(page.coding, follow_ups(last, session))
    whole = _finished(first, shape)
    written = (shape.drafted_at + shape.handed_back_at) // 2
    changes = (
        FeedbackChange(ChangeKind.DRAFTED, first, by, shape.drafted_at),
        FeedbackChange(ChangeKind.EDITED, whole, by, written),
        FeedbackChange(ChangeKind.HANDED_BACK, whole, by, shape.handed_back_at),
    )
    return Feedback(page.id, page.coding.head.id, changes, tuple(_answers(page, whole)))


def _finished(first: Content, shape: FeedbackShape) -> Content:
    """Return the draft with goals, a sentence, and what became of the last goals."""
    free = 1 + max((point.number for point in first.points), default=0)
    outcomes = [*shape.before, *(None for _ in first.followed)]
    return replace(
        first,
        goals=tuple(Goal(free + at, text) for at, text in enumerate(shape.goals)),
        followed=tuple(
            replace(each, outcome=outcome)
            for each, outcome in zip(first.followed, outcomes, strict=False)
        ),
        summary=shape.summary,
    )


def _answers(page: Page, content: Content) -> Iterator[Answer]:
    shape, by = page.shape, page.therapist
    for each in shape.replies:
        point = content.points[each.point - 1]
        yield Answer(AnswerKind.REPLY, point.number, each.text, by, shape.answered_at)
    for goal in shape.tried:
        number = content.goals[goal - 1].number
        yield Answer(AnswerKind.TRIED, number, "", by, shape.answered_at)
