"""The Library: who, which case, which session, and what has been done with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui import wording
from ipt_review.ui.library.rows import HEADERS, rows_of
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.people import Person
    from ipt_review.ui.library.rows import SessionRow
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.desk import Holdings

TAPE_ID = Qt.ItemDataRole.UserRole
CASE_ID = Qt.ItemDataRole(Qt.ItemDataRole.UserRole + 1)
EDGE = 12
FIND_ALL = "Find recordings in a folder…"


class LibraryScreen(QWidget):
    """Lists sessions; a double click, Enter or the button opens one for review."""

    open_wanted = Signal(object)
    case_wanted = Signal(object)
    find_wanted = Signal(object)
    add_wanted = Signal()
    folder_wanted = Signal()
    stop_wanted = Signal()
    files_wanted = Signal()
    person_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[UUID, SessionRow] = {}
        self.people = QComboBox()
        self.people.setAccessibleName("Who is reviewing")
        self.people.setMinimumWidth(200)
        self.tree = self._make_tree()
        self.review = button("Review this tape", "primary")
        self.case = button("Case…", tip="Phase, focus, severity and frame of this case")
        self.find_again = button("Find the recording…")
        self.files = button("Files…", tip="Which files this tape has, and their times")
        self.find_all = button(
            FIND_ALL, tip="Looks for all recordings that are missing"
        )
        self._looking = False
        self.add = button("Add a recording…")
        self._facts = label("", "muted", wrap=True)
        self._title = label("", "heading")
        self._title.setFont(sans(18, bold=True))
        self._build()
        self._connect()

    @property
    def person(self) -> Person | None:
        """Who is chosen as the one that reviews."""
        chosen: Person | None = self.people.currentData()
        return chosen

    def show_holdings(
        self, holdings: Holdings, codebook: Codebook, person: Person | None
    ) -> None:
        """List what the study holds, as this person may open it."""
        picked = self.picked_tape()
        self._title.setText(holdings.study.title)
        self._fill_people(holdings.people, person)
        self._rows = {}
        self.tree.clear()
        for therapist in holdings.therapists:
            top = self._heading(self.tree, f"Therapist {therapist.handle}")
            for case in holdings.cases:
                if case.therapist == therapist.id:
                    self._add_case(top, holdings, case.id, codebook, person)
        self.tree.expandAll()
        self._pick(picked)
        self._show_picked()

    def show_looking(self, share: float | None) -> None:
        """Show how much of a folder was looked through; None: nothing is looked for."""
        self._looking = share is not None
        self.find_all.setText(
            FIND_ALL if share is None else f"Stop looking ({share:.0%})"
        )

    def picked_tape(self) -> UUID | None:
        """Return the tape of the picked session."""
        item = self.tree.currentItem()
        found: UUID | None = item.data(0, TAPE_ID) if item is not None else None
        return found

    def picked_case(self) -> UUID | None:
        """Return the case that the picked row belongs to."""
        item = self.tree.currentItem()
        found: UUID | None = item.data(0, CASE_ID) if item is not None else None
        return found

    def _add_case(
        self,
        top: QTreeWidgetItem,
        holdings: Holdings,
        case_id: UUID,
        codebook: Codebook,
        person: Person | None,
    ) -> None:
        case = next(each for each in holdings.cases if each.id == case_id)
        rows = rows_of(holdings, case, codebook, person)
        done = wording.how_many(len(rows), "session")
        title = f"Case {case.handle} · {done} of {case.planned_sessions} planned"
        parent = self._heading(top, title)
        parent.setData(0, CASE_ID, case.id)
        for row in rows:
            item = QTreeWidgetItem(parent, list(row.texts))
            item.setData(0, TAPE_ID, row.tape)
            item.setData(0, CASE_ID, case.id)
            for column in range(1, len(HEADERS)):
                item.setToolTip(column, row.texts[column])
            if row.tape is not None:
                self._rows[row.tape] = row

    def _heading(
        self, above: QTreeWidget | QTreeWidgetItem, text: str
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above)
        item.setText(0, text)
        item.setFont(0, sans(bold=True))
        item.setFirstColumnSpanned(True)
        found: QTreeWidgetItem = item
        return found

    def _fill_people(self, people: tuple[Person, ...], person: Person | None) -> None:
        self.people.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.people.clear()
        for each in people:
            self.people.addItem(wording.person(each), each)
        if person is not None:
            self.people.setCurrentIndex(people.index(person))
        self.people.blockSignals(False)  # noqa: FBT003

    def _pick(self, tape: UUID | None) -> None:
        items = self.tree.findItems(
            "", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        )
        taped = [item for item in items if item.data(0, TAPE_ID) in self._rows]
        wanted = [item for item in taped if item.data(0, TAPE_ID) == tape]
        playable = [i for i in taped if self._rows[i.data(0, TAPE_ID)].playable]
        choice = wanted or playable or taped
        if choice:
            self.tree.setCurrentItem(choice[0])

    def _show_picked(self) -> None:
        tape = self.picked_tape()
        row = self._rows.get(tape) if tape is not None else None
        self.review.setEnabled(row is not None)
        self.find_again.setEnabled(row is not None)
        self.files.setEnabled(row is not None)
        self.case.setEnabled(self.picked_case() is not None)
        self._facts.setText(row.sentence if row else "")

    def _open_picked(self) -> None:
        tape = self.picked_tape()
        if tape in self._rows:
            self.open_wanted.emit(tape)

    def _find_all_or_stop(self) -> None:
        if self._looking:
            self.stop_wanted.emit()
        else:
            self.folder_wanted.emit()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName("Sessions")
        tree.setHeaderLabels(list(HEADERS))
        tree.setAlternatingRowColors(True)
        tree.setUniformRowHeights(True)
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(True)
        return tree

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(label("Reviewing as", "muted"))
        top.addWidget(self.people)
        top.addWidget(self.add)
        column.addLayout(top)
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(8, 4, 8, 8)
        inner.addWidget(self.tree)
        column.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._facts, 1)
        foot.addWidget(self.case)
        foot.addWidget(self.find_all)
        foot.addWidget(self.find_again)
        foot.addWidget(self.files)
        foot.addWidget(self.review)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(self._show_picked)
        self.tree.itemActivated.connect(self._open_picked)
        self.review.clicked.connect(self._open_picked)
        self.find_again.clicked.connect(
            lambda: self.find_wanted.emit(self.picked_tape())
        )
        self.files.clicked.connect(self.files_wanted)
        self.case.clicked.connect(lambda: self.case_wanted.emit(self.picked_case()))
        self.find_all.clicked.connect(self._find_all_or_stop)
        self.add.clicked.connect(self.add_wanted)
        self.people.activated.connect(
            lambda place: self.person_chosen.emit(self.people.itemData(place))
        )
