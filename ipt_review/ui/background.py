"""Lets long work run beside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, Signal

from ipt_review.workflow.worker import Broken, Done, Refused, Task

if TYPE_CHECKING:
    from ipt_review.workflow.worker import Job

LONGEST_GOODBYE = 10_000
"""How long closing may wait for a job to notice that it is called off, in ms."""


class Background(QObject):
    """Carries out one job at a time, and tells on the window's thread how it goes.

    A new job calls off the one before. Of a job that was called off nothing is heard
    any more. An error that is no `ReviewError` is raised on the window's thread.
    Whoever makes one closes it before the window goes.

    Signals:
        progressed: How much is done, from 0 to 1 (float).
        finished: What the job returned (object).
        refused: Why a job could not be done (ReviewError).
        failed: The same in two sentences (str).
    """

    progressed = Signal(float)
    finished = Signal(object)
    refused = Signal(object)
    failed = Signal(str)
    _share_arrived = Signal(object, float)
    _end_arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task[Any] | None = None
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        queued = Qt.ConnectionType.QueuedConnection
        self._share_arrived.connect(self._pass_share, type=queued)
        self._end_arrived.connect(self._pass_end, type=queued)

    @property
    def busy(self) -> bool:
        """Whether something will still be heard of a job."""
        return self._task is not None

    def start(self, job: Job[Any]) -> None:
        """Begin a job as soon as the one before, called off, has let go."""
        self.cancel()
        task: Task[Any] = Task(job, lambda share: self._share_arrived.emit(task, share))
        self._task = task
        self._pool.start(partial(self._carry_out, task))

    def cancel(self) -> None:
        """Call off what is under way, if anything is; return at once."""
        if self._task is not None:
            self._task.call_off()
            self._task = None

    def close(self) -> bool:
        """Call off what is under way and wait for it; say whether it has ended."""
        self.cancel()
        return self._pool.waitForDone(LONGEST_GOODBYE)

    def _carry_out(self, task: Task[Any]) -> None:
        """Run on a thread of the pool."""
        self._end_arrived.emit(task, task.run())

    def _pass_share(self, task: Task[Any], share: float) -> None:
        if task is self._task:
            self.progressed.emit(share)

    def _pass_end(
        self, task: Task[Any], end: Done[Any] | Refused | Broken | None
    ) -> None:
        current = task is self._task
        if current:
            self._task = None
        if isinstance(end, Broken):
            raise end.bug
        if not current:
            return
        if isinstance(end, Done):
            self.finished.emit(end.value)
        elif isinstance(end, Refused):
            self.refused.emit(end.problem)
            self.failed.emit(str(end.problem))
