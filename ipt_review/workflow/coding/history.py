"""Undo and redo: two piles of steps, rebuilt from the journal after a restart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipt_review.domain.edit import CommentEdit, MarkEdit, Move

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.edit import Step


@dataclass(slots=True)
class History:
    """Remembers steps so that they can be taken back and made again.

    Attributes:
        done: What can be undone, oldest first.
        undone: What can be redone, the next one last.
        highest: The highest mark number ever used, so that none is used twice.
        highest_comment: The highest comment number ever used.
    """

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    highest: int = 0
    highest_comment: int = 0

    @classmethod
    def of(cls, steps: Iterable[Step]) -> History:
        """Return the history that these steps, in their order, have led to."""
        history = cls()
        for step in steps:
            history.remember(step)
        return history

    def remember(self, step: Step) -> None:
        """Take note of a step that was made, undone, or made again."""
        match step.move:
            case Move.DO:
                self.done.append(step)
                self.undone.clear()
            case Move.UNDO:
                self.undone.append(self.done.pop())
            case Move.REDO:
                self.done.append(self.undone.pop())
        for edit in step.edits:
            if isinstance(edit, MarkEdit):
                self.highest = max(self.highest, edit.number)
            elif isinstance(edit, CommentEdit):
                self.highest_comment = max(self.highest_comment, edit.number)

    def step_back(self) -> Step | None:
        """Return the step that takes the last one back, or None."""
        return self.done[-1].reversed() if self.done else None

    def way_to(self, done: int) -> list[Step]:
        """Return the steps after which `done` steps are left to be undone."""
        if done < len(self.done):
            return [step.reversed() for step in reversed(self.done[done:])]
        ahead = self.undone[::-1][: done - len(self.done)]
        return [step.again() for step in ahead]

    def step_again(self) -> Step | None:
        """Return the step that makes the last undone one again, or None."""
        return self.undone[-1].again() if self.undone else None
