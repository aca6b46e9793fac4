"""Feedback is kept with its history, in a file and on a server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from ipt_review.domain.feedback import ChangeKind
from tests.cluster import everywhere
from tests.feedback_builders import a_feedback, an_answer, edited

if TYPE_CHECKING:
    from ipt_review.store.database import Database
    from tests.builders import SmallStudy


@everywhere
def test_a_page_is_read_back_with_its_history_and_what_was_answered(
    database: Database, small: SmallStudy
) -> None:
    page = a_feedback(small.head)
    database.feedback.begin(page)
    change = edited(page)
    back = replace(change, kind=ChangeKind.HANDED_BACK, at=13_000)
    database.feedback.change(page.id, change)
    database.feedback.change(page.id, back)
    database.feedback.answer(page.id, an_answer(small.rater.id))

    whole = replace(
        page,
        changes=(*page.changes, change, back),
        answers=(an_answer(small.rater.id),),
    )
    assert database.feedback.all() == [whole]
    assert database.feedback.on(small.head.id) == whole
    assert whole.handed_back == back
    assert database.trail.check(lambda _: None, lambda: False).breaks == ()


def test_a_coding_has_one_page_at_most(database: Database, small: SmallStudy) -> None:
    page = a_feedback(small.head)
    database.feedback.begin(page)

    with pytest.raises(IntegrityError):
        database.feedback.begin(replace(page, id=small.tape.id))

    assert database.feedback.all() == [page]
