"""What happens in the Study room: samples are drawn, and tapes given out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ipt_review.domain.problems import ReviewError
from ipt_review.study.permissions import Act
from ipt_review.ui.packages.packaging import Packaging
from ipt_review.ui.study.asking import ask_for_whom, ask_reason
from ipt_review.ui.study.closing import Closing
from ipt_review.ui.study.following import Following
from ipt_review.ui.study.reckoning import Reckoning
from ipt_review.ui.study.trail_checking import TrailChecking
from ipt_review.workflow.access.masking import (
    asks_guess,
    break_blind,
    kept_secret,
    masks_of,
    set_asks_guess,
    set_kept_secret,
)
from ipt_review.workflow.studies.assigning import (
    give_out,
    gold_tapes,
    may_be_given,
    queue_rows,
    reassign,
    unassigned,
    withdraw,
)
from ipt_review.workflow.studies.sampling import (
    draw_sample,
    replace_unratable,
    sample_state,
)
from ipt_review.workflow.studies.study_log import save_log

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from ipt_review.domain.masking import Fact
    from ipt_review.domain.people import Person
    from ipt_review.domain.sampling import Amount, Factor
    from ipt_review.study.assigning import Plan
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.studies.assigning import QueueRow

CANNOT = "Cannot be rated…"
WHY_CANNOT = "Another tape of its stratum stands in for it, if one is left."
NONE_LEFT = "No tape is left in this stratum, so nothing stands in for it."
WITHDRAW = "What its rater began stays as a draft that no list of theirs shows."
HAND_ON = "It goes to the end of the other rater's queue."
UNBLIND = "The rater sees everything of this tape from then on. That cannot be undone."
CSV = "Values (*.csv)"


class Coordinating(QObject):
    """Connects the Study room with the study that is open.

    Signals:
        changed: What raters may see or have before them is another thing now.
        refused: Something could not be done; in words.
        seat_wanted: The coding with this id should be opened.
    """

    changed = Signal()
    seat_wanted = Signal(object)
    refused = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.screen = window.study
        self._desk: Desk | None = None
        self._person: Person | None = None
        self.closing = Closing(self.screen, self._do)
        self.checking = TrailChecking(self.screen.log, self)
        self.packaging = Packaging(self.screen, self._do, window.banner.tell)
        self.reckoning = Reckoning(self.screen, self)
        self.following = Following(self.screen, self)
        self._connect()
        self.reckoning.seat_wanted.connect(self.seat_wanted)
        self.refused.connect(window.banner.tell)

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show everything as it stands that a person may see."""
        self._desk, self._person = desk, person
        coordinates = desk.rights.may(Act.ASSIGN, person=person).allowed
        self.screen.open_pages(coordinates=coordinates)
        if coordinates:
            self._show_pages(desk, person)
        self.reckoning.show(desk, person)
        self.following.show(desk, person)

    def _show_pages(self, desk: Desk, person: Person | None) -> None:
        screen, held, database = self.screen, desk.holdings(), desk.database
        writable = database.is_writable
        screen.sample.show_state(sample_state(desk), held)
        raters = [each for each in held.people if may_be_given(each)]
        screen.assign.form.show_state(raters, len(unassigned(desk)), gold_tapes(desk))
        screen.assign.show_rows(queue_rows(desk), held, masks_of(database).codes)
        screen.blinding.show_state(
            kept_secret(database), asks_guess=asks_guess(database), writable=writable
        )
        screen.codings.show_holdings(held, writable=writable)
        self.closing.show(desk, person)
        self.checking.show(desk)
        self.packaging.show(desk)
        screen.log.show_log(database.samples.log(), held)

    def leave(self) -> None:
        """Let go of the study."""
        self._desk = self._person = None
        self.closing.leave()
        self.packaging.leave()
        self.checking.leave()
        self.reckoning.leave()
        self.following.leave()

    def _do(self, doing: Callable[[Desk, Person], object]) -> bool:
        """Do something and show what is so then; say whether it was done."""
        desk, person = self._desk, self._person
        if desk is None or person is None:
            return False
        try:
            doing(desk, person)
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return False
        self.show(desk, person)
        self.changed.emit()
        return True

    def _draw(self, factors: Sequence[Factor], amount: Amount, seed: str) -> None:
        if self._do(lambda desk, by: draw_sample(desk, by, factors, amount, seed)):
            self.screen.sample.new_seed()

    def _replace(self, tape: UUID) -> None:
        reason = ask_reason(self._window, CANNOT, WHY_CANNOT)
        if reason is None:
            return

        def replace(desk: Desk, by: Person) -> None:
            if replace_unratable(desk, by, tape, reason) is None:
                self.refused.emit(NONE_LEFT)

        self._do(replace)

    def _give_out(self, raters: Sequence[Person], plan: Plan) -> None:
        if self._do(lambda desk, by: give_out(desk, by, raters, plan)):
            self.screen.assign.form.new_seed()

    def _withdraw(self, row: QueueRow) -> None:
        reason = ask_reason(self._window, "Withdraw…", WITHDRAW)
        if reason is not None:
            self._do(lambda desk, by: withdraw(desk, by, row, reason))

    def _hand_on(self, row: QueueRow) -> None:
        if self._desk is None:
            return
        others = [
            each
            for each in self._desk.holdings().people
            if may_be_given(each) and each.id != row.assignment.rater
        ]
        said = ask_for_whom(self._window, "Give to another…", HAND_ON, others)
        if said is not None:
            to, reason = said
            self._do(lambda desk, by: reassign(desk, by, row, to, reason))

    def _unblind(self, row: QueueRow) -> None:
        reason = ask_reason(self._window, "Break the blind…", UNBLIND)
        if reason is None:
            return

        def unblind(desk: Desk, by: Person) -> None:
            desk.rights.must(Act.BREAK_BLIND, person=by)
            given, people = row.assignment, desk.database.people()
            about = next(each for each in people if each.id == given.rater)
            break_blind(desk.database, by, about, given.tape, reason, desk.now())

        self._do(unblind)

    def _hide(self, facts: frozenset[Fact]) -> None:
        def hide(desk: Desk, by: Person) -> None:
            desk.rights.must(Act.CHANGE_SETTINGS, person=by)
            set_kept_secret(desk.database, by.id, desk.now(), facts)

        self._do(hide)

    def _ask_guess(self, wanted: bool) -> None:  # noqa: FBT001 - a signal of Qt
        def ask(desk: Desk, by: Person) -> None:
            desk.rights.must(Act.CHANGE_SETTINGS, person=by)
            set_asks_guess(desk.database, by.id, desk.now(), wanted=wanted)

        self._do(ask)

    def _save_log(self) -> None:
        desk = self._desk
        if desk is None:
            return
        proposed = desk.database.folder / f"{desk.database.study().code} log.csv"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save the log", str(proposed), CSV
        )
        if chosen:
            self._do(lambda desk, _by: save_log(desk, Path(chosen)))

    def _connect(self) -> None:
        screen = self.screen
        screen.sample.draw_wanted.connect(self._draw)
        screen.sample.unratable.connect(self._replace)
        screen.assign.form.wanted.connect(self._give_out)
        screen.assign.withdraw_wanted.connect(self._withdraw)
        screen.assign.hand_on_wanted.connect(self._hand_on)
        screen.assign.unblind_wanted.connect(self._unblind)
        screen.blinding.facts_chosen.connect(self._hide)
        screen.blinding.guess_chosen.connect(self._ask_guess)
        screen.log.save_wanted.connect(self._save_log)
