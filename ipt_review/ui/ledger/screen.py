"""The ledger room: a therapist's portfolio held against what a program asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ipt_review.scoring.portfolio_words import RATED_BY
from ipt_review.ui.ledger.evidence import EvidencePanel
from ipt_review.ui.ledger.requirements import RequirementList
from ipt_review.ui.parts import button, frame, label, refill, restyle
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QFrame

    from ipt_review.domain.people import Therapist
    from ipt_review.domain.portfolio import Template
    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.supervision.ledger import Ledger

EDGE = 12
OWN = "own"


class LedgerScreen(QWidget):
    """Shows one therapist's portfolio; nobody is set beside anybody else.

    Attributes:
        can_undo: Whether the last entry of whoever looks can be taken back.
        can_redo: Whether one that was taken back can be made again.

    Signals:
        therapist_chosen: The therapist at this place should be shown.
        template_chosen: It should be held against the template at this place.
        needed_wanted: What is needed should be changed.
        packet_wanted: A packet should be written.
    """

    therapist_chosen = Signal(int)
    template_chosen = Signal(int)
    needed_wanted = Signal()
    packet_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_undo = self.can_redo = False
        self.therapists = _box("Therapist")
        self.templates = _box("What the portfolio is held against")
        self.needed = button("What is needed…", tip="The program's own requirements")
        self.packet = button("Write packet…", tip="A folder without recordings")
        self.summary = label("", wrap=True)
        self.summary.setFont(sans(15))
        self.about = label("", "muted", wrap=True)
        self.outcome = label("", "good", wrap=True)
        self.list = RequirementList(theme)
        self.panel = EvidencePanel()
        self._message = label("", "muted", wrap=True)
        self._message.setMargin(60)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def show_message(self, words: str) -> None:
        """Show that there is nothing to show, and why."""
        self._message.setText(words)
        self._pages.setCurrentIndex(0)

    def offer(
        self,
        therapists: Sequence[Therapist],
        therapist: Therapist,
        templates: Sequence[Template],
        template: Template,
    ) -> None:
        """Offer therapists and templates, with those that are shown picked."""
        for box, names, picked in (
            (self.therapists, [f"Therapist {t.handle}" for t in therapists],
             therapists.index(therapist)),
            (self.templates, [_called(each) for each in templates],
             templates.index(template)),
        ):  # fmt: skip
            refill(box, names, picked)

    def show_ledger(self, ledger: Ledger) -> None:
        """Show a portfolio."""
        found = ledger.portfolio
        template = found.template
        self.summary.setText(found.summary)
        self.about.setText(f"{template.about} {RATED_BY[template.rated_by]}".strip())
        self.list.show_lines(found.lines)
        if not found.lines:
            self.panel.show_line(None)
        self._pages.setCurrentIndex(1)

    def tell(self, words: str, *, good: bool = True) -> None:
        """Say what came of something."""
        restyle(self.outcome, "good" if good else "bad")
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))

    def _connect(self) -> None:
        self.therapists.activated.connect(self.therapist_chosen)
        self.templates.activated.connect(self.template_chosen)
        self.needed.clicked.connect(self.needed_wanted)
        self.packet.clicked.connect(self.packet_wanted)
        self.list.picked.connect(self.panel.show_line)
        self.list.entered.connect(self.panel.list.setFocus)

    def _build(self) -> None:
        self.outcome.hide()
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.list)
        halves.addWidget(self.panel.frame)
        halves.setHandleWidth(EDGE)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setSizes([660, 430])
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(EDGE)
        column.addLayout(self._top())
        column.addWidget(self.outcome)
        column.addWidget(self._said())
        column.addWidget(halves, 1)
        self._pages.addWidget(self._message)
        self._pages.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        outer.addWidget(self._pages)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.therapists, self.templates, self.needed):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.packet)
        return row

    def _said(self) -> QFrame:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self.summary)
        column.addWidget(self.about)
        return card


def _called(template: Template) -> str:
    return f"This program: {template.title}" if template.id == OWN else template.title


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made
