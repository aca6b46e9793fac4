"""From whose codings a page is drawn up; perspectives are never pooled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from ipt_review.domain.coding import Perspective
from ipt_review.ui import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


class PerspectiveBox(QComboBox):
    """Offers the perspectives that there are, and keeps the one that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("From whose codings")
        self.setToolTip("Perspectives are shown one at a time and never pooled")
        self._chosen: object = None
        self.activated.connect(self._remember)

    @property
    def perspective(self) -> Perspective | None:
        """The perspective that is chosen."""
        found = self.currentData()
        return None if found is None else Perspective(found)

    def offer(self, perspectives: Iterable[Perspective]) -> None:
        """Offer these; what somebody chose stays chosen if it is among them."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.clear()
        for each in perspectives:
            self.addItem(wording.PERSPECTIVES[each], each.value)
        self.setCurrentIndex(max(0, self.findData(self._chosen)))
        self.blockSignals(False)  # noqa: FBT003
        self.setEnabled(self.count() > 1)

    def _remember(self) -> None:
        self._chosen = self.currentData()
