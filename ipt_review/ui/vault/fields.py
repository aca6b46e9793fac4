"""Fields for what nobody else should read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ipt_review.domain.secret import Passphrase
from ipt_review.ui.parts import label, restyle
from ipt_review.workflow.files.passphrases import SHORTEST, strength_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel

ADVICE = (
    "Four or five words that have nothing to do with each other make a good passphrase."
)
DIFFERENT = "The two are not the same."
SAME = "The two are the same."


def hidden_line(name: str) -> QLineEdit:
    """Return a line whose letters are shown as dots."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    return made


def say(line: QLabel, text: str, kind: str) -> None:
    """Have a line of a form say something in the color of `kind`."""
    line.setText(text)
    restyle(line, kind)
    line.setAccessibleName(text)


class ChosenPassphrase(QWidget):
    """Has a new passphrase typed twice, and says how good it is.

    Signals:
        changed: Something else is typed.
    """

    changed = Signal()

    def __init__(
        self, known: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._known = known
        self.first = hidden_line("Passphrase")
        self.second = hidden_line("Passphrase once more")
        self.shown = QCheckBox("Show what is typed")
        self.strength = label(ADVICE, "muted", wrap=True)
        self.match = label("", "muted")
        self.strength.setMinimumHeight(2 * self.strength.fontMetrics().lineSpacing())
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(8)
        form.addRow("Passphrase", self.first)
        form.addRow("", self.strength)
        form.addRow("Once more", self.second)
        form.addRow("", self.match)
        form.addRow("", self.shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        self.shown.toggled.connect(self._show_letters)
        for line in (self.first, self.second):
            line.textChanged.connect(self._look)

    def is_ready(self) -> bool:
        """Say whether the same passphrase stands in both lines, and is long enough."""
        text = self.first.text()
        return len(text) >= SHORTEST and text == self.second.text()

    def passphrase(self) -> Passphrase:
        """Return what was typed."""
        return Passphrase(self.first.text())

    def know(self, words: Sequence[str]) -> None:
        """Count these words as easy to guess, such as the title of the study."""
        self._known = words
        self._look()

    def _show_letters(self, shown: bool) -> None:  # noqa: FBT001 - a signal of Qt's
        modes = QLineEdit.EchoMode
        for line in (self.first, self.second):
            line.setEchoMode(modes.Normal if shown else modes.Password)

    def _look(self) -> None:
        text = self.first.text()
        if text:
            strength = strength_of(text, self._known)
            say(self.strength, strength.told, "bad" if strength.is_weak else "good")
        else:
            say(self.strength, ADVICE, "muted")
        again = self.second.text()
        same = text == again
        said = (SAME if same else DIFFERENT) if again else ""
        started_well = text.startswith(again)
        say(self.match, said, "good" if same else "muted" if started_well else "bad")
        self.changed.emit()
