"""The marks that bear on one item, each with a button that plays it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ipt_review.ui.parts import label
from ipt_review.ui.theme import SMALL_SIZE, mono, seen_on

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ipt_review.ui.rating.proof import Evidence

_BAR = (3, 16)


class EvidenceList(QWidget):
    """Time, code and note of every mark; a button each plays the tape there."""

    play_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Evidence, ...] = ()
        self._buttons: list[QPushButton] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)

    def show_evidence(self, marks: tuple[Evidence, ...]) -> None:
        """Show these marks in place of those before."""
        if marks == self._shown:
            return
        self._shown = marks
        self._buttons.clear()
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for mark in marks:
            line = self._line(mark)
            self._lines.addWidget(line)
            line.show()  # its button may be asked to take the focus at once

    def buttons(self) -> list[QPushButton]:
        """Return the play buttons, in the order of the tape."""
        return self._buttons

    def _line(self, mark: Evidence) -> QWidget:
        line = QWidget()
        play = PlayButton("▶")
        play.setProperty("kind", "play")
        play.setFixedSize(28, 24)
        play.setToolTip("Play the tape from here")
        play.setAccessibleName(f"Play {mark.time}, {mark.label}")
        play.clicked.connect(partial(self.play_wanted.emit, mark.number))
        self._buttons.append(play)
        time = label(mark.time)
        time.setFont(mono(SMALL_SIZE))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(play)
        head.addWidget(time)
        head.addWidget(_bar(mark.color))
        head.addWidget(label(mark.label, wrap=True), 1)
        head.addWidget(label(mark.lasts, "small"))
        everything = QVBoxLayout(line)
        everything.setContentsMargins(0, 0, 0, 0)
        everything.setSpacing(0)
        everything.addLayout(head)
        if mark.note:
            note = label(mark.note, "small", wrap=True)
            note.setContentsMargins(36, 0, 0, 4)
            everything.addWidget(note)
        return line


class PlayButton(QPushButton):
    """Plays one mark. Left leads back to the form and not to the button before."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _bar(color: str) -> QFrame:
    bar = QFrame()
    bar.setFixedSize(*_BAR)
    shade = seen_on(color, bar.palette().base().color().name())
    bar.setStyleSheet(f"background: {shade}; border: none; border-radius: 1px;")
    return bar
