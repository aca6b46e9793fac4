"""Four figures above the charts, each with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.phase import Phase
from ipt_review.scoring.progress import (
    change,
    coverage,
    latest,
    on_focus,
    self_above,
)
from ipt_review.ui.parts import frame, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QFrame

    from ipt_review.scoring.progress import CaseProgress, Measure, TapeScores

SHORT = {Phase.OPENING: "opening", Phase.MIDDLE: "middle", Phase.TERMINATION: "ending"}


class Tiles(QWidget):
    """Shows the newest mean, time on focus, self beside supervisor, and coverage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = [label() for _ in range(4)]
        self.rests = [label("", "muted", wrap=True) for _ in range(4)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for figure, rest in zip(self.figures, self.rests, strict=True):
            figure.setFont(sans(22, bold=True))
            row.addWidget(_card(figure, rest), 1)

    def show_cases(self, cases: Sequence[CaseProgress], measure: Measure) -> None:
        """Show figures over some cases for one of the three results."""
        tapes = [tape for case in cases for tape in case.tapes]
        said = (
            _newest(tapes, measure),
            _focus(tapes),
            _above(tapes, measure),
            _covered(cases),
        )
        for figure, rest, (words, more) in zip(
            self.figures, self.rests, said, strict=True
        ):
            figure.setText(words)
            rest.setText(more)


def _newest(tapes: Sequence[TapeScores], measure: Measure) -> tuple[str, str]:
    name = measure.value.replace("_", "-").capitalize()
    found, moved = latest(tapes, measure), change(tapes, measure)
    if found.value is None:
        return "–", f"{name}, last three tapes ({found.said})"
    way = "" if moved is None else f"   {moved:+.1f}".replace("-", "−")
    more = "" if moved is None else "; change since the first three"
    return f"{found.value:.1f}{way}", f"{name}, last three tapes rated (1 to 7){more}"


def _focus(tapes: Sequence[TapeScores]) -> tuple[str, str]:
    found = on_focus(tapes)
    words = "–" if found.value is None else f"{found.value:.0f}%"
    return words, f"Time on the agreed focus, for information ({found.said})"


def _above(tapes: Sequence[TapeScores], measure: Measure) -> tuple[str, str]:
    found = self_above(tapes, measure)
    words = "–" if found.value is None else f"{found.value:+.1f}".replace("-", "−")
    return words, f"Self-rating less supervisor's ({found.said} rated by both)"


def _covered(cases: Sequence[CaseProgress]) -> tuple[str, str]:
    found = coverage(cases)
    rated, held = (sum(each[n] for each in found.values()) for n in (0, 1))
    parts = ", ".join(f"{SHORT[phase]} {a} of {b}" for phase, (a, b) in found.items())
    return f"{rated} of {held}", f"Sessions rated by a supervisor: {parts}"


def _card(figure: QWidget, rest: QWidget) -> QFrame:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(2)
    column.addWidget(figure)
    column.addWidget(rest)
    return card
