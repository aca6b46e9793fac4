"""The form that asks into which file a team study is taken, and who can open that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
)

from ipt_review.ui.parts import button, label
from ipt_review.ui.vault.fields import ChosenPassphrase
from ipt_review.ui.vault.new_study import ENCRYPT, OPEN_TO_ALL
from ipt_review.workflow.files.opening import SUFFIX

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.secret import Passphrase

WIDTH: Final = 560
WHERE: Final = "Where to keep the study file"
NEXT: Final = (
    "The passphrase is asked for whenever the file is opened. Next you name the team "
    "study; then you get a recovery key to print, for the day it is forgotten."
)


class WantedFile(NamedTuple):
    """A file as somebody wants it; without a passphrase it is plain."""

    path: Path
    passphrase: Passphrase | None


class TakeAway(QDialog):
    """Asks for a file, and for the passphrase that opens it.

    Args:
        home: Folder in which it is proposed to lie.
    """

    def __init__(self, home: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(WHERE)
        self.setMinimumWidth(WIDTH)
        self.file = QLineEdit(str(home / f"team study{SUFFIX}"))
        self.file.setAccessibleName("File of the study")
        browse = button("Browse…")
        self.encrypt = QCheckBox(ENCRYPT)
        self.encrypt.setChecked(True)
        self.chosen = ChosenPassphrase()
        self.meaning = label(NEXT, "muted", wrap=True)
        self.meaning.setMinimumHeight(3 * self.meaning.fontMetrics().lineSpacing())
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText("Go on")
        line = QHBoxLayout()
        line.addWidget(self.file, 1)
        line.addWidget(browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(line)
        for part in (self.encrypt, self.chosen, self.meaning, self.buttons):
            column.addWidget(part)
        browse.clicked.connect(self._browse)
        self.encrypt.toggled.connect(self._look)
        self.chosen.changed.connect(self._look)
        self.file.textChanged.connect(self._look)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._look()

    def wanted(self) -> WantedFile:
        """Return what was entered."""
        path = Path(self.file.text().strip())
        encrypted = self.encrypt.isChecked()
        return WantedFile(
            path if path.suffix else path.with_suffix(SUFFIX),
            self.chosen.passphrase() if encrypted else None,
        )

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            WHERE,
            self.file.text(),
            f"Studies (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # never laid over one
        )
        if chosen:
            self.file.setText(chosen)

    def _look(self) -> None:
        encrypted = self.encrypt.isChecked()
        self.chosen.setVisible(encrypted)
        self.meaning.setText(NEXT if encrypted else OPEN_TO_ALL)
        ready = not encrypted or self.chosen.is_ready()
        kinds = QDialogButtonBox.StandardButton
        named = bool(self.file.text().strip())
        self.buttons.button(kinds.Ok).setEnabled(ready and named)


def ask_file(parent: QWidget, home: Path) -> WantedFile | None:
    """Ask into which file a team study is taken; None when nobody wants it."""
    dialog = TakeAway(home, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    wanted = dialog.wanted() if accepted else None
    dialog.deleteLater()
    return wanted
