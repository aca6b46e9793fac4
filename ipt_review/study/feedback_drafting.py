"""The first draft of a feedback: what the comments on a tape already say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.comment import CommentKind
from ipt_review.domain.feedback import (
    LONGEST,
    MOST_POINTS,
    Content,
    FollowUp,
    Point,
    PointKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ipt_review.domain.coding import Coding
    from ipt_review.domain.comment import Comment
    from ipt_review.domain.feedback import Feedback

KINDS = {
    CommentKind.STRENGTH: PointKind.STRENGTH,
    CommentKind.TO_TRY: PointKind.TO_TRY,
    CommentKind.MISSED: PointKind.TO_TRY,
}
"""Which comments can be points; private notes and bookmarks never can."""


def candidates(coding: Coding) -> list[Comment]:
    """Return the comments that can go on the page, in the order of the tape."""
    return [
        each
        for each in coding.comments_in_order()
        if each.kind.is_for_trainee and each.kind in KINDS
    ]


def point_from(
    comment: Comment, number: int, name: Callable[[str], str] = str
) -> Point:
    """Return the point that says what a comment says.

    Args:
        comment: One of `candidates`.
        number: What the point is to be known by.
        name: Returns what a code is called, for a missed opportunity without a text.

    Raises:
        KeyError: When the comment is for nobody but its author.
    """
    text = comment.text
    if not text and comment.code is not None:
        text = name(comment.code)
    return Point(
        number,
        KINDS[comment.kind],
        comment.start,
        comment.end,
        shortened(text),
        shortened(comment.wording),
        comment.number,
    )


def drafted(
    coding: Coding,
    followed: Iterable[FollowUp] = (),
    name: Callable[[str], str] = str,
) -> Content:
    """Return a page as the comments give it: the first three strengths, and two to try.

    Those with a wording go before those without, since they say what to do instead.

    Args:
        coding: Whose comments are taken.
        followed: Goals of the feedback before.
        name: Returns what a code is called.
    """
    there = candidates(coding)
    chosen: list[Comment] = []
    for kind, most in MOST_POINTS.items():
        own = [each for each in there if KINDS[each.kind] is kind]
        first = sorted(own, key=lambda each: not each.wording)[:most]
        chosen += [each for each in own if each in first]
    points = (point_from(each, at, name) for at, each in enumerate(chosen, start=1))
    return Content(tuple(points), followed=tuple(followed))


def follow_ups(last: Feedback | None, session: int) -> tuple[FollowUp, ...]:
    """Return the goals of the last feedback, of which nothing has become yet.

    Args:
        last: That feedback, if there is one.
        session: Number of the session that it was about.
    """
    if last is None:
        return ()
    return tuple(
        FollowUp(last.id, goal.number, goal.text, session)
        for goal in last.content.goals
    )


def shortened(text: str) -> str:
    """Return a text that the page has room for, without its end where it has not."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"
