"""Waits for work that has to end before anything else is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout
from typing_extensions import override

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.background import Background
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

T = TypeVar("T")

WIDTH = 420


class Waiting(QDialog):
    """Says what is done, and stays until it is."""

    def __init__(self, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("One moment")
        self.setMinimumWidth(WIDTH)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(label(told, wrap=True))
        column.addWidget(bar)

    @override
    def reject(self) -> None:
        """Stay: half of it is no state to go on from."""


def wait_for(parent: QWidget, told: str, work: Callable[[], T]) -> T:
    """Do work beside the window while nothing else can be done in it.

    Raises:
        ReviewError: As the work does.
    """
    dialog = Waiting(told, parent)
    background = Background(dialog)
    ended: list[T] = []
    refused: list[str] = []

    def finish(value: T) -> None:
        ended.append(value)
        dialog.accept()

    def refuse(problem: str) -> None:
        refused.append(problem)
        dialog.accept()

    background.finished.connect(finish)
    background.failed.connect(refuse)
    background.start(lambda _progress, _cancelled: work())
    dialog.exec()
    background.close()
    dialog.deleteLater()
    if refused:
        raise ReviewError(refused[0])
    return ended[0]
