"""What happens on the page Reliability: it is computed beside the window, and saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.study.computing import Computing
from ipt_review.ui.study.planning import show_plan
from ipt_review.workflow.agreement.study_reliability import (
    chosen_reliability,
    study_reliability,
)
from ipt_review.workflow.agreement.telling_reliability import save_reliability
from ipt_review.workflow.library.tape_names import names_for

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ipt_review.domain.people import Person
    from ipt_review.ui.study.computing import Job
    from ipt_review.ui.study.screen import StudyScreen
    from ipt_review.workflow.agreement.study_reliability import (
        StudyReliability,
    )
    from ipt_review.workflow.desk import Desk

FORMS = "Workbook (*.xlsx);;Values (*.csv);;Text (*.txt);;JSON (*.json)"


class Reckoning(Computing):
    """Computes the table of a study's reliability, shows its plan, and saves it.

    Args:
        screen: The Study room.

    Signals:
        seat_wanted: The coding with this id should be opened in Review.
    """

    seat_wanted = Signal(object)

    def __init__(self, screen: StudyScreen, parent: QObject) -> None:
        self._page = page = screen.reliability
        super().__init__(screen, page, page, parent)
        page.compute_wanted.connect(self.begin_or_stop)
        page.choice_changed.connect(self._choose)
        page.plan_wanted.connect(self._plan)
        page.save_wanted.connect(self._save)
        page.review_wanted.connect(self.seat_wanted)

    @override
    def _job(self, desk: Desk, person: Person | None) -> Job:
        return partial(study_reliability, desk, person, self._page.filter.choice)

    def _choose(self) -> None:
        """Compute anew from the codings that were read before."""
        found = self._page.found
        if found is not None:
            choice = self._page.filter.choice
            self._run(partial(chosen_reliability, found.gathered, found.plan, choice))

    def _plan(self) -> None:
        """Show the plan, and keep it where it was changed."""
        desk, person = self._desk, self._person
        if desk is None:
            return
        found = self._page.found
        codebook = found.gathered.codebook if found is not None else desk.codebook
        if show_plan(self._page, desk, person, codebook, self._page.tell):
            self._begin()

    def _save(self) -> None:
        desk, found = self._desk, self._page.found
        if desk is None or found is None:
            return
        code = desk.database.study().code
        proposed = desk.database.folder / f"{code} reliability.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, "Save the table", str(proposed), FORMS
        )
        if not chosen:
            return
        try:
            save_reliability(desk, found, Path(chosen))
        except ReviewError as problem:
            self._page.tell(str(problem))
        else:
            self._page.tell(f"Saved as “{Path(chosen).name}”.", "good")

    @override
    def _show(self, found: StudyReliability) -> None:
        desk, person = self._desk, self._person
        if desk is None or person is None:
            return
        held = desk.holdings()
        tapes = {double.tape for double, _ in found.gathered.doubles}
        names = names_for(held, person, tapes)
        self._page.show_found(found, names, held.masks.in_general(person))
        if self._page.filter.choice != found.choice:  # what was chosen is gone
            self._choose()
