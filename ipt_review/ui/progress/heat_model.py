"""Scores and items by session, as rows of cells that are made when they are seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from typing_extensions import override

from ipt_review.domain.codebook import Need, Part
from ipt_review.domain.rating import MISSING, NOT_APPLICABLE, NOT_RATABLE
from ipt_review.scoring.progress import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtCore import QPersistentModelIndex

    from ipt_review.domain.codebook import Codebook, Item, SeverityScale
    from ipt_review.scoring.progress import Column
    from ipt_review.scoring.rated import Rated

    Index = QModelIndex | QPersistentModelIndex
    Making = Callable[[Column], "Cell"]

NAMES = {
    Measure.ADHERENCE: "Adherence (mean)",
    Measure.COMPETENCE: "Competence (mean)",
    Measure.OFF_MODEL: "Off-model (mean)",
}
PARTS = {
    Measure.ADHERENCE: Part.ADHERENCE,
    Measure.COMPETENCE: Part.COMPETENCE,
    Measure.OFF_MODEL: Part.OFF_MODEL,
}
ROLES = Qt.ItemDataRole
SIGNS = {NOT_APPLICABLE: "–", NOT_RATABLE: "?", MISSING: ""}
REASONS = {
    NOT_APPLICABLE: "not applicable in this session; it lowers nothing",
    NOT_RATABLE: "not ratable",
    MISSING: "not rated",
}
TOP: int = 7
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it says, how high that is, and where on tape it leads.

    Attributes:
        share: From 0 (low) to 1 (high), for its color; None for none.
        coding: Whose tape it opens; None where it leads nowhere.
        about: Ids of the items whose evidence is looked for on that tape.
    """

    text: str
    tip: str
    share: float | None = None
    coding: UUID | None = None
    about: tuple[str, ...] = ()


NOTHING = Cell("", "No coding of this session is shown.")


class HeatModel(QAbstractTableModel):
    """Rows of results and items over the columns of sessions."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Sequence[Column] = ()
        self._rows: list[tuple[str, Making]] = []
        self._made: dict[tuple[int, int], Cell] = {}

    def show_columns(
        self,
        shown: Sequence[Column],
        codebook: Codebook,
        scale: SeverityScale | None,
        *,
        own: bool,
    ) -> None:
        """Show what the supervisor gave, or the therapist in their self-review."""
        self.beginResetModel()
        self._columns, self._made = shown, {}
        self._rows = [
            (name, _means(measure, codebook, own=own))
            for measure, name in NAMES.items()
        ]
        if scale is not None:
            self._rows.append((scale.label, _totals(scale, codebook)))
        rated = [given for each in shown if (given := _rated(each, own=own))]
        for item in codebook.items:
            if any(
                (rating := given.scores.counted.get(item.id)) is not None
                and rating.score is not None
                for given in rated
            ):
                self._rows.append((item.label, _ratings(item, codebook, own=own)))
        self.endResetModel()

    @property
    def names(self) -> list[str]:
        """What stands before each row."""
        return [name for name, _ in self._rows]

    @property
    def heads(self) -> list[str]:
        """What stands above each column."""
        return [column.label for column in self._columns]

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell."""
        found = self._made.get((row, column))
        if found is None:
            found = self._rows[row][1](self._columns[column])
            self._made[row, column] = found
        return found

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ROLES.DisplayRole
    ) -> object:
        if role != ROLES.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._columns[section].label
        return self._rows[section][0]

    @override
    def data(self, index: Index, role: int = ROLES.DisplayRole) -> object:
        cell = self.cell(index.row(), index.column())
        if role == ROLES.DisplayRole:
            return cell.text
        if role == ROLES.ToolTipRole:
            return cell.tip
        if role == ROLES.AccessibleTextRole:
            label, where = self._rows[index.row()][0], self._columns[index.column()]
            said = cell.text or cell.tip
            return f"{label}, case {where.case}, session {where.session.number}: {said}"
        return None


def items_of(measure: Measure, codebook: Codebook) -> tuple[str, ...]:
    """Return the ids of the items that a result is made of."""
    part = PARTS[measure]
    return tuple(item.id for item in codebook.items if item.part is part)


def items_of_severity(codebook: Codebook) -> tuple[str, ...]:
    """Return the ids of the items that ask for a severity scale."""
    return tuple(
        item.id
        for item in codebook.items
        if Need.SCALE_DUE_OR_USED in item.applies.needs
    )


def coding_of(column: Column, *, own: bool = False) -> UUID | None:
    """Return the coding that a column leads to: one side's, or the other's."""
    if column.tape is None:
        return None
    sides = (column.tape.supervisor, column.tape.own)
    rated = (sides[1] or sides[0]) if own else (sides[0] or sides[1])
    return None if rated is None else rated.coding


def _rated(column: Column, *, own: bool) -> Rated | None:
    if column.tape is None:
        return None
    return column.tape.own if own else column.tape.supervisor


def _missing(column: Column) -> Cell:
    if column.tape is None:
        return Cell("", "This session has no tape.")
    if column.tape.hidden:
        return Cell("", "Shown once you submitted your own review of this tape.")
    return NOTHING


def _means(measure: Measure, codebook: Codebook, *, own: bool) -> Making:
    about = items_of(measure, codebook)

    def made(column: Column) -> Cell:
        rated = _rated(column, own=own)
        mean = measure.of(rated)
        if rated is None or mean is None:
            return _missing(column)
        rests_on = f"{mean.rated} of {mean.applicable} items"
        if mean.value is None:
            tip = f"Too few items are rated: {rests_on}."
            return Cell("", tip, None, rated.coding, about)
        share = (mean.value - 1) / (TOP - 1)
        tip = f"{mean.value:.2f}, {rests_on}"
        return Cell(f"{mean.value:.1f}", tip, share, rated.coding, about)

    return made


def _totals(scale: SeverityScale, codebook: Codebook) -> Making:
    about = items_of_severity(codebook)

    def made(column: Column) -> Cell:
        total = column.session.severity_on(scale.id)
        coding = coding_of(column)
        if total is None:
            return Cell("", f"No {scale.label} is on record.", None, coding, about)
        tip = f"{scale.label}: {total.total}"
        return Cell(str(total.total), tip, None, coding, about)

    return made


def _ratings(item: Item, codebook: Codebook, *, own: bool) -> Making:
    scale = codebook.scale_of(item.id)

    def made(column: Column) -> Cell:
        rated = _rated(column, own=own)
        if rated is None:
            return _missing(column)
        rating = rated.scores.counted.get(item.id)
        score = None if rating is None else rating.score
        if score is None:
            value = MISSING if rating is None else rating.value
            tip = f"{item.label}: {REASONS[value]}."
            return Cell(SIGNS[value], tip, None, rated.coding, (item.id,))
        share = (score - scale.low) / max(1, scale.high - scale.low)
        tip = f"{item.label}: {score}"
        return Cell(str(score), tip, share, rated.coding, (item.id,))

    return made
