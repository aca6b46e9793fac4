"""A feedback page: strengths first, few things to change, and a history of it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

import pytest

from ipt_review.domain.coding import CodebookVersion, Coding, CodingHead, Perspective
from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.feedback import (
    LONGEST,
    ChangeKind,
    Content,
    FeedbackChange,
    Point,
    PointKind,
    TooLong,
    TooMuch,
)
from ipt_review.study.feedback_drafting import candidates, drafted, point_from
from ipt_review.study.feedback_history import doings

ME = UUID(int=2)
HEAD = CodingHead(
    UUID(int=1), UUID(int=3), ME, Perspective.SUPERVISOR, CodebookVersion("c", "1")
)


def coded(*comments: Comment) -> Coding:
    return Coding(
        HEAD, comments=MappingProxyType({each.number: each for each in comments})
    )


def comment(number: int, kind: CommentKind, wording: str = "") -> Comment:
    at = number * 1_000
    return Comment(number, kind, at, at, f"Comment {number}", wording)


def test_a_draft_has_strengths_first_and_at_most_two_things_to_try() -> None:
    kinds = (
        CommentKind.TO_TRY, CommentKind.STRENGTH, CommentKind.MISSED,
        CommentKind.STRENGTH, CommentKind.STRENGTH, CommentKind.STRENGTH,
    )  # fmt: skip
    made = [comment(at, kind) for at, kind in enumerate(kinds, start=1)]
    made.append(comment(7, CommentKind.TO_TRY, "What happened then?"))

    page = drafted(coded(*made))

    assert [(each.kind, each.comment) for each in page.points] == [
        (PointKind.STRENGTH, 2),
        (PointKind.STRENGTH, 4),
        (PointKind.STRENGTH, 5),
        (PointKind.TO_TRY, 1),
        (PointKind.TO_TRY, 7),  # it says what to do instead, and so comes before 3
    ]


def test_what_is_private_can_never_be_on_a_page() -> None:
    private = comment(1, CommentKind.PRIVATE)
    bookmark = comment(2, CommentKind.BOOKMARK)
    coding = coded(private, bookmark)

    assert candidates(coding) == []
    assert drafted(coding).is_empty
    for each in (private, bookmark):
        with pytest.raises(KeyError):
            point_from(each, 1)


def test_a_missed_opportunity_without_words_is_called_by_its_code() -> None:
    missed = replace(comment(1, CommentKind.MISSED), text="", code="role_play")

    page = drafted(coded(missed), name=lambda code: code.replace("_", " ").title())

    assert page.points[0].text == "Role Play"


def test_a_comment_that_is_too_long_for_the_page_loses_its_end() -> None:
    long = replace(comment(1, CommentKind.STRENGTH), text="word " * 200)

    text = drafted(coded(long)).points[0].text

    assert len(text) <= LONGEST
    assert text.endswith("…")


def test_a_third_thing_to_try_and_a_text_too_long_are_refused() -> None:
    points = tuple(Point(n, PointKind.TO_TRY, 0, 0, "Try.") for n in (1, 2, 3))

    with pytest.raises(TooMuch, match="2 things to try"):
        Content(points)
    with pytest.raises(TooLong):
        Content(summary="x" * (LONGEST + 1))


def test_a_point_moves_among_those_of_its_kind_only() -> None:
    strengths = [Point(n, PointKind.STRENGTH, 0, 0, "Well.") for n in (1, 2, 3)]
    page = Content().with_points((Point(4, PointKind.TO_TRY, 0, 0, "Try."), *strengths))

    moved = page.moved(3, -1).moved(4, -1).moved(1, 9)

    assert [point.number for point in moved.points] == [3, 2, 1, 4]


def test_undo_and_redo_are_read_from_the_history_and_end_at_handing_back() -> None:
    pages = [Content(summary=str(number)) for number in range(4)]

    def change(kind: ChangeKind, number: int) -> FeedbackChange:
        return FeedbackChange(kind, pages[number], ME, 0)

    history = [
        change(ChangeKind.DRAFTED, 0),
        change(ChangeKind.EDITED, 1),
        change(ChangeKind.EDITED, 2),
        change(ChangeKind.UNDONE, 1),
        change(ChangeKind.UNDONE, 0),
        change(ChangeKind.REDONE, 1),
    ]
    assert doings(history).before == (pages[0],)
    assert doings(history).after == (pages[2],)
    assert doings([*history, change(ChangeKind.EDITED, 3)]).after == ()
    assert doings([*history, change(ChangeKind.HANDED_BACK, 1)]).before == ()
