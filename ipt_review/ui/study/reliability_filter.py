"""Which double-coded tapes the page Reliability looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ipt_review.domain.masking import Fact
from ipt_review.ui import wording
from ipt_review.workflow.agreement.study_reliability import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.masking import Mask
    from ipt_review.workflow.agreement.study_reliability import StudyReliability

ALL = {
    "phase": "All phases",
    "therapist": "All therapists",
    "pair": "All raters",
    "since": "From month 1",
    "until": "To the last month",
    "codebook": "All versions",
}
NAMES = {
    "phase": "Phase",
    "therapist": "Therapist",
    "pair": "Pair of raters",
    "since": "First month of the study",
    "until": "Last month of the study",
    "codebook": "Version of the codebook",
}
MONTH_TIP = (
    "Months of the study have 30 days; the first begins with the first double-coded "
    "tape. A tape counts where the last of its codings was submitted."
)


class ReliabilityFilter(QWidget):
    """Boxes to choose tapes by; what there is nothing to choose from is hidden.

    Signals:
        chosen: Other tapes are to be looked at.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {name: QComboBox() for name in ALL}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for name, box in self.boxes.items():
            box.setAccessibleName(NAMES[name])
            box.addItem(ALL[name], None)
            box.currentIndexChanged.connect(self.chosen)
            row.addWidget(box)
        for name in ("since", "until"):
            self.boxes[name].setToolTip(MONTH_TIP)
        row.addStretch(1)

    def show_choices(self, found: StudyReliability, mask: Mask) -> None:
        """Offer what the tapes of a study can be told apart by, and may be."""
        facts = [each for _, each in found.gathered.doubles]
        hides_phase = mask.hides(Fact.PHASE, Fact.SESSION)
        phases = {each.phase for each in facts} if not hides_phase else set()
        hides_therapist = mask.hides(Fact.THERAPIST, Fact.CASE)
        who = {each.therapist for each in facts} if not hides_therapist else set()
        months = sorted({each.month for each in facts if each.month is not None})
        named = wording.PHASES.items()
        self._fill("phase", [(each, name) for each, name in named if each in phases])
        self._fill("therapist", [(each, f"Therapist {each}") for each in sorted(who)])
        self._fill("pair", [(pair, " and ".join(pair)) for pair in found.pairs()])
        self._fill("since", [(each, f"From month {each}") for each in months[1:]])
        self._fill("until", [(each, f"To month {each}") for each in months[:-1]])
        versions = sorted({each.codebook for each in facts})
        self._fill("codebook", [(v, f"Codebook {v.version}") for v in versions])

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        said = {name: box.currentData() for name, box in self.boxes.items()}
        since, until = said["since"], said["until"]
        months = (since or 1, until or 10_000) if since or until else None
        pair = said["pair"]
        return Choice(
            said["phase"],
            said["therapist"],
            tuple(pair) if pair else None,
            months,
            said["codebook"],
        )

    def clear(self) -> None:
        """Choose everything."""
        for name in self.boxes:
            self._fill(name, [])

    def _fill(self, name: str, offered: Iterable[tuple[Any, str]]) -> None:
        box, entries = self.boxes[name], list(offered)
        before = box.currentText()
        box.blockSignals(True)  # noqa: FBT003 - a name of Qt
        box.clear()
        box.addItem(ALL[name], None)
        for value, text in entries:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findText(before)))
        box.blockSignals(False)  # noqa: FBT003
        useful = 1 if name in ("since", "until") else 2
        box.setVisible(len(entries) >= useful)
