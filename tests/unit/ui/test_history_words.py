"""What the history says of each kind of step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    RatingEdit,
    SessionCommentEdit,
    Step,
)
from ipt_review.domain.mark import Mark, Quality
from ipt_review.domain.rating import NOT_APPLICABLE, Rating
from ipt_review.ui.history.words import tell
from tests.builders import a_codebook

POINT = Mark(1, "link_mood", 724_000, 724_000)
OPEN = Mark(2, "role_play", 60_000, None)
CLOSED = replace(OPEN, end=90_000)
GRIEF = Mark(3, "grief", 0, None)
COMMENT = Comment(1, CommentKind.TO_TRY, 5_000, 9_000, "Wait.")


def change(before: Mark, after: Mark) -> MarkEdit:
    return MarkEdit(before.number, before, after)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (MarkEdit(1, None, POINT), "0:12:04 Link Mood added"),
        (MarkEdit(1, POINT, None), "0:12:04 Link Mood removed"),
        (MarkEdit(2, None, OPEN), "0:01:00 Role Play begun"),
        (change(OPEN, CLOSED), "0:01:00 Role Play closed at 0:01:30"),
        (change(CLOSED, OPEN), "0:01:00 Role Play opened again"),
        (change(CLOSED, replace(CLOSED, end=95_000)), "0:01:00 Role Play stretched"),
        (
            change(POINT, replace(POINT, start=725_000, end=725_000)),
            "0:12:05 Link Mood moved from 0:12:04",
        ),
        (
            change(POINT, replace(POINT, code="role_play")),
            "0:12:04 Role Play in place of Link Mood",
        ),
        (change(POINT, replace(POINT, note="x")), "0:12:04 Link Mood given a note"),
        (
            change(POINT, replace(POINT, quality=Quality.MISSED_CHANCE)),
            "0:12:04 Link Mood called missed chance",
        ),
        (
            change(replace(POINT, quality=Quality.WEAK), POINT),
            "0:12:04 Link Mood called nothing more",
        ),
        (RatingEdit("adh_link", None, Rating(6)), "Adh Link: rated 6"),
        (
            RatingEdit("adh_link", None, Rating(NOT_APPLICABLE)),
            "Adh Link: not applicable",
        ),
        (RatingEdit("adh_link", Rating(6), None), "Adh Link: rating cleared"),
        (
            RatingEdit("adh_link", Rating(6), Rating(6, "why")),
            "Adh Link: note on the rating changed",
        ),
        (RatingEdit("gone", None, Rating(6)), "gone: rated 6"),
        (CommentEdit(1, None, COMMENT), "0:00:05 To try added"),
        (CommentEdit(1, COMMENT, replace(COMMENT, text="")), "0:00:05 To try changed"),
        (CommentEdit(1, COMMENT, None), "0:00:05 To try removed"),
        (SessionCommentEdit("", "Warm."), "Comment on the session changed"),
    ],
)
def test_one_edit_is_told_in_words(
    edit: MarkEdit | RatingEdit | CommentEdit | SessionCommentEdit, words: str
) -> None:
    assert tell(Step((edit,)), a_codebook()) == words


def test_a_new_state_is_told_and_not_the_one_that_it_closed() -> None:
    closed = change(GRIEF, replace(GRIEF, end=30_000))
    begun = MarkEdit(4, None, Mark(4, "off_focus", 30_000, None))

    assert tell(Step((closed, begun)), a_codebook()) == "0:00:30 Off focus begun"


def test_all_that_the_end_of_the_tape_closed_is_told_as_one() -> None:
    edits = (change(OPEN, CLOSED), change(GRIEF, replace(GRIEF, end=90_000)))

    assert tell(Step(edits), a_codebook()) == "2 open intervals closed"


def test_of_many_changes_the_first_is_told_and_the_rest_counted() -> None:
    edits = tuple(
        MarkEdit(number, Mark(number, "link_mood", 0, 0), None) for number in (1, 2, 3)
    )

    assert (
        tell(Step(edits), a_codebook())
        == "0:00:00 Link Mood removed, and 2 more changes"
    )
