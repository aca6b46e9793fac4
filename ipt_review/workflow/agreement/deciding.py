"""Deciding a consensus: begun from codings of one tape, place by place and by item."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.consensus import Choice, Consensus, Decided, standing
from ipt_review.domain.edit import Move
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.rating import REASONS
from ipt_review.study.permissions import Act
from ipt_review.workflow.agreement.consensus_content import (
    agreed,
    content,
    step_to,
    still_open,
)
from ipt_review.workflow.agreement.planning import analysis_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.consensus import Decision
    from ipt_review.domain.item import Item
    from ipt_review.domain.people import Person
    from ipt_review.workflow.agreement.comparing import Comparison
    from ipt_review.workflow.agreement.laying_together import Meeting
    from ipt_review.workflow.desk import Desk


class ParentUnfit(ReviewError):
    """A consensus was to be decided from codings that cannot be its parents."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"{name} {what}, and no consensus can be decided from it.",
            "Choose submitted codings of raters.",
        )


class NotAChoice(ReviewError):
    """Something was decided that the place or the item does not offer."""

    def __init__(self) -> None:
        super().__init__(
            "This is not among what can be decided here.",
            "Choose one of the codings, another code or value, or leave it out.",
        )


class Deciding:
    """Decides one consensus; each decision is on disk before it counts as made.

    Args:
        desk: Of the study; whoever sits there decides.
        consensus: What it is decided from.
        comparison: Its parents laid together, with its tolerance.
    """

    def __init__(
        self, desk: Desk, consensus: Consensus, comparison: Comparison
    ) -> None:
        self._desk = desk
        self.consensus = consensus
        self.comparison = comparison
        self.coding = desk.database.coding(consensus.coding)
        self._history = desk.database.consensuses.history(consensus.coding)

    @property
    def decisions(self) -> dict[str, Decision]:
        """What is decided now, by subject, what all agree on included."""
        return standing(self._history)

    @property
    def is_open(self) -> bool:
        """Whether it can still be decided: it is a draft."""
        return self.coding.head.status is Status.DRAFT

    @property
    def undecided(self) -> list[str]:
        """What is left to be decided, by subject."""
        return still_open(self.comparison, self.decisions)

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision to take back."""
        return self.is_open and len(self._piles()[0]) > 1

    @property
    def can_redo(self) -> bool:
        """Whether there is one to make again."""
        return self.is_open and bool(self._piles()[1])

    def decide(self, decision: Decision) -> None:
        """Decide one place or item; deciding it otherwise later replaces this.

        Raises:
            NotAChoice: When the place or item does not offer that.
            NotAllowed: When somebody else began this consensus.
            CodingClosed: When it is submitted.
        """
        if not _is_offered(decision, self.comparison):
            raise NotAChoice
        if self.decisions.get(decision.subject) != decision:
            self._make(Move.DO, [decision])

    def undo(self) -> str:
        """Take the last decision back; return what it was about, or nothing."""
        return self._make(Move.UNDO, self._piles()[0][-1]) if self.can_undo else ""

    def redo(self) -> str:
        """Make the decision again that was taken back last; return its subject."""
        return self._make(Move.REDO, self._piles()[1][-1]) if self.can_redo else ""

    def submit(self) -> None:
        """Close the consensus; what is undecided is not in it."""
        self._desk.submit(self.coding.head.id)
        self.coding = self._desk.database.coding(self.coding.head.id)

    def _make(self, move: Move, decisions: Sequence[Decision]) -> str:
        desk, head = self._desk, self.coding.head
        desk.rights.must(Act.SUBMIT, desk.rights.about_coding(head))
        at, number = desk.now(), self._history[-1].step + 1
        rows = [Decided(number, move, each, head.rater, at) for each in decisions]
        wanted = content(self.comparison, standing([*self._history, *rows]))
        step = step_to(self.coding, wanted, move)
        desk.database.consensuses.decide(head.id, step, decisions, head.rater, at)
        self.coding = step.apply(self.coding)
        self._history += rows
        return decisions[0].subject

    def _piles(self) -> tuple[list[list[Decision]], list[list[Decision]]]:
        """Return what is done and what is undone, by step, what came last at the end.

        The first step of all took over what the parents agree on.
        """
        done: list[list[Decision]] = []
        undone: list[list[Decision]] = []
        before = 0
        for each in self._history:
            if each.step == before:
                done[-1].append(each.decision)
                continue
            before = each.step
            if each.move is Move.DO:
                done.append([each.decision])
                undone.clear()
            elif each.move is Move.UNDO:
                undone.append(done.pop())
            else:
                done.append(undone.pop())
        return done, undone


def begin_consensus(desk: Desk, person: Person, comparison: Comparison) -> Consensus:
    """Begin a consensus of codings laid together, with what they agree on in it.

    They are laid together within the tolerance of the analysis plan, whatever was
    tried out before.

    Raises:
        NotAllowed: When the person may not decide about others' codings.
        ParentUnfit: When one of them is a draft, or a consensus itself.
    """
    plan = analysis_plan(desk.database)
    comparison = replace(comparison, tolerance=plan.tolerance)
    first = comparison.sides[0].coding.head
    desk.rights.must(Act.ADJUDICATE, desk.rights.about_tape(first.tape), person)
    for side in comparison.sides:
        if side.coding.head.status is Status.DRAFT:
            raise ParentUnfit(side.name, "is a draft")
        if side.coding.head.perspective is Perspective.CONSENSUS:
            raise ParentUnfit(side.name, "is a consensus itself")
    before = [
        head.pass_number
        for head in desk.database.heads()
        if (head.tape, head.rater, head.perspective)
        == (first.tape, person.id, Perspective.CONSENSUS)
    ]
    head = CodingHead(
        uuid4(),
        first.tape,
        person.id,
        Perspective.CONSENSUS,
        comparison.codebook.name,
        max(before, default=0) + 1,
    )
    parents = tuple(side.coding.head.id for side in comparison.sides)
    made = Consensus(head.id, parents, comparison.tolerance)
    decisions = agreed(comparison)
    step = step_to(Coding(head), content(comparison, {}))
    desk.database.consensuses.begin(head, made, step, decisions, desk.now())
    return made


def consensus_under_way(desk: Desk, person: Person, tape: UUID) -> Consensus | None:
    """Return the consensus of a tape that a person has begun and not submitted."""
    mine = {
        head.id
        for head in desk.database.heads()
        if (head.tape, head.rater, head.perspective)
        == (tape, person.id, Perspective.CONSENSUS)
        and head.status is Status.DRAFT
    }
    found = (each for each in desk.database.consensuses.all() if each.coding in mine)
    return next(found, None)


def _is_offered(decision: Decision, comparison: Comparison) -> bool:
    """Say whether the comparison has the subject, and the subject the choice."""
    places = {each.subject: each for each in comparison.disagreements}
    items = {each.subject: each.item for each in comparison.items if not each.agrees}
    place, item = places.get(decision.subject), items.get(decision.subject)
    if decision.choice is Choice.OTHER and place is not None:
        return decision.code in other_codes(place, comparison)
    if decision.choice is Choice.OTHER and item is not None:
        return decision.value in other_values(item, comparison)
    sides = range(len(comparison.sides))
    simple = decision.choice is Choice.LEFT_OUT or (
        decision.choice is Choice.KEPT and decision.parent in sides
    )
    return simple and (place is not None or item is not None)


def other_codes(place: Meeting, comparison: Comparison) -> dict[str, str]:
    """Return what else a place of the tape can be, by id with its label.

    For a mark the codes of all codebooks, for a stretch the states of its track; for
    a track as a whole nothing.
    """
    book = comparison.codebook
    if place.whole:
        return {}
    if place.track:
        track = next(each for each in book.tracks if each.id == place.track)
        return {state.id: state.label for state in track.states}
    return {
        code.id: code.label
        for code in book.codes
        if all(side.codebook.knows(code.id) for side in comparison.sides)
    }


def other_values(item: Item, comparison: Comparison) -> dict[int, str]:
    """Return what else an item can be rated, with its anchor or reason."""
    scale = comparison.codebook.scale_of(item.id)
    anchors = {**scale.anchors, **item.anchors}
    scores = range(scale.low, scale.high + 1)
    return {score: anchors.get(score, "") for score in scores} | REASONS
