"""What can be done with team studies in the window, and how it stands with one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox

from ipt_review.domain.team import Standing
from ipt_review.ui.team.logins_sheet import LoginsSheet
from ipt_review.ui.team.place_dialog import PlaceDialog, ask_place
from ipt_review.ui.team.recent_teams import RecentTeams
from ipt_review.ui.team.taking import ask_file
from ipt_review.ui.vault.recovery_sheet import RecoverySheet
from ipt_review.ui.wording import how_many
from ipt_review.workflow.files.team import (
    download_study,
    follow,
    forget_refused,
    open_team,
    refused_steps,
    team_place,
    upload_desk,
)
from ipt_review.workflow.files.vault import write_for_owner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QSettings

    from ipt_review.domain.team import Password, TeamPlace
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.worker import Job

TOGETHER: Final = 200
"""How long (ms) to wait for what else changed before it is shown."""

ENTER: Final = (
    "A team study lies in a database on a server, and several people work in it at "
    "once. Its coordinator gave you these."
)
PUT: Final = (
    "All of the study that is open is copied to a new database on a server. The login "
    "has to be allowed to make databases and roles; it will own the study. The file "
    "stays as it is, and does not change any more with what is entered there."
)
TAKE: Final = (
    "All of a team study is copied into a study file on this computer, as it is now. "
    "That takes the login that set it up, since nobody else sees all of it."
)
TAKEN: Final = "{rows:,} rows were written to “{path}” and compared."
REFUSED: Final = (
    "{changes} that this computer kept could not be sent, since the coding was changed "
    "elsewhere meanwhile. “Changes kept on this computer…” in the Study menu lists "
    "what they are."
)
NONE_KEPT: Final = "No change waits on this computer: the server has everything."
WAITS: Final = "{changes} wait on this computer until the server can be reached again."


class Teams(QObject):
    """Opens and moves team studies, and tells how it stands with the open one.

    Args:
        home: Folder for files of this program.
        settings: Where the last places are remembered, without passwords.
        take: Has the window work in a study.
    """

    _heard = Signal(object)
    _stood = Signal(object, object)

    def __init__(
        self,
        window: MainWindow,
        home: Path,
        settings: QSettings,
        take: Callable[[Desk], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._home = home
        self._recent = RecentTeams(settings)
        self._take = take
        self._desk: Desk | None = None
        self._refused = 0
        self._waiting = ""
        self._soon = QTimer(self, interval=TOGETHER, singleShot=True)
        self._soon.timeout.connect(self._renew)
        queued = Qt.ConnectionType.QueuedConnection
        self._heard.connect(self._hear, type=queued)
        self._stood.connect(self._stand, type=queued)
        window.start.team_wanted.connect(self.enter)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {
            "study.team": self.enter,
            "study.team_put": self.put,
            "study.team_take": self.take_away,
            "study.team_kept": self.show_kept,
        }

    def meet(self, desk: Desk) -> None:
        """Tell how it stands with this study from now on, if it is a team's."""
        self._desk = desk
        self._refused = 0
        standing = follow(
            desk,
            partial(self._heard.emit, desk),
            lambda standing: self._stood.emit(desk, standing),
        )
        self._stand(desk, standing or Standing())

    def enter(self) -> None:
        """Ask for a team study, and open it."""

        def job_for(place: TeamPlace, password: Password) -> Job[Any]:
            def job(_: Callable[[float], None], cancelled: Callable[[], bool]) -> Desk:
                desk = open_team(place, password, self._home)
                if cancelled():
                    desk.close()
                return desk

            return job

        desk = self._ask("Open a team study", ENTER, "Open", job_for)
        place = team_place(desk) if desk is not None else None
        if desk is not None and place is not None:
            self._recent.remember(place)
            self._take(desk)

    def put(self) -> None:
        """Ask for a server, and put the study that is open on it."""
        open_now = self._desk
        if open_now is None:
            return

        def job_for(place: TeamPlace, password: Password) -> Job[Any]:
            return lambda *_: (place, upload_desk(open_now, place, password))

        made = self._ask("Put this study on a server", PUT, "Copy it there", job_for)
        if made is not None:
            place, (logins, rows) = made
            sheet = LoginsSheet(place, logins, rows, self._window)
            sheet.exec()
            sheet.deleteLater()

    def take_away(self) -> None:
        """Ask for a team study and a file, and copy the one into the other."""
        wanted = ask_file(self._window, self._home)
        if wanted is None:
            return

        def job_for(place: TeamPlace, password: Password) -> Job[Any]:
            return lambda *_: download_study(place, password, *wanted)

        taken = self._ask("Take a team study into a file", TAKE, "Copy it", job_for)
        if taken is None:
            return
        self._window.banner.tell(TAKEN.format(rows=taken.rows, path=wanted.path))
        if taken.recovery_key:
            code, title = taken.recovery_key, taken.title
            sheet = RecoverySheet(
                code, title, wanted.path, write_for_owner, self._window
            )
            sheet.exec()
            sheet.deleteLater()

    def show_kept(self) -> None:
        """Show what this computer keeps of changes that the server does not have."""
        desk = self._desk
        if desk is None:
            return
        refused = refused_steps(desk)
        if not refused:
            self._window.banner.tell(self._waiting or NONE_KEPT)
            return
        box = QMessageBox(self._window)
        box.setWindowTitle("Changes kept on this computer")
        box.setText(f"{how_many(len(refused), 'change')} could not be sent.")
        box.setInformativeText(
            f"{refused[0].refused} They are kept until you forget them."
        )
        box.setDetailedText("\n".join(each.told for each in refused))
        forget = box.addButton("Forget them", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("Keep them", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        if box.clickedButton() is forget:
            forget_refused(desk)
        box.deleteLater()

    def _ask(
        self,
        title: str,
        told: str,
        does: str,
        job_for: Callable[[TeamPlace, Password], Job[Any]],
    ) -> Any:
        dialog = PlaceDialog(title, told, does, job_for, self._recent.places())
        return ask_place(dialog, self._window)

    def _hear(self, desk: Desk) -> None:
        if desk is self._desk:
            self._soon.start()

    def _renew(self) -> None:
        """Show what others changed, where nobody is in the middle of something."""
        if self._window.room == "library":
            self._window.room_wanted.emit("library")
        self._window.review.others_changed.emit()

    def _stand(self, desk: Desk, standing: Standing) -> None:
        """Show how it stands with the server, in the bar at the top."""
        if desk is not self._desk:
            return
        self._waiting = ""
        if standing.unsent:
            changes = how_many(standing.unsent, "change")
            self._waiting = WAITS.format(changes=changes)
            self._window.top_bar.show_standing(
                f"Offline: {changes} kept on this computer"
            )
        elif not standing.reached:
            self._window.top_bar.show_standing("Offline")
        elif standing.refused:
            refused = how_many(standing.refused, "change")
            self._window.top_bar.show_standing(f"{refused} could not be sent")
        else:
            self._window.top_bar.show_standing("")
        if standing.refused > self._refused:
            changes = how_many(standing.refused, "change")
            self._window.banner.tell(REFUSED.format(changes=changes))
        self._refused = standing.refused
