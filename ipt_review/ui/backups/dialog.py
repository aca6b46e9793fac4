"""The backups of a study: what there is, and what can be done with each."""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QProgressBar,
    QVBoxLayout,
)
from typing_extensions import override

from ipt_review.domain.backup import Why
from ipt_review.domain.problems import ReviewError
from ipt_review.study import backup_words
from ipt_review.ui.background import Background
from ipt_review.ui.parts import button, label
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.vault.fields import say
from ipt_review.workflow.files import backups

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.backup import Backup
    from ipt_review.workflow.desk import Desk

HEADERS: Final = ("Made", "Why", "Size", "Checks", "Opens with", "Kept")
RULE: Final = (
    "While something changes, a backup is made every 30 minutes, and one when the "
    "study is closed. It counts once it was opened and looked through. Older ones are "
    "kept further apart: one an hour for a day, one a day for two weeks, one a week "
    "for eight, one a month for two years. Pinned ones stay until they are removed."
)
NONE: Final = "There is no backup of this study yet."
MADE: Final = "The backup of {clock} was made and checked."
MAKING: Final = "A backup is being made and checked. Work can go on meanwhile."
BROKEN: Final = (
    "The backup of {clock} was made; its audit trail breaks. “Check the audit trail” "
    "in the Study room says where."
)
REMOVE: Final = "Remove the backup of {clock} for good?"


class Wish(Enum):
    """What somebody wants of a backup, for which the study has to be left."""

    LOOK = "look"
    GO_BACK = "go back"


class Wanted(NamedTuple):
    """A backup, and what is wanted of it."""

    wish: Wish
    backup: Backup


class BackupsDialog(QDialog):
    """Lists the backups of a study.

    Args:
        study: Where it lies, or lay.
        desk: On it, while it is open.

    Attributes:
        wanted: What is to be done once the dialog is closed, if anything.
    """

    def __init__(
        self, study: Path, desk: Desk | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Backups")
        self.resize(960, 560)
        self._study, self._desk = study, desk
        self._known: list[Backup] = []
        self._work = Background(self)
        self.wanted: Wanted | None = None
        self.table = TextTable("Backups", HEADERS)
        self.where = label("", wrap=True)
        self.told = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.now = button("Back up now", "primary")
        self.look = button("Look into it…", tip="Opens the backup for reading only.")
        self.back = button("Go back to it…")
        self.pin = button("Pin")
        self.remove = button("Remove…")
        self.choose = button("Other folder…")
        self.beside = button("Beside the study")
        self.show_folder = button("Show folder")
        self._build()
        self._connect()
        self._list()

    @override
    def done(self, result: int) -> None:
        self._work.close()
        super().done(result)

    @property
    def picked(self) -> Backup | None:
        """The backup that is picked."""
        row = self.table.row
        return self._known[row] if 0 <= row < len(self._known) else None

    def _list(self) -> None:
        self._known = backups.backups_at(self._study, self._desk)
        self.table.show_rows([self._row(each) for each in self._known])
        self.where.setText(f"Backups go to {backups.where_now(self._study)}.")
        self.beside.setEnabled(backups.is_elsewhere(self._study))
        if not self._known and not self.told.text():
            self.told.setText(NONE)

    def _row(self, backup: Backup) -> tuple[str, ...]:
        return (
            backup_words.clock(backup.taken),
            backup_words.SHORT[backup.why],
            backup_words.size(backup.size),
            backup_words.checked(backup),
            self._opens_with(backup),
            "Pinned" if backup.pinned else "",
        )

    def _opens_with(self, backup: Backup) -> str:
        if not backups.is_sealed(backup):
            return "No passphrase"
        if self._desk is None:
            return "A passphrase"
        same = backups.way_into(backup, self._desk) is not None
        return "The passphrase" if same else "An earlier one"

    def _allow(self) -> None:
        picked = self.picked
        for each in (self.look, self.back, self.pin, self.remove):
            each.setEnabled(picked is not None)
        self.pin.setText("Unpin" if picked is not None and picked.pinned else "Pin")
        can = self._desk is not None and backups.can_be_backed_up(self._desk)
        self.now.setEnabled(can and not self._work.busy)

    def _make(self) -> None:
        if self._desk is None:
            return
        self._tell(MAKING)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._work.start(partial(backups.back_up, self._desk, Why.ASKED))
        self._allow()

    def _show_share(self, share: float) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(round(100 * share))

    def _show_made(self, made: Backup) -> None:
        self.bar.hide()
        told = MADE if made.holds else BROKEN
        self._tell(told.format(clock=backup_words.clock(made.taken)), good=made.holds)
        self._list()
        self.table.selectRow(0)
        self._allow()

    def _show_failed(self, problem: str) -> None:
        self.bar.hide()
        self._tell(problem, good=False)
        self._allow()

    def _want(self, wish: Wish) -> None:
        picked = self.picked
        if picked is not None and self._try(self._may_keep):
            self.wanted = Wanted(wish, picked)
            self.accept()

    def _turn_pin(self) -> None:
        picked = self.picked
        if picked is not None and self._try(self._may_keep):
            self._try(partial(backups.pin, picked, pinned=not picked.pinned))
            self._list()

    def _remove(self) -> None:
        picked = self.picked
        if picked is None or not self._try(self._may_keep):
            return
        kinds = QMessageBox.StandardButton
        asked = REMOVE.format(clock=backup_words.clock(picked.taken))
        answer = QMessageBox.question(
            self, "Remove a backup", asked, kinds.Yes | kinds.No, kinds.No
        )
        if answer == kinds.Yes:
            self._try(partial(backups.remove, picked))
            self._list()

    def _choose_folder(self) -> None:
        if self._try(self._may_keep):
            chosen = QFileDialog.getExistingDirectory(self, "A folder for backups")
            if chosen:
                self._put(chosen)

    def _put(self, chosen: str) -> None:
        if self._try(self._may_keep):
            self._try(partial(backups.choose_folder, self._study, chosen))
            self._list()

    def _open_folder(self) -> None:
        picked = self.picked
        here = backups.where_now(self._study) if picked is None else picked.path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(here)))

    def _may_keep(self) -> None:
        if self._desk is not None:
            backups.must_keep(self._desk)

    def _try(self, doing: Callable[[], object]) -> bool:
        try:
            doing()
        except ReviewError as problem:
            self._tell(str(problem), good=False)
            return False
        return True

    def _tell(self, text: str, *, good: bool = True) -> None:
        say(self.told, text, "muted" if good else "bad")

    def _connect(self) -> None:
        self.table.picked.connect(self._allow)
        self.table.chosen.connect(lambda _row: self._want(Wish.LOOK))
        self.now.clicked.connect(self._make)
        self.look.clicked.connect(partial(self._want, Wish.LOOK))
        self.back.clicked.connect(partial(self._want, Wish.GO_BACK))
        self.pin.clicked.connect(self._turn_pin)
        self.remove.clicked.connect(self._remove)
        self.choose.clicked.connect(self._choose_folder)
        self.beside.clicked.connect(partial(self._put, ""))
        self.show_folder.clicked.connect(self._open_folder)
        self._work.progressed.connect(self._show_share)
        self._work.finished.connect(self._show_made)
        self._work.failed.connect(self._show_failed)

    def _build(self) -> None:
        closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        closing.rejected.connect(self.reject)
        side = QVBoxLayout()
        side.setSpacing(8)
        for each in (self.now, self.look, self.back, self.pin, self.remove):
            side.addWidget(each)
        side.addStretch(1)
        for each in (self.choose, self.beside, self.show_folder):
            side.addWidget(each)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.table, 1)
        middle.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(RULE, "muted", wrap=True))
        column.addWidget(self.where)
        column.addLayout(middle, 1)
        column.addWidget(self.bar)
        column.addWidget(self.told)
        column.addWidget(closing)
