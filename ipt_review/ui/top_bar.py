"""The bar at the top: where one is, who is reviewing, and that all is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy
from typing_extensions import override

from ipt_review.domain.coding import Status
from ipt_review.domain.masking import Fact
from ipt_review.ui import wording
from ipt_review.ui.parts import button, label, restyle
from ipt_review.ui.theme import ink_on, sans

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.review import Review

HEIGHT = 52
PATH_FIRST = 100
ARROW = "  ›  "


class Way(QLabel):
    """Says the way to a tape; paints no half letters where there is little room."""

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, end = QPainter(self), Qt.TextElideMode.ElideRight
        letters, words = self.fontMetrics(), self.text()
        if letters.horizontalAdvance(words) > self.width():
            words = letters.elidedText(
                words.removesuffix(ARROW.rstrip()), end, self.width()
            )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), words)


class TopBar(QFrame):
    """Says what is open; the only button submits."""

    submit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setFixedHeight(HEIGHT)
        self._path = Way()
        self._path.setProperty("kind", "muted")
        policy = QSizePolicy.Policy
        self._path.setSizePolicy(policy.Ignored, policy.Preferred)
        self._here = label("", "title")
        self._here.setFont(sans(bold=True))
        self._phase = label("", "chip")
        self._focus = label("", "chip")
        self._severity = label("", "chip")
        self.saved = label("", "good")
        self.standing = label("", "bad")
        self._rater = label("", "chip")
        self.submit = button("Submit…", "primary", "Close this coding for good")
        self.submit.clicked.connect(self.submit_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(10)
        parts: tuple[QWidget, ...] = (self._path, self._here, self._phase)
        for part in (*parts, self._focus, self._severity):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.setStretchFactor(self._path, PATH_FIRST)
        row.setSpacing(8)
        row.addStretch(1)
        for last in (self.standing, self.saved, self._rater, self.submit):
            row.addWidget(last, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_nothing("")

    def show_nothing(self, title: str) -> None:
        """Show that no tape is open, only a study (or not even that)."""
        self._show_path(title)
        chips = (self._here, self._phase, self._focus, self._severity, self._rater)
        for part in (*chips, self.saved, self.submit):
            part.hide()

    def show_review(
        self, review: Review, codebook: Codebook, severity: str, tip: str
    ) -> None:
        """Show whose tape is open, as what it is reviewed, and by whom.

        Args:
            review: What is open.
            codebook: For labels and colors.
            severity: The severity chip, empty for none.
            tip: The severity of all sessions so far.
        """
        self._show_path(ARROW.join(wording.way_to(review)) + ARROW.rstrip())
        self._show(self._here, wording.session_in(review))
        self._show(self._phase, wording.phase_of(review))
        self._show(self._focus, wording.focus_of(review, codebook))
        self._color_focus(review, codebook)
        told = not review.mask.hides(Fact.OUTCOME, Fact.CASE, Fact.SESSION)
        self._show(self._severity, severity if told else "")
        self._severity.setToolTip(tip if told else "")
        perspective = wording.PERSPECTIVES[review.coding.head.perspective]
        self._show(self._rater, f"{perspective} {review.rater.handle}")
        draft = review.coding.head.status is Status.DRAFT
        self.submit.setVisible(draft)
        self.show_saved(
            "All changes saved"
            if draft
            else f"Read only: {wording.STATUSES[review.coding.head.status]}"
        )

    def show_saved(self, text: str, *, good: bool = True) -> None:
        """Show how it stands with what was entered."""
        restyle(self.saved, "good" if good else "bad")
        self._show(self.saved, f"● {text}")
        self.saved.setVisible(not self.standing.text())

    def show_standing(self, text: str) -> None:
        """Show how it stands with the server of a team; nothing while all is well."""
        self._show(self.standing, f"▲ {text}" if text else "")
        self.saved.setVisible(self._here.isVisibleTo(self) and not text)
        self.standing.setAccessibleName(text)

    def _color_focus(self, review: Review, codebook: Codebook) -> None:
        colors = {area.id: area.color for area in codebook.areas}
        hidden = review.focus_hidden or review.mask.hides_place
        foci = () if hidden else review.foci
        color = next((colors[a] for a in foci if a in colors), None)
        style = f"background: {color}; color: {ink_on(color)};" if color else ""
        self._focus.setStyleSheet(style)

    def _show_path(self, text: str) -> None:
        """Show the way here; where there is little room, it gives way first."""
        self._path.setText(text)
        self._path.setToolTip(text)
        self._path.setMaximumWidth(self._path.sizeHint().width())

    def _show(self, part: QLabel, text: str) -> None:
        part.setText(text)
        part.setVisible(bool(text))
