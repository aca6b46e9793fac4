"""One rater, one tape, one sitting: the only way a coding changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_review.domain.comment import Comment
from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    RatingEdit,
    SessionCommentEdit,
    Step,
)
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.rating import Rating
from ipt_review.domain.timecode import Span
from ipt_review.workflow.coding.history import History
from ipt_review.workflow.coding.keying import close_all, press
from ipt_review.workflow.coding.passage_keying import press_over
from ipt_review.workflow.coding.shaping import moved, stretched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.comment import CommentKind
    from ipt_review.domain.edit import Edit
    from ipt_review.domain.mark import Mark
    from ipt_review.workflow.coding.shaping import Edge


class BeyondTape(ReviewError):
    """A passage of the transcript that is not on the tape was to be marked."""

    def __init__(self) -> None:
        super().__init__(
            "This passage lies beyond the end of the tape, where no mark can stand.",
            "Import the transcript again with another shift in time.",
        )


class CodingSession:
    """Makes steps, hands each over to be saved, and tells who listens.

    Args:
        coding: The coding as it is stored.
        codebook: The version that it was made with.
        length: Of the tape, in ms; nothing is stamped beyond it.
        steps: The journal of the coding so far, from which undo comes back.
        save: Puts a step on disk, or takes it to be put there in its turn, and raises
            when it can do neither; then nothing changes.
        save_all: Does the same for several steps, all of them or none; without it
            they are saved one by one.
    """

    def __init__(
        self,
        coding: Coding,
        codebook: Codebook,
        length: int,
        steps: Iterable[Step],
        save: Callable[[Step], None],
        save_all: Callable[[Sequence[Step]], None] | None = None,
    ) -> None:
        self.codebook = codebook
        self.length = length
        self.start_over(coding, steps)
        self._save = save
        self._save_all = save_all
        self._listeners: list[Callable[[Step], None]] = []

    def listen(self, listener: Callable[[Step], None]) -> None:
        """Have `listener` called with every step that was made."""
        self._listeners.append(listener)

    def start_over(self, coding: Coding, steps: Iterable[Step]) -> None:
        """Go on from the coding and its journal as they are stored; nobody is told."""
        self.coding = coding
        self.history = History.of(steps)
        self.history.highest = max((self.history.highest, *coding.marks))
        self.history.highest_comment = max(
            (self.history.highest_comment, *coding.comments)
        )
        self.last: int | None = None

    def press(self, code: str, at: int) -> int | None:
        """Do what the key of a code or track state does at `at` (ms).

        Returns:
            The number of the mark that was made or closed, or None when the press
            changes nothing.
        """
        self.codebook.label(code)
        step = press(
            self.coding, self.codebook, code, self._on_tape(at), self.next_number
        )
        if step is None:
            return None
        self._make(step)
        edit = step.edits[-1]
        self.last = edit.number if isinstance(edit, MarkEdit) else self.last
        return self.last

    def press_over(self, code: str, span: Span) -> int | None:
        """Do what the key of a code or track state does over a passage of the tape.

        Returns:
            The number of its mark, or None when it is marked so already.

        Raises:
            BeyondTape: When the passage begins at the end of the tape or later.
        """
        if span.start >= self.length:
            raise BeyondTape
        self.codebook.label(code)
        on_tape = Span(span.start, self._on_tape(span.end))
        number = self.next_number
        step = press_over(self.coding, self.codebook, code, on_tape, number)
        if step is None:
            return None
        self._make(step)
        edit = step.edits[-1]
        self.last = edit.number if isinstance(edit, MarkEdit) else self.last
        return self.last

    def put(self, mark: Mark) -> None:
        """Replace the mark that has this number; nothing happens if it is the same."""
        before = self.coding.marks[mark.number]
        if before != mark:
            self._make(Step((MarkEdit(mark.number, before, mark),)))

    def move(self, number: int, by: int) -> None:
        """Shift a mark by `by` ms, keeping it whole, on the tape, and exclusive."""
        self._make(moved(self.coding, self.codebook, number, by, self.length))

    def stretch(self, number: int, edge: Edge, to: int) -> None:
        """Put an edge of a mark at `to` (ms); the mark stays one, and exclusive."""
        self._make(stretched(self.coding, self.codebook, number, edge, to, self.length))

    def write_note(self, number: int, note: str) -> None:
        """Give a mark this note."""
        self.put(replace(self.coding.marks[number], note=note))

    def remove(self, number: int) -> None:
        """Take a mark away."""
        self._make(Step((MarkEdit(number, self.coding.marks[number], None),)))

    def rate(self, item: str, value: int | None) -> None:
        """Rate an item on its scale, with 97, 98 or 99, or clear it for None.

        Raises:
            BadRating: When the scale does not have the value.
        """
        before = self.coding.ratings.get(item)
        after = None
        if value is not None:
            self.codebook.scale_of(item).check(value)
            after = Rating(value, before.note if before else "")
        if before != after:
            self._make(Step((RatingEdit(item, before, after),)))

    def note_rating(self, item: str, note: str) -> None:
        """Say why an item was rated as it was; an unrated item takes no note."""
        before = self.coding.ratings.get(item)
        if before is not None and before.note != note:
            after = replace(before, note=note)
            self._make(Step((RatingEdit(item, before, after),)))

    def write_session_comment(self, comment: str) -> None:
        """Write the comment on the session as a whole."""
        if comment != self.coding.session_comment:
            self._make(
                Step((SessionCommentEdit(self.coding.session_comment, comment),))
            )

    def comment(
        self,
        kind: CommentKind,
        start: int,
        end: int | None = None,
        text: str = "",
        wording: str = "",
        code: str | None = None,
    ) -> int:
        """Comment on a moment, or on a stretch up to `end` (ms); return its number.

        Args:
            kind: What the comment is for.
            start: Where it begins, in ms.
            end: Where it ends, or None for a moment.
            text: What it says.
            wording: What could have been said instead, for something to try.
            code: Id of the code that was missed, for a missed opportunity.

        Raises:
            UnknownWord: When the codebook has no such code.
        """
        if code is not None:
            self.codebook.label(code)
        number = self.history.highest_comment + 1
        start = self._on_tape(start)
        end = start if end is None else self._on_tape(end)
        comment = Comment(number, kind, start, end, text, wording, code)
        self._make(Step((CommentEdit(number, None, comment),)))
        return number

    def change_comment(self, comment: Comment) -> None:
        """Replace the comment that has this number, unless it is the same.

        Raises:
            UnknownWord: When the codebook does not have its code.
        """
        if comment.code is not None:
            self.codebook.label(comment.code)
        before = self.coding.comments[comment.number]
        if before != comment:
            self._make(Step((CommentEdit(comment.number, before, comment),)))

    def remove_comment(self, number: int) -> None:
        """Take a comment away."""
        before = self.coding.comments[number]
        self._make(Step((CommentEdit(number, before, None),)))

    def jump(self, done: int) -> None:
        """Undo or redo until `done` steps are left to be undone.

        Each is a step of its own in the journal. Who listens hears of all of them as
        one.
        """
        steps = self.history.way_to(done)
        if self._save_all is None:
            for step in steps:
                self._make(step)
        elif steps:
            self._save_all(steps)
            self._take_over(steps)

    def close_all(self, at: int) -> None:
        """End every open interval at `at` (ms), as at the end of the tape."""
        step = close_all(self.coding, self._on_tape(at))
        if step is not None:
            self._make(step)

    def make(self, step: Step | None) -> Step | None:
        """Make a step that was worked out from the coding as it stands; None is none.

        Pure functions work them out: `many`, `retiming`, `pasting`.
        """
        return self._make(step)

    @property
    def next_number(self) -> int:
        """The number that the next new mark gets."""
        return self.history.highest + 1

    def undo(self) -> Step | None:
        """Take the last step back and return what that changed, or None."""
        return self._make(self.history.step_back())

    def redo(self) -> Step | None:
        """Make the last undone step again and return it, or None."""
        return self._make(self.history.step_again())

    def _make(self, step: Step | None) -> Step | None:
        if step is not None:
            step.apply(self.coding)  # refuses what a closed coding does not take
            self._save(step)
            self._take_over([step])
        return step

    def _take_over(self, steps: Sequence[Step]) -> None:
        """Have the coding as it is after these steps, which are handed over."""
        edits: list[Edit] = []
        for step in steps:
            self.coding = step.apply(self.coding)
            self.history.remember(step)
            edits += step.edits
        if self.last not in self.coding.marks:
            self.last = None
        told = Step(tuple(edits), steps[-1].move)
        for listener in tuple(self._listeners):
            listener(told)

    def _on_tape(self, at: int) -> int:
        return max(0, min(at, self.length))
