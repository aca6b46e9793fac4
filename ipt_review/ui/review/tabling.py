"""What is done with the marks table: cells edited, many marks changed in one step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import read, show_amount
from ipt_review.ui.marks_table.asking import CodeDialog, ShiftDialog
from ipt_review.ui.marks_table.columns import Column
from ipt_review.ui.review.marks_places import MarksPlaces, Place
from ipt_review.workflow.coding import many, pasting, retiming

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings

    from ipt_review.domain.mark import Mark
    from ipt_review.ui.review.marking import Marking
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.workflow.desk import Seat

SAID = {
    Column.QUALITY: "quality",
    Column.CERTAINTY: "certainty",
    Column.DIRECTION: "direction",
}
"""What columns say of a mark that is chosen from a list."""

NO_FIT = (
    "No other code fits all of the picked marks: a moment takes a point code, a "
    "stretch an interval code, and a state another state of its track. Pick marks of "
    "one kind."
)


class Tabling(QObject):
    """Makes steps of what is wanted on the page of the marks table.

    Args:
        screen: Where the page is.
        marking: Picks marks, and plays them.

    Signals:
        refused: Something could not be done; the words are for a person.
    """

    refused = Signal(str)

    def __init__(self, screen: ReviewScreen, marking: Marking, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._page = screen.marks
        self._table = screen.marks.table
        self._marking = marking
        self._seat: Seat | None = None
        self.places = MarksPlaces(screen)
        self._doings = self._make_doings()
        self._table.mark_picked.connect(marking.go_to)
        self._table.mark_activated.connect(marking.listen_to)
        self._table.remove_wanted.connect(lambda: self._do("table.delete"))
        self._table.edit_wanted.connect(self._edit)
        self._page.doing_wanted.connect(self._do)

    def use(self, settings: QSettings) -> None:
        """Remember there where the table stands, and which columns it has."""
        self._page.columns.use(settings)
        self.places.use(settings)

    def open(self, seat: Seat) -> None:
        """Work on the coding of this seat from now on."""
        self._seat = seat
        self._table.start_over()
        self._page.message.hide()

    def close(self) -> None:
        """Let go of the coding."""
        self._seat = None

    def show(self, seat: Seat) -> None:
        """Show the coding of this seat as it is on disk now."""
        self._seat = seat
        session = seat.review.shown_session
        self._page.show_coding(seat.codebook, session, seat.session.coding)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return self._doings

    def _make_doings(self) -> dict[str, Callable[[], object]]:
        return {
            "view.marks": self._go_to_table,
            "view.marks_place": self._move_on,
            "table.play": self._play,
            "table.edit": self._edit_here,
            "table.code": self._recode,
            "table.shift": self._shift,
            "table.delete": self._remove,
            "table.copy": self._copy,
            "table.paste": self._paste,
            "table.all": self._pick_all,
        }

    # ------------------------------------------------------------ looking

    def _go_to_table(self) -> None:
        """Go to the table with the keyboard, or back from it."""
        focused = QApplication.focusWidget()
        if focused is not None and self._page.isAncestorOf(focused):
            if self.places.place is not Place.BELOW:
                self._screen.tabs.setCurrentWidget(self._screen.panel)
            self._screen.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.places.show()
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._table.picked():
            self._table.pick_many(self._table.numbers()[:1])

    def _move_on(self) -> None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self._page.isAncestorOf(focused)
        self.places.move_on()
        self.places.show()
        if inside:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _play(self) -> None:
        for number in self._numbers()[:1]:
            self._marking.listen_to(number)

    def _edit_here(self) -> None:
        """Edit the cell of the table that the keyboard is at, or was last."""
        self.places.show()
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._table.edit_cell()

    def _pick_all(self) -> None:
        self.places.show()
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._table.selectAll()

    # ------------------------------------------------------------ many marks

    def _recode(self) -> None:
        seat, marks = self._seat, self._marks()
        if seat is None or not marks:
            return
        held = {mark.code for mark in marks}
        codes = [each for each in many.fitting(seat.codebook, marks) if {each} != held]
        if not codes:
            self.refused.emit(NO_FIT)
            return
        asked = CodeDialog(seat.codebook, codes, len(marks), self._screen.window())
        accepted = asked.exec() == QDialog.DialogCode.Accepted
        asked.deleteLater()
        if accepted and asked.code is not None:
            session, numbers = seat.session, [mark.number for mark in marks]
            book, length = session.codebook, session.length
            session.make(many.recode(session.coding, book, length, numbers, asked.code))

    def _shift(self) -> None:
        seat, marks = self._seat, self._marks()
        if seat is None or not marks:
            return
        session = seat.session
        asked = ShiftDialog(marks, session.length, self._screen.window())
        accepted = asked.exec() == QDialog.DialogCode.Accepted
        asked.deleteLater()
        if not accepted:
            return
        by, numbers = asked.by, [mark.number for mark in marks]
        goes = many.room_to_shift(marks, session.length, by)
        book, length = session.codebook, session.length
        session.make(many.shift(session.coding, book, length, numbers, by))
        self._page.message.hide()
        if goes != by:
            did, did_not = show_amount(goes), show_amount(by)
            edge = "begins" if by < 0 else "ends"
            self._page.message.tell(
                f"Shifted by {did} and not by {did_not}: the tape {edge} there."
            )

    def _remove(self) -> None:
        if self._seat is not None:
            session = self._seat.session
            session.make(many.remove(session.coding, self._numbers()))

    def _copy(self) -> None:
        marks = self._marks()
        if self._seat is not None and marks:
            text = pasting.as_text(self._seat.codebook, marks)
            QGuiApplication.clipboard().setText(text)

    def _paste(self) -> None:
        seat = self._seat
        if seat is None:
            return
        session, text = seat.session, QGuiApplication.clipboard().text()
        book, length, number = session.codebook, session.length, session.next_number
        self.places.show()
        try:
            step = pasting.paste(session.coding, book, length, number, text)
        except (pasting.CannotPaste, pasting.NotMarks) as problem:
            self._page.message.tell(str(problem))
            return
        self._page.message.hide()
        if session.make(step) is not None:
            last = session.next_number
            self._table.pick_many(range(number, last))

    # ------------------------------------------------------------ one cell

    def _edit(self, number: int, column: int, value: object) -> None:
        """Do what was typed or chosen in a cell; tell why when it cannot be."""
        seat = self._seat
        mark = seat.session.coding.marks.get(number) if seat else None
        if mark is not None:
            self._try(lambda: self._change(mark, Column(column), value))

    def _change(self, mark: Mark, column: Column, value: Any) -> None:
        seat = self._seat
        if seat is None:
            return
        session = seat.session
        coding, book, length = session.coding, session.codebook, session.length
        number = mark.number
        if column is Column.TIME:
            step = retiming.set_start(coding, book, length, number, read(value))
            session.make(step)
        elif column is Column.END:
            session.make(retiming.set_end(coding, book, length, number, read(value)))
        elif column is Column.CODE:
            session.make(many.recode(coding, book, length, [number], value))
        elif column is Column.NOTE:
            session.write_note(number, value)
        elif column in SAID:
            session.put(replace(mark, **{SAID[column]: value}))

    # ------------------------------------------------------------ which

    def _numbers(self) -> list[int]:
        """Return the marks picked in the table, or else the one picked elsewhere."""
        picked, one = self._table.picked(), self._marking.picked
        return picked or ([one] if one is not None else [])

    def _marks(self) -> list[Mark]:
        marks = self._seat.session.coding.marks if self._seat else {}
        return [marks[number] for number in self._numbers() if number in marks]

    def _do(self, name: str) -> None:
        self._try(self._doings[name])

    def _try(self, doing: Callable[[], object]) -> None:
        try:
            doing()
        except ReviewError as problem:
            self.refused.emit(str(problem))
