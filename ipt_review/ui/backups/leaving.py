"""Waits for the backup of a study that is closed, as long as somebody likes to."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout

from ipt_review.ui.background import Background
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ipt_review.workflow.worker import Job

UNSEEN: Final = 0.4
"""Work of so many seconds is waited for without a word."""
WIDTH: Final = 420
AT_WORK: Final = (
    "Everything is saved. A backup of the study is being made and checked; it can be "
    "left to the next time."
)


class Leaving(QDialog):
    """Says that a backup is made, and lets it be left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("One moment")
        self.setMinimumWidth(WIDTH)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        buttons = QDialogButtonBox()
        self.skip = buttons.addButton(
            "Close without it", QDialogButtonBox.ButtonRole.RejectRole
        )
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for part in (label(AT_WORK, wrap=True), self.bar, buttons):
            column.addWidget(part)


def wait_or_leave(parent: QWidget, job: Job[object]) -> None:
    """Do a job beside the window before it closes; say so once it takes a while.

    A `ReviewError` of the job is not told: the next time it is tried again.
    """
    done = Event()

    def work(
        progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> object:
        try:
            return job(progress, cancelled)
        finally:
            done.set()

    dialog = Leaving(parent)
    background = Background(dialog)
    background.progressed.connect(lambda share: dialog.bar.setValue(round(100 * share)))
    background.finished.connect(dialog.accept)
    background.failed.connect(dialog.accept)
    background.start(work)
    if not done.wait(UNSEEN):
        dialog.exec()
    background.close()
    dialog.deleteLater()
