"""What happens in the ledger room: a portfolio is read, entered into, handed on."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog

from ipt_review.domain.ledger import LONGEST_NOTE, SupervisionTime
from ipt_review.domain.people import Role
from ipt_review.study.permissions import Act
from ipt_review.ui.trying import tried
from ipt_review.workflow.supervision.ledger import LedgerKeeper, ledger_of, ledgers_seen
from ipt_review.workflow.supervision.portfolio_templates import (
    own_template,
    set_own_template,
    shipped_templates,
    templates_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.people import Person, Therapist
    from ipt_review.domain.portfolio import Template
    from ipt_review.scoring.portfolio_evidence import Evidence
    from ipt_review.ui.ledger.packing import Packing
    from ipt_review.ui.ledger.screen import LedgerScreen
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.supervision.ledger import Ledger

ROOM = "ledger"
SUPERVISES = frozenset({Role.SUPERVISOR, Role.COORDINATOR})


class Ledgering(QObject):
    """Connects the certification ledgers of a study with their room.

    The room is made when it is first entered.

    Args:
        window: Whose room it is.
        reviewing: Where a tape may be open; its therapist is shown first.

    Signals:
        room_wanted: The room with this name should be entered.
        place_wanted: The tape of this coding should be opened at so many ms.
        case_wanted: The Case room should be entered with this case.
        meeting_wanted: The Meetings room should be entered with this meeting.
    """

    room_wanted = Signal(str)
    place_wanted = Signal(object, int)
    case_wanted = Signal(object)
    meeting_wanted = Signal(object)

    def __init__(self, window: MainWindow, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self._screen: LedgerScreen | None = None
        self._desk: Desk | None = None
        self._person: Person | None = None
        self._therapists: list[Therapist] = []
        self._templates: tuple[Template, ...] = ()
        self._therapist: UUID | None = None
        self._template = ""
        self._ledger: Ledger | None = None

    @property
    def screen(self) -> LedgerScreen:
        """The room, made now if need be."""
        if self._screen is None:
            from ipt_review.ui.ledger.screen import (  # noqa: PLC0415 - made late
                LedgerScreen,
            )

            self._screen = made = LedgerScreen(self._window.theme)
            self._connect(made)
            self._window.furnish(ROOM, made, made.list)
            self._window.histories[ROOM] = made
        return self._screen

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"go.ledger": partial(self.room_wanted.emit, ROOM)}

    def do(self, name: str) -> bool:
        """Undo or redo an entry; say whether it was one of these."""
        keeper = self._keeper()
        if keeper is None or name not in {"edit.undo", "edit.redo"}:
            return False
        self._carry_out(keeper.undo if name == "edit.undo" else keeper.redo)
        return True

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show the portfolio that was chosen, or that of the open tape's therapist."""
        if desk is not self._desk:
            self._therapist, self._template = None, ""
        self._desk, self._person, self._ledger = desk, person, None
        self.screen.tell("")
        self._therapists = [] if person is None else ledgers_seen(desk, person)
        if not self._therapists:
            self.screen.show_message(NOBODYS)
            return
        seat = self._reviewing.seat
        if self._therapist is None and seat is not None:
            self._therapist = seat.review.therapist.id
        self._renew()

    def _renew(self) -> None:
        """Read the portfolio anew, and show it."""
        desk, person = self._desk, self._person
        if desk is None or person is None:
            return
        self._templates = tried(lambda: templates_of(desk), self._tell_bad) or ()
        self._templates = self._templates or shipped_templates()
        whose = self._whose()
        shown = next(
            (each for each in self._templates if each.id == self._template),
            self._templates[0],
        )
        found = tried(
            lambda: ledger_of(desk, whose.id, person, shown), self._window.banner.tell
        )
        if found is None:
            return
        self._ledger = found
        self.screen.offer(self._therapists, whose, self._templates, shown)
        self._allow(desk, person)
        self.screen.show_ledger(found)

    def _allow(self, desk: Desk, person: Person) -> None:
        """Say what can be done here, and why the rest cannot."""
        keeper, screen = self._keeper(), self.screen
        if keeper is None:
            return
        cannot = "" if desk.database.is_writable else READ_ONLY
        screen.panel.may_enter = keeper.may_enter or cannot
        screen.panel.may_attest = keeper.may_attest or cannot
        screen.can_undo = keeper.can_undo and not cannot
        screen.can_redo = keeper.can_redo and not cannot
        verdict = desk.rights.may(Act.CHANGE_SETTINGS, person=person)
        against = f"{verdict.reason} {verdict.remedy}".strip() or cannot
        screen.needed.setEnabled(not against)
        screen.needed.setToolTip(against)

    def _whose(self) -> Therapist:
        found = (each for each in self._therapists if each.id == self._therapist)
        return next(found, self._therapists[0])

    def _keeper(self) -> LedgerKeeper | None:
        desk, person = self._desk, self._person
        if desk is None or person is None or not self._therapists:
            return None
        return LedgerKeeper(desk, self._whose().id, person)

    def _carry_out(self, doing: Callable[[], object]) -> None:
        self._window.banner.hide()
        tried(doing, self._window.banner.tell)
        self._renew()

    def _choose_therapist(self, place: int) -> None:
        self._therapist = self._therapists[place].id
        self.screen.tell("")
        self._renew()

    def _choose_template(self, place: int) -> None:
        self._template = self._templates[place].id
        self._renew()

    def _open(self, evidence: Evidence) -> None:
        """Open the tape that something rests on, or else its meeting or case."""
        if evidence.coding is not None:
            self.place_wanted.emit(evidence.coding, 0)
        elif evidence.meeting is not None:
            self.meeting_wanted.emit(evidence.meeting)
        elif evidence.case is not None:
            self.case_wanted.emit(evidence.case)
        elif evidence.entry is not None:
            self._change()

    def _open_picked(self) -> None:
        picked = self.screen.panel.list.picked
        if picked is not None:
            self._open(picked)

    def _enter(self) -> None:
        self._ask(None)

    def _ask(self, before: SupervisionTime | None) -> None:
        """Ask for a time of supervision, or have one corrected."""
        from ipt_review.ui.ledger.hours_form import HoursForm  # noqa: PLC0415

        keeper, desk, ledger = self._keeper(), self._desk, self._ledger
        if keeper is None or desk is None or ledger is None:
            return
        everybody = desk.database.people()
        people = [each for each in everybody if not each.roles.isdisjoint(SUPERVISES)]
        cases = [each.case for each in ledger.record.cases]
        form = HoursForm(before, people, cases, keeper.put, self._window)
        form.exec()
        form.deleteLater()
        self._renew()

    def _change(self) -> None:
        keeper, picked = self._keeper(), self.screen.panel.list.picked
        if keeper is None or picked is None or picked.entry is None:
            return
        entry = keeper.entry(picked.entry)
        if isinstance(entry, SupervisionTime):
            self._ask(entry)

    def _remove(self) -> None:
        keeper, picked = self._keeper(), self.screen.panel.list.picked
        if keeper is not None and picked is not None and picked.entry is not None:
            self._carry_out(partial(keeper.remove, picked.entry))

    def _attest(self) -> None:
        keeper, line = self._keeper(), self.screen.panel.line
        if keeper is None or line is None or not line.statement:
            return
        note, wanted = QInputDialog.getText(
            self._window, "Attest", f"{line.title}.\n\n{ATTESTS}"
        )
        if wanted:
            cut = note.strip()[:LONGEST_NOTE]
            self._carry_out(partial(keeper.attest, line.statement, cut))

    def _say_what_is_needed(self) -> None:
        from ipt_review.ui.ledger.template_form import TemplateForm  # noqa: PLC0415

        desk, person, ledger = self._desk, self._person, self._ledger
        if desk is None or person is None or ledger is None:
            return
        form = TemplateForm(
            self._templates,
            ledger.portfolio.template,
            lambda wanted: set_own_template(desk, wanted, person),
            self._window,
        )
        if form.exec():
            own = own_template(desk)
            self._template = own.id if own else ""
        form.deleteLater()
        self._renew()

    def _pack(self) -> None:
        desk, person = self._desk, self._person
        if desk is not None and person is not None and self._ledger is not None:
            self.screen.tell("")
            self.packing.ask(desk, self._ledger, person)

    @cached_property
    def packing(self) -> Packing:
        """What writes packets, made with the first of them."""
        from ipt_review.ui.ledger.packing import Packing  # noqa: PLC0415

        made = Packing(self._window)
        made.written.connect(self.screen.tell)
        made.failed.connect(self._tell_bad)
        return made

    def _tell_bad(self, words: str) -> None:
        self.screen.tell(words, good=False)

    def _connect(self, screen: LedgerScreen) -> None:
        screen.therapist_chosen.connect(self._choose_therapist)
        screen.template_chosen.connect(self._choose_template)
        screen.needed_wanted.connect(self._say_what_is_needed)
        panel = screen.panel
        panel.list.wanted.connect(self._open)
        panel.open.clicked.connect(self._open_picked)
        panel.enter.clicked.connect(self._enter)
        panel.change.clicked.connect(self._change)
        panel.remove.clicked.connect(self._remove)
        panel.attest.clicked.connect(self._attest)
        screen.packet_wanted.connect(self._pack)


NOBODYS = "There is no therapist here whose portfolio you may see."
READ_ONLY = "This study cannot be changed."
ATTESTS = "What you saw, in a few words. Write no names and no dates of patients."
