"""What the scores amount to by the codebook's thresholds, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ipt_review.scoring.verdict import Alert, Standing
from ipt_review.study.codebook_rules import THRESHOLDS
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from ipt_review.domain.item import Thresholds
    from ipt_review.scoring.verdict import Verdict

NOT_VALIDATED: Final = "product default, not validated"
STANDINGS: Final = {
    Standing.ADEQUATE: "adequate",
    Standing.BORDERLINE: "borderline",
    Standing.NOT_ADEQUATE: "not adequate",
    Standing.NOT_RATABLE: "too little rated to say",
}
ALERTS: Final = {
    Alert.CLEAR: "nothing to look at",
    Alert.AMBER: "worth a look",
    Alert.RED: "look at once",
    Alert.NOT_RATED: "not rated",
}
REVIEW: Final = "A supervisor is asked to look."


class ReadingLine(QWidget):
    """Says how each of the three results stands, and never without its caveat.

    The thresholds are in the tool tip, and in the Codebook room to be changed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = label("", "small", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.said, 1)

    def show_verdict(
        self, verdict: Verdict, lines: Thresholds, *, so_far: bool
    ) -> None:
        """Show how the results stand to these thresholds; a draft's stand so far."""
        self.said.setText(reading(verdict, so_far=so_far))
        rules = thresholds(lines)
        self.said.setToolTip(rules)
        self.said.setAccessibleDescription(rules)


def reading(verdict: Verdict, *, so_far: bool) -> str:
    """Return the verdict in one line that says what it is worth."""
    when = "By the thresholds so far" if so_far else "By the thresholds"
    parts = (
        f"adherence {STANDINGS[verdict.adherence]}",
        f"off-model {ALERTS[verdict.off_model]}",
        f"competence {STANDINGS[verdict.competence]}",
    )
    review = f" {REVIEW}" if verdict.review else ""
    return f"{when} ({NOT_VALIDATED}): {' · '.join(parts)}.{review}"


def thresholds(lines: Thresholds) -> str:
    """Return every threshold with its value, one a line, and what they are worth."""
    values = (f"{said} {getattr(lines, name):g}" for name, said in THRESHOLDS.items())
    worth = f"Each is a {NOT_VALIDATED}; see Thresholds in the Codebook room."
    return "\n".join((*values, worth))
