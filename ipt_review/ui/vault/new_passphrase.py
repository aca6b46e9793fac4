"""Asks for another passphrase of a study, for its first one, or for none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout

from ipt_review.ui.parts import label
from ipt_review.ui.vault.fields import ChosenPassphrase
from ipt_review.ui.vault.new_study import ENCRYPT, OPEN_TO_ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.secret import Passphrase

WIDTH = 540
FIRST = (
    "The study is written anew, encrypted, and takes the place of this file. Copies "
    "and backups made until now stay readable for everybody; delete those that nobody "
    "needs."
)
ANOTHER = (
    "The study is written anew under the new passphrase. The old passphrase and the "
    "old recovery key no longer open it; copies and backups made until now still open "
    "with them."
)


class Chosen(NamedTuple):
    """What somebody chose; a study without a passphrase is plain."""

    passphrase: Passphrase | None


class NewPassphrase(QDialog):
    """Asks how a study opens from now on.

    Args:
        encrypted: Whether it has a passphrase now.
        known: What somebody would try first.
    """

    def __init__(
        self, *, encrypted: bool, known: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Passphrase of the study")
        self.setMinimumWidth(WIDTH)
        self._encrypted = encrypted
        self.encrypt = QCheckBox(ENCRYPT)
        self.encrypt.setChecked(True)
        self.encrypt.setVisible(encrypted)
        self.chosen = ChosenPassphrase(known)
        self.meaning = label("", "muted", wrap=True)
        self.meaning.setMinimumHeight(3 * self.meaning.fontMetrics().lineSpacing())
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for part in (self.encrypt, self.chosen, self.meaning, self.buttons):
            column.addWidget(part)
        self.encrypt.toggled.connect(self._look)
        self.chosen.changed.connect(self._look)
        self._look()

    def answer(self) -> Chosen:
        """Return what was chosen."""
        sealed = self.encrypt.isChecked()
        return Chosen(self.chosen.passphrase() if sealed else None)

    def _look(self) -> None:
        sealed = self.encrypt.isChecked()
        self.chosen.setVisible(sealed)
        told = ANOTHER if self._encrypted else FIRST
        self.meaning.setText(told if sealed else OPEN_TO_ALL)
        go = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        go.setEnabled(self.chosen.is_ready() if sealed else True)
        first = "Encrypt the study" if not self._encrypted else "Change the passphrase"
        go.setText(first if sealed else "Remove the passphrase")


def ask_new_passphrase(
    parent: QWidget, *, encrypted: bool, known: Sequence[str]
) -> Chosen | None:
    """Ask how a study opens from now on; None when nothing is to change."""
    dialog = NewPassphrase(encrypted=encrypted, known=known, parent=parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.answer() if accepted else None
