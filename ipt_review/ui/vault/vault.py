"""What can be done about who opens the study: passphrase, recovery key, lock."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.vault.locking import Locking
from ipt_review.ui.vault.new_passphrase import ask_new_passphrase
from ipt_review.ui.vault.recovery_sheet import RecoverySheet
from ipt_review.ui.vault.unlock import ask_secret
from ipt_review.ui.vault.waiting import wait_for
from ipt_review.workflow.files.team import team_place
from ipt_review.workflow.files.vault import (
    can_lock,
    change_passphrase,
    is_file,
    may_reseal,
    prove,
    recovery_key,
    write_for_owner,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.secret import Passphrase, Secret
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.settings.preferences import Preferences
    from ipt_review.workflow.desk import Desk

EACH_MINUTE = 60_000
NO_KEY = (
    "This study has no passphrase, so it needs no recovery key. "
    "“Passphrase…” in the Study menu encrypts it."
)
NO_LOCK = (
    "This study has no passphrase that could unlock it again. "
    "“Passphrase…” in the Study menu encrypts it."
)
ON_SERVER = (
    "This study is kept on a server. The logins of its people protect it; it has no "
    "passphrase of its own."
)
NOT_HERE = (
    "This study cannot be written here, so its passphrase stays as it is. "
    "Open a copy in a folder where you can save files."
)
OF_A_TEAM = (
    "A team study has no passphrase of its own; each person enters it with a login. "
    "Its coordinator gives out new passwords with “ipt-review team logins --renew”."
)
FIRST_PROVE = "The passphrase or recovery key that the study has now."
PROVE = "The passphrase once more, before the recovery key is shown."
AT_WORK = (
    "The study is written anew and checked. The old file stays until that is done."
)
ENCRYPTED = "The study is encrypted now."
CHANGED = "The study opens with the new passphrase from now on."
PLAIN = "The study has no passphrase any more; whoever has the file can read it."


class Vault(QObject):
    """Keeps the study that is open closed to others.

    Args:
        take: Has the window work in a study.
        let_go: Closes the study that is open.
        pause: Pauses the tape.
    """

    def __init__(
        self,
        window: MainWindow,
        take: Callable[[Desk], object],
        let_go: Callable[[], object],
        pause: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._take = take
        self._let_go = let_go
        self._desk: Desk | None = None
        self.locking = Locking(window, pause, self._prove)
        self._pulse = QTimer(self, interval=EACH_MINUTE)
        self._pulse.timeout.connect(self._still_here)
        window.closing.connect(partial(self.locking.watch, wanted=False))

    def heed(self, preferences: Preferences) -> None:
        """Lock after as long as is set here."""
        self.locking.heed(preferences)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {
            "study.passphrase": self.change,
            "study.recovery": self.show_recovery_key,
            "study.lock": self.lock,
        }

    def guard(self, desk: Desk) -> None:
        """Look after this study from now on, which was opened in the window."""
        self._desk = desk
        self._pulse.start()
        self.locking.by_password = not is_file(desk)
        self.locking.watch(wanted=can_lock(desk))

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
            self._window.banner.tell(NO_KEY if is_file(desk) else ON_SERVER)
        elif ask_secret(self._window, PROVE, self._prove):
            self._show(desk)

    def lock(self) -> None:
        """Hide the study until somebody gives its passphrase."""
        desk = self._desk
        if desk is None:
            return
        if can_lock(desk):
            self.locking.lock()
        else:
            self._window.banner.tell(NO_LOCK if is_file(desk) else ON_SERVER)

    def change(self) -> None:
        """Ask for another passphrase, and write the study anew under it."""
        desk = self._desk
        if desk is None:
            return
        if team_place(desk) is not None:
            self._window.banner.tell(OF_A_TEAM)
            return
        if not may_reseal(desk):
            self._window.banner.tell(NOT_HERE if is_file(desk) else ON_SERVER)
            return
        encrypted = bool(recovery_key(desk))
        if encrypted and not ask_secret(self._window, FIRST_PROVE, self._prove):
            return
        known = [desk.holdings().study.title]
        chosen = ask_new_passphrase(self._window, encrypted=encrypted, known=known)
        if chosen is not None:
            self._reseal(desk, chosen.passphrase)

    def _reseal(self, desk: Desk, passphrase: Passphrase | None) -> None:
        path, key = desk.database.path, desk.database.key
        self._let_go()
        self._desk = None
        self.locking.watch(wanted=False)
        work = partial(change_passphrase, path, key, passphrase)
        try:
            again, problem = wait_for(self._window, AT_WORK, work)
        except ReviewError as refused:
            self._window.banner.tell(str(refused))
            return
        self._take(again)
        if problem is not None:
            self._window.banner.tell(str(problem))
        elif passphrase is None:
            self._window.banner.tell(PLAIN)
        else:
            self._window.banner.tell(CHANGED if key is not None else ENCRYPTED)
            self.hand_out()

    def _still_here(self) -> None:
        """Tell other computers that the study is still open here."""
        if self._desk is not None:
            self._desk.database.still_here()

    def _prove(self, secret: Secret) -> bool:
        return self._desk is not None and prove(self._desk, secret)

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
