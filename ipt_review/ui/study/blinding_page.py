"""The page that says what the study keeps from its raters."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.masking import Fact
from ipt_review.ui.parts import frame, label, rule
from ipt_review.ui.study.words import FACTS

WIDTH = 640
INTRO = (
    "What is checked is kept from study raters in every room, in lists, titles and "
    "tool tips. Tapes have a code for them, such as T-7F3K, that says nothing and "
    "has no order. A message about a recording can name its file, so give "
    "recordings names that say nothing. Coordinators and supervisors see everything."
)
WEAK = (
    "The tape itself is not changed: what is said and seen on it may tell. The form "
    "asks the items of all phases where phase, session or case is kept from raters, "
    "and the Case room and the workbook are closed to them."
)
GUESS = "Ask raters which condition they think it was, when they submit"
WHY_GUESS = (
    "Shows whether the blind held. It is asked where the arm is kept from raters and "
    "the study has arms."
)


class BlindingPage(QWidget):
    """One switch for each fact that raters can be blind to.

    Signals:
        facts_chosen: The facts that are to be kept from raters.
        guess_chosen: Whether raters are asked for the arm.
    """

    facts_chosen = Signal(object)
    guess_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {fact: QCheckBox(FACTS[fact][0]) for fact in Fact}
        self.guess = QCheckBox(GUESS)
        self.guess.setAccessibleDescription(WHY_GUESS)
        self._build()
        for box in self.boxes.values():
            box.clicked.connect(lambda _on: self.facts_chosen.emit(self._chosen()))
        self.guess.clicked.connect(self.guess_chosen)

    def show_state(
        self, facts: frozenset[Fact], *, asks_guess: bool, writable: bool
    ) -> None:
        """Show what is kept from raters, and whether that can be changed."""
        for fact, box in self.boxes.items():
            box.setChecked(fact in facts)
            box.setEnabled(writable)
        self.guess.setChecked(asks_guess)
        self.guess.setEnabled(writable)

    def _chosen(self) -> frozenset[Fact]:
        return frozenset(fact for fact, box in self.boxes.items() if box.isChecked())

    def _build(self) -> None:
        card = frame("card")
        card.setMaximumWidth(WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label("Kept from study raters", "title"))
        column.addWidget(label(INTRO, "muted", wrap=True))
        column.addWidget(rule())
        for fact, box in self.boxes.items():
            line = QHBoxLayout()
            box.setMinimumWidth(170)
            box.setAccessibleDescription(FACTS[fact][1])
            line.addWidget(box)
            line.addWidget(label(FACTS[fact][1], "muted"), 1)
            column.addLayout(line)
        column.addWidget(rule())
        column.addWidget(self.guess)
        column.addWidget(label(WHY_GUESS, "muted", wrap=True))
        column.addWidget(rule())
        column.addWidget(label(WEAK, "muted", wrap=True))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(card)
        outer.addStretch(1)
