"""The recovery key of a study, to be printed or written down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QVBoxLayout,
)

from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import mono
from ipt_review.ui.vault.fields import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

WIDTH = 600
IN_LINE = 5
FILE = "recovery key.txt"
WHY = (
    "This recovery key opens the study when its passphrase is forgotten. Print it and "
    "keep it where you keep consent forms; do not keep it with the study file."
)
NOBODY = (
    "Whoever has this key and the study file can read the study. Without passphrase "
    "and key nobody can, and no support can bring it back. Another passphrase needs "
    "another recovery key."
)
TEXT = (
    "Recovery key of the study “{title}” ({file})\n\n{key}\n\n"
    "It opens the study when the passphrase is forgotten: open the study in IPT "
    "Review, choose “I lost the passphrase”, and type these 13 groups. It stops "
    "working when the passphrase is changed; print the new one then. Keep it apart "
    "from the file.\n"
)


class RecoverySheet(QDialog):
    """Shows a recovery key, prints it and writes it to a text file.

    Args:
        key: The recovery key, its groups apart by hyphens.
        title: What the study is called.
        path: Where the study lies.
        write: Writes a text file for the reader's eyes only.
    """

    def __init__(
        self,
        key: str,
        title: str,
        path: Path,
        write: Callable[[Path, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Recovery key")
        self.setMinimumWidth(WIDTH)
        self._path = path
        self._write = write
        groups = key.split("-")
        lines = (
            "  ".join(groups[first : first + IN_LINE])
            for first in range(0, len(groups), IN_LINE)
        )
        self.key = label("\n".join(lines))
        self.key.setFont(mono(18, bold=True))
        self.key.setAccessibleName("Recovery key")
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text = TEXT.format(title=title, file=path.name, key=self.key.text())
        self.outcome = label("", "good", wrap=True)
        self.print = button("Print…", "primary")
        self.save = button("Save as text…")
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self._build()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            print_text(self.text, printer)
            say(self.outcome, "It was sent to the printer.", "good")
        dialog.deleteLater()

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save the recovery key", FILE, "Text (*.txt)"
        )
        if not chosen:
            return
        path = Path(chosen)
        try:
            self._write(path, self.text)
        except OSError:
            told = f"“{path}” could not be written. Choose another folder."
            say(self.outcome, told, "bad")
            return
        told = f"It is in “{path}”. Move it away from the study file."
        say(self.outcome, told, "good")

    def _build(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        for each in (self.print, self.save):
            buttons.addButton(each, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(label(WHY, wrap=True))
        column.addWidget(self.key, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label(NOBODY, "muted", wrap=True))
        column.addWidget(self.outcome)
        column.addWidget(buttons)


def print_text(text: str, printer: QPrinter) -> None:
    """Print a plain text, its characters easy to tell from each other."""
    document = QTextDocument(text)
    document.setDefaultFont(mono(12))
    document.print_(printer)
