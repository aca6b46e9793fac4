"""Asks for the passphrase of a study, or for its recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
)

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.secret import Passphrase, RecoveryKey
from ipt_review.ui.parts import button, label
from ipt_review.ui.vault.fields import hidden_line, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.secret import Secret

T = TypeVar("T")

WIDTH = 480
PASSPHRASE, RECOVERY = "Passphrase", "Recovery key"
LOST = "I lost the passphrase"
FOUND = "I have the passphrase"
TYPE_IT = (
    "Type the 13 groups of the recovery key as they were printed. Capitals, spaces and "
    "hyphens do not matter."
)


class Unlock(QDialog, Generic[T]):
    """Lets a secret be tried until it is the right one, or nobody tries any more.

    Args:
        told: What is asked for, in a sentence.
        attempt: Does what the secret is for; a `ReviewError` is shown and the
            question stays.
    """

    def __init__(
        self, told: str, attempt: Callable[[Secret], T], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Unlock a study")
        self.setMinimumWidth(WIDTH)
        self._attempt = attempt
        self.result_of: T | None = None
        self._told = told
        self.told = label(told, wrap=True)
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())
        self.passphrase = hidden_line(PASSPHRASE)
        self.recovery = QLineEdit()
        self.recovery.setAccessibleName(RECOVERY)
        self.recovery.hide()
        self.shown = QCheckBox("Show what is typed")
        self.problem = label("", "bad", wrap=True)
        self.other = button(FOUND, "quiet")
        self.other.setMinimumWidth(self.other.sizeHint().width())
        self.other.setText(LOST)
        self._build()
        self.shown.toggled.connect(self._show_letters)
        self.other.clicked.connect(self._ask_otherwise)

    def secret(self) -> Secret:
        """Return what is typed now."""
        if self.recovery.isHidden():
            return Passphrase(self.passphrase.text())
        return RecoveryKey(self.recovery.text())

    def _try(self) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.result_of = self._attempt(self.secret())
        except ReviewError as problem:
            say(self.problem, str(problem), "bad")
            line = self.passphrase if self.recovery.isHidden() else self.recovery
            line.setFocus()
            line.selectAll()
        else:
            self.passphrase.clear()
            self.recovery.clear()
            self.accept()
        finally:
            QApplication.restoreOverrideCursor()

    def _show_letters(self, shown: bool) -> None:  # noqa: FBT001 - a signal of Qt's
        modes = QLineEdit.EchoMode
        self.passphrase.setEchoMode(modes.Normal if shown else modes.Password)

    def _ask_otherwise(self) -> None:
        """Ask for the recovery key in place of the passphrase, or the other way."""
        lost = self.recovery.isHidden()
        self.recovery.setVisible(lost)
        self.passphrase.setVisible(not lost)
        self.shown.setVisible(not lost)
        self.other.setText(FOUND if lost else LOST)
        self.told.setText(TYPE_IT if lost else self._told)
        self.problem.clear()
        (self.recovery if lost else self.passphrase).setFocus()

    def _build(self) -> None:
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText("Unlock")
        self.buttons.addButton(self.other, QDialogButtonBox.ButtonRole.ResetRole)
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for part in (
            self.told,
            self.passphrase,
            self.recovery,
            self.shown,
            self.problem,
            self.buttons,
        ):
            column.addWidget(part)
        self.passphrase.setFocus()


def ask_secret(parent: QWidget, told: str, attempt: Callable[[Secret], T]) -> T | None:
    """Ask for a passphrase or recovery key until the attempt with it goes well.

    Returns:
        What the attempt returned, or None when somebody gave up.
    """
    dialog = Unlock(told, attempt, parent)
    dialog.exec()
    found = dialog.result_of
    dialog.deleteLater()
    return found
