"""The form with which a rater opens the package that they were sent."""

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

from ipt_review.domain.package import PackageCode
from ipt_review.ui.parts import button, label, rule
from ipt_review.ui.theme import mono
from ipt_review.ui.vault.fields import ChosenPassphrase
from ipt_review.ui.vault.new_study import ENCRYPT, LOST, OPEN_TO_ALL
from ipt_review.workflow.files.opening import SUFFIX

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.secret import Passphrase

WIDTH = 560
INTRO = (
    "The package becomes a study of your own, with your tapes in their order. Work in "
    "it as usual, and return your work by “Return my work…” in the Study menu."
)
FURTHER = (
    "This package holds further tapes for the study that is open. What you did stays "
    "as it is."
)


class WantedPackage(NamedTuple):
    """A package as a rater wants it opened.

    Attributes:
        path: Where the study goes.
        passphrase: What encrypts it; None where nothing does.
    """

    code: PackageCode
    path: Path
    passphrase: Passphrase | None


class OpenPackage(QDialog):
    """Asks for the code of a package, and where its study goes.

    Args:
        package: The package.
        further: Whether its tapes go into the study that is open.
    """

    def __init__(
        self, package: Path, *, further: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Open a rater package")
        self.setMinimumWidth(WIDTH)
        self._further = further
        self.code = QLineEdit()
        self.code.setFont(mono())
        self.code.setAccessibleName("Code of the package")
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX")
        self.file = QLineEdit(str(package.with_suffix(SUFFIX)))
        self.file.setAccessibleName("File of the study")
        self.browse = button("Browse…")
        self.encrypt = QCheckBox(ENCRYPT)
        self.encrypt.setChecked(True)
        self.chosen = ChosenPassphrase()
        self.meaning = label(LOST, "muted", wrap=True)
        self.meaning.setMinimumHeight(3 * self.meaning.fontMetrics().lineSpacing())
        self._build(package)
        self.browse.clicked.connect(self._browse)
        self.encrypt.toggled.connect(self._say_what_that_means)
        self.chosen.changed.connect(self._check)
        for line in (self.code, self.file):
            line.textChanged.connect(self._check)
        self._check()

    def wanted(self) -> WantedPackage:
        """Return what was entered."""
        encrypted = self.encrypt.isChecked() and not self._further
        path = Path(self.file.text().strip())
        return WantedPackage(
            PackageCode(self.code.text()),
            path if path.suffix else path.with_suffix(SUFFIX),
            self.chosen.passphrase() if encrypted else None,
        )

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            "Where to keep the study",
            self.file.text(),
            f"Studies (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # never laid over one
        )
        if chosen:
            self.file.setText(chosen)

    def _say_what_that_means(self, encrypted: bool) -> None:  # noqa: FBT001 - Qt's
        self.chosen.setVisible(encrypted)
        self.meaning.setText(LOST if encrypted else OPEN_TO_ALL)
        self._check()

    def _check(self) -> None:
        sealed = not self.encrypt.isChecked() or self.chosen.is_ready()
        there = bool(self.file.text().strip())
        ready = bool(self.code.text().strip()) and (self._further or (there and sealed))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)

    def _build(self, package: Path) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(FURTHER if self._further else INTRO, wrap=True))
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow("Package", label(package.name))
        form.addRow("Code that you were given", self.code)
        column.addLayout(form)
        if not self._further:
            place = QHBoxLayout()
            place.addWidget(self.file, 1)
            place.addWidget(self.browse)
            form.addRow("File of the study", place)
            for each in (rule(), self.encrypt, self.chosen, self.meaning):
                column.addWidget(each)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText(
            "Take the tapes in" if self._further else "Open the package"
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
