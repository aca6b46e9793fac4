"""One problem area on the determination form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from ipt_review.domain.determination import (
    HIGHEST,
    LOWEST,
    AreaJudgment,
    Presence,
    moments_in,
)
from ipt_review.domain.timecode import show_seconds
from ipt_review.ui.case import words
from ipt_review.ui.case.choice import Choice
from ipt_review.ui.case.look import dot
from ipt_review.ui.case.places import PlaceButtons
from ipt_review.ui.flow import Flow, named
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QWidget

    from ipt_review.domain.codebook import Area

STEPS: dict[object, str] = {n: str(n) for n in range(LOWEST, HIGHEST + 1)}
NAME_WIDTH = 92


class AreaForm(QFrame):
    """Presence, certainty, tie to the episode, and what it rests on.

    Signals:
        judged: The judgment as it stands now.
        place_wanted: Session number and ms of a time that the basis names.
    """

    judged = Signal(object)
    place_wanted = Signal(int, int)

    def __init__(self, area: Area, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = AreaJudgment()
        spot = label()
        spot.setPixmap(dot(area.color).pixmap(12, 12))
        name = label(area.short, "title")
        name.setToolTip(area.label)
        name.setFixedWidth(NAME_WIDTH)
        options: dict[object, str] = dict(words.PRESENCES.items())
        self.presence = Choice(f"{area.label}: presence", options)
        self.certainty = Choice(f"{area.label}: certainty, 1 to 5", STEPS)
        self.tied = Choice(f"{area.label}: tied to this episode, 1 to 5", STEPS)
        self.basis = QLineEdit()
        self.basis.setAccessibleName(f"{area.label}: basis")
        self.basis.setPlaceholderText("What it rests on, with times such as S3 0:34:12")
        self.places = PlaceButtons()
        self._build(spot, name)
        self.presence.chosen.connect(self._set_presence)
        self.certainty.chosen.connect(self._set_certainty)
        self.tied.chosen.connect(self._set_tied)
        self.basis.editingFinished.connect(self._set_basis)
        self.places.place_wanted.connect(self.place_wanted)

    def show_judgment(self, judgment: AreaJudgment, *, closed: bool) -> None:
        """Show what was said of this area; a closed form cannot change."""
        self._shown = judgment
        self.presence.show_value(judgment.presence)
        self.certainty.show_value(judgment.certainty)
        self.tied.show_value(judgment.tied)
        if self.basis.text() != judgment.basis:
            self.basis.setText(judgment.basis)
        for part in (self.presence, self.certainty, self.tied):
            part.setEnabled(not closed)
        self.tied.setEnabled(not closed and judgment.presence is not Presence.NO)
        self.basis.setReadOnly(closed)
        self.places.show_moments(
            [
                (
                    f"S{moment.session} {show_seconds(moment.at)}",
                    moment.session,
                    moment.at,
                )
                for moment in moments_in(judgment.basis)
                if moment.session is not None
            ]
        )

    def _set_presence(self, presence: Presence) -> None:
        tied = None if presence is Presence.NO else self._shown.tied
        self.judged.emit(replace(self._shown, presence=presence, tied=tied))

    def _set_certainty(self, certainty: int) -> None:
        self.judged.emit(replace(self._shown, certainty=certainty))

    def _set_tied(self, tied: int) -> None:
        self.judged.emit(replace(self._shown, tied=tied))

    def _set_basis(self) -> None:
        text = self.basis.text().strip()
        if text != self._shown.basis:
            self.judged.emit(replace(self._shown, basis=text))

    def _build(self, spot: QLabel, name: QLabel) -> None:
        first = Flow()
        for part in (spot, name, self.presence):
            first.addWidget(part)
        first.addWidget(named("certainty", self.certainty))
        first.addWidget(named("tied to episode", self.tied))
        second = QHBoxLayout()
        second.setContentsMargins(20, 0, 0, 0)
        second.addWidget(self.basis, 1)
        second.addWidget(self.places)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
