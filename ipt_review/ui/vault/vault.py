"""What can be done about who opens the study: recovery key, passphrase, lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.ui.vault.recovery_sheet import RecoverySheet
from ipt_review.ui.vault.unlock import ask_secret
from ipt_review.workflow.vault import prove, recovery_key, write_for_owner

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.ui.main_window import MainWindow
    from ipt_review.workflow.desk import Desk

NOT_ENCRYPTED = (
    "This study has no passphrase, so it needs no recovery key. "
    "“Passphrase…” in the Study menu encrypts it."
)
PROVE = "The passphrase once more, before the recovery key is shown."


class Vault(QObject):
    """Shows the recovery key to whoever may see it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk | None = None

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"study.recovery": self.show_recovery_key}

    def guard(self, desk: Desk) -> None:
        """Look after this study from now on, which was opened in the window."""
        self._desk = desk

    def hand_out(self) -> None:
        """Show the recovery key of a study that was made just now, if it has one."""
        desk = self._desk
        if desk is not None and recovery_key(desk):
            self._show(desk)

    def show_recovery_key(self) -> None:
        """Show the recovery key to whoever knows the passphrase."""
        desk = self._desk
        if desk is None:
            return
        if not recovery_key(desk):
            self._window.banner.tell(NOT_ENCRYPTED)
        elif ask_secret(self._window, PROVE, lambda given: prove(desk, given)):
            self._show(desk)

    def _show(self, desk: Desk) -> None:
        sheet = RecoverySheet(
            recovery_key(desk),
            desk.holdings().study.title,
            desk.database.path,
            write_for_owner,
            self._window,
        )
        sheet.exec()
        sheet.deleteLater()
