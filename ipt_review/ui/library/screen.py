"""The Library: who, which case, which session, and what has been done with each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ipt_review.ui import wording
from ipt_review.ui.library.columns import Saying
from ipt_review.ui.library.details import Details
from ipt_review.ui.library.filter_bar import FilterBar
from ipt_review.ui.library.progress import ProgressPage
from ipt_review.ui.library.table import LibraryTable
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.theme import sans
from ipt_review.workflow.library.library import Looking, library_rows, progress_of
from ipt_review.workflow.library.organising import is_there

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtGui import QHideEvent, QShowEvent

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.people import Person
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.library.library import LibraryFilter, LibraryRow, Stock

EDGE = 12
FIND_ALL = "Find recordings in a folder…"
SESSIONS, PROGRESS = range(2)
TRIED = 40
"""How many recordings are looked for when a study is opened."""
SHARES = (760, 320)
ADDING = (
    ("study.add", "A recording…"),
    ("library.import_folder", "A folder of recordings…"),
    ("library.import_roster", "A roster…"),
    ("", ""),
    ("library.add_therapist", "A therapist…"),
    ("library.add_case", "A case…"),
    ("library.add_session", "A session…"),
)
"""What the Add button offers, by action id."""


class LibraryScreen(QWidget):
    """Lists sessions; a double click, Enter or the button opens one for review.

    Signals:
        doing_wanted: The id of an action.
    """

    open_wanted = Signal(object)
    case_wanted = Signal(object)
    find_wanted = Signal(object)
    folder_wanted = Signal()
    stop_wanted = Signal()
    files_wanted = Signal()
    person_chosen = Signal(object)
    doing_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codebook: Codebook | None = None
        self._stock: Stock | None = None
        self._looking = Looking()
        self._saying = Saying()
        self._looking_for = False
        self._behind = False
        self.can_undo = self.can_redo = False
        self.people = QComboBox()
        self.people.setAccessibleName("Who is reviewing")
        self.people.setMinimumWidth(200)
        self.table = LibraryTable(theme)
        self.filters = FilterBar()
        self.details = Details()
        self.progress = ProgressPage(theme)
        self.views = QTabBar()
        self.find_all = button(
            FIND_ALL, tip="Looks for all recordings that are missing"
        )
        self.add = button("Add", tip="Recordings, a roster, or one entry")
        self._title = label("", "heading")
        self._title.setFont(sans(18, bold=True))
        self._build()
        self._connect()

    @property
    def person(self) -> Person | None:
        """Who is chosen as the one that reviews."""
        chosen: Person | None = self.people.currentData()
        return chosen

    def show_stock(self, stock: Stock, codebook: Codebook, looking: Looking) -> None:
        """List what the study holds, as the person who looks may see it."""
        holdings, before = stock.holdings, self._stock
        other = before is None or before.holdings.study.id != holdings.study.id
        self._codebook, self._saying = codebook, Saying.of(codebook)
        self._stock, self._looking = stock, looking
        self._title.setText(holdings.study.title)
        self._fill_people(holdings.people, looking.person)
        self.filters.show_holdings(holdings, looking.person)
        first = other or self.table.row() is None
        self._show_rows()
        if first:
            self._pick_playable()

    def show_lost(self, lost: frozenset[Path]) -> None:
        """Say of these recordings that they are not where they were."""
        if lost != self._looking.lost:
            self._looking = replace(self._looking, lost=lost)
            self._behind = True
            self._catch_up()

    def ask_for(self, wanted: LibraryFilter) -> None:
        """Ask for these rows, in a study that is shown next."""
        self.filters.show_filter(wanted)
        self.table.admit(wanted)

    def show_looking(self, share: float | None) -> None:
        """Show how much of a folder was looked through; None: nothing is looked for."""
        self._looking_for = share is not None
        self.find_all.setText(
            FIND_ALL if share is None else f"Stop looking ({share:.0%})"
        )

    def picked(self) -> LibraryRow | None:
        """Return what is picked."""
        return self.table.row()

    def picked_tape(self) -> UUID | None:
        """Return the tape of the picked session."""
        row = self.table.row()
        return row.tape.id if row is not None and row.tape is not None else None

    def picked_case(self) -> UUID | None:
        """Return the case that the picked row belongs to."""
        row = self.table.row()
        return row.case.id if row is not None and row.case is not None else None

    def pick_tape(self, tape: UUID) -> None:
        """Pick the session with this tape, if it is shown."""
        self._pick(lambda row: row.tape is not None and row.tape.id == tape)

    def search(self) -> None:
        """Have the keyboard where sessions are searched for."""
        self.views.setCurrentIndex(SESSIONS)
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.text.selectAll()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Show what became known while one was in another room."""
        super().showEvent(event)
        self._catch_up()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing at hand that the next person may not know."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.details.show_row(None, self._saying, None)

    def _fill_people(self, people: tuple[Person, ...], person: Person | None) -> None:
        self.people.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.people.clear()
        for each in people:
            if each.active or each == person:
                self.people.addItem(wording.person(each), each)
                if each == person:
                    self.people.setCurrentIndex(self.people.count() - 1)
        self.people.blockSignals(False)  # noqa: FBT003

    def _catch_up(self) -> None:
        if self._behind and self.isVisible():
            self._show_rows()

    def _show_rows(self) -> None:
        stock, looking = self._stock, self._looking
        self._behind = False
        if stock is None:
            return
        held, rows = stock.holdings, library_rows(stock, looking)
        self.table.show_rows(rows, self._saying)
        self._show_count()
        by_rater, study = progress_of(rows, looking.now)
        names = [(p.handle, by_rater[p.id]) for p in held.people if p.id in by_rater]
        self.progress.show_progress(study, len(held.tapes), names)

    def _sift(self, wanted: LibraryFilter) -> None:
        self.table.admit(wanted)

    def _show_count(self) -> None:
        rows = self.table.rows
        self.filters.show_count(rows.sessions(), rows.sessions(of_all=True))

    def _pick_playable(self) -> None:
        """Pick the first session whose recording is there, or else one with a tape."""
        tries = iter(range(TRIED))

        def plays(row: LibraryRow) -> bool:
            files = row.tape.files if row.tape is not None else ()
            worth = bool(files) and next(tries, None) is not None
            return worth and is_there(files[0].path)

        if not self._pick(plays):
            self._pick(lambda row: row.tape is not None)

    def _pick(self, fits: Callable[[LibraryRow], bool]) -> bool:
        rows = self.table.rows
        for place in range(rows.rowCount()):
            row = rows.row_at(place)
            if row is not None and fits(row):
                self.table.pick(place)
                return True
        return False

    def _show_picked(self) -> None:
        self.details.show_row(self.table.row(), self._saying, self._codebook)

    def _open_picked(self) -> None:
        tape = self.picked_tape()
        if tape is not None:
            self.open_wanted.emit(tape)

    def _find_all_or_stop(self) -> None:
        if self._looking_for:
            self.stop_wanted.emit()
        else:
            self.folder_wanted.emit()

    def _build(self) -> None:
        for name in ("Sessions", "Progress"):
            self.views.addTab(name)
        self.views.setAccessibleName("Sessions or progress")
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        menu = QMenu(self.add)
        for name, text in ADDING:
            if name:
                menu.addAction(text, partial(self.doing_wanted.emit, name))
            else:
                menu.addSeparator()
        self.add.setMenu(menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addWidget(self.views)
        top.addStretch(1)
        top.addWidget(label("Reviewing as", "muted"))
        top.addWidget(self.people)
        top.addWidget(self.add)
        column.addLayout(top)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._sessions())
        self._pages.addWidget(self.progress)
        column.addWidget(self._pages, 1)

    def _sessions(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.filters)
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        shared = QSplitter(Qt.Orientation.Horizontal)
        shared.addWidget(card)
        shared.addWidget(self.details)
        shared.setStretchFactor(0, 1)
        shared.setStretchFactor(1, 0)
        shared.setSizes(list(SHARES))
        shared.setChildrenCollapsible(False)
        lines.addWidget(shared, 1)
        self.details.buttons.addWidget(self.find_all)
        return page

    def _connect(self) -> None:
        table, details = self.table, self.details
        table.picked.connect(self._show_picked)
        table.opened.connect(self._open_picked)
        table.rows.laid_out.connect(self._show_count)
        for wish, name in (
            (table.change_wanted, "library.change"),
            (table.remove_wanted, "library.remove"),
            (table.add_wanted, "library.add_session"),
            (details.change.clicked, "library.change"),
            (details.remove.clicked, "library.remove"),
        ):
            wish.connect(partial(self._want, name))
        self.filters.changed.connect(self._sift)
        self.views.currentChanged.connect(self._pages.setCurrentIndex)
        details.review.clicked.connect(self._open_picked)
        details.find_again.clicked.connect(
            lambda: self.find_wanted.emit(self.picked_tape())
        )
        details.files.clicked.connect(self.files_wanted)
        details.case.clicked.connect(lambda: self.case_wanted.emit(self.picked_case()))
        self.find_all.clicked.connect(self._find_all_or_stop)
        self.people.activated.connect(
            lambda place: self.person_chosen.emit(self.people.itemData(place))
        )

    def _want(self, name: str, *_told: object) -> None:
        self.doing_wanted.emit(name)
