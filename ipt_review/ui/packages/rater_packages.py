"""What a rater does with packages: opens theirs, and returns what they made."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from ipt_review.domain.package_problems import NoRaterStudy
from ipt_review.domain.problems import ReviewError
from ipt_review.ui.packages.opening_form import OpenPackage
from ipt_review.ui.vault.waiting import wait_for
from ipt_review.ui.wording import how_many
from ipt_review.workflow.access.package_study import came_in_a_package
from ipt_review.workflow.packages.package_opening import open_package, take_further
from ipt_review.workflow.packages.package_overview import SUFFIX, goes_with
from ipt_review.workflow.packages.package_return import return_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.packages.opening_form import WantedPackage
    from ipt_review.workflow.desk import Desk

    Taking = Callable[[Callable[[], Desk | None]], bool]

PACKAGES = f"Rater packages (*{SUFFIX});;All files (*)"
AT_WORK = "The package is opened and checked."
MAKING = "Your work is put together."
RETURNED = (
    "“{name}” holds {count}. Give it to whoever coordinates the study; what you do "
    "from now on goes into the next one."
)


class RaterPackages(QObject):
    """Opens packages, and returns what was made of them.

    Args:
        home: Folder in which packages are looked for.
        take: Opens a study in the window, and says whether that went well.
        hand_out: Shows the recovery key of the study that was made just now.
        renew: Shows the room anew.
    """

    def __init__(
        self,
        window: MainWindow,
        home: Path,
        take: Taking,
        hand_out: Callable[[], object],
        renew: Callable[[], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._home = home
        self._take = take
        self._hand_out = hand_out
        self._renew = renew
        self._desk: Desk | None = None

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {
            "study.package_open": self.choose,
            "study.package_return": self.give_back,
        }

    def meet(self, desk: Desk) -> None:
        """Work with this study from now on."""
        self._desk = desk

    def choose(self) -> None:
        """Ask for a package, and open it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, "Open a rater package", str(self._home), PACKAGES
        )
        if chosen:
            self.open(Path(chosen))

    def open(self, package: Path) -> None:
        """Ask for the code of a package, and make a study of it or go on with one."""
        further = goes_with(self._desk, package)
        form = OpenPackage(package, further=further, parent=self._window)
        accepted = form.exec() == QDialog.DialogCode.Accepted
        form.deleteLater()
        if not accepted:
            return
        if further:
            self._add(package, form.wanted())
        elif self._take(partial(self._opened, package, form.wanted())):
            self._hand_out()

    def give_back(self) -> None:
        """Ask where to, and write a package with everything that the rater made."""
        desk = self._desk
        if desk is None:
            return
        if not came_in_a_package(desk.database):
            self._window.banner.tell(str(NoRaterStudy()))
            return
        study = desk.database.path
        proposed = study.with_name(f"{study.stem} return{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Return my work", str(proposed), PACKAGES
        )
        if chosen:
            self._give_back(desk, Path(chosen))

    def _give_back(self, desk: Desk, path: Path) -> None:
        path = path if path.suffix else path.with_suffix(SUFFIX)
        try:
            count = wait_for(self._window, MAKING, partial(return_work, desk, path))
        except ReviewError as problem:
            self._window.banner.tell(str(problem))
            return
        told = RETURNED.format(name=path.name, count=how_many(count, "coding"))
        self._window.banner.tell(told)

    def _opened(self, package: Path, wanted: WantedPackage) -> Desk:
        work = partial(open_package, package, *wanted)
        return wait_for(self._window, AT_WORK, work)

    def _add(self, package: Path, wanted: WantedPackage) -> None:
        desk = self._desk
        if desk is None:
            return
        work = partial(take_further, desk, package, wanted.code)
        try:
            count = wait_for(self._window, AT_WORK, work)
        except ReviewError as problem:
            self._window.banner.tell(str(problem))
            return
        self._renew()
        self._window.banner.tell(f"{how_many(count, 'further tape')} to code.")
