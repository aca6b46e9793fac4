"""The check of the audit trail, beside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipt_review.ui.background import Background
from ipt_review.workflow.files.trail_checking import check_trail

if TYPE_CHECKING:
    from ipt_review.ui.study.log_page import LogPage
    from ipt_review.workflow.desk import Desk

STOPPED = "The check was stopped before it was done."


class TrailChecking(QObject):
    """Checks the audit trail when the log page asks for it; asked again, it stops.

    Args:
        page: Where the wish comes from, and where the outcome is told.
    """

    def __init__(self, page: LogPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._desk: Desk | None = None
        self._work = Background(self)
        page.check_wanted.connect(self._begin_or_stop)
        self._work.progressed.connect(self._tell_share)
        self._work.finished.connect(self._tell_outcome)
        self._work.failed.connect(partial(page.tell_check, holds=False))

    def show(self, desk: Desk) -> None:
        """Check this study from now on."""
        if desk is not self._desk:
            self._desk = desk
            self._page.tell_check("", holds=True)

    def leave(self) -> None:
        """Let go of the study, once nobody reads in it any more."""
        self._work.close()
        self._desk = None

    def _begin_or_stop(self) -> None:
        if self._work.busy:
            self._work.cancel()
            self._page.tell_check(STOPPED, holds=True)
        elif self._desk is not None:
            self._tell_share(0.0)
            self._work.start(partial(check_trail, self._desk))

    def _tell_share(self, share: float) -> None:
        self._page.tell_checking(share)

    def _tell_outcome(self, found: tuple[bool, tuple[str, ...]]) -> None:
        holds, lines = found
        self._page.tell_check("\n".join(lines), holds=holds)
