"""The form in which history is kept: once shipped, it has to stay readable."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    Move,
    RatingEdit,
    SessionCommentEdit,
    Step,
)
from ipt_review.domain.mark import Certainty, Direction, Mark, Quality
from ipt_review.domain.rating import Rating
from ipt_review.store.step_words import edits_text, step_of

STEP = Step(
    (
        MarkEdit(3, None, Mark(3, "grief", 5, None, "“näher”")),
        RatingEdit("adh_link", Rating(4, "so so"), None),
        SessionCommentEdit("", "Done."),
        MarkEdit(
            4,
            Mark(4, "link", 5, 5, "", Quality.WEAK, Certainty.UNSURE),
            Mark(4, "link", 5, 5, "", None, None, Direction.MOOD_TO_EVENT),
        ),
        CommentEdit(
            1,
            Comment(1, CommentKind.MISSED, 7, 9, "Tears.", code="link"),
            Comment(1, CommentKind.TO_TRY, 7, 9, "Wait.", "“And then?”"),
        ),
        CommentEdit(2, None, Comment(2, CommentKind.BOOKMARK, 8, 8)),
    ),
    Move.REDO,
)
KEPT = (
    '[{"mark":3,"before":null,'
    '"after":{"code":"grief","start":5,"end":null,"note":"“näher”"}},'
    '{"rating":"adh_link","before":{"value":4,"note":"so so"},"after":null},'
    '{"comment":true,"before":"","after":"Done."},'
    '{"mark":4,'
    '"before":{"code":"link","start":5,"end":5,"note":"",'
    '"quality":"weak","certainty":"unsure"},'
    '"after":{"code":"link","start":5,"end":5,"note":"",'
    '"direction":"mood_to_event"}},'
    '{"tape_comment":1,'
    '"before":{"kind":"missed_opportunity","start":7,"end":9,"text":"Tears.",'
    '"code":"link"},'
    '"after":{"kind":"to_try","start":7,"end":9,"text":"Wait.",'
    '"wording":"“And then?”"}},'
    '{"tape_comment":2,"before":null,'
    '"after":{"kind":"bookmark","start":8,"end":8,"text":""}}]'
)


def test_a_step_is_kept_as_text_that_a_person_can_read() -> None:
    assert edits_text(STEP) == KEPT


def test_the_text_leads_back_to_the_step() -> None:
    row = SimpleNamespace(edits=KEPT, move="redo")

    assert step_of(cast("Any", row)) == STEP
