"""What happens on the page Drift: raters are held against the reference."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.ui.background import Background
from ipt_review.ui.study.words import names_for
from ipt_review.workflow.drifting import drift
from ipt_review.workflow.planning import analysis_plan

if TYPE_CHECKING:
    from ipt_review.domain.people import Person
    from ipt_review.reliability.drift import RaterDrift
    from ipt_review.ui.study.screen import StudyScreen
    from ipt_review.workflow.desk import Desk


class Following(QObject):
    """Computes the page when it is looked at, beside the window.

    Args:
        screen: The Study room.
    """

    def __init__(self, screen: StudyScreen, parent: QObject) -> None:
        super().__init__(parent)
        self._screen, self._page = screen, screen.drift
        self._desk: Desk | None = None
        self._person: Person | None = None
        self._stale = True
        self._work = Background(self)
        screen.tabs.currentChanged.connect(self._show_if_wanted)
        self._work.finished.connect(self._show)
        self._work.failed.connect(self._page.tell)

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show this study from now on."""
        if desk is not self._desk or person != self._person:
            self._page.clear()
        self._desk, self._person, self._stale = desk, person, True
        self._show_if_wanted()

    def leave(self) -> None:
        """Let go of the study, once nobody reads in it any more."""
        self._work.close()
        self._desk = self._person = None
        self._page.clear()

    def _show_if_wanted(self) -> None:
        looked_at = self._screen.tabs.currentWidget() is self._page
        if self._stale and looked_at and self._desk is not None:
            self._stale = False
            self._page.tell("Computing…")
            self._work.start(partial(drift, self._desk, self._person))

    def _show(self, found: tuple[RaterDrift, ...]) -> None:
        desk, person = self._desk, self._person
        if desk is None or person is None:
            return
        tapes = {point.tape for each in found for point in each.points}
        names = names_for(desk.holdings(), person, tapes)
        self._page.show_drift(found, analysis_plan(desk.database), names)
