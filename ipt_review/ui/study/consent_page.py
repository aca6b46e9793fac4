"""The page of the Study room about consent, and how long recordings are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.study.consent import ConsentRules
from ipt_review.ui import wording
from ipt_review.ui.consent_words import uses_of, withdrawn_of
from ipt_review.ui.parts import button, label
from ipt_review.ui.study.table import TextTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.workflow.library.consenting import CustodyRow

HEADERS = ("Case", "Therapist", "Agreed to", "Taken back", "Kept until", "To be done")
INTRO = (
    "Tapes are drawn, played and exported only as the consent of their case allows. "
    "Dates on this page stay in the study: no export has them."
)
NEEDED = "Without a recorded consent, a case counts as having none"
KEPT = "Exports keep what was coded before research was taken back"
GROUPS = "Consent to supervision covers hearing a tape in a group"
GROUPS_MEAN = "Otherwise a group hears only tapes of cases that allow teaching."
KEPT_MEANS = "Otherwise such cases are left out of every export, and it says how many."
DUE = "Destroy {count}; then record it"
NOTHING_DUE = "No recording has to be destroyed now."


class ConsentPage(QWidget):
    """Lists cases, those first of which recordings should be destroyed.

    Signals:
        consent_wanted: The consent of this case is to be recorded.
        destroyed_wanted: The recordings of this row were destroyed.
        rules_chosen: The study is to deal with consent so.
    """

    consent_wanted = Signal(object)
    destroyed_wanted = Signal(object)
    rules_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[CustodyRow] = ()
        self.due = label("", "title", wrap=True)
        self.table = TextTable("Consent of cases", HEADERS)
        self.needed, self.kept = QCheckBox(NEEDED), QCheckBox(KEPT)
        self.kept.setToolTip(KEPT_MEANS)
        self.groups = QCheckBox(GROUPS)
        self.groups.setToolTip(GROUPS_MEAN)
        self.consent = button("Consent…")
        self.record = button(
            "Recordings destroyed…", tip="Record that a person destroyed them"
        )
        self._writable = True
        self._build()
        self.table.picked.connect(self._show_picked)
        self.table.chosen.connect(lambda _row: self._want_consent())
        self.consent.clicked.connect(self._want_consent)
        self.record.clicked.connect(self._want_destroyed)
        for box in (self.needed, self.kept, self.groups):
            box.clicked.connect(self._choose)

    def show_rows(
        self, rows: Sequence[CustodyRow], rules: ConsentRules, *, writable: bool
    ) -> None:
        """Show how it stands with every case."""
        self._rows, self._writable = rows, writable
        self.needed.setChecked(rules.needed)
        self.kept.setChecked(rules.keeps_codes)
        self.groups.setChecked(rules.covers_groups)
        for box in (self.needed, self.kept, self.groups):
            box.setEnabled(writable)
        count = sum(len(row.due) for row in rows)
        due = wording.how_many(count, "recording")
        self.due.setText(f"{due} should be destroyed." if count else NOTHING_DUE)
        self.table.show_rows([_cells(row) for row in rows])

    def picked(self) -> CustodyRow | None:
        """Return the row that is picked."""
        row = self.table.row
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _show_picked(self) -> None:
        row = self.picked()
        self.consent.setEnabled(row is not None and self._writable)
        there = row is not None and bool(row.tapes)
        self.record.setEnabled(there and self._writable)

    def _want_consent(self) -> None:
        row = self.picked()
        if row is not None:
            self.consent_wanted.emit(row.case.id)

    def _want_destroyed(self) -> None:
        row = self.picked()
        if row is not None:
            self.destroyed_wanted.emit(row)

    def _choose(self) -> None:
        rules = ConsentRules(
            needed=self.needed.isChecked(),
            keeps_codes=self.kept.isChecked(),
            covers_groups=self.groups.isChecked(),
        )
        self.rules_chosen.emit(rules)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(label(INTRO, "muted", wrap=True))
        column.addWidget(self.needed)
        column.addWidget(self.kept)
        column.addWidget(label(KEPT_MEANS, "muted", wrap=True))
        column.addWidget(self.groups)
        column.addWidget(label(GROUPS_MEAN, "muted", wrap=True))
        column.addWidget(self.due)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.record)
        foot.addWidget(self.consent)
        column.addLayout(foot)


def _cells(row: CustodyRow) -> tuple[str, ...]:
    consent, count = row.case.consent, wording.how_many(len(row.due), "recording")
    return (
        row.case.handle,
        row.therapist,
        uses_of(consent.uses),
        withdrawn_of(consent),
        consent.keep_until.isoformat() if consent.keep_until else "",
        DUE.format(count=count) if row.due else "",
    )
