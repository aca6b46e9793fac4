"""What one sees while no study is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.ui.parts import button, frame, key_cap, label, rule
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EDGE = 32
KEYS = (
    ("Space", "play and pause; playing again starts 1.5 s earlier"),
    ("a letter", "marks what the therapist does"),
    ("0–6", "say what is being talked about"),
    ("Enter", "writes a note on the last mark"),
    ("Ctrl+Z", "takes anything back"),
)


class StartPage(QWidget):
    """Offers the demo, a new study, a study on disk, and the last ones."""

    demo_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    recent_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.demo = button("Open the demo study", "primary")
        self.new = button("New study…")
        self.open = button("Open a study…")
        self.demo.clicked.connect(self.demo_wanted)
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(self.open_wanted)
        self._recent = QVBoxLayout()
        self._build()

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Offer the studies that were open last."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for path in paths:
            made = button(str(path), "quiet")
            made.clicked.connect(lambda _on=False, p=path: self.recent_wanted.emit(p))
            self._recent.addWidget(made)

    def _build(self) -> None:
        card = frame("card")
        card.setMaximumWidth(640)
        column = QVBoxLayout(card)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(14)
        title = label("IPT Review", "heading")
        title.setFont(sans(22, bold=True))
        column.addWidget(title)
        column.addWidget(
            label(
                "Play a taped session of Interpersonal Psychotherapy, mark what the "
                "therapist does, rate adherence and competence, and hand on a "
                "workbook.",
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        for made in (self.demo, self.new, self.open):
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        column.addLayout(self._recent)
        column.addWidget(rule())
        column.addWidget(label("Five keys to begin with", "title"))
        column.addLayout(self._keys())
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)

    def _keys(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for key, does in KEYS:
            form.addRow(key_cap(key), label(does, "muted"))
        return form
