"""Deciding a consensus in the Compare room, by key and with reasons."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from ipt_review.domain.consensus import Choice, Decision
from ipt_review.study.permissions import Act
from ipt_review.ui.compare.words import decided_words
from ipt_review.ui.compare_actions import KEEPS
from ipt_review.ui.trying import tried
from ipt_review.ui.wording import how_many
from ipt_review.workflow.agreement.deciding import (
    Deciding,
    begin_consensus,
    consensus_under_way,
    other_codes,
    other_values,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.consensus import Consensus
    from ipt_review.domain.people import Person
    from ipt_review.ui.compare.browsing import Browsing
    from ipt_review.ui.compare.screen import CompareScreen
    from ipt_review.workflow.agreement.comparing import Comparison
    from ipt_review.workflow.desk import Desk

START, GO_ON, LEAVE = "Start consensus", "Go on with consensus", "Leave consensus"
DECIDED, WAITS = "Decided: {what}.", "{what}: Enter decides it."
ALL_SAME = "All codings say the same here, so there is nothing to decide."
NO_PLACE = "Pick a disagreement first: N goes to the next one."
ALL_DECIDED = "Everything is decided. The consensus can be submitted."
SUBMITS = (
    "After submitting, the consensus can no longer change. It stands beside the "
    "codings it was decided from, which stay as they are."
)


class Adjudicating(QObject):
    """Has what is picked decided; a decision waits until its reason is typed.

    Args:
        screen: Where it happens.
        browsing: Knows which place or item is looked at.
        refuse: Tells a person what could not be done.

    Signals:
        changed: A consensus was begun, gone on with, left or submitted.
        decided: Something in it is decided otherwise than before.
    """

    changed = Signal()
    decided = Signal()

    def __init__(
        self,
        screen: CompareScreen,
        browsing: Browsing,
        refuse: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._bar = screen.decision
        self._browsing = browsing
        self._refuse = refuse
        self._desk: Desk | None = None
        self._person: Person | None = None
        self._under_way: Consensus | None = None
        self._pending: Decision | None = None
        self.consensus: Consensus | None = None
        self._connect()

    @property
    def deciding(self) -> Deciding | None:
        """The consensus in hand."""
        return self._screen.deciding

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what each action of a consensus does."""
        return {
            "compare.consensus": self.switch,
            **{f"compare.keep_{n}": partial(self.keep, n - 1) for n in KEEPS},
            "compare.other": self._offer_others,
            "compare.leave_out": self.leave_out,
            "compare.next_open": self.go_on,
            "compare.submit": self.submit,
            "edit.undo": partial(self._wind, Deciding.undo),
            "edit.redo": partial(self._wind, Deciding.redo),
        }

    def meet(self, desk: Desk, person: Person, tape: UUID | None) -> None:
        """Take up the consensus of a tape that a person has under way, if any."""
        self.leave()
        self._desk, self._person = desk, person
        if tape is not None:
            self._under_way = consensus_under_way(desk, person, tape)
        self.consensus = self._under_way

    def leave(self) -> None:
        """Let go of the consensus; what waits for its reason is kept without one."""
        self.settle()
        self._desk = self._person = None
        self._under_way = self.consensus = self._screen.deciding = None
        self._bar.hide()

    def show(self, comparison: Comparison | None) -> None:
        """Offer what can be done with what is compared."""
        desk, bar = self._desk, self._screen.bar
        may = False
        if desk is not None and comparison is not None:
            head = comparison.sides[0].coding.head
            about = desk.rights.about_tape(head.tape)
            verdict = desk.rights.may(Act.ADJUDICATE, about, self._person)
            may = verdict.allowed and desk.database.is_writable
        self._screen.deciding = None
        if comparison is not None and desk is not None and self.consensus is not None:
            self._screen.deciding = Deciding(desk, self.consensus, comparison)
            self._bar.show_sides([side.name for side in comparison.sides])
        on = self.deciding is not None
        bar.consensus.setVisible(may)
        bar.consensus.setText(
            LEAVE if on else GO_ON if self._under_way is not None else START
        )
        bar.submit.setVisible(on)
        bar.hold(held=on)
        self._show_decided()

    def switch(self) -> None:
        """Begin a consensus, go on with the one under way, or leave it."""
        self.settle()
        desk, person = self._desk, self._person
        compared = self._browsing.comparison
        if self.consensus is not None:
            self.consensus = None
        elif self._under_way is not None:
            self.consensus = self._under_way
        elif desk is not None and person is not None and compared is not None:
            begun = tried(
                lambda: begin_consensus(desk, person, self._screen.chosen or compared),
                self._refuse,
            )
            self.consensus = self._under_way = begun
        self.changed.emit()

    def keep(self, parent: int) -> None:
        """Have what one coding says here stand in the consensus."""
        self._propose(Choice.KEPT, parent=parent)

    def leave_out(self) -> None:
        """Have nothing of this place or item in the consensus."""
        self._propose(Choice.LEFT_OUT)

    def settle(self) -> None:
        """Make the decision that waits for its reason, with what is typed so far."""
        pending, deciding = self._pending, self.deciding
        self._pending = None
        if pending is None or deciding is None:
            return
        subject, reason = pending.subject, self._bar.reason.text().strip()
        final = Decision(
            subject,
            pending.choice,
            pending.parent,
            pending.code,
            pending.span,
            pending.value,
            reason,
        )
        tried(lambda: deciding.decide(final), self._refuse)
        self._after()

    def let_be(self) -> bool:
        """Drop the decision that waits for its reason; say whether there was one."""
        was = self._pending is not None
        self._pending = None
        if was:
            self._screen.setFocus()
            self._show_place()
        return was

    def go_on(self) -> None:
        """Go to the next place, or else item, that is undecided."""
        self.settle()
        deciding = self.deciding
        if deciding is None:
            return
        left = deciding.undecided
        if not left:
            self._refuse(ALL_DECIDED)
            return
        self._browsing.look_at_subject(self._after_here(left))

    def submit(self) -> None:
        """Close the consensus, if that is wanted with what is still undecided."""
        self.settle()
        deciding = self.deciding
        if deciding is None:
            return
        left = len(deciding.undecided)
        still = f"{how_many(left, 'decision')} still open: left out. " if left else ""
        answer = QMessageBox.question(
            self._screen,
            "Submit the consensus",
            f"{still}{SUBMITS}",
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        if answer == QMessageBox.StandardButton.Yes:
            tried(deciding.submit, self._refuse)
            self._under_way = self.consensus = None
            self.changed.emit()

    def _after_here(self, left: list[str]) -> str:
        """Return which of what is left comes next, after what is looked at now."""
        comparison, here = self._browsing.comparison, self._browsing.subject
        if comparison is None:
            return left[0]
        order = [each.subject for each in comparison.disagreements]
        order += [each.subject for each in comparison.items]
        at = order.index(here) if here in order else -1
        return next((each for each in left if order.index(each) > at), left[0])

    def _propose(
        self,
        choice: Choice,
        *,
        parent: int | None = None,
        code: str = "",
        value: int | None = None,
    ) -> None:
        deciding, subject = self.deciding, self._browsing.subject
        if deciding is None:
            return
        if parent is not None and parent >= len(deciding.comparison.sides):
            return
        if not subject:
            self._refuse(NO_PLACE)
        elif not self._is_disputed(subject):
            self._refuse(ALL_SAME)
        else:
            self._pending = Decision(subject, choice, parent, code, None, value)
            self._show_place()
            self._bar.reason.setFocus()

    def _is_disputed(self, subject: str) -> bool:
        comparison = self._browsing.comparison
        if comparison is None:
            return False
        items = (each for each in comparison.items if not each.agrees)
        return subject in {
            *(each.subject for each in comparison.disagreements),
            *(each.subject for each in items),
        }

    def _choose_other(self, chosen: str | int) -> None:
        if isinstance(chosen, str):
            self._propose(Choice.OTHER, code=chosen)
        else:
            self._propose(Choice.OTHER, value=chosen)

    def _offer_others(self) -> None:
        if self.deciding is not None and self._bar.isVisible():
            self._bar.other.setFocus()
            self._bar.other.showPopup()

    def _wind(self, way: Callable[[Deciding], str]) -> None:
        deciding = self.deciding
        self.let_be()
        if deciding is not None:
            subject = tried(lambda: way(deciding), self._refuse)
            if subject:
                self._browsing.look_at_subject(subject)
                self._after()

    def _give_reason(self) -> None:
        self.settle()
        self._screen.setFocus()
        if self.deciding is not None and self.deciding.undecided:
            self.go_on()

    def _after(self) -> None:
        self._show_decided()
        self.decided.emit()

    def _show_decided(self) -> None:
        deciding = self.deciding
        words = {}
        if deciding is not None:
            words = {
                subject: decided_words(each, deciding.comparison)
                for subject, each in deciding.decisions.items()
                if each.choice is not Choice.AGREED
            }
        self._browsing.show_decided(words, deciding=deciding is not None)
        self._show_place()

    def _turn(self) -> None:
        """Another place is looked at: what waits there for its reason is decided."""
        pending = self._pending
        if pending is not None and pending.subject != self._browsing.subject:
            self.settle()
        self._show_place()

    def _show_place(self) -> None:
        deciding, subject = self.deciding, self._browsing.subject
        here = deciding is not None and self._is_disputed(subject)
        self._bar.setVisible(here)
        if deciding is None or not here:
            return
        comparison, meeting = deciding.comparison, self._browsing.meeting
        item = self._browsing.item
        pending = self._pending
        decision = pending or deciding.decisions.get(subject)
        words = ""
        if decision is not None:
            said = decided_words(decision, comparison)
            words = (WAITS if pending else DECIDED).format(what=said)
        others: dict[str, str] | dict[int, str] = {}
        if meeting is not None:
            others = other_codes(meeting, comparison)
        elif item is not None:
            others = other_values(item.item, comparison)
        waits = pending is not None
        self._bar.show_place(others, decision, words, pending=waits)

    def _connect(self) -> None:
        bar, choosing = self._bar, self._screen.bar
        bar.kept.connect(self.keep)
        bar.left_out.connect(self.leave_out)
        bar.other_chosen.connect(self._choose_other)
        bar.reason_given.connect(self._give_reason)
        bar.skipped.connect(self.go_on)
        self._browsing.place_changed.connect(self._turn)
        choosing.consensus.clicked.connect(self.switch)
        choosing.submit.clicked.connect(self.submit)
