"""The page on which codings are opened again or locked, with what they were before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.domain.coding import Status
from ipt_review.ui import wording
from ipt_review.ui.parts import button, label
from ipt_review.ui.study.table import TextTable
from ipt_review.workflow.library.tape_names import TapeNames

if TYPE_CHECKING:
    from ipt_review.domain.coding import CodingHead
    from ipt_review.workflow.desk import Holdings

HEADERS = ("Tape", "Rater", "As", "Pass", "State")
INTRO = (
    "A submitted coding can no longer change. Opening it again keeps it as it was, "
    "with the reason; its rater then changes and submits it anew."
)
LOCK_TIP = "Nobody but a coordinator can open it again"
AUDIT_TIP = "Who entered what when, what it was before, and why"
AGAIN_TIP = "Keeps it as it is now, and makes a draft of it"


class CodingsPage(QWidget):
    """Lists the codings that are closed.

    Signals:
        reopen_wanted, lock_wanted, versions_wanted: For the picked coding.
    """

    reopen_wanted = Signal(object)
    lock_wanted = Signal(object)
    versions_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TextTable("Submitted codings", HEADERS)
        self.versions = button("Earlier versions…")
        self.audit = button("Audit history…", tip=AUDIT_TIP)
        self.lock = button("Lock", tip=LOCK_TIP)
        self.reopen = button("Open again…", tip=AGAIN_TIP)
        self._heads: list[CodingHead] = []
        self._writable = True
        self._build()
        self.table.picked.connect(self._show_picked)
        for made, signal in (
            (self.reopen, self.reopen_wanted),
            (self.lock, self.lock_wanted),
            (self.versions, self.versions_wanted),
        ):
            made.clicked.connect(lambda _on=False, out=signal: out.emit(self.picked()))

    def show_holdings(self, held: Holdings, *, writable: bool) -> None:
        """List the codings of a study, those that are closed first."""
        names, self._writable = TapeNames(held), writable
        self._heads = sorted(held.heads, key=lambda head: head.status is Status.DRAFT)
        self.table.show_rows(
            [
                (
                    names.tape(head.tape),
                    names.person(head.rater),
                    wording.PERSPECTIVES[head.perspective],
                    str(head.pass_number),
                    wording.STATUSES[head.status].capitalize(),
                )
                for head in self._heads
            ]
        )

    def picked(self) -> CodingHead | None:
        """Return the coding that is picked."""
        row = self.table.row
        return self._heads[row] if 0 <= row < len(self._heads) else None

    def _show_picked(self) -> None:
        head = self.picked()
        status = head.status if head else None
        closed = status in (Status.SUBMITTED, Status.LOCKED)
        self.reopen.setEnabled(closed and self._writable)
        self.lock.setEnabled(status is Status.SUBMITTED and self._writable)
        self.versions.setEnabled(head is not None)
        self.audit.setEnabled(status not in (None, Status.DRAFT))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(label(INTRO, "muted", wrap=True))
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for made in (self.audit, self.versions, self.lock, self.reopen):
            foot.addWidget(made)
        column.addLayout(foot)
