"""The field for the recordings of one session: one file, or several in their order."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui import wording
from ipt_review.ui.parts import button, label
from ipt_review.workflow.library.piecing import in_natural_order

if TYPE_CHECKING:
    from collections.abc import Iterable

RECORDINGS = (
    "Recordings (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.wmv *.mpg *.ts *.mp3 *.m4a "
    "*.wav *.ogg *.flac);;All files (*)"
)
ROWS_SHOWN = 96
ORDER = "one after another in this order; other times can be set afterwards."


class FilesField(QWidget):
    """Lets one file be typed or chosen, or several be chosen and put in order.

    Signals:
        changed: Other files stand in it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText("A recording on this computer; it is not copied")
        self.line.setAccessibleName("Recording")
        self.list = QListWidget()
        self.list.setAccessibleName("Recordings in their order")
        self.list.setMaximumHeight(ROWS_SHOWN)
        self.browse = button("Browse…", tip="Choose one recording, or several at once")
        self.up = button("Earlier", tip="Move the picked recording up")
        self.down = button("Later", tip="Move the picked recording down")
        self.out = button("Leave out", tip="Take the picked recording off the list")
        self._said = label("", "muted", wrap=True)
        self._several: list[Path] = []
        self._build()
        self._show()

    def paths(self) -> tuple[Path, ...]:
        """Return the files in their order, none where none is named."""
        typed = self.line.text().strip()
        alone = (Path(typed),) if typed else ()
        return tuple(self._several) or alone

    def choose(self, paths: Iterable[Path]) -> None:
        """Take these files, in the order in which a person would number them."""
        self._set(in_natural_order(dict.fromkeys(paths)))

    def _set(self, paths: list[Path], picked: int = 0) -> None:
        self._several = paths if len(paths) > 1 else []
        self.line.setText(str(paths[0]) if len(paths) == 1 else "")
        self.list.clear()
        self.list.addItems([path.name for path in self._several])
        self.list.setCurrentRow(picked)
        self._show()
        self.changed.emit()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        to = row + by
        if row >= 0 and 0 <= to < len(self._several):
            paths = list(self._several)
            paths[row], paths[to] = paths[to], paths[row]
            self._set(paths, to)

    def _leave_out(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._several):
            paths = self._several[:row] + self._several[row + 1 :]
            self._set(paths, min(row, len(paths) - 1))

    def _browse(self) -> None:
        before = self.paths()
        where = str(before[0].parent) if before else ""
        chosen, _ = QFileDialog.getOpenFileNames(
            self, "Choose the recordings of one session", where, RECORDINGS
        )
        if chosen:
            self.choose(Path(each) for each in chosen)

    def _show(self) -> None:
        several = bool(self._several)
        self.line.setVisible(not several)
        for part in (self.list, self.up, self.down, self.out, self._said):
            part.setVisible(several)
        count = wording.how_many(len(self._several), "recording")
        self._said.setText(f"{count}, {ORDER}")

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fields, keys = QVBoxLayout(), QVBoxLayout()
        for part in (self.line, self.list, self._said):
            fields.addWidget(part)
        for key in (self.browse, self.up, self.down, self.out):
            keys.addWidget(key)
        keys.addStretch(1)
        row.addLayout(fields, 1)
        row.addLayout(keys)
        self.browse.clicked.connect(self._browse)
        self.up.clicked.connect(partial(self._move, -1))
        self.down.clicked.connect(partial(self._move, 1))
        self.out.clicked.connect(self._leave_out)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
