"""Whatever is done can be taken back and made again, and is on disk meanwhile."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from typing_extensions import override

from ipt_review.domain.coding import Coding
from ipt_review.domain.comment import CommentKind
from ipt_review.domain.mark import Certainty, Quality
from ipt_review.store.database import Database
from ipt_review.workflow.coding.coding_session import CodingSession
from ipt_review.workflow.coding.keying import state_at
from ipt_review.workflow.coding.shaping import Edge
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.edit import Step

moments = st.integers(0, 600_000)
codes = st.sampled_from(["link_mood", "role_play", "explore_options"])
states = st.sampled_from(["grief", "off_focus", "unclear"])


class Sitting(RuleBasedStateMachine):
    """A rater at work on a real study file, with restarts in between."""

    def __init__(self) -> None:
        super().__init__()
        self.small = SmallStudy()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "study.iptstudy"
        self.database = Database.create(path, self.small.study)
        self.small.put_into(self.database)
        self.clock = 0
        self.used: set[int] = set()
        self.sit_down()

    def sit_down(self) -> None:
        head = self.small.head
        self.session = CodingSession(
            self.database.coding(head.id),
            self.small.codebook,
            600_000,
            self.database.steps(head.id),
            self.save,
            self.save_all,
        )

    def save(self, step: Step) -> None:
        self.clock += 1
        self.database.record(self.small.head.id, step, self.small.rater.id, self.clock)

    def save_all(self, steps: Sequence[Step]) -> None:
        self.clock += 1
        head, rater = self.small.head.id, self.small.rater.id
        self.database.record_all(head, steps, rater, self.clock)

    @override
    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    @rule(code=codes | states, at=moments)
    def press(self, code: str, at: int) -> None:
        self.session.press(code, at)

    @rule(item=st.sampled_from(["adh_link", "adh_options"]), value=st.integers(1, 7))
    def rate(self, item: str, value: int) -> None:
        self.session.rate(item, value)

    @rule(kind=st.sampled_from(CommentKind), at=moments, text=st.text(max_size=20))
    def comment_on_the_tape(self, kind: CommentKind, at: int, text: str) -> None:
        number = self.session.comment(kind, at, at + 5_000, text)
        assert number not in self.used
        self.used.add(number)

    @rule(pick=st.integers(0, 50), kind=st.sampled_from(CommentKind), code=codes)
    def change_a_comment(self, pick: int, kind: CommentKind, code: str) -> None:
        comments = self.session.coding.comments_in_order()
        if comments:
            before = comments[pick % len(comments)]
            self.session.change_comment(replace(before, kind=kind, code=code))

    @rule(pick=st.integers(0, 50))
    def remove_a_comment(self, pick: int) -> None:
        numbers = sorted(self.session.coding.comments)
        if numbers:
            self.session.remove_comment(numbers[pick % len(numbers)])

    @rule(
        pick=st.integers(0, 50),
        quality=st.none() | st.sampled_from(Quality),
        certainty=st.none() | st.sampled_from(Certainty),
    )
    def say_how(
        self, pick: int, quality: Quality | None, certainty: Certainty | None
    ) -> None:
        marks = self.session.coding.timeline()
        if marks:
            mark = marks[pick % len(marks)]
            self.session.put(replace(mark, quality=quality, certainty=certainty))

    @rule(to=st.integers(0, 60))
    def jump(self, to: int) -> None:
        steps = len(self.session.history.done) + len(self.session.history.undone)
        self.session.jump(to)
        assert len(self.session.history.done) == min(to, steps)

    @rule(text=st.text(max_size=20))
    def comment(self, text: str) -> None:
        self.session.write_session_comment(text)

    @rule(by=st.integers(-50_000, 50_000), pick=st.integers(0, 50))
    def move(self, by: int, pick: int) -> None:
        numbers = sorted(self.session.coding.marks)
        if numbers:
            self.session.move(numbers[pick % len(numbers)], by)

    @rule(edge=st.sampled_from(Edge), to=moments, pick=st.integers(0, 50))
    def stretch(self, edge: Edge, to: int, pick: int) -> None:
        numbers = sorted(self.session.coding.marks)
        if numbers:
            self.session.stretch(numbers[pick % len(numbers)], edge, to)

    @rule(pick=st.integers(0, 50))
    def remove(self, pick: int) -> None:
        numbers = sorted(self.session.coding.marks)
        if numbers:
            self.session.remove(numbers[pick % len(numbers)])

    @rule()
    def undo(self) -> None:
        self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @rule(item=st.sampled_from(["adh_link", "adh_options"]), note=st.text(max_size=9))
    def note_a_rating(self, item: str, note: str) -> None:
        self.session.note_rating(item, note)

    @rule(pick=st.integers(0, 50), note=st.text(max_size=20))
    def note_a_mark(self, pick: int, note: str) -> None:
        numbers = sorted(self.session.coding.marks)
        if numbers:
            self.session.write_note(numbers[pick % len(numbers)], note)

    @rule(at=moments)
    def end_of_tape(self, at: int) -> None:
        self.session.close_all(at)
        assert not self.session.coding.open_marks()

    @rule()
    def open_the_file_again(self) -> None:
        done, undone = self.session.history.done, self.session.history.undone
        self.database.close()
        self.database = Database.open(self.database.path)
        self.sit_down()
        assert (self.session.history.done, self.session.history.undone) == (
            done,
            undone,
        )

    @invariant()
    def what_is_saved_is_what_is_shown(self) -> None:
        assert self.database.coding(self.small.head.id) == self.session.coding

    @invariant()
    def undoing_everything_leads_back_and_forth(self) -> None:
        coding = self.session.coding
        done = list(self.session.history.done)
        for step in reversed(done):
            coding = step.reversed().apply(coding)
        assert coding == Coding(self.small.head)
        for step in done:
            coding = step.apply(coding)
        assert coding == self.session.coding


TestSitting = Sitting.TestCase
TestSitting.settings = settings(max_examples=24, stateful_step_count=30, deadline=None)


@given(st.lists(st.tuples(states, moments), max_size=30))
def test_exactly_one_state_holds_whatever_is_pressed_in_whatever_order(
    presses: list[tuple[str, int]],
) -> None:
    small = SmallStudy()
    session = CodingSession(
        Coding(small.head), small.codebook, 600_000, (), lambda _step: None
    )

    for state, at in presses:
        session.press(state, at)
        assert state_at(session.coding, small.codebook.focus, at) == state

    bouts = [mark.span(600_001) for mark in session.coding.timeline()]
    assert all(one.shared(next_one) == 0 for one, next_one in pairwise(bouts))
    assert len(session.coding.open_marks()) <= 1
