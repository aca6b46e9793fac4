"""What is known about the session, and what the rater says about all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ipt_review.domain.coding import Status
from ipt_review.domain.masking import Fact
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui import wording
from ipt_review.ui.parts import label, rule
from ipt_review.ui.sequence_strip import SequenceStrip
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QLabel

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.review import Review
    from ipt_review.scoring.sequence import SequenceStep
    from ipt_review.ui.theme import Theme


class CommentBox(QPlainTextEdit):
    """Edits the comment on the whole session and gives it out when left."""

    written = Signal(str)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.written.emit(self.toPlainText().strip())
        super().focusOutEvent(event)


class SessionPage(QWidget):
    """Facts, the sequence of IPT steps with their times, and the comment."""

    comment_written = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._so_far = True
        self._facts = QFormLayout()
        self._facts.setVerticalSpacing(6)
        self.strip = SequenceStrip(theme)
        self.comment = CommentBox()
        self.comment.setTabChangesFocus(True)
        self.comment.setPlaceholderText("Comment on the session as a whole")
        self.comment.setAccessibleName("Comment on the session as a whole")
        self.comment.written.connect(self.comment_written)
        self._build()

    def show_review(self, review: Review, codebook: Codebook) -> None:
        """Show what is known about the session of this review."""
        self._so_far = review.coding.head.status is Status.DRAFT
        _fill(self._facts, _facts_of(review, codebook))
        if not self.comment.hasFocus():
            self.comment.setPlainText(review.coding.session_comment)

    def show_sequence(self, steps: Sequence[SequenceStep]) -> None:
        """Show which steps of the IPT sequence occurred, and when first."""
        self.strip.show_steps(steps, so_far=self._so_far)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        column.addWidget(_title("Session"))
        column.addLayout(self._facts)
        column.addWidget(rule())
        column.addWidget(_title("IPT sequence"))
        column.addWidget(self.strip)
        column.addWidget(rule())
        column.addWidget(label("Comment", "muted"))
        column.addWidget(self.comment, 1)


def _title(text: str) -> QLabel:
    title = label(text, "muted")
    title.setFont(sans(SMALL_SIZE, bold=True))
    return title


def _facts_of(review: Review, codebook: Codebook) -> list[tuple[str, str]]:
    session, head = review.session, review.coding.head
    mask = review.mask
    unplaced = mask.hides(Fact.SESSION, Fact.CASE)
    known = [
        ("Tape", mask.code if unplaced else ""),
        ("Therapist", "" if mask.hides(Fact.THERAPIST) else review.therapist.handle),
        ("Case", "" if mask.hides(Fact.CASE) else review.case.handle),
        (
            "Session",
            "" if unplaced else wording.session_in(review),
        ),
        ("Phase", wording.phase_of(review)),
        ("Focus", wording.focus_of(review, codebook)),
    ]
    facts = [(name, value) for name, value in known if value]
    if session.day is not None and not mask.hides_place:
        facts.append(("Day of treatment", str(session.day)))
    scales = {scale.id: scale.label for scale in codebook.severity_scales}
    facts.extend(
        (scales.get(each.scale, each.scale), _severity(each.total, each.fed_back))
        for each in (() if mask.hides(Fact.OUTCOME) else session.severity)
    )
    facts.append(("Tape", show_seconds(review.tape.length)))
    facts.append(("Rater", f"{review.rater.handle}, pass {head.pass_number}"))
    facts.append(("Codebook", f"{head.codebook.id} {head.codebook.version}"))
    facts.append(("Status", wording.STATUSES[head.status]))
    return facts


def _severity(total: int, fed_back: bool | None) -> str:  # noqa: FBT001
    told = {True: ", fed back", False: ", not fed back", None: ""}
    return f"{total}{told[fed_back]}"


def _fill(form: QFormLayout, rows: list[tuple[str, str]]) -> None:
    while form.rowCount() > len(rows):
        form.removeRow(form.rowCount() - 1)
    while form.rowCount() < len(rows):
        form.addRow(label("", "muted"), label("", wrap=True))
    for place, (name, value) in enumerate(rows):
        for role, text in (
            (QFormLayout.ItemRole.LabelRole, name),
            (QFormLayout.ItemRole.FieldRole, value),
        ):
            item = form.itemAt(place, role)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setProperty("text", text)
