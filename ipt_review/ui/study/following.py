"""What happens on the page Drift: raters are followed, and the figures saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.study.computing import Computing
from ipt_review.ui.study.planning import show_plan
from ipt_review.workflow.agreement.drifting import drift
from ipt_review.workflow.agreement.telling_drift import save_drift
from ipt_review.workflow.library.tape_names import names_for

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ipt_review.domain.people import Person
    from ipt_review.ui.study.computing import Job
    from ipt_review.ui.study.screen import StudyScreen
    from ipt_review.workflow.agreement.drifting import Followed
    from ipt_review.workflow.desk import Desk

FORMS = "Workbook (*.xlsx);;Values (*.csv);;Text (*.txt);;JSON (*.json)"


class Following(Computing):
    """Computes how raters stand beside the reference and among each other.

    Args:
        screen: The Study room.
    """

    def __init__(self, screen: StudyScreen, parent: QObject) -> None:
        self._page = page = screen.drift
        super().__init__(screen, page, page, parent)
        page.compute_wanted.connect(self.begin_or_stop)
        page.plan_wanted.connect(self._plan)
        page.save_wanted.connect(self._save)

    @override
    def _job(self, desk: Desk, person: Person | None) -> Job:
        return partial(drift, desk, person)

    @override
    def _show(self, found: Followed) -> None:
        desk, person = self._desk, self._person
        if desk is not None and person is not None:
            names = names_for(desk.holdings(), person, found.tapes)
            self._page.show_drift(found, names)

    def _plan(self) -> None:
        desk = self._desk
        if desk is not None and show_plan(
            self._page, desk, self._person, desk.codebook, self._page.tell
        ):
            self._begin()

    def _save(self) -> None:
        desk, found = self._desk, self._page.found
        if desk is None or found is None:
            return
        code = desk.database.study().code
        proposed = desk.database.folder / f"{code} drift.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, "Save drift and leniency", str(proposed), FORMS
        )
        if not chosen:
            return
        try:
            save_drift(desk, self._person, found, Path(chosen))
        except ReviewError as problem:
            self._page.tell(str(problem))
        else:
            self._page.tell(f"Saved as “{Path(chosen).name}”.", "good")
