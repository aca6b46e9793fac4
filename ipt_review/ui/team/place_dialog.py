"""The form that asks where a team study is, and for one's login to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.domain.team import PORT, Password, TeamPlace
from ipt_review.ui.background import Background
from ipt_review.ui.number_boxes import NumberBox
from ipt_review.ui.parts import button, label
from ipt_review.ui.vault.fields import hidden_line, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.worker import Job

WIDTH: Final = 560
HIGHEST_PORT: Final = 65_535
ASKS_TLS: Final = (
    "The connection is encrypted, and the server has to prove that it is this one."
)
HERE: Final = "On this computer; nothing goes over a network."
AUTHORITY: Final = "only if your institution gave you one"
KEPT: Final = "The password is not kept; it is asked for each time."


class PlaceDialog(QDialog):
    """Asks for a team study until the job with it goes well.

    The job runs beside the window, since a server may take its time to answer.

    Args:
        title: What is about to be done.
        told: In a sentence what that is.
        does: The words on the button that does it.
        job_for: Makes the job of a place and a password.
        recent: Places to choose from, the first of which is filled in.
    """

    done_well = Signal(object)

    def __init__(
        self,
        title: str,
        told: str,
        does: str,
        job_for: Callable[[TeamPlace, Password], Job[Any]],
        recent: Sequence[TeamPlace] = (),
    ) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._job_for = job_for
        self._recent = tuple(recent)
        self.outcome: Any = None
        self.background = Background(self)
        self.recent = QComboBox()
        self.host = _line("Server", "for example reviews.clinic.example")
        self.port = NumberBox()
        self.port.setRange(1, HIGHEST_PORT)
        self.port.setValue(PORT)
        self.port.setAccessibleName("Port")
        self.database = _line("Database", "")
        self.login = _line("Login", "")
        self.password = hidden_line("Password")
        self.certificate = _line("Certificate authority", AUTHORITY)
        self.browse = button("Browse…")
        self.safety = label(ASKS_TLS, "muted", wrap=True)
        self.problem = label("", "bad", wrap=True)
        self.does = does
        self._build(told)
        self._connect()
        self.fill(self._recent[0] if self._recent else TeamPlace("", "", ""))

    def place(self) -> TeamPlace:
        """Return the place that is typed now."""
        return TeamPlace(
            self.host.text().strip(),
            self.database.text().strip(),
            self.login.text().strip(),
            self.port.value(),
            self.certificate.text().strip(),
        )

    def fill(self, place: TeamPlace) -> None:
        """Have this place typed; the password is left to be."""
        self.host.setText(place.host)
        self.port.setValue(place.port)
        self.database.setText(place.database)
        self.login.setText(place.login)
        self.certificate.setText(place.certificate)
        (self.password if place.login else self.host).setFocus()
        self._check()

    @override
    def done(self, result: int, /) -> None:
        """Let go of the job; what it still brings is not wanted."""
        self.background.cancel()
        self.password.clear()
        super().done(result)

    def _try(self) -> None:
        self._wait(waiting=True)
        say(self.problem, f"Asking {self.place().name}…", "muted")
        job = self._job_for(self.place(), Password(self.password.text()))
        self.background.start(job)

    def _finish(self, outcome: object) -> None:
        self.outcome = outcome
        self._wait(waiting=False)
        self.accept()

    def _fail(self, problem: str) -> None:
        self._wait(waiting=False)
        say(self.problem, problem, "bad")
        self.password.setFocus()
        self.password.selectAll()

    def _wait(self, *, waiting: bool) -> None:
        for part in (self.host, self.database, self.login, self.password, self.port):
            part.setEnabled(not waiting)
        self._check()

    def _check(self) -> None:
        ready = bool(self.place().database and self.place().login)
        kinds = QDialogButtonBox.StandardButton
        ready = ready and self.password.isEnabled()
        self.buttons.button(kinds.Ok).setEnabled(ready)
        self.safety.setText(f"{HERE if self.place().is_here else ASKS_TLS} {KEPT}")
        for part in (self.certificate, self.browse):
            part.setEnabled(not self.place().is_here)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            "Certificate authority",
            str(Path.home()),
            "Certificates (*.crt *.pem)",
        )
        if chosen:
            self.certificate.setText(chosen)

    def _connect(self) -> None:
        for line in (self.host, self.database, self.login, self.password):
            line.textChanged.connect(self._check)
        self.browse.clicked.connect(self._choose_file)
        self.recent.activated.connect(lambda row: self.fill(self._recent[row]))
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)
        self.background.finished.connect(self._finish)
        self.background.failed.connect(self._fail)

    def _build(self, told: str) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        if self._recent:
            self.recent.setAccessibleName("Entered before")
            self.recent.addItems(
                [f"{each.name}, {each.login}" for each in self._recent]
            )
            form.addRow("Entered before", self.recent)
        server, authority = QHBoxLayout(), QHBoxLayout()
        server.addWidget(self.host, 1)
        server.addWidget(label("port"))
        server.addWidget(self.port)
        authority.addWidget(self.certificate, 1)
        authority.addWidget(self.browse)
        form.addRow("Server", server)
        form.addRow("Database", self.database)
        form.addRow("Login", self.login)
        form.addRow("Password", self.password)
        form.addRow("Authority", authority)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText(self.does)
        self.safety.setMinimumHeight(2 * self.safety.fontMetrics().lineSpacing())
        self.problem.setMinimumHeight(3 * self.problem.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(told, wrap=True))
        column.addLayout(form)
        for part in (self.safety, self.problem, self.buttons):
            column.addWidget(part)


def ask_place(dialog: PlaceDialog, parent: QWidget) -> Any:
    """Have a form filled in until its job went well; None when nobody wants it."""
    dialog.setParent(parent, dialog.windowFlags())
    dialog.exec()
    outcome = dialog.outcome
    dialog.background.close()
    dialog.deleteLater()
    return outcome


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
