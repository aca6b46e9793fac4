"""My tapes: the next tape, how many are done, and those that lie before a rater."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.assignment import AssignmentKind
from ipt_review.domain.masking import Fact
from ipt_review.ui import wording
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import day
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Holdings
    from ipt_review.workflow.studies.assigning import QueueRow

EDGE = 12
HEADERS = ("Place", "Tape", "State", "Due", "")
IN_ORDER = "Tapes are coded in this order, one after the other."
DONE = "All your tapes are submitted."
EMPTY = "No tape is assigned to you yet."
FIND_TIP = "Looks below a folder for the recordings of your tapes"
RETURN_TIP = "Writes a package with everything that you made, finished or not"
CALIBRATION = "Calibration: everybody codes this one"


class QueueScreen(QWidget):
    """The home of a study rater.

    Signals:
        open_wanted: The assignment of this row should be coded or looked at.
        person_chosen: Somebody else sits down.
        doing_wanted: The action with this id should be done.
    """

    open_wanted = Signal(object)
    person_chosen = Signal(object)
    doing_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[QueueRow] = ()
        self._title = label("My tapes", "heading")
        self._title.setFont(sans(18, bold=True))
        self.people = QComboBox()
        self.people.setAccessibleName("Who is reviewing")
        self.people.setMinimumWidth(200)
        self.next = label("", "title")
        self.next.setFont(sans(16, bold=True))
        self.progress = label("", "muted", wrap=True)
        self.begin = button("Code this tape", "primary")
        self.table = TextTable("My tapes", HEADERS)
        self.open = button("Open")
        self.find_files = button("Find recordings…", tip=FIND_TIP)
        self.give_back = button("Return my work…", tip=RETURN_TIP)
        self._build()
        self.begin.clicked.connect(self._open_next)
        self.open.clicked.connect(self._open_picked)
        self.table.chosen.connect(lambda _row: self._open_picked())
        self.table.picked.connect(self._show_picked)
        for made, name in (
            (self.find_files, "study.find"),
            (self.give_back, "study.package_return"),
        ):
            made.clicked.connect(partial(self._want, name))
        self.people.activated.connect(
            lambda place: self.person_chosen.emit(self.people.itemData(place))
        )

    def show_queue(
        self, rows: Sequence[QueueRow], names: Sequence[str], person: Person
    ) -> None:
        """Show what lies before a rater.

        Args:
            rows: In the order of the queue.
            names: What each of these tapes is called for this rater.
            person: The rater.
        """
        self._rows, self._names = rows, names
        self._person = person
        following = self.following()
        done = sum(each.is_done for each in rows)
        self.progress.setText(f"{done} of {len(rows)} submitted. {IN_ORDER}")
        self.begin.setVisible(following is not None)
        if following is None:
            self.next.setText(DONE if rows else EMPTY)
        else:
            row = rows[following]
            until = row.assignment.due
            due = f"  ·  due {day(until)}" if until is not None else ""
            self.next.setText(f"Next: {names[following]}{due}")
            self.begin.setText("Code this tape" if row.head is None else "Go on")
        self.table.show_rows(
            [self._texts(row, name) for row, name in zip(rows, names, strict=True)]
        )
        if following is not None:
            self.table.selectRow(following)

    def show_people(self, held: Holdings, *, alone: bool = False) -> None:
        """Offer the people who can sit down.

        Args:
            held: What the study holds.
            alone: Whether the study is this rater's own, out of a package.
        """
        self.people.clear()
        for made in (self.find_files, self.give_back):
            made.setVisible(alone)
        if alone:
            self.people.addItem(wording.person(self._person), self._person)
            return
        hidden = held.masks.in_general(self._person).hides(Fact.THERAPIST)
        led = {each.person for each in held.therapists} if hidden else set()
        for each in held.people:
            if each.id == self._person.id or (each.active and each.id not in led):
                self.people.addItem(wording.person(each), each)
        self.people.setCurrentIndex(self.people.findText(wording.person(self._person)))

    def following(self) -> int | None:
        """Return the row of the first tape that is not submitted, if there is one."""
        places = (n for n, each in enumerate(self._rows) if not each.is_done)
        return next(places, None)

    def may_open(self, row: int) -> bool:
        """Say whether a row can be opened: what was begun, and the next one."""
        there = 0 <= row < len(self._rows)
        begun = there and self._rows[row].head is not None
        return begun or (there and row == self.following())

    def _want(self, name: str, *_told: object) -> None:
        self.doing_wanted.emit(name)

    def _texts(self, row: QueueRow, name: str) -> tuple[str, ...]:
        first = row.assignment.kind is AssignmentKind.CALIBRATION
        return (
            str(row.assignment.sequence),
            name,
            row.state.capitalize(),
            day(row.assignment.due),
            CALIBRATION if first else "",
        )

    def _show_picked(self) -> None:
        self.open.setEnabled(self.may_open(self.table.row))

    def _open_next(self) -> None:
        row = self.following()
        if row is not None:
            self.open_wanted.emit(self._rows[row].assignment)

    def _open_picked(self) -> None:
        row = self.table.row
        if self.may_open(row):
            self.open_wanted.emit(self._rows[row].assignment)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(label("Reviewing as", "muted"))
        top.addWidget(self.people)
        column.addLayout(top)
        card = frame("card")
        inner = QHBoxLayout(card)
        inner.setContentsMargins(20, 18, 20, 18)
        words = QVBoxLayout()
        words.addWidget(self.next)
        words.addWidget(self.progress)
        inner.addLayout(words, 1)
        inner.addWidget(self.begin)
        column.addWidget(card)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.find_files)
        foot.addStretch(1)
        foot.addWidget(self.give_back)
        foot.addWidget(self.open)
        column.addLayout(foot)
