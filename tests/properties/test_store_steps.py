"""Whatever steps a rater takes: stored equals shown, now and after a restart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.domain.coding import Coding
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
from ipt_review.domain.rating import REASONS, Rating
from ipt_review.store.codings import CodeTotal
from ipt_review.store.database import Database
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from ipt_review.domain.edit import Edit

SMALL = SmallStudy()
CODES = ("link_mood", "explore_options", "role_play", "grief", "off_focus", "unclear")
ITEMS = ("adh_link", "adh_options")
NOTES = st.text(max_size=12)
HALF_A_TAPE = SMALL.tape.length // 2
MOMENTS = st.integers(0, HALF_A_TAPE)


@st.composite
def marks(draw: st.DrawFn, number: int) -> Mark:
    start = draw(MOMENTS)
    end = draw(st.none() | MOMENTS.map(lambda length: start + length))
    return Mark(
        number,
        draw(st.sampled_from(CODES)),
        start,
        end,
        draw(NOTES),
        draw(st.none() | st.sampled_from(Quality)),
        draw(st.none() | st.sampled_from(Certainty)),
        draw(st.none() | st.sampled_from(Direction)),
    )


@st.composite
def comments(draw: st.DrawFn, number: int) -> Comment:
    start, length = draw(MOMENTS), draw(MOMENTS)
    return Comment(
        number,
        draw(st.sampled_from(CommentKind)),
        start,
        start + length,
        draw(NOTES),
        draw(NOTES),
        draw(st.none() | st.sampled_from(CODES)),
    )


RATINGS = st.builds(Rating, st.integers(1, 7) | st.sampled_from([*REASONS]), NOTES)


@st.composite
def edits(draw: st.DrawFn, coding: Coding) -> Edit:
    kind = draw(st.sampled_from(("mark", "mark", "remark", "rating", "session")))
    if kind == "mark":
        number = draw(st.integers(1, 5))
        after = draw(st.none() | marks(number))
        return MarkEdit(number, coding.marks.get(number), after)
    if kind == "rating":
        item = draw(st.sampled_from(ITEMS))
        rated = draw(st.none() | RATINGS)
        return RatingEdit(item, coding.ratings.get(item), rated)
    if kind == "remark":
        number = draw(st.integers(1, 3))
        said = draw(st.none() | comments(number))
        return CommentEdit(number, coding.comments.get(number), said)
    return SessionCommentEdit(coding.session_comment, draw(NOTES))


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    coding = Coding(SMALL.head)
    steps: list[Step] = []
    for _ in range(draw(st.integers(1, 8))):
        before = coding
        taken: list[Edit] = []
        for _ in range(draw(st.integers(1, 3))):
            taken.append(draw(edits(coding)))
            coding = taken[-1].apply(coding)
        steps.append(Step(tuple(taken)))
        if draw(st.booleans()):
            steps.append(steps[-1].reversed())
            coding = before
    return steps


def recount(coding: Coding) -> dict[str, CodeTotal]:
    closed = [mark for mark in coding.marks.values() if mark.end is not None]
    count = Counter(mark.code for mark in closed)
    return {
        code: CodeTotal(n, sum(m.span(0).length for m in closed if m.code == code))
        for code, n in count.items()
    }


@settings(max_examples=40, deadline=None)
@given(histories())
def test_any_steps_come_back_and_lead_to_the_same_coding(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "steps.iptstudy"
        database = Database.create(path, SMALL.study)
        SMALL.put_into(database)
        expected = Coding(SMALL.head)
        for at, step in enumerate(steps):
            database.record(SMALL.head.id, step, SMALL.rater.id, at)
            expected = step.apply(expected)
        database.close()

        again = Database.open(path)
        stored, told = again.coding(SMALL.head.id), again.steps(SMALL.head.id)
        totals = again.code_totals().get(SMALL.head.id, {})
        again.close()

    replayed = Coding(SMALL.head)
    for step in told:
        replayed = step.apply(replayed)
    assert stored == expected
    assert told == steps
    assert replayed == expected
    assert totals == recount(expected)
    assert {step.move for step in told} <= {Move.DO, Move.UNDO}
