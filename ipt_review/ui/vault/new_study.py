"""The form for a new study: what it is called, where it lies, and who can open it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
)

from ipt_review.ui.parts import button, label, rule
from ipt_review.ui.vault.fields import ChosenPassphrase
from ipt_review.workflow.files.opening import SUFFIX

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.secret import Passphrase

WIDTH = 560
ENCRYPT = "Encrypt the study with a passphrase"
LOST = (
    "The passphrase is asked for whenever the study is opened. Nobody can look it up: "
    "next you get a recovery key to print, for the day it is forgotten."
)
OPEN_TO_ALL = (
    "Everybody who gets hold of this file, or of a copy of it, can read all that is in "
    "it: marks, ratings, comments, and transcripts of what patients said."
)


class WantedStudy(NamedTuple):
    """A study as somebody wants it.

    Attributes:
        supervisor: The handle of whoever makes it.
        passphrase: What it is encrypted with; None where it is not.
    """

    path: Path
    title: str
    supervisor: str
    passphrase: Passphrase | None


class NewStudy(QDialog):
    """Asks for all that a new study needs.

    Args:
        home: Folder in which it is proposed to lie.
    """

    def __init__(self, home: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New study")
        self.setMinimumWidth(WIDTH)
        self._home = home
        self._proposed = ""
        self.title = QLineEdit()
        self.supervisor = QLineEdit("SV-1")
        self.file = QLineEdit()
        self.file.setAccessibleName("File of the study")
        self.browse = button("Browse…")
        self.encrypt = QCheckBox(ENCRYPT)
        self.encrypt.setChecked(True)
        self.chosen = ChosenPassphrase()
        self.meaning = label(LOST, "muted", wrap=True)
        self.meaning.setMinimumHeight(3 * self.meaning.fontMetrics().lineSpacing())
        self._build()
        self.title.textChanged.connect(self._propose)
        self.title.editingFinished.connect(self._know)
        self.browse.clicked.connect(self._browse)
        self.encrypt.toggled.connect(self._say_what_that_means)
        self.chosen.changed.connect(self._check)
        for line in (self.title, self.supervisor, self.file):
            line.textChanged.connect(self._check)
        self._check()

    def wanted(self) -> WantedStudy:
        """Return what was entered."""
        encrypted = self.encrypt.isChecked()
        return WantedStudy(
            _with_suffix(self.file.text()),
            self.title.text().strip(),
            self.supervisor.text().strip(),
            self.chosen.passphrase() if encrypted else None,
        )

    def _propose(self, title: str) -> None:
        """Name the file after the title, until somebody names it otherwise."""
        if self.file.text() == self._proposed:
            name = title.strip().replace("/", "-").replace("\\", "-")
            self._proposed = str(self._home / f"{name}{SUFFIX}") if name else ""
            self.file.setText(self._proposed)

    def _know(self) -> None:
        self.chosen.know([self.title.text()])

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            "Where to keep the study",
            self.file.text() or str(self._home),
            f"Studies (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # never laid over one
        )
        if chosen:
            self.file.setText(str(_with_suffix(chosen)))

    def _say_what_that_means(self, encrypted: bool) -> None:  # noqa: FBT001 - Qt's
        self.chosen.setVisible(encrypted)
        self.meaning.setText(LOST if encrypted else OPEN_TO_ALL)
        self._check()

    def _check(self) -> None:
        lines = (self.title, self.supervisor, self.file)
        ready = all(line.text().strip() for line in lines)
        sealed = not self.encrypt.isChecked() or self.chosen.is_ready()
        kinds = QDialogButtonBox.StandardButton
        self.buttons.button(kinds.Ok).setEnabled(ready and sealed)

    def _build(self) -> None:
        place = QHBoxLayout()
        place.addWidget(self.file, 1)
        place.addWidget(self.browse)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow("Title of the study", self.title)
        form.addRow("Your id in it (no name)", self.supervisor)
        form.addRow("File", place)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText("Make the study")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(rule())
        column.addWidget(self.encrypt)
        column.addWidget(self.chosen)
        column.addWidget(self.meaning)
        column.addWidget(self.buttons)


def ask_new_study(parent: QWidget, home: Path) -> WantedStudy | None:
    """Ask for a new study; None when none is wanted after all."""
    dialog = NewStudy(home, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.wanted() if accepted else None


def _with_suffix(text: str) -> Path:
    path = Path(text.strip())
    return path if path.suffix else path.with_suffix(SUFFIX)
