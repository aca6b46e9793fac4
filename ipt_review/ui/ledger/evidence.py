"""What a requirement rests on: each thing that counts, and each that does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout
from typing_extensions import override

from ipt_review.domain.portfolio import RequirementKind
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.parts import button, frame, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QFrame, QWidget

    from ipt_review.scoring.portfolio_evidence import Evidence
    from ipt_review.scoring.portfolio_line import Line

PLACE = Qt.ItemDataRole.UserRole
COUNTS, NOT = "✓", "–"
NOTHING = "Nothing is there for this yet."
HOURS = frozenset({RequirementKind.HOURS, RequirementKind.CASE_HOURS})


class EvidenceList(QListWidget):
    """Lists evidence; Enter or a click opens the tape or the case.

    Signals:
        wanted: The evidence (`Evidence`) to open.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Evidence")
        self.setWordWrap(True)
        keep_keys(self, "Return", "Enter", "Up", "Down", "Home", "End")
        self.itemDoubleClicked.connect(self._go)

    @property
    def picked(self) -> Evidence | None:
        """The evidence that is picked."""
        found: Evidence | None = self.currentIndex().data(PLACE)
        return found

    def show_evidence(self, found: tuple[Evidence, ...]) -> None:
        """Show these, what counts with its sign."""
        self.clear()
        for each in found:
            sign = COUNTS if each.counts else NOT
            item = QListWidgetItem(f"{sign}  {each.said}", self)
            item.setData(PLACE, each)
            counts = "counts" if each.counts else "does not count"
            said = f"{each.said}, {counts}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.setCurrentRow(0 if found else -1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _go(self, item: QListWidgetItem | None) -> None:
        found = None if item is None else item.data(PLACE)
        if found is not None:
            self.wanted.emit(found)


class EvidencePanel:
    """One requirement with its source, its evidence, and what can be done about it.

    Attributes:
        frame: The card that all of it stands in.
        may_enter: Why whoever looks may enter no hours, or nothing.
        may_attest: Why they may attest nothing, or nothing.
    """

    def __init__(self) -> None:
        self.frame: QFrame = frame("card")
        self.may_enter = self.may_attest = ""
        self._line: Line | None = None
        self.title = label("", wrap=True)
        self.title.setFont(sans(bold=True))
        self.why = label("", wrap=True)
        self.source = label("", "muted", wrap=True)
        self.list = EvidenceList()
        self.nothing = label(NOTHING, "muted", wrap=True)
        self.enter = button("Enter hours…", "primary")
        self.change = button("Change…")
        self.remove = button("Remove")
        self.attest = button("Attest…", "primary")
        self.open = button("Open", tip="Open the tape, the meeting or the case")
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self._lay_out()

    @property
    def line(self) -> Line | None:
        """The requirement that is shown."""
        return self._line

    def show_line(self, line: Line | None) -> None:
        """Show a requirement."""
        self._line = line
        evidence = () if line is None else line.evidence
        self.title.setText("" if line is None else line.title)
        self.why.setText("" if line is None else line.told)
        self.why.setVisible(bool(self.why.text()))
        named = f"Source: {line.source}." if line is not None and line.source else ""
        self.source.setText(named)
        self.source.setVisible(bool(named))
        self.list.show_evidence(evidence)
        self.list.setVisible(bool(evidence))
        self.nothing.setVisible(line is not None and not evidence)
        self._allow()

    def _allow(self) -> None:
        line, picked = self._line, self.list.picked
        hours = line is not None and line.kind in HOURS
        stated = line is not None and bool(line.statement)
        own = picked is not None and picked.entry is not None
        leads = picked is not None and any((picked.coding, picked.meeting, picked.case))
        self.open.setVisible((not hours and not stated) or leads)
        self.open.setEnabled(leads)
        for each, shown, against in (
            (self.enter, hours, self.may_enter),
            (self.change, hours, self.may_enter),
            (self.remove, hours, self.may_enter),
            (self.attest, stated, self.may_attest),
        ):
            each.setVisible(shown)
            each.setEnabled(not against)
            each.setToolTip(against)
        if stated:
            self.remove.setVisible(True)
            self.remove.setToolTip(self.may_attest)
        against = self.may_attest if stated else self.may_enter
        self.change.setEnabled(own and not against)
        self.remove.setEnabled(own and not against)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for each in (self.title, self.why, self.source, self.nothing):
            column.addWidget(each)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.enter, self.attest, self.open, self.change, self.remove):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
