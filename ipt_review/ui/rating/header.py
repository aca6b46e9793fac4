"""Above the form: how far one is, the scores so far, and the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.item import Part
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.rating.reading import NOT_VALIDATED, ReadingLine

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.scoring.verdict import Verdict
    from ipt_review.ui.rating.form import Form
    from ipt_review.ui.rating.so_far import SoFar

KEEP_TIP = "Leave it as it is; that you were asked and kept it is logged"
PARTS = {
    Part.ADHERENCE: "adherence",
    Part.COMPETENCE: "competence",
    Part.OFF_MODEL: "off-model",
}


class Header(QFrame):
    """Progress, scores with what they rest on, and the button to the next item.

    Signals:
        next_wanted: The next item without an answer should be taken in hand.
        kept: What the form as a whole is asked about is left as it is.
        log_wanted: The prompts of this coding should be shown.
    """

    next_wanted = Signal()
    kept = Signal()
    log_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._form: Form | None = None
        self._progress = label()
        self._remark = label("", "look")
        self.keep = button("Keep", "quiet", KEEP_TIP)
        self.keep.setAccessibleName("Keep these ratings as they are")
        self.keep.clicked.connect(self.kept)
        self.log = button("Prompts…", "quiet", "What the form asked, and your answers")
        self.log.clicked.connect(self.log_wanted)
        self.reading = ReadingLine()
        self._caveat = label(NOT_VALIDATED, "chip")
        self.next = button("Next unrated", "primary")
        self.next.clicked.connect(self.next_wanted)
        self._scores = QHBoxLayout()
        self._scores.setSpacing(0)
        self._shown: tuple[SoFar, ...] = ()
        self._build()

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._progress)
        first.addWidget(self._remark)
        first.addWidget(self.keep)
        first.addStretch()
        first.addWidget(self.log)
        first.addWidget(self._caveat)
        first.addWidget(self.next)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(15, 10, 12, 12)
        everything.setSpacing(8)
        everything.addLayout(first)
        everything.addLayout(self._scores)
        everything.addWidget(self.reading)

    def show_form(
        self,
        form: Form,
        scores: tuple[SoFar, ...],
        verdict: Verdict,
        codebook: Codebook,
    ) -> None:
        """Show how far the form is and what comes out so far.

        Args:
            form: The form as it stands.
            scores: What comes out so far.
            verdict: How that stands to the thresholds.
            codebook: Whose thresholds they are; its notice is shown with the scores.
        """
        notice = codebook.notice
        self._progress.setText(self.progress_of(form))
        self._remark.setText(" ".join(form.remarks))
        for part in (self._remark, self.keep):
            part.setVisible(bool(form.remarks))
        self.keep.setEnabled(not form.is_closed)
        self.reading.show_verdict(
            verdict, codebook.thresholds, so_far=not form.is_closed
        )
        self._caveat.setToolTip(notice)
        self._caveat.setAccessibleDescription(notice)
        self.next.setEnabled(form.next_unrated(None) is not None)
        self.next.setVisible(not form.is_closed)
        if scores != self._shown:
            self._shown = scores
            self._show_scores(scores)

    def progress_of(self, form: Form) -> str:
        """Return for example "9 of 15 adherence · 0 of 11 competence · …"."""
        if form.is_closed:
            return "Submitted: these ratings can no longer change."
        return "   ·   ".join(
            f"{form.progress[part].answered} of {form.progress[part].asked} {name}"
            for part, name in PARTS.items()
        )

    def _show_scores(self, scores: tuple[SoFar, ...]) -> None:
        while (item := self._scores.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for score in scores:
            if score.begins_part:
                self._scores.addWidget(_upright())
            self._scores.addWidget(_cell(score))
        self._scores.addStretch(1)


def _cell(score: SoFar) -> QWidget:
    cell = QWidget()
    cell.setAccessibleName(f"{score.label} {score.value}, {score.rests_on}")
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addWidget(label(score.value, "figure"))
    line.addWidget(label(score.label))
    line.addStretch()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 22, 0)
    column.setSpacing(0)
    column.addLayout(line)
    column.addWidget(label(score.rests_on, "small"))
    return cell


def _upright() -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 2, 20, 2)
    line = frame("line")
    line.setFixedWidth(1)
    row.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
    return holder
