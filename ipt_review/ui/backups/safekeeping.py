"""Has backups made while a study is open and when it is closed; goes back to one."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from ipt_review.domain.backup import Why
from ipt_review.domain.problems import ReviewError
from ipt_review.study import backup_words
from ipt_review.ui.background import Background
from ipt_review.ui.backups.damaged import DamagedDialog
from ipt_review.ui.backups.dialog import BackupsDialog, Wish
from ipt_review.ui.backups.leaving import wait_or_leave
from ipt_review.ui.dialogs import ask_study
from ipt_review.ui.vault.unlock import ask_secret
from ipt_review.ui.vault.waiting import wait_for
from ipt_review.workflow.files import backups
from ipt_review.workflow.files.vault import is_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.domain.backup import Backup
    from ipt_review.domain.secret import Secret
    from ipt_review.ui.backups.dialog import Wanted
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.files.backups import Way

EACH_MINUTE: Final = 60_000
ON_SERVER: Final = (
    "This study is kept on a server, and backups are made there. “Take a team study "
    "into a file…” in the Study menu makes a copy of all of it."
)
SURE: Final = (
    "Go back to the backup from {clock}? {missing} The study as it is now is kept "
    "beside it as a file of its own, so nothing is lost."
)
LOOKING: Final = (
    "This is the backup from {clock}. It can be looked at, not changed; open the study "
    "again to go on working in it."
)
BACK: Final = "The study is as it was on {clock}."
ASIDE: Final = "The file from before is kept as “{name}”."
AT_WORK: Final = "The backup is checked once more and put in place."
ASKED: Final = "What is the passphrase of the backup from {clock}?"


class Safekeeping(QObject):
    """Looks after the backups of the study that is open.

    Args:
        home: Folder in which a study is looked for.
        show: Has the window show a study that is not remembered among the last ones.
        take: Has the window work in a study.
        let_go: Closes the study that is open.
    """

    def __init__(
        self,
        window: MainWindow,
        home: Path,
        show: Callable[[Desk], object],
        take: Callable[[Desk], object],
        let_go: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._home = home
        self._show = show
        self._take = take
        self._let_go = let_go
        self._desk: Desk | None = None
        self._by_itself = False
        self._complained = ""
        self._work = Background(self)
        self._work.finished.connect(self._note_success)
        self._work.failed.connect(self._complain)
        self._clock = QTimer(self, interval=EACH_MINUTE)
        self._clock.timeout.connect(self.make_if_due)

    def work_by_itself(self) -> None:
        """Have backups made without being asked, from now on."""
        self._by_itself = True

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {"study.backups": self.list_all}

    def guard(self, desk: Desk) -> None:
        """Look after this study from now on, which was opened in the window."""
        self._desk, self._complained = desk, ""
        if self._by_itself and backups.can_be_backed_up(desk):
            self._clock.start()

    def leave(self) -> None:
        """Make a last backup of the study, which is about to be closed."""
        desk, self._desk = self._desk, None
        guarded = self._clock.isActive()
        self._clock.stop()
        self._work.close()
        if desk is not None and guarded:
            last = partial(backups.back_up_if_changed, desk, Why.CLOSED)
            wait_or_leave(self._window, last)

    def make_if_due(self) -> None:
        """Make a backup beside the window, if the last one is old and not all of it."""
        if self._desk is not None and not self._work.busy:
            self._work.start(partial(backups.back_up_if_due, self._desk))

    def list_all(self) -> None:
        """Show the backups of the study that is open, or of one that is chosen."""
        desk = self._desk
        if desk is not None and not is_file(desk):
            self._window.banner.tell(ON_SERVER)
            return
        study = desk.database.path if desk is not None else self._ask_study()
        if study is not None:
            self._list(study, desk)

    def offer(
        self, study: Path, problem: ReviewError, secret: Secret | None = None
    ) -> bool:
        """Offer a backup of a study that did not open; say whether there was one."""
        offer = backups.offer_for(study, problem, secret)
        if offer is None:
            return False
        dialog = DamagedDialog(offer, self._window)
        dialog.exec()
        wanted, others = dialog.wanted, dialog.others
        dialog.deleteLater()
        if others:
            self._list(study, None)
        elif wanted is not None:
            self._carry_out(study, wanted, sure=True, secret=secret)
        else:
            self._window.banner.tell(offer.problem)
        return True

    def _list(self, study: Path, desk: Desk | None) -> None:
        dialog = BackupsDialog(study, desk, self._window)
        dialog.exec()
        wanted = dialog.wanted
        dialog.deleteLater()
        if wanted is not None:
            self._carry_out(study, wanted)

    def _carry_out(
        self,
        study: Path,
        wanted: Wanted,
        *,
        sure: bool = False,
        secret: Secret | None = None,
    ) -> None:
        backup = wanted.backup
        try:
            way = self._way(backup, secret)
            if way is None:
                return
            if wanted.wish is Wish.LOOK:
                self._look(backup, way)
            elif sure or self._is_sure(study, backup, way):
                self._go_back(study, backup, way)
        except ReviewError as problem:
            self._window.banner.tell(str(problem))

    def _look(self, backup: Backup, way: Way) -> None:
        self._show(backups.open_backup(backup, way))
        clock = backup_words.clock(backup.taken)
        self._window.banner.tell(LOOKING.format(clock=clock))

    def _go_back(self, study: Path, backup: Backup, way: Way) -> None:
        self._let_go()
        work = partial(backups.go_back, study, backup, way)
        restored = wait_for(self._window, AT_WORK, work)
        self._take(restored.desk)
        told = BACK.format(clock=backup_words.clock(backup.taken))
        if restored.aside is not None:
            told = f"{told} {ASIDE.format(name=restored.aside.name)}"
        self._window.banner.tell(told)

    def _is_sure(self, study: Path, backup: Backup, way: Way) -> bool:
        lost = backups.lost_by(study, backup, way)
        missing = backup_words.missing(backup.taken, lost.saved, lost.changes)
        clock = backup_words.clock(backup.taken)
        kinds = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Go back to a backup",
            SURE.format(clock=clock, missing=missing),
            kinds.Yes | kinds.No,
            kinds.No,
        )
        return answer == kinds.Yes

    def _way(self, backup: Backup, secret: Secret | None) -> Way | None:
        """Return what opens a backup, asked for if need be; None when nobody tells."""
        way = backups.way_into(backup, self._desk)
        if way is not None:
            return way
        if secret is not None:
            with suppress(ReviewError):  # it was made under another passphrase
                return backups.way_by(backup, secret)
        asked = ASKED.format(clock=backup_words.clock(backup.taken))
        return ask_secret(self._window, asked, partial(backups.way_by, backup))

    def _ask_study(self) -> Path | None:
        return ask_study(self._window, self._home)

    def _note_success(self, made: Backup | None) -> None:
        if made is not None:
            self._complained = ""

    def _complain(self, problem: str) -> None:
        """Tell that no backup could be made; not again each minute."""
        if problem != self._complained:
            self._complained = problem
            self._window.banner.tell(problem)
