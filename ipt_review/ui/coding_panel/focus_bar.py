"""What is talked about now: one button for each state of the focus track."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.codebook import Counts
from ipt_review.ui.coding_panel.code_button import CodeButton
from ipt_review.ui.coding_panel.meaning import meaning_of_state
from ipt_review.ui.parts import label
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.codebook import Codebook, TrackState
    from ipt_review.ui.theme import Theme

COLUMNS = 3


class FocusBar(QWidget):
    """Sets the exclusive focus track."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[str, CodeButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        head = label("Talking about now", "muted")
        head.setFont(sans(SMALL_SIZE, bold=True))
        self._share = label("", "muted")
        self._share.setFont(sans(SMALL_SIZE))
        row.addWidget(head)
        row.addWidget(self._share, 1)
        column.addLayout(row)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        column.addLayout(self._grid)

    def show_codebook(self, codebook: Codebook) -> None:
        """Offer the states of this codebook's focus track."""
        for button in self._buttons.values():
            button.deleteLater()
        self._buttons = {}
        offered = [s for s in codebook.focus.states if s.counts is not Counts.EXCLUDED]
        shorts = {area.id: area.short for area in codebook.areas}
        for place, state in enumerate(offered):
            button = self._make(state, shorts.get(state.id, _short(state.label)))
            self._grid.addWidget(button, place // COLUMNS, place % COLUMNS)

    def show_now(self, state: str, agreed: Sequence[str], share: float | None) -> None:
        """Light the state that holds and say how it stands with the agreed focus.

        Args:
            state: Id of the state that holds where the tape stands.
            agreed: Ids of the areas under agreement.
            share: Percent of time on focus so far, or None while there is none.
        """
        for name, button in self._buttons.items():
            button.light(lit=name == state)
        words = ["✓ agreed focus" if state in agreed else ""]
        words.append("" if share is None else f"on focus {share:.0f} % so far")
        self._share.setText(" · ".join(word for word in words if word))

    def flash(self, state: str) -> None:
        """Show on the button of a state, if it has one, that its key was heard."""
        if state in self._buttons:
            self._buttons[state].flash()

    def _make(self, state: TrackState, text: str) -> CodeButton:
        button = CodeButton(self._theme, state.key, state.color, outlined=True)
        button.name(text)
        button.setToolTip(meaning_of_state(state))
        button.clicked.connect(lambda _on=False, name=state.id: self.pressed.emit(name))
        self._buttons[state.id] = button
        return button


def _short(label: str) -> str:
    """Return the first of several words joined by "and"; the tip says them all."""
    return label.split(" and ", maxsplit=1)[0]
