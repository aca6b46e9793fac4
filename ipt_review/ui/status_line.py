"""The line at the bottom: the keys that work here, and the IPT sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy
from typing_extensions import override

from ipt_review.ui.parts import key_cap, label
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout, QWidget

    from ipt_review.scoring.sequence import SequenceStep

HEIGHT = 30


class Sentence(QLabel):
    """Says as much of a sentence as there is room for; the tip says all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "muted")
        self.setFont(sans(SMALL_SIZE))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Ignored, policy.Preferred)
        self._whole = self._short = ""

    def say(self, text: str, short: str = "") -> None:
        """Say this from now on, or the short form where there is no room for it."""
        self._whole, self._short = text, short or text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        letters, end = self.fontMetrics(), Qt.TextElideMode.ElideRight
        fits = letters.horizontalAdvance(self._whole) <= self.width()
        words = self._whole if fits else self._short
        self.setText(letters.elidedText(words, end, self.width()))


class StatusLine(QFrame):
    """Shows key hints at the left and a sentence at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        self._hints = QHBoxLayout()
        self._hints.setSpacing(5)
        row.addLayout(self._hints)
        row.addSpacing(16)
        self.sentence = Sentence()
        row.addWidget(self.sentence, 1)

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show these keys with what they do."""
        _clear(self._hints)
        for key, does in hints:
            self._hints.addWidget(key_cap(key))
            words = label(does, "muted")
            words.setFont(sans(SMALL_SIZE))
            self._hints.addWidget(words)
            self._hints.addSpacing(4)

    def show_sentence(self, text: str) -> None:
        """Show a sentence at the right, its end left out where there is no room."""
        self.sentence.say(text)

    def show_sequence(self, steps: Sequence[SequenceStep]) -> None:
        """Show which steps of the IPT sequence have occurred so far."""
        words = [
            ("✓ " if step.first_at is not None else "") + step.label.lower()
            for step in steps
        ]
        taken = sum(step.first_at is not None for step in steps)
        open_ = [step.label.lower() for step in steps if step.first_at is None]
        short = f"IPT sequence {taken} of {len(steps)}"
        if open_:
            short += f", not yet: {', '.join(open_)}"
        self.sentence.say("IPT sequence: " + " · ".join(words), short)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
