"""Says, wherever one is in Review, that a filter is on, and takes it off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import SMALL_SIZE, sans

BUTTONS = (
    ("filter.previous", "Previous", "Previous mark of the filter"),
    ("filter.next", "Next", "Next mark of the filter"),
    ("filter.play", "Play in order", "Play the marks of the filter one after another"),
    ("filter.clear", "×", "Remove the filter: show all marks"),
)


class FilterBar(QFrame):
    """Is there while a filter is on, and only then.

    Signals:
        doing_wanted: The id of an action.
    """

    doing_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "filter")
        self.words = label("", "")
        self.words.setFont(sans(SMALL_SIZE, bold=True))
        policy = QSizePolicy.Policy
        self.words.setSizePolicy(policy.Ignored, policy.Preferred)
        self.count = label("", "muted")
        self.count.setFont(sans(SMALL_SIZE))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        row.addWidget(self.count)
        for name, text, tip in BUTTONS:
            made = button(text, "small", tip)
            made.setFont(sans(SMALL_SIZE))
            made.setAccessibleName(tip)
            made.clicked.connect(
                lambda _on=False, name=name: self.doing_wanted.emit(name)
            )
            row.addWidget(made)
        self.hide()

    def show_filter(self, said: str, shown: int, total: int, heard: str) -> None:
        """Say what is asked for, how many marks that is, and what is being played."""
        self.words.setText(f"Filter: {said}")
        self.words.setToolTip(said)
        found = f"{shown:,} of {total:,} marks"
        self.count.setText(f"{heard} · {found}" if heard else found)
        self.setAccessibleName(f"Filter: {said}, {found}")
        self.show()
