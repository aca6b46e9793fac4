"""The card beside the picture: the place that is looked at, and what each has there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.ui.compare.words import NOTHING, side_words, time_of, value_words
from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from ipt_review.workflow.agreement.comparing import Comparison, RatedBeside
    from ipt_review.workflow.agreement.laying_together import Meeting

NOTHING_PICKED = "No place is picked"
HOW = "N goes to the first disagreement and plays it; Enter in the list plays any."
PLAYS = "{time} · plays from {lead:g} s before"


class PlaceCard(QWidget):
    """Tells of one place; buttons do what the keys do.

    Signals:
        next_wanted, previous_wanted, again_wanted: Another place, or this one again,
            should be played.
    """

    next_wanted = Signal()
    previous_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label(NOTHING_PICKED)
        self.heading.setFont(sans(15, bold=True))
        self.when = label(HOW, "muted", wrap=True)
        self._sides = QGridLayout()
        self._sides.setHorizontalSpacing(14)
        self._sides.setVerticalSpacing(5)
        self._sides.setColumnStretch(2, 1)
        self.previous = button("◀ Previous", tip="P")
        self.again = button("↻ Again", tip="R")
        self.next = button("Next ▶", tip="N")
        self.extra = QVBoxLayout()
        self._build()
        self.previous.clicked.connect(self.previous_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.next.clicked.connect(self.next_wanted)

    def show_nothing(self, words: str = HOW) -> None:
        """Say that no place is picked."""
        self.heading.setText(NOTHING_PICKED)
        self.when.setText(words)
        self._clear()

    def show_meeting(
        self, meeting: Meeting, comparison: Comparison, place: str, lead: float
    ) -> None:
        """Show what each coding has at a place; `lead` is in seconds."""
        self.heading.setText(place)
        self.when.setText(PLAYS.format(time=time_of(meeting), lead=lead))
        self._clear()
        for number, side in enumerate(comparison.sides):
            mark = meeting.marks[number]
            note = mark.note if mark is not None else ""
            words = side_words(meeting, comparison, number)
            self._add(number, side.name, words, note)

    def show_item(self, rated: RatedBeside, comparison: Comparison, place: str) -> None:
        """Show what each coding says about an item."""
        self.heading.setText(place)
        self.when.setText(rated.item.text)
        self._clear()
        for number, side in enumerate(comparison.sides):
            rating = side.coding.ratings.get(rated.item.id)
            note = rating.note if rating is not None else ""
            self._add(number, side.name, value_words(rated.values[number]), note)

    def _add(self, row: int, name: str, words: str, note: str) -> None:
        self._sides.addWidget(label(name, "muted"), row, 0)
        said = label(words, "" if words == NOTHING else "chip")
        self._sides.addWidget(said, row, 1)
        self._sides.addWidget(
            label(f"“{note}”" if note else "", "muted", wrap=True), row, 2
        )

    def _clear(self) -> None:
        while (item := self._sides.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(7)
        column.addWidget(self.heading)
        column.addWidget(self.when)
        column.addLayout(self._sides)
        column.addLayout(self.extra)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(6)
        for each in (self.previous, self.again, self.next):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
