"""Writes the workbook that the Export room asks for, beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.domain.problems import ReviewError
from ipt_review.ui import wording
from ipt_review.ui.background import Background
from ipt_review.workflow.export.handing_on import (
    HandedOn,
    example_for,
    handing_on,
    name_instead,
)
from ipt_review.workflow.export.reporting import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.domain.people import Person
    from ipt_review.ui.export.screen import ExportScreen
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.worker import Job


class HandingOn(QObject):
    """Has one workbook written at a time, and says in the room how it goes.

    Args:
        screen: The Export room.
        here: Returns the open study and who sits at it.
    """

    def __init__(
        self,
        screen: ExportScreen,
        here: Callable[[], tuple[Desk | None, Person | None]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._here = here
        self._work = Background(self)
        screen.export_wanted.connect(self._begin)
        screen.form.example_wanted.connect(self._save_example)
        screen.stop_wanted.connect(self._stop)
        self._work.progressed.connect(screen.tell_share)
        self._work.finished.connect(self._tell)
        self._work.refused.connect(self._refuse)

    @property
    def busy(self) -> bool:
        """Whether a workbook is being written."""
        return self._work.busy

    def leave(self) -> None:
        """Let go of the study, once nobody reads in it any more."""
        busy = self._work.busy
        self._work.close()
        if busy:
            self._screen.tell_stopped()

    def _begin(self, path: Path, full: bool) -> None:  # noqa: FBT001 - a signal of Qt
        desk, person = self._here()
        if desk is None:
            return
        form = self._screen.form
        values = form.values.isChecked()
        wanted = Wanted(path, person, full=full, template=form.template, values=values)
        self._start(lambda: handing_on(desk, wanted))

    def _save_example(self, path: Path) -> None:
        """Write an example template, which is offered as the template from then on."""
        desk, person = self._here()
        if desk is None:
            return
        self._start(lambda: example_for(desk, path, person))

    def _start(self, make: Callable[[], Job[HandedOn | Path]]) -> None:
        """Begin the job that this makes, or say why it cannot be."""
        try:
            job = make()
        except ReviewError as problem:
            self._refuse(problem)
        else:
            self._screen.tell_share(0.0)
            self._work.start(job)

    def _stop(self) -> None:
        self._work.cancel()
        self._screen.tell_stopped()

    def _tell(self, made: HandedOn | Path) -> None:
        if not isinstance(made, HandedOn):
            self._screen.tell_example(made)
            return
        rows = wording.how_many(made.codings, "coding")
        left = wording.left_out(made.left_out)
        told = f"{rows} in it. {left}".strip()
        self._screen.tell_written(made.path, told, " ".join(made.remarks))

    def _refuse(self, problem: ReviewError) -> None:
        self._screen.tell_refused(str(problem), name_instead(problem))
