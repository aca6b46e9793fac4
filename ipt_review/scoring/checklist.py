"""The checklists: which tasks of opening and ending were done, and in which session.

The tasks are followed over sessions together, so that no session is marked down for
what another did. Perspectives are never pooled.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.domain.codebook import Part, Phase
from ipt_review.domain.coding import Perspective
from ipt_review.domain.rating import NOT_APPLICABLE
from ipt_review.scoring.places import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.codebook import Codebook, Item
    from ipt_review.domain.review import Review
    from ipt_review.scoring.places import Place


class TaskState(Enum):
    """How it stands with a task of the opening.

    Late and missing are said only where every opening session was coded.
    """

    DONE = "done"
    LATE = "late"
    NOT_YET = "not_yet"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the opening.

    Attributes:
        item: Id of the item; `label` as people know it.
        places: The sessions in which it was met or marked, in order.
        due: The session by which it should have been done.
    """

    item: str
    label: str
    places: tuple[Place, ...]
    due: int
    state: TaskState

    @property
    def first(self) -> Place | None:
        """Where it was first done."""
        return self.places[0] if self.places else None


@dataclass(frozen=True, slots=True)
class Checklist:
    """The tasks of the opening as one perspective saw them.

    Attributes:
        coded: Numbers of the sessions up to the due one that were coded from this
            perspective; nothing is known of the others.
    """

    perspective: Perspective
    tasks: tuple[Task, ...]
    coded: tuple[int, ...]

    @property
    def done(self) -> int:
        """How many tasks were done in time."""
        return sum(task.state is TaskState.DONE for task in self.tasks)


class EndingState(Enum):
    """How it stands with a task of the ending; nothing of it is ever called undone."""

    DONE = "done"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EndingTask:
    """One task that only the end of a treatment has.

    Attributes:
        item: Id of the item; `label` as people know it.
        places: The sessions in which it was met or marked, in order.
    """

    item: str
    label: str
    places: tuple[Place, ...]
    state: EndingState


def ending_items(codebook: Codebook) -> list[Item]:
    """Return the items that only the end of a treatment has (article, line 90)."""
    return [
        item
        for item in codebook.items
        if item.applies.phases == {Phase.TERMINATION}
        and item.part is Part.ADHERENCE
        and not item.silenced
    ]


def ending_tasks(
    reviews: Sequence[Review], codebook: Codebook
) -> tuple[EndingTask, ...]:
    """Return the tasks of the ending of one case, as one perspective saw them.

    Done is what was met or marked in any session; what a rater of the ending found not
    to apply does not; where no session of the ending was coded, nothing is known.

    Args:
        reviews: Of one case and one perspective.
        codebook: Whose tasks they are.
    """
    ends = [each for each in reviews if each.session.phase is Phase.TERMINATION]
    tasks = []
    for item in ending_items(codebook):
        found = tuple(places(item.id, reviews, codebook))
        rated = [each.coding.ratings.get(item.id) for each in ends]
        if found:
            state = EndingState.DONE
        elif any(each and each.value == NOT_APPLICABLE for each in rated):
            state = EndingState.NOT_APPLICABLE
        else:
            state = EndingState.NOT_YET if ends else EndingState.UNKNOWN
        tasks.append(EndingTask(item.id, item.label, found, state))
    return tuple(tasks)


def opening_checklists(
    reviews: Sequence[Review], codebook: Codebook
) -> tuple[Checklist, ...]:
    """Return the opening checklist of one case by perspective.

    A task is done where its item is rated at the threshold (4) or more, or a code
    that speaks for it was marked; it is due with the last session that an opening
    may have (article, line 34). Where an opening session was not coded, it may have
    been done there.

    Args:
        reviews: Of one case; perspectives without any are left out.
        codebook: Whose checklist it is.
    """
    by_perspective = {
        perspective: [
            each for each in reviews if each.coding.head.perspective is perspective
        ]
        for perspective in Perspective
    }
    return tuple(
        _checklist(perspective, some, codebook)
        for perspective, some in by_perspective.items()
        if some
    )


def _checklist(
    perspective: Perspective, reviews: Sequence[Review], codebook: Codebook
) -> Checklist:
    due = codebook.frame.opening_sessions
    numbers = {review.session.number for review in reviews}
    coded = tuple(sorted(number for number in numbers if number <= due))
    past, whole = max(numbers) >= due, len(coded) == due
    tasks = []
    for item in codebook.checklist:
        found = tuple(places(item, reviews, codebook))
        state = _state(found, due, past=past, whole=whole)
        tasks.append(Task(item, codebook.item(item).label, found, due, state))
    return Checklist(perspective, tuple(tasks), coded)


def _state(found: tuple[Place, ...], due: int, *, past: bool, whole: bool) -> TaskState:
    if found and found[0].session <= due:
        return TaskState.DONE
    if not past:
        return TaskState.NOT_YET
    if not whole:
        return TaskState.UNKNOWN
    return TaskState.LATE if found else TaskState.MISSING
