"""The logins that were made for the people of a study, shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
)

from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import mono

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.team import TeamPlace
    from ipt_review.workflow.files.team import Login

SIZE: Final = (640, 420)
HAND_OUT: Final = (
    "Hand each person their own line. The passwords are shown this once and kept "
    "nowhere; “ipt-review team logins --renew” makes new ones."
)


class LoginsSheet(QDialog):
    """Shows who enters a team study with what, to be copied or written down."""

    def __init__(
        self,
        place: TeamPlace,
        logins: Sequence[Login],
        rows: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Logins of the team study")
        self.resize(*SIZE)
        told = f"{rows:,} rows are on the server and were compared: {place.name}."
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(mono())
        self.text.setAccessibleName("Logins")
        self.text.setPlainText(_lines(place, logins))
        copy = button("Copy")
        copy.clicked.connect(self._copy)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(told, wrap=True))
        column.addWidget(label(HAND_OUT, "muted", wrap=True))
        column.addWidget(self.text, 1)
        column.addWidget(self.buttons)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())


def _lines(place: TeamPlace, logins: Sequence[Login]) -> str:
    where = f"server {place.host or 'this computer'}, database {place.database}"
    widest = max((len(each.handle) for each in logins), default=0)
    longest = max((len(each.name) for each in logins), default=0)
    lines = [
        f"{each.handle:<{widest}}  {each.name:<{longest}}  {each.password.text}"
        for each in logins
    ]
    return "\n".join([where, "", *lines])
