"""The form in which history is kept: once shipped, it has to stay readable."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from ipt_review.domain.edit import CommentEdit, MarkEdit, Move, RatingEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import Rating
from ipt_review.store.translate import edits_text, step_of

STEP = Step(
    (
        MarkEdit(3, None, Mark(3, "grief", 5, None, "“näher”")),
        RatingEdit("adh_link", Rating(4, "so so"), None),
        CommentEdit("", "Done."),
    ),
    Move.REDO,
)
KEPT = (
    '[{"mark":3,"before":null,'
    '"after":{"code":"grief","start":5,"end":null,"note":"“näher”"}},'
    '{"rating":"adh_link","before":{"value":4,"note":"so so"},"after":null},'
    '{"comment":true,"before":"","after":"Done."}]'
)


def test_a_step_is_kept_as_text_that_a_person_can_read() -> None:
    assert edits_text(STEP) == KEPT


def test_the_text_leads_back_to_the_step() -> None:
    row = SimpleNamespace(edits=KEPT, move="redo")

    assert step_of(cast("Any", row)) == STEP
