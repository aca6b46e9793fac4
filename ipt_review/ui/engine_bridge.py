"""Carries what an engine says from its threads to the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from ipt_review.media.engine import Engine, Picture, Report


class EngineBridge(QObject):
    """The one crossing between the engine's threads and Qt's.

    Pictures that arrive faster than the window takes them are dropped: only the
    newest counts.
    """

    reported = Signal(object)
    pictured = Signal(object)
    _report_arrived = Signal(object)
    _picture_arrived = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self._open = True
        self._newest: Picture | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._report_arrived.connect(self._pass_report, type=queued)
        self._picture_arrived.connect(self._pass_picture, type=queued)
        engine.listen(self._hear)
        engine.watch(self._see)

    def shut(self) -> None:
        """Pass nothing on from now on, not even what is under way."""
        self._open = False

    def _hear(self, report: Report) -> None:
        if self._open:
            self._report_arrived.emit(report)

    def _see(self, picture: Picture) -> None:
        waiting = self._newest is not None
        self._newest = picture
        if self._open and not waiting:
            self._picture_arrived.emit()

    def _pass_report(self, report: Report) -> None:
        if self._open:
            self.reported.emit(report)

    def _pass_picture(self) -> None:
        picture, self._newest = self._newest, None
        if self._open and picture is not None:
            self.pictured.emit(picture)
