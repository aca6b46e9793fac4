"""Buttons that go to places on tape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ipt_review.ui.case import words
from ipt_review.ui.flow import Flow
from ipt_review.ui.parts import button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.scoring.places import Place


class PlaceButtons(QWidget):
    """One small button for each place; what has no time on tape goes to its start.

    Signals:
        place_wanted: Session number and ms.
    """

    place_wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = Flow(2)
        self.setLayout(self._row)

    def show_places(self, places: Sequence[Place]) -> None:
        """Show places in the course of a case."""
        self.show_moments(
            [(words.place(each), each.session, each.at or 0) for each in places]
        )

    def show_moments(self, moments: Sequence[tuple[str, int, int]]) -> None:
        """Show texts that go to a session number and ms."""
        while (item := self._row.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for text, session, at in moments:
            made = button(text, "place", "Open the tape here")
            made.setAccessibleName(f"Open the tape of {text}")
            made.clicked.connect(
                lambda _on=False, s=session, a=at: self.place_wanted.emit(s, a)
            )
            self._row.addWidget(made)
