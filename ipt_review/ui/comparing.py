"""What happens in the Compare room: codings are chosen, shown, and gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ipt_review.domain.analysis_plan import AnalysisPlan
from ipt_review.domain.coding import Perspective
from ipt_review.domain.problems import ReviewError
from ipt_review.ui.compare.adjudicating import Adjudicating
from ipt_review.ui.compare.browsing import Browsing
from ipt_review.ui.compare.chosen import Chosen
from ipt_review.ui.compare.hearing import HearingPlaces
from ipt_review.ui.compare.saving_tape import ask_and_save
from ipt_review.ui.compare.words import notes_on
from ipt_review.ui.compare_actions import ROOM
from ipt_review.ui.study.planning import show_plan
from ipt_review.ui.top_bar import ARROW
from ipt_review.workflow.agreement.comparable_tapes import (
    lay_beside,
    names_of,
    recording_of,
    tapes_to_compare,
)
from ipt_review.workflow.agreement.planning import analysis_plan
from ipt_review.workflow.agreement.tape_agreement import (
    beside_consensus,
    figures_together,
)
from ipt_review.workflow.agreement.telling_tape import TapeReport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.ui.settings.preferences import Preferences
    from ipt_review.workflow.agreement.comparable_tapes import ComparableTape
    from ipt_review.workflow.agreement.comparing import Comparison, Side
    from ipt_review.workflow.agreement.tape_agreement import TapeFigure
    from ipt_review.workflow.agreement.tape_pairs import Together
    from ipt_review.workflow.desk import Desk

T = TypeVar("T")

NO_CODING = "Nobody has coded a tape of this study yet."
THIS_TAPE = "This tape only, and so without intervals: no reliability of raters."
WITH_CONSENSUS = "Agreement with the consensus, on this tape only; no reliability."
PAIR = 2
COMPARES_AFTER = 250
"""How long (ms) the tolerance must stay before codings are laid together anew."""


class Comparing(QObject):
    """Connects the Compare screen with the study, and lends it the player.

    The tape that is open in Review is let go of while one compares and is taken in
    again when one leaves.

    Signals:
        leaving: The tape that is open in Review will be let go of.
        refused: Something could not be done; in words.
        seat_wanted: The coding with this id, open in Review before, is to be again.
    """

    leaving = Signal()
    refused = Signal(str)
    seat_wanted = Signal(object)

    def __init__(
        self, window: MainWindow, reviewing: Reviewing, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self.screen = screen = window.compare
        self._window = window
        self.preferences = preferences
        self._reviewing = reviewing
        self.hearing = HearingPlaces(screen, reviewing.player, preferences, self)
        self.browsing = Browsing(screen, self.hearing, self)
        self.desk: Desk | None = None
        self.person: Person | None = None
        self._left: UUID | None = None
        self._stood_at = 0
        self._tapes: list[ComparableTape] = []
        self._wished: tuple[UUID, tuple[UUID, ...]] | None = None
        self.tape: ComparableTape | None = None
        self._chosen = Chosen()
        self.plan = AnalysisPlan()
        self.tolerance = self.plan.tolerance
        self._key_map: KeyMap | None = None
        self.together: Together | None = None
        self._rest = QTimer(self, interval=COMPARES_AFTER, singleShot=True)
        self._rest.timeout.connect(self.show)
        self.adjudicating = Adjudicating(screen, self.browsing, self.refused.emit, self)
        self._doings = self.hearing.doings() | self.browsing.doings()
        self._doings |= self.adjudicating.doings()
        self._doings |= {
            "view.zoom_in": lambda: screen.timeline.zoom(1.5),
            "view.zoom_out": lambda: screen.timeline.zoom(1 / 1.5),
            "view.whole": screen.timeline.zoom_to_fit,
        }
        self._connect()

    @property
    def comparison(self) -> Comparison | None:
        """The codings that are laid beside each other."""
        return self.together.whole if self.together is not None else None

    @property
    def on(self) -> bool:
        """Whether one is in this room."""
        return self.desk is not None

    def enter(self, desk: Desk, person: Person | None) -> None:
        """Show what this person can compare, the tape that is open first."""
        if self.on or person is None:
            return
        seat = self._reviewing.seat
        before, wished = self.tape, self._wished
        wanted = seat.review.tape.id if seat else before.tape.id if before else None
        wanted, self._wished = wished[0] if wished else wanted, None
        if seat is not None:
            self._left = seat.session.coding.head.id
            self._stood_at = self._reviewing.player.position
            self._window.tape_waits = True
            self.leaving.emit()
        self.desk, self.person = desk, person
        self._take_plan(desk)
        self._tapes = tapes_to_compare(desk, person)
        found = [each for each in self._tapes if each.tape.id == wanted]
        ready = [each for each in self._tapes if not each.why]
        with_file = [each for each in ready if each.tape.files]
        if found and (seat is not None or not found[0].why):
            self._open(found[0])
            self._lay(wished[1] if wished else ())
        else:
            self._open(next(iter((*with_file, *ready, *self._tapes)), None))

    def bring(self, tape: UUID, codings: Sequence[UUID]) -> None:
        """Go to the room, with this tape and these two codings of it first."""
        self._wished = tape, tuple(codings)
        self._window.room_wanted.emit(ROOM)

    def leave(self, room: str) -> None:
        """Let go of the tape on the way to another room.

        The tape of before is open in Review again then.
        """
        left, desk = self._left, self.desk
        if room != ROOM and desk is not None:
            self.close()
            self._window.top_bar.show_nothing(desk.database.study().title)
            if left is not None:
                self.seat_wanted.emit(left)
                self._reviewing.player.seek(self._stood_at)

    def end(self) -> None:
        """Let go of everything of the study, and of what was looked at in it."""
        self.close()
        self.tape = None

    def close(self) -> None:
        """Let go of the tape and of the player."""
        self._rest.stop()
        self.adjudicating.leave()
        self.hearing.leave()
        self.browsing.clear()
        self.desk = self.person = self.together = self._left = None
        self._window.tape_waits = False

    def do(self, name: str) -> bool:
        """Do the action with this id; say whether it is one of this room's."""
        doing = self._doings.get(name)
        if doing is None or not self.on:
            return False
        doing()
        return True

    def heed(self, key_map: KeyMap) -> None:
        """Hear the keys that a person has, from now on."""
        self._key_map = key_map

    def hear(self, key: str, held: bool) -> bool:  # noqa: FBT001 - a key router's call
        """Hear a key before all else; say whether that is all it does."""
        if self._key_map is None or self._window.room != ROOM:
            return False
        if key == "Esc" and self.adjudicating.let_be():
            return True
        action = self._key_map.holder(key, ROOM)
        if action is None or not self.screen.compares:
            return False
        return (held and not action.repeats) or self.do(action.id)

    def show(self) -> None:
        """Lay the chosen codings together, and show them."""
        self._rest.stop()
        desk, tape = self.desk, self.tape
        if desk is None or tape is None or self._chosen.pair is None:
            return
        length, consensus = tape.tape.length, self.adjudicating.consensus
        codings, others = self._chosen.split(tape, consensus)
        tolerance = consensus.tolerance if consensus is not None else self.tolerance
        held = self._try(lambda: lay_beside(desk, codings, length, tolerance))
        self._show_choice(tape)
        self.together, self.screen.chosen = None, None
        if held is None:
            self.screen.notes.hide()
            return
        self.together = together = self._chosen.looked_at(held)
        more = lay_beside(desk, others, length, tolerance).sides if others else ()
        if more:
            everybody = [*codings, *others]
            self.screen.chosen = lay_beside(desk, everybody, length, tolerance)
        self.screen.show_comparison()
        self.screen.timeline.show_comparison(together, more)
        self._show_notes(together, more)
        self.browsing.show(together)
        self.adjudicating.show(held)
        self._show_figures()

    def _show_notes(self, together: Together, more: Sequence[Side]) -> None:
        begun = self.adjudicating.consensus is not None
        planned = together.whole.tolerance if begun else self.plan.tolerance
        notes = notes_on(together, planned, others=bool(more))
        self.screen.notes.setText(notes)
        self.screen.notes.setVisible(bool(notes))

    def _show_figures(self) -> None:
        together, deciding = self.together, self.screen.deciding
        if together is None:
            return
        held, found = together.whole, self._figures(together)
        self.screen.figures.show_figures(found)
        consensus = deciding is not None or any(
            side.coding.head.perspective is Perspective.CONSENSUS for side in held.sides
        )
        self.screen.figures_under.setText(WITH_CONSENSUS if consensus else THIS_TAPE)

    def _figures(self, together: Together) -> list[TapeFigure]:
        found, deciding = figures_together(together, self.plan), self.screen.deciding
        if deciding is None:
            return found
        return [
            *beside_consensus(together.whole, deciding.coding, self.plan),
            *found,
        ]

    def _save(self) -> None:
        """Save what is compared, as it is on the screen."""
        desk, tape, together = self.desk, self.tape, self.together
        if desk is not None and tape is not None and together is not None:
            found = self._figures(together)
            report = TapeReport(tape.title, together, found, self.plan)
            ask_and_save(self.screen, desk, report, self.refused.emit)

    def _show_anew(self) -> None:
        """Show the tape after a consensus of it was begun, left or submitted."""
        desk, person, tape = self.desk, self.person, self.tape
        if desk is None or person is None or tape is None:
            return
        self._tapes = tapes_to_compare(desk, person)
        self.tape = next(each for each in self._tapes if each.tape.id == tape.tape.id)
        self._show_top(self.tape)
        self.show()

    def _open(self, tape: ComparableTape | None) -> None:
        if self.desk is not None and self.person is not None:
            at = None if tape is None or tape.why else tape.tape.id
            self.adjudicating.meet(self.desk, self.person, at)
        self.tape, self._chosen = tape, Chosen()
        self.together = None
        place = self._tapes.index(tape) if tape is not None else -1
        self._show_top(tape)
        self.screen.bar.show_tapes(self._tapes, place)
        if tape is None or tape.why:
            self.hearing.leave()
            self.screen.bar.show_codings({}, (), set())
            self.screen.bar.show_compared({}, (), together=False)
            self._show_choice(tape)
            self.screen.notes.hide()
            self.screen.show_nothing(tape.why if tape is not None else NO_CODING)
            self.adjudicating.show(None)
            return
        first, second = tape.heads[:2]
        self._chosen.pair = (first.id, second.id)
        self.show()
        if self.desk is not None and self.person is not None:
            heard = recording_of(self.desk, self.person, tape.tape)
            self.hearing.take_in(*heard)

    def _lay(self, codings: Sequence[UUID]) -> None:
        """Lay these two codings of the open tape beside each other, if it has them."""
        known = {each.id for each in self.tape.heads} if self.tape else set()
        if len(codings) == 2 and known.issuperset(codings):  # noqa: PLR2004
            self._chosen.pair = (codings[0], codings[1])
            self.show()

    def _show_top(self, tape: ComparableTape | None) -> None:
        if self.desk is not None:
            way = [self.desk.database.study().title, "Compare"]
            way += [tape.title] if tape is not None else []
            way += ["Consensus"] if self.adjudicating.consensus is not None else []
            self._window.top_bar.show_nothing(ARROW.join(way))

    def _show_choice(self, tape: ComparableTape | None) -> None:
        bar, desk = self.screen.bar, self.desk
        if desk is None:
            return
        consensus = self.adjudicating.consensus
        here = consensus.tolerance if consensus is not None else self.tolerance
        begun = consensus is not None
        bar.show_tolerance(here, self.plan.tolerance, begun=begun)
        picked = self._chosen
        pair = picked.pair or ()
        chosen = consensus.parents[:PAIR] if consensus is not None else pair
        heads = tape.heads if tape is not None and chosen else ()
        names = names_of(heads, desk.database.people())
        bar.show_codings(names, chosen, picked.others - {*chosen})
        on_screen = picked.shown(consensus)
        shown = {each: name for each, name in names.items() if each in on_screen}
        bar.show_compared(shown, pair, together=picked.together)

    def _choose_pair(self) -> None:
        self._chosen.take_pair(*self.screen.bar.pair)
        self.show()

    def _choose_others(self) -> None:
        self._chosen.others = self.screen.bar.others
        self.show()

    def _choose_tolerance(self, tolerance: int) -> None:
        self.tolerance = tolerance
        desk = self.desk
        if desk is not None:
            self.screen.bar.show_tolerance(tolerance, self.plan.tolerance)
            self._rest.start()

    def _take_plan(self, desk: Desk) -> None:
        """Go by the analysis plan of the study from now on."""
        plan = self._try(lambda: analysis_plan(desk.database))
        self.plan = plan or AnalysisPlan()
        self.tolerance = self.plan.tolerance

    def _show_plan(self) -> None:
        """Show the analysis plan, and go by it where it was changed."""
        desk, person, tell = self.desk, self.person, self.refused.emit
        if desk is not None and show_plan(
            self.screen, desk, person, desk.codebook, tell
        ):
            self._take_plan(desk)
            self.show()

    def _choose_compared(self) -> None:
        """Look at one pair of the codings that are shown, or at all of them."""
        deciding = self.adjudicating.consensus is not None
        self._chosen.look_at(self.screen.bar.compared_pair, deciding=deciding)
        self.show()

    def _connect(self) -> None:
        study = self._window.study
        study.reliability.compare_wanted.connect(self.bring)
        study.drift.compare_wanted.connect(self.bring)
        bar = self.screen.bar
        self.refused.connect(self._window.banner.tell)
        self.adjudicating.changed.connect(self._show_anew)
        self.adjudicating.decided.connect(self._show_figures)
        bar.tape_chosen.connect(lambda place: self._open(self._tapes[place]))
        bar.pair_chosen.connect(self._choose_pair)
        bar.others_chosen.connect(self._choose_others)
        bar.compared_chosen.connect(self._choose_compared)
        bar.tolerance_chosen.connect(self._choose_tolerance)
        bar.plan_wanted.connect(self._show_plan)
        bar.save_wanted.connect(self._save)

    def _try(self, doing: Callable[[], T]) -> T | None:
        """Do something; tell a person when it could not be done."""
        try:
            return doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
            return None
