"""What can be decided about the place that is looked at, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.consensus import Choice
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.parts import button, label, restyle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QPushButton

    from ipt_review.domain.consensus import Decision

OTHER = "Other…"
WHY = "Why? Enter decides and goes on, Esc lets it be."
OPEN = "Undecided."
NAMES = 18
"""So many letters of a coding's name stand on its button."""


class DecisionBar(QWidget):
    """Buttons for what the keys decide, another code or value, and the reason.

    Signals:
        kept: The coding at this place (from 0) is right here.
        left_out: None of it is to be in the consensus.
        other_chosen: This code (text) or value (number) is right instead.
        reason_given: Enter was pressed in the line for the reason.
        skipped: The next undecided place is wanted.
    """

    kept = Signal(int)
    left_out = Signal()
    other_chosen = Signal(object)
    reason_given = Signal()
    skipped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = label("", "muted", wrap=True)
        self.other = QComboBox()
        self.other.setAccessibleName("Another code or rating")
        self.other.setMaximumWidth(190)
        self.none = button("Leave out  0", "small", "Nothing of it is in the consensus")
        self.skip = button("Skip  U", "small", "To the next that is undecided")
        self.reason = LineBox()
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText(WHY)
        self.keeps: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._build()
        self.none.clicked.connect(self.left_out)
        self.skip.clicked.connect(self.skipped)
        self.other.activated.connect(self._choose_other)
        self.reason.returnPressed.connect(self.reason_given)
        self.hide()

    def show_sides(self, names: Sequence[str]) -> None:
        """Offer to keep each of these codings."""
        for each in self.keeps:
            each.hide()
            each.deleteLater()
        self.keeps = []
        for place, name in enumerate(names):
            short = name if len(name) <= NAMES else f"{name[: NAMES - 1]}…"
            made = button(f"Keep {short}  {place + 1}", "small", f"Keep {name}")
            made.clicked.connect(lambda _on=False, n=place: self.kept.emit(n))
            self._row.insertWidget(place, made)
            self.keeps.append(made)

    def show_place(
        self,
        others: Mapping[str, str] | Mapping[int, str],
        decision: Decision | None,
        words: str,
        *,
        pending: bool,
    ) -> None:
        """Show what is decided, or is about to be.

        Args:
            others: What else can be chosen, with what it is called.
            decision: What is decided, if anything is.
            words: The same in words.
            pending: Whether it waits for its reason.
        """
        with QSignalBlocker(self.other):
            self.other.clear()
            self.other.addItem(OTHER, None)
            for value, text in others.items():
                self.other.addItem(_named(value, text), value)
            chosen = None if decision is None else decision.code or decision.value
            self.other.setCurrentIndex(max(self.other.findData(chosen), 0))
        for place, each in enumerate(self.keeps):
            on = decision is not None and decision.parent == place
            restyle(each, "primary" if on else "small")
        restyle(self.none, "primary" if _is_left_out(decision) else "small")
        self.state.setText(words or OPEN)
        self.reason.setEnabled(decision is not None)
        if not pending or not self.reason.hasFocus():
            self.reason.setText("" if decision is None else decision.reason)

    def _choose_other(self, place: int) -> None:
        chosen = self.other.itemData(place)
        if chosen is not None:
            self.other_chosen.emit(chosen)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(5)
        for each in (self.none, self.other, self.skip):
            self._row.addWidget(each)
        self._row.addStretch(1)
        column.addLayout(self._row)
        column.addWidget(self.reason)
        column.addWidget(self.state)


def _is_left_out(decision: Decision | None) -> bool:
    return decision is not None and decision.choice is Choice.LEFT_OUT


def _named(value: str | int, text: str) -> str:
    if isinstance(value, str):
        return text
    return f"{value} {text}".rstrip()
