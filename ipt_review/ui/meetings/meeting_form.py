"""What a meeting is: day, kind, people and minutes; and that it was held."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ipt_review.domain.meeting import LONGEST_MEETING, LONGEST_NOTES, Held
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.meetings.words import KINDS
from ipt_review.ui.number_boxes import DayBox, NumberBox
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from ipt_review.domain.meeting import Agenda
    from ipt_review.domain.people import Person

NOBODY = "Nobody yet"
MOST_NAMED = 4


class MeetingForm(QWidget):
    """Shows what a meeting is, and lets it be changed.

    Signals:
        edited: What is to be made of the agenda: a function from one to the next.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agenda: Agenda | None = None
        self._company: Sequence[Person] = ()
        self.day = _day("Day of the meeting")
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of meeting")
        for kind, words in KINDS.items():
            self.kind.addItem(words, kind)
        self.minutes = minutes_box("Minutes of the meeting", least=1)
        self.people = QToolButton()
        self.people.setProperty("kind", "choice")
        self.people.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.people.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.people.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        )
        self.menu = QMenu(self.people)
        self.people.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._offer_people)
        self.notes = LineBox()
        self.notes.setAccessibleName("Notes on the meeting")
        self.notes.setPlaceholderText("Notes: what is to be done, what was done")
        self.notes.setMaxLength(LONGEST_NOTES)
        self.held = QCheckBox("Held")
        self.held_day = _day("Day on which it was held")
        self.held_minutes = minutes_box("Minutes that count", least=1)
        self.counts = label("for each who takes part", "muted")
        self._build()
        self._connect()

    def show_agenda(
        self, agenda: Agenda, company: Sequence[Person], *, allowed: bool
    ) -> None:
        """Show what a meeting is; `company` are those who can take part."""
        self._agenda = agenda
        changed = (self.kind, self.held)
        blocked = [QSignalBlocker(each) for each in changed]
        _show_day(self.day, agenda.day)
        self.kind.setCurrentIndex(self.kind.findData(agenda.kind))
        self.minutes.setValue(agenda.minutes)
        self._company = company
        self._show_people(agenda)
        if self.notes.text() != agenda.notes:
            self.notes.setText(agenda.notes)
        held = agenda.held
        self.held.setChecked(held is not None)
        _show_day(self.held_day, held.day if held else agenda.day)
        self.held_minutes.setValue(held.minutes if held else agenda.minutes)
        for part in (self.held_day, self.held_minutes, self.counts):
            part.setVisible(held is not None)
        for field in (*self._parts(), self.held):
            field.setEnabled(allowed)
        del blocked

    def hand_over(self) -> None:
        """Hand over what is being typed."""
        for field in (self.minutes, self.held_minutes):
            field.interpretText()
        self._send()

    def begin(self) -> None:
        """Put the keyboard on the first field."""
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def log(self) -> None:
        """Say that the meeting was held, and put the keyboard on its minutes."""
        if not self.held.isChecked() and self.held.isEnabled():
            self.held.setChecked(True)
        self.held_minutes.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.held_minutes.selectAll()

    def _parts(self) -> tuple[QWidget, ...]:
        parts = (self.day, self.kind, self.minutes, self.people, self.notes)
        return (*parts, self.held_day, self.held_minutes)

    def _offer_people(self) -> None:
        """Fill the menu when it opens: not while an entry of it is being chosen."""
        self.menu.clear()
        there = self._agenda.people if self._agenda is not None else ()
        for person in self._company:
            entry = self.menu.addAction(person.handle)
            entry.setCheckable(True)
            entry.setChecked(person.id in there)
            entry.triggered.connect(partial(self._choose, person.id))

    def _show_people(self, agenda: Agenda) -> None:
        known = {each.id: each.handle for each in self._company}
        named = [known[each] for each in agenda.people if each in known]
        more = len(agenda.people) - len(named[:MOST_NAMED])
        words = ", ".join(named[:MOST_NAMED]) or NOBODY
        self.people.setText(words + (f" and {more} more" if named and more else ""))
        self.people.setAccessibleName(f"Who takes part: {', '.join(named) or NOBODY}")
        self.people.setToolTip("Who takes part; minutes that are held count for each")

    def _choose(self, person: UUID, *_checked: bool) -> None:
        """Take somebody in, or out who was in."""

        def chosen(agenda: Agenda) -> Agenda:
            others = tuple(each for each in agenda.people if each != person)
            wanted = person not in agenda.people
            return replace(agenda, people=(*others, person) if wanted else others)

        self.edited.emit(chosen)

    def _change(self, **fields: Any) -> None:
        now = self._agenda
        if now is not None and replace(now, **fields) != now:
            self.edited.emit(lambda agenda: replace(agenda, **fields))

    def _send(self) -> None:
        """Hand over the fields in which something else stands than was shown."""
        now = self._agenda
        if now is None or not self.kind.isEnabled():
            return
        fields: dict[str, Any] = {
            "day": _date(self.day),
            "minutes": self.minutes.value(),
            "notes": self.notes.text().strip(),
        }
        if now.held is not None:
            fields["held"] = Held(_date(self.held_day), self.held_minutes.value())
        changed = {key: said for key, said in fields.items() if said != _of(now, key)}
        if changed:
            self._change(**changed)

    def _hold(self, on: bool) -> None:  # noqa: FBT001 - a signal's value
        now = self._agenda
        if now is not None:
            self._change(held=Held(now.day, now.minutes) if on else None)

    def _connect(self) -> None:
        for field in (self.day, self.minutes, self.held_day, self.held_minutes):
            field.editingFinished.connect(self._send)
        self.notes.editingFinished.connect(self._send)
        self.kind.currentIndexChanged.connect(
            lambda _row: self._change(kind=self.kind.currentData())
        )
        self.held.toggled.connect(self._hold)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        _row(column, self.day, self.kind, self.minutes, self.people)
        _row(column, self.notes)
        held = (self.held, self.held_day, self.held_minutes, self.counts)
        _row(column, *held, stretch=True)


def minutes_box(name: str, *, least: int) -> NumberBox:
    """Return a field for minutes."""
    made = NumberBox()
    made.setRange(least, LONGEST_MEETING)
    made.setSuffix(" min")
    made.setSingleStep(5 if least else 1)
    made.setKeyboardTracking(False)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setAccessibleName(name)
    return made


def _day(name: str) -> DayBox:
    made = DayBox()
    made.setDisplayFormat("yyyy-MM-dd")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setKeyboardTracking(False)
    made.setAccessibleName(name)
    return made


def _show_day(field: DayBox, day: date) -> None:
    field.setDate(QDate(day.year, day.month, day.day))


def _date(field: DayBox) -> date:
    found: date = field.date().toPython()  # type: ignore[assignment]
    return found


def _of(agenda: Agenda, name: str) -> object:
    found: object = getattr(agenda, name)
    return found


def _row(column: QVBoxLayout, *parts: QWidget, stretch: bool = False) -> None:
    row = QHBoxLayout()
    row.setSpacing(6)
    for place, part in enumerate(parts):
        row.addWidget(part, int(not stretch and place == len(parts) - 1))
    if stretch:
        row.addStretch(1)
    column.addLayout(row)
