"""Feedback as a supervisor would write it, for tests of what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.feedback import (
    Answer,
    AnswerKind,
    ChangeKind,
    Content,
    Feedback,
    FeedbackChange,
    FollowUp,
    Goal,
    Outcome,
    Point,
    PointKind,
)

if TYPE_CHECKING:
    from ipt_review.domain.coding import CodingHead

PAGE = Content(
    (
        Point(1, PointKind.STRENGTH, 61_000, 61_000, "You waited.", comment=1),
        Point(2, PointKind.TO_TRY, 90_000, 95_000, "The word came from you.", "What?"),
    ),
    (Goal(3, "One incident, word by word."),),
    (FollowUp(UUID(int=70), 4, "Say the score.", 3, Outcome.PARTLY),),
    "A “warm” hour; ümlaut.",
)


def a_feedback(head: CodingHead, content: Content = PAGE) -> Feedback:
    """Return a feedback on a coding, as it was drafted."""
    drafted = FeedbackChange(ChangeKind.DRAFTED, content, head.rater, 10_000)
    return Feedback(UUID(int=71), head.id, (drafted,))


def edited(page: Feedback) -> FeedbackChange:
    """Return a change of it: its first point is reworded."""
    content = page.content
    point = replace(content.points[0], text="You waited for her.")
    by = page.changes[0].by
    return FeedbackChange(ChangeKind.EDITED, content.with_point(point), by, 11_000)


def an_answer(by: UUID, about: int = 1) -> Answer:
    """Return what a trainee says to a point of it."""
    return Answer(AnswerKind.REPLY, about, "It was hard to.", by, 12_000)
