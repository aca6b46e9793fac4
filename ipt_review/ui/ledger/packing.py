"""Writing a packet while somebody watches, who can call it off."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QProgressDialog

from ipt_review.domain.problems import ReviewError
from ipt_review.ui.feedback.page_painting import write_pdf
from ipt_review.ui.feedback.saving import paper_here
from ipt_review.workflow.supervision.packet import Packet

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.people import Person
    from ipt_review.scoring.feedback_page import FeedbackPage
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.supervision.ledger import Ledger

CALLED_OFF = "The packet was called off; nothing was written."
ASKS = "Folder for the packet"


class Packing(QObject):
    """Writes one packet in small steps, between which the window goes on.

    Signals:
        written: It is there; says what was written, in words.
        failed: It is not; says why.
    """

    written = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._packet: Packet | None = None
        self._steps: Generator[int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self.bar: QProgressDialog | None = None

    def ask(self, desk: Desk, ledger: Ledger, person: Person) -> None:
        """Ask for a folder, and write the packet there."""
        folder = str(desk.database.folder)
        chosen = QFileDialog.getExistingDirectory(self._window, ASKS, folder)
        if chosen:
            self.begin(desk, ledger, person, Path(chosen))

    def begin(self, desk: Desk, ledger: Ledger, person: Person, folder: Path) -> None:
        """Write a packet into a folder; an earlier one there stays."""
        try:
            self._packet = Packet(desk, ledger, person, folder, printed)
        except ReviewError as problem:
            self.failed.emit(str(problem))
            return
        self._steps = self._packet.steps()
        self.bar = bar = QProgressDialog(
            "Writing the packet…", "Cancel", 0, self._packet.length, self._window
        )
        bar.setWindowTitle("Packet")
        bar.setWindowModality(Qt.WindowModality.WindowModal)
        bar.setAutoReset(False)
        bar.setMinimumDuration(0)
        bar.setValue(0)
        bar.canceled.connect(self.call_off)
        self._timer.start()

    def call_off(self) -> None:
        """Stop, and leave nothing behind."""
        if self._timer.isActive():
            self._end()
            self.failed.emit(CALLED_OFF)

    def _step(self) -> None:
        packet, steps, bar = self._packet, self._steps, self.bar
        if packet is None or steps is None or bar is None:
            return
        try:
            done = next(steps, None)
        except ReviewError as problem:
            self._end()
            self.failed.emit(str(problem))
            return
        if done is None:
            self._end()
            self.written.emit(_said(packet))
        else:
            bar.setValue(done)

    def _end(self) -> None:
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None
        if self.bar is not None:
            self.bar.canceled.disconnect(self.call_off)
            self.bar.close()
            self.bar.deleteLater()
            self.bar = None


def printed(page: FeedbackPage) -> bytes:
    """Return a feedback page as the content of a PDF file."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "page.pdf"
        write_pdf(made, page, paper_here())
        return made.read_bytes()


def _said(packet: Packet) -> str:
    pages = sum(bool(each.file) for each in packet.pages)
    without = len(packet.pages) - pages
    noun = "feedback page" if pages == 1 else "feedback pages"
    said = f"● Written: {packet.path}, with {pages} {noun}."
    if without:
        noun = "tape that counts has" if without == 1 else "tapes that count have"
        said += f" {without} {noun} no page; the workbook says why."
    if packet.doubtful:
        some = ", ".join(packet.doubtful)
        said += f" Look at {some} before you hand it on: it may hold a name or a date."
    return said
