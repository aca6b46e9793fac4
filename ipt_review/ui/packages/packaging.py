"""What is done on the page for packages: made, taken in, settled."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QVBoxLayout,
)

from ipt_review.domain.package import in_figures
from ipt_review.ui.parts import button, label
from ipt_review.ui.study.settle_dialog import SettleDialog
from ipt_review.ui.theme import mono
from ipt_review.ui.vault.waiting import wait_for
from ipt_review.ui.wording import how_many
from ipt_review.workflow.library.tape_names import TapeNames
from ipt_review.workflow.packages.package_overview import (
    SUFFIX,
    can_have_packages,
    package_rows,
)
from ipt_review.workflow.packages.package_return import (
    conflicts,
    differences,
    settle,
    take_in,
)
from ipt_review.workflow.packages.package_sending import send

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.package import Conflict
    from ipt_review.domain.people import Person
    from ipt_review.ui.study.screen import StudyScreen
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.packages.package_return import TakenIn
    from ipt_review.workflow.packages.package_sending import Sent

    Do = Callable[[Callable[[Desk, Person], object]], bool]

PACKAGES = f"Rater packages (*{SUFFIX})"
MAKING = "The package is made."
TAKING = "A backup of the study is made; then the package is taken in."
WIDTH = 520
CODE = (
    "The package opens with this code alone. Give it to the rater apart from the file, "
    "for example by telephone. It is kept nowhere: close this, and it is gone."
)
TAKEN = "Taken in: {figures}. A backup from before was kept."
SETTLE = "Both versions are kept; “Settle…” asks which one counts."
AGAIN = "This package was taken in before; nothing has changed."


class CodeSheet(QDialog):
    """Shows the code of a package, once."""

    def __init__(self, sent: Sent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Code of the package")
        self.setMinimumWidth(WIDTH)
        self.code = label(sent.code.text)
        self.code.setFont(mono(18, bold=True))
        self.code.setAccessibleName("Code of the package")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = button("Copy the code")
        self.copy.clicked.connect(
            lambda: QApplication.clipboard().setText(sent.code.text)
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        beside = (
            f" {how_many(sent.copied, 'recording')} lie beside it."
            if sent.copied
            else ""
        )
        told = f"“{sent.path.name}” holds {how_many(sent.tapes, 'tape')}.{beside}"
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for part in (label(told, wrap=True), self.code, label(CODE, wrap=True)):
            column.addWidget(part)
        column.addWidget(buttons)


class Packaging(QObject):
    """Makes packages for raters, takes theirs in, and has conflicts settled.

    Args:
        screen: The Study room.
        do: Does something with the study and the person at the desk, tells what went
            wrong, and shows the room anew.
        tell: Tells what came of it.
    """

    def __init__(
        self, screen: StudyScreen, do: Do, tell: Callable[[str], object]
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        self._do = do
        self._tell = tell
        self._desk: Desk | None = None
        page = screen.packages
        page.send_wanted.connect(self._send)
        page.take_wanted.connect(self._take_in)
        page.settle_wanted.connect(self._settle)

    def show(self, desk: Desk) -> None:
        """Show what went out and came back."""
        self._desk = desk
        possible = can_have_packages(desk)
        self._screen.packages.show_rows(
            package_rows(desk) if possible else (),
            conflicts(desk) if possible else (),
            desk.holdings(),
            possible=possible,
            writable=desk.database.is_writable,
        )

    def leave(self) -> None:
        """Let go of the study."""
        self._desk = None

    def _send(self, rater: Person, recordings: bool) -> None:  # noqa: FBT001 - Qt's
        desk = self._desk
        if desk is None:
            return
        name = f"{desk.database.study().code} {rater.handle}{SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._screen, "Make a package", str(desk.database.folder / name), PACKAGES
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(SUFFIX)
        made: list[Sent] = []

        def doing(here: Desk, by: Person) -> None:
            work = partial(send, here, by, rater, path, recordings=recordings)
            made.append(wait_for(self._screen, MAKING, work))

        if self._do(doing):
            sheet = CodeSheet(made[0], self._screen)
            sheet.exec()
            sheet.deleteLater()

    def _take_in(self) -> None:
        desk = self._desk
        if desk is None:
            return
        chosen, _ = QFileDialog.getOpenFileNames(
            self._screen, "Take in a return", str(desk.database.folder), PACKAGES
        )
        came: list[TakenIn] = []

        def doing(here: Desk, by: Person) -> None:
            for each in chosen:
                work = partial(take_in, here, by, Path(each))
                came.append(wait_for(self._screen, TAKING, work))

        if chosen and self._do(doing):
            self._tell(_told(came))

    def _settle(self, conflict: Conflict | None) -> None:
        desk = self._desk
        if desk is None or conflict is None:
            return
        held = desk.holdings()
        head = next(each for each in held.heads if each.id == conflict.coding)
        names = TapeNames(held)
        title = f"{names.tape(head.tape)}, {names.person(head.rater)}"
        dialog = SettleDialog(
            title, conflict, differences(desk, conflict), self._screen
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            reason, taken = dialog.reason.text(), dialog.chosen()
            self._do(lambda here, by: settle(here, by, conflict, taken, reason))


def _told(came: list[TakenIn]) -> str:
    if all(each.again for each in came):
        return AGAIN
    figures = in_figures(one for each in came for one in each.came)
    more = f" {SETTLE}" if any(each.to_settle for each in came) else ""
    return TAKEN.format(figures=figures) + more
