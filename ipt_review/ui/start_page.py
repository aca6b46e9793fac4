"""What one sees while no study is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ipt_review.ui.parts import button, frame, key_cap, label, rule
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EDGE = 32
AT_ONCE = (
    "A recording, or a study file, can also be dropped on this window. For a recording "
    "alone a study file is made in your documents; the recording stays where it is."
)
KEYS = (
    ("tape.play", "play and pause; playing again starts a little earlier"),
    ("a letter", "marks what the therapist does"),
    ("0–6", "say what is being talked about"),
    ("mark.note", "writes a note on the last mark"),
    ("edit.undo", "takes anything back"),
)


class StartPage(QWidget):
    """Offers a recording at once, a study, the demo, practice, and the last studies."""

    review_wanted = Signal()
    practice_wanted = Signal()
    demo_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    team_wanted = Signal()
    recent_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review = button("Review a recording now…", "primary")
        self.practice = button("Practice on the demo tape")
        self.demo = button("Open the demo study")
        self.new = button("New study…")
        self.open = button("Open a study…")
        self.team = button("Open a team study…")
        self.team.clicked.connect(self.team_wanted)
        self.review.clicked.connect(self.review_wanted)
        self.practice.clicked.connect(self.practice_wanted)
        self.demo.clicked.connect(self.demo_wanted)
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(self.open_wanted)
        self._recent = QVBoxLayout()
        self._keys = QFormLayout()
        self._keys.setHorizontalSpacing(16)
        self._keys.setVerticalSpacing(8)
        self._build()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show the keys that matter, and what they do."""
        while self._keys.rowCount():
            self._keys.removeRow(0)
        for key, does in keys:
            self._keys.addRow(key_cap(key), label(does, "muted"))

    def shown_keys(self) -> list[str]:
        """Return the keys that are shown."""
        caps = (
            self._keys.itemAt(row, QFormLayout.ItemRole.LabelRole)
            for row in range(self._keys.rowCount())
        )
        labels = (cap.widget() for cap in caps if cap is not None)
        return [each.text() for each in labels if isinstance(each, QLabel)]

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
        column.addWidget(label(AT_ONCE, "muted", wrap=True))
        for row_of in (
            (self.review, self.open, self.new),
            (self.demo, self.practice, self.team),
        ):
            row = QHBoxLayout()
            for made in row_of:
                row.addWidget(made)
            row.addStretch(1)
            column.addLayout(row)
        column.addLayout(self._recent)
        column.addWidget(rule())
        column.addWidget(label("Five keys to begin with", "title"))
        column.addLayout(self._keys)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
