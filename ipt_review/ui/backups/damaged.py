"""A study that cannot be opened, and the backup that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from ipt_review.study import backup_words
from ipt_review.ui.backups.dialog import Wanted, Wish
from ipt_review.ui.parts import button, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.files.backups import Offer

WIDTH: Final = 600
OFFERED: Final = (
    "There is a checked backup from {clock}, made {why}. {missing} The file as it is "
    "now is kept beside it, under another name."
)
LEFT: Final = "{wrong} The file was left as it is."
GO_BACK: Final = "Go back to this backup"
LOOK: Final = "Look into it first"
OTHERS: Final = "Other backups…"


class DamagedDialog(QDialog):
    """Says what is wrong with a study, and which backup there is.

    Attributes:
        wanted: What is to be done, if anything.
        others: Whether another backup is to be chosen.
    """

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("This study cannot be opened")
        self.setMinimumWidth(WIDTH)
        self._offer = offer
        self.wanted: Wanted | None = None
        self.others = False
        backup, lost = offer.backup, offer.lost
        first, _, _rest = offer.problem.partition(". ")
        self.problem = label(
            f"{first.rstrip('.')}. The file was left as it is.", wrap=True
        )
        self.offered = label(
            OFFERED.format(
                clock=backup_words.clock(backup.taken),
                why=backup.why.value,
                missing=backup_words.missing(backup.taken, lost.saved, lost.changes),
            ),
            wrap=True,
        )
        roles = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.back, self.look = button(GO_BACK, "primary"), button(LOOK)
        self.more = button(OTHERS)
        buttons.addButton(self.back, roles.AcceptRole)
        buttons.addButton(self.look, roles.ActionRole)
        buttons.addButton(self.more, roles.ActionRole)
        self.back.setDefault(True)
        self.back.clicked.connect(lambda: self._want(Wish.GO_BACK))
        self.look.clicked.connect(lambda: self._want(Wish.LOOK))
        self.more.clicked.connect(self._choose)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for part in (self.problem, self.offered, buttons):
            column.addWidget(part)

    def _want(self, wish: Wish) -> None:
        self.wanted = Wanted(wish, self._offer.backup)
        self.accept()

    def _choose(self) -> None:
        self.others = True
        self.accept()
