"""Chooses which codes are on the panel: those of the phase, or a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ipt_review.ui.coding_panel.palette import choices
from ipt_review.ui.parts import label
from ipt_review.ui.theme import SMALL_SIZE, sans
from ipt_review.ui.wording import PHASES

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook, Phase, Profile

PHASE = ""
"""Stands for the codes of the session's phase, whichever it is."""

USUAL = "Usual codes"
PURPOSE = "The codes that are core in the phase of this session."


class ProfileBox(QWidget):
    """Offers the profiles of a codebook, that of the session's phase first.

    Signals:
        chosen: The id of the profile that a person chose, or nothing for the phase's.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[object, ...] = ()
        self._profiles: dict[str, Profile] = {}
        self.box = QComboBox()
        self.box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.box.setAccessibleName("Codes on the panel")
        self.box.setFont(sans(SMALL_SIZE))
        self.box.activated.connect(self._tell)
        head = label("Codes on the panel", "muted")
        head.setFont(sans(SMALL_SIZE, bold=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(head)
        row.addWidget(self.box, 1)

    def show_codebook(self, codebook: Codebook, phase: Phase | None) -> None:
        """Offer the profiles of this codebook in a session of this phase.

        Without a phase nothing is told of it: it is kept from the rater.
        """
        offered = (codebook.name, phase, *codebook.profiles)
        if offered == self._offered:
            return
        self._offered = offered
        before = self.current
        self._profiles = {each.id: each for each in choices(codebook)}
        self.box.clear()
        words = f"Phase: {PHASES[phase].lower()}" if phase else USUAL
        self.box.addItem(words, PHASE)
        self._explain(PURPOSE if phase else "")
        for each in self._profiles.values():
            self.box.addItem(each.label, each.id)
            self._explain(each.purpose)
        self.show_choice(before)

    def show_choice(self, profile: str) -> None:
        """Show which profile was chosen; one that is unknown is the phase's."""
        place = self.box.findData(profile)
        self.box.setCurrentIndex(max(place, 0))
        tip = self.box.currentData(Qt.ItemDataRole.ToolTipRole)
        self.box.setToolTip(tip or "")
        self.box.setAccessibleDescription(tip or "")

    @property
    def current(self) -> str:
        """The id of the profile that is shown, or nothing for the phase's."""
        return str(self.box.currentData() or PHASE)

    @property
    def profile(self) -> Profile | None:
        """The profile that is shown, or None for the phase's."""
        return self._profiles.get(self.current)

    def open(self) -> None:
        """Show what can be chosen, for arrow keys and Enter."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.showPopup()

    def _explain(self, purpose: str) -> None:
        last = self.box.count() - 1
        self.box.setItemData(last, purpose, Qt.ItemDataRole.ToolTipRole)

    def _tell(self, _place: int) -> None:
        self.show_choice(self.current)
        self.chosen.emit(self.current)
