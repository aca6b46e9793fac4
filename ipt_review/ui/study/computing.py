"""A page of the Study room whose figures are computed beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject

from ipt_review.ui.background import Background
from ipt_review.ui.study.words import STOPPED

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person
    from ipt_review.ui.study.screen import StudyScreen
    from ipt_review.workflow.desk import Desk

    Job = Callable[[Callable[[float], None], Callable[[], bool]], Any]


class ComputedPage(Protocol):
    """What such a page can be told."""

    def tell(self, words: str, kind: str = "bad") -> None:
        """Say that nothing was computed, and why."""

    def tell_progress(self, share: float) -> None:
        """Say how much is computed, from 0 to 1."""

    def clear(self) -> None:
        """Show nothing of a study."""


class Computing(QObject):
    """Computes a page when it is looked at; asked again, it stops.

    Args:
        screen: The Study room.
        page: The page, as a widget of it.
        told: The same, as it is told.
    """

    def __init__(
        self,
        screen: StudyScreen,
        page: QWidget,
        told: ComputedPage,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._screen, self._shown, self._told = screen, page, told
        self._desk: Desk | None = None
        self._person: Person | None = None
        self._stale = True
        self._work = Background(self)
        screen.tabs.currentChanged.connect(self._show_if_wanted)
        self._work.progressed.connect(told.tell_progress)
        self._work.finished.connect(self._show)
        self._work.failed.connect(told.tell)

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show this study from now on, computed when the page is looked at."""
        if desk is not self._desk or person != self._person:
            self._told.clear()
        self._desk, self._person, self._stale = desk, person, True
        self._show_if_wanted()

    def leave(self) -> None:
        """Let go of the study, once nobody reads in it any more."""
        self._work.close()
        self._desk = self._person = None
        self._told.clear()

    def begin_or_stop(self) -> None:
        """Compute anew; stop where that is under way."""
        if self._work.busy:
            self._work.cancel()
            self._told.tell(STOPPED, "muted")
        else:
            self._begin()

    def _show_if_wanted(self) -> None:
        looked_at = self._screen.tabs.currentWidget() is self._shown
        if self._stale and looked_at and self._desk is not None:
            self._begin()

    def _begin(self) -> None:
        if self._desk is not None:
            self._stale = False
            self._run(self._job(self._desk, self._person))

    def _run(self, job: Job) -> None:
        self._told.tell_progress(0.0)
        self._work.start(job)

    def _job(self, desk: Desk, person: Person | None) -> Job:
        """Return what is to be computed."""
        raise NotImplementedError

    def _show(self, found: Any) -> None:
        """Show what was computed."""
        raise NotImplementedError
