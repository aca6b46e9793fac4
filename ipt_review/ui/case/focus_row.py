"""One agreement in the history of foci: since when, until when; and correcting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ipt_review.domain.problems import BadFocus
from ipt_review.domain.study import AgreedFocus
from ipt_review.ui.case import words
from ipt_review.ui.case.look import dot
from ipt_review.ui.flow import Flow, named
from ipt_review.ui.number_boxes import NumberBox
from ipt_review.ui.parts import button, label

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook

MOST_SESSIONS = 999
NAME_WIDTH = 190


def session_box(name: str, *, holds: bool = False) -> NumberBox:
    """Return a field for a session number; with `holds`, its lowest value is none."""
    box = NumberBox()
    box.setAccessibleName(name)
    box.setRange(0 if holds else 1, MOST_SESSIONS)
    if holds:
        box.setSpecialValueText("holds")
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    box.setFixedWidth(64)
    return box


class FocusRow(QWidget):
    """Shows one agreement; what is changed here is a correction or its end.

    Signals:
        corrected: The agreement as it was, and as it should be (None: taken out).
        ended: The work on this area (its id) ended with this session.
        refused: Why the entry cannot be.
    """

    corrected = Signal(object, object)
    ended = Signal(str, int)
    refused = Signal(str)

    def __init__(self, focus: AgreedFocus, codebook: Codebook) -> None:
        super().__init__()
        self._focus = focus
        name = words.area(codebook, focus.area)
        color = next((a.color for a in codebook.areas if a.id == focus.area), "#888888")
        spot = label()
        spot.setPixmap(dot(color).pixmap(12, 12))
        title = label(name, "title")
        title.setFixedWidth(NAME_WIDTH)
        self.agreed_in = session_box(f"{name}: agreed in session")
        self.ended_in = session_box(f"{name}: last session", holds=True)
        self.agreed_in.setValue(focus.agreed_in)
        self.ended_in.setValue(focus.ended_in or 0)
        self.save = button("Save")
        self.save.setAccessibleName(f"Save {name}")
        self.remove = button("Remove", "quiet", "Take out an entry made by mistake")
        self.remove.setAccessibleName(f"Remove {name}")
        row = Flow()
        self.setLayout(row)
        parts: tuple[QWidget, ...] = (
            *(spot, title, named("agreed in session", self.agreed_in)),
            *(named("until session", self.ended_in), self.save, self.remove),
        )
        for part in parts:
            row.addWidget(part)
        self.agreed_in.valueChanged.connect(self._show_save)
        self.ended_in.valueChanged.connect(self._show_save)
        self.save.clicked.connect(self._correct)
        self.remove.clicked.connect(lambda: self.corrected.emit(self._focus, None))
        self._show_save()

    @property
    def _ends(self) -> bool:
        """Whether what is entered ends an agreement that held, and no more."""
        same = self.agreed_in.value() == self._focus.agreed_in
        return same and self._focus.ended_in is None and self.ended_in.value() > 0

    def _show_save(self) -> None:
        now = (self.agreed_in.value(), self.ended_in.value() or None)
        self.save.setEnabled(now != (self._focus.agreed_in, self._focus.ended_in))
        self.save.setText("End it" if self._ends else "Save")

    def _correct(self) -> None:
        if self._ends:
            self.ended.emit(self._focus.area, self.ended_in.value())
            return
        try:
            new = AgreedFocus(
                self._focus.area, self.agreed_in.value(), self.ended_in.value() or None
            )
        except BadFocus as problem:
            self.refused.emit(str(problem))
            return
        self.corrected.emit(self._focus, new)
