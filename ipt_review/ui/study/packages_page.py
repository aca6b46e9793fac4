"""The page on which raters without the study are sent packages, and theirs taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ipt_review.ui.parts import button, label
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.study.words import moment
from ipt_review.workflow.library.tape_names import TapeNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipt_review.domain.package import Conflict, RivalVersion
    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Holdings
    from ipt_review.workflow.packages.package_overview import PackageRow

HEADERS = (
    "Rater",
    "Tapes",
    "Submitted",
    "Package made",
    "Return taken in",
    "Made by the rater",
    "To settle",
)
CONFLICTS = ("Tape", "Rater", "Versions", "Shown until it is settled")
INTRO = (
    "Raters who do not share this study get a package: their tapes, masked as the "
    "study says, the codebook, and nothing of others. They open it by “Open a rater "
    "package…” and return their work the same way. A package can be taken in at any "
    "time and in any order; nothing that was entered is lost."
)
BESIDE = "Put copies of the recordings beside the package, named by their codes"
BESIDE_TIP = "Without them, the rater's recordings are known by their fingerprints"
NOT_HERE = "Packages go out of studies that are kept in a file, and not out of these."
SETTLE = "Codings that went on in two places: both versions are kept."


class PackagesPage(QWidget):
    """Lists who has tapes, what went to them, and what came back.

    Signals:
        send_wanted: A package for this rater; whether with recordings.
        take_wanted: A package that came back should be taken in.
        settle_wanted: Of this conflict, a person wants to say what counts.
    """

    send_wanted = Signal(object, bool)
    take_wanted = Signal()
    settle_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.intro = label(INTRO, "muted", wrap=True)
        self.table = TextTable("Raters and their packages", HEADERS)
        self.beside = QCheckBox(BESIDE)
        self.beside.setToolTip(BESIDE_TIP)
        self.send = button("Make a package…", "primary")
        self.take = button("Take in a return…")
        self.conflicts = TextTable("Codings to settle", CONFLICTS)
        self.settle = button("Settle…")
        self.of_conflicts = QWidget()
        self._rows: Sequence[PackageRow] = ()
        self._conflicts: Sequence[Conflict] = ()
        self._open = False
        self._build()
        self._connect()

    def show_rows(
        self,
        rows: Sequence[PackageRow],
        conflicts: Sequence[Conflict],
        held: Holdings,
        *,
        possible: bool,
        writable: bool,
    ) -> None:
        """Show how far raters are.

        Args:
            rows: One for each rater with tapes.
            conflicts: Codings of which versions stand against each other.
            held: What the study holds.
            possible: Whether packages go out of this study at all.
            writable: Whether it can be changed.
        """
        self._rows, self._conflicts, self._open = rows, conflicts, possible and writable
        self.intro.setText(INTRO if possible else NOT_HERE)
        self.table.show_rows([_texts(each) for each in rows])
        names = TapeNames(held)
        heads = {head.id: head for head in held.heads}
        self.conflicts.show_rows(
            [
                (
                    names.tape(heads[each.coding].tape),
                    names.person(heads[each.coding].rater),
                    str(len(each.versions)),
                    _shown(each.versions[0]),
                )
                for each in conflicts
            ]
        )
        self.of_conflicts.setVisible(bool(conflicts))
        self.take.setEnabled(self._open)
        self._show_picked()

    def picked(self) -> Person | None:
        """Return the rater who is picked."""
        row = self.table.row
        return self._rows[row].rater if 0 <= row < len(self._rows) else None

    def picked_conflict(self) -> Conflict | None:
        """Return the conflict that is picked."""
        row = self.conflicts.row
        return self._conflicts[row] if 0 <= row < len(self._conflicts) else None

    def _show_picked(self) -> None:
        self.send.setEnabled(self._open and self.picked() is not None)
        self.settle.setEnabled(self._open and self.picked_conflict() is not None)

    def _connect(self) -> None:
        self.table.picked.connect(self._show_picked)
        self.conflicts.picked.connect(self._show_picked)
        self.take.clicked.connect(self.take_wanted)
        self.send.clicked.connect(
            lambda: self.send_wanted.emit(self.picked(), self.beside.isChecked())
        )
        for wish in (self.settle.clicked, self.conflicts.chosen):
            wish.connect(lambda *_: self.settle_wanted.emit(self.picked_conflict()))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.intro)
        column.addWidget(self.table, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.beside, 1)
        for made in (self.take, self.send):
            foot.addWidget(made)
        column.addLayout(foot)
        below = QVBoxLayout(self.of_conflicts)
        below.setContentsMargins(0, 8, 0, 0)
        below.addWidget(label(SETTLE, "title"))
        below.addWidget(self.conflicts, 1)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.settle)
        below.addLayout(last)
        column.addWidget(self.of_conflicts, 1)


def _shown(version: RivalVersion) -> str:
    return f"{version.status}, {version.marks} marks, {version.ratings} ratings"


def _texts(row: PackageRow) -> tuple[str, ...]:
    moments = (
        moment(at) if at is not None else "–"
        for at in (row.sent, row.taken_in, row.made)
    )
    return (
        row.rater.handle,
        str(row.given),
        str(row.done),
        *moments,
        str(row.to_settle) if row.to_settle else "–",
    )
