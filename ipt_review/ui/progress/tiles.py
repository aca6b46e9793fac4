"""Five figures above the charts, each with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.scoring.criterion import Reached, criterion
from ipt_review.scoring.over_tapes import (
    IN_WORDS,
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

FIGURES = 5
STANDS = {Reached.YES: "Yes", Reached.NO: "Not yet", Reached.NOT_KNOWN: "–"}
NOT_VALIDATED = "not validated"


class Tiles(QWidget):
    """Shows newest mean, time on focus, self beside supervisor, pass mark, coverage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = [label() for _ in range(FIGURES)]
        self.rests = [label("", "muted", wrap=True) for _ in range(FIGURES)]
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
            _passed(cases),
            _covered(cases),
        )
        for figure, rest, (words, more) in zip(
            self.figures, self.rests, said, strict=True
        ):
            figure.setText(words)
            rest.setText(more)
            rest.setToolTip(more)


def _newest(tapes: Sequence[TapeScores], measure: Measure) -> tuple[str, str]:
    name = measure.value.replace("_", "-").capitalize()
    found, moved = latest(tapes, measure), change(tapes, measure)
    if found.value is None:
        return "–", f"{name}, last three tapes\n{found.said}"
    way = "" if moved is None else f"   {_signed(moved)}"
    more = "" if moved is None else ", change since the first three"
    return f"{found.value:.1f}{way}", f"{name} (1 to 7){more}\n{found.said}"


def _focus(tapes: Sequence[TapeScores]) -> tuple[str, str]:
    found = on_focus(tapes)
    words = "–" if found.value is None else f"{found.value:.0f}%"
    return words, f"Time on the agreed focus, for information\n{found.said}"


def _above(tapes: Sequence[TapeScores], measure: Measure) -> tuple[str, str]:
    found = self_above(tapes, measure)
    words = "–" if found.value is None else _signed(found.value)
    return words, f"Self-rating less supervisor's\n{found.said}"


def _passed(cases: Sequence[CaseProgress]) -> tuple[str, str]:
    found = criterion(cases)
    if len(found) == 1:
        (only,) = found
        return STANDS[only.reached], f"Pass mark ({NOT_VALIDATED})\n{only.said}"
    reached = sum(each.reached is Reached.YES for each in found)
    words = f"{reached} of {len(found)}"
    return words, f"Cases at the pass mark ({NOT_VALIDATED})"


def _covered(cases: Sequence[CaseProgress]) -> tuple[str, str]:
    found = coverage(cases)
    rated, held = (sum(each[n] for each in found.values()) for n in (0, 1))
    parts = ", ".join(
        f"{IN_WORDS[phase]} {a} of {b}" for phase, (a, b) in found.items()
    )
    return f"{rated} of {held}", f"Sessions rated by a supervisor\n{parts}"


def _signed(value: float) -> str:
    words = f"{value:+.1f}".replace("-", "−")
    return "0.0" if words in {"+0.0", "−0.0"} else words


def _card(figure: QWidget, rest: QWidget) -> QFrame:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(2)
    column.addWidget(figure)
    column.addWidget(rest)
    column.addStretch(1)
    return card
