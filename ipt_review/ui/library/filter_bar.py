"""Where is said which sessions are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ipt_review.ui import wording
from ipt_review.ui.flow import Flow
from ipt_review.ui.library.columns import PHASES, STANDINGS
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.marks_table.choice_menu import ChoiceMenu
from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.workflow.library.library import LibraryFilter

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.domain.phase import Phase
    from ipt_review.workflow.desk import Holdings
    from ipt_review.workflow.library.library import Standing

SOON = 60
"""How long (ms) after the last key the table follows what is typed."""
SEARCH_WIDTH = 240
MOST_CASES = 80
"""How many cases a menu offers at once."""
TOO_MANY = "Choose a therapist first, or search for the case"


class FilterBar(QWidget):
    """Shows a filter and has another one put together.

    Signals:
        changed: The filter that is wanted now.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: Person | None = None
        self._held: Holdings | None = None
        self._wanted = LibraryFilter()
        self.text = LineBox()
        self.text.setPlaceholderText("Search sessions")
        self.text.setAccessibleName("Search sessions")
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(SEARCH_WIDTH)
        self.text.setFont(sans(SMALL_SIZE))
        self.therapists = ChoiceMenu("Therapist")
        self.cases = ChoiceMenu("Case")
        self.phases = ChoiceMenu("Phase")
        self.standings = ChoiceMenu("Status")
        self.raters = ChoiceMenu("Rater")
        self.mine = QPushButton("Mine")
        self.mine.setCheckable(True)
        self.mine.setProperty("kind", "small")
        self.mine.setToolTip("Tapes that you coded or were given")
        self.clear = button("Show all", "small", "Ask for everything again")
        self.count = label("", "muted")
        self._soon = QTimer(self, interval=SOON, singleShot=True)
        self._build()

    def show_holdings(self, holdings: Holdings, person: Person | None) -> None:
        """Offer what the study holds; what was asked for stays, if it is there."""
        wanted, self._person, self._held = self._wanted, person, holdings
        offers = (
            (self.therapists, [(t.handle, t.id) for t in holdings.therapists]),
            (self.phases, [(name, phase) for phase, name in PHASES.items()]),
            (self.standings, [(name, each) for each, name in STANDINGS.items()]),
            (self.raters, [(p.handle, p.id) for p in holdings.people]),
        )
        for menu, choices in offers:
            menu.offer([("", choices)])
        self.mine.setEnabled(person is not None)
        self._tick(wanted)
        if self.wanted() != self._wanted:  # somebody else looks, or something is gone
            self._tell()

    def _offer_cases(self, therapists: frozenset[UUID]) -> None:
        """Offer the cases of these therapists, or all of them where they are few."""
        cases = self._held.cases if self._held is not None else ()
        offered = [
            (case.handle, case.id)
            for case in cases
            if not therapists or case.therapist in therapists
        ]
        few = len(offered) <= MOST_CASES
        self.cases.offer([("", offered)] if few else [(TOO_MANY, [])])

    def show_filter(self, wanted: LibraryFilter) -> None:
        """Show this filter, without telling anybody."""
        if self.text.text() != wanted.text:
            self.text.setText(wanted.text)
        self._soon.stop()
        self._wanted = wanted
        me = self._person.id if self._person is not None else None
        self.mine.setChecked(wanted.raters == {me})
        self._tick(wanted)

    def show_count(self, shown: int, total: int) -> None:
        """Say how many sessions pass."""
        of_all = wording.how_many(total, "session")
        self.count.setText(of_all if shown == total else f"{shown:,} of {of_all}")
        self.clear.setVisible(bool(self.wanted()))

    def wanted(self) -> LibraryFilter:
        """Return the filter that the fields say."""
        raters = frozenset(cast("list[UUID]", self.raters.ticked()))
        if self.mine.isChecked() and self._person is not None:
            raters = frozenset({self._person.id})
        return LibraryFilter(
            self.text.text(),
            frozenset(cast("list[UUID]", self.therapists.ticked())),
            frozenset(cast("list[UUID]", self.cases.ticked())),
            frozenset(cast("list[Phase]", self.phases.ticked())),
            frozenset(cast("list[Standing]", self.standings.ticked())),
            raters,
        )

    def _tick(self, wanted: LibraryFilter) -> None:
        self.therapists.tick(wanted.therapists)
        self._offer_cases(wanted.therapists)
        self.cases.tick(wanted.cases)
        self.phases.tick(wanted.phases)
        self.standings.tick(wanted.standings)
        mine = self.mine.isChecked()
        self.raters.tick(() if mine else wanted.raters)

    def _ask_for_therapists(self) -> None:
        """Ask for the sessions of other therapists, and for all of their cases."""
        therapists = frozenset(cast("list[UUID]", self.therapists.ticked()))
        self._offer_cases(therapists)
        self._tell()

    def _ask_for_mine(self) -> None:
        self.raters.tick(())
        self._tell()

    def _ask_for_raters(self) -> None:
        self.mine.setChecked(False)
        self._tell()

    def _tell(self) -> None:
        self._soon.stop()
        self._wanted = self.wanted()
        self.changed.emit(self._wanted)

    def _clear(self) -> None:
        self.mine.setChecked(False)
        self.show_filter(LibraryFilter())
        self._tell()

    def _build(self) -> None:
        row = Flow()
        row.addWidget(self.text)
        for menu in (self.therapists, self.cases, self.phases, self.standings):
            row.addWidget(menu)
        for menu in (self.cases, self.phases, self.standings):
            menu.changed.connect(self._tell)
        self.therapists.changed.connect(self._ask_for_therapists)
        row.addWidget(self.raters)
        row.addWidget(self.mine)
        row.addWidget(self.clear)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.raters.changed.connect(self._ask_for_raters)
        self.mine.clicked.connect(self._ask_for_mine)
        self.clear.clicked.connect(self._clear)
        self.text.textChanged.connect(lambda _text: self._soon.start())
        self.text.returnPressed.connect(self._tell)
        self._soon.timeout.connect(self._tell)
