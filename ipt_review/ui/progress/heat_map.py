"""Scores and items by session, as a table that is colored and read out alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from ipt_review.domain.rating import MISSING, NOT_APPLICABLE, NOT_RATABLE
from ipt_review.scoring.evidence import evidence
from ipt_review.scoring.progress import Measure
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.theme import SMALL_SIZE, ink_on, sans, tint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook, Item, SeverityScale
    from ipt_review.scoring.progress import Column
    from ipt_review.scoring.result import Result
    from ipt_review.ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

NAMES = {
    Measure.ADHERENCE: "Adherence (mean)",
    Measure.COMPETENCE: "Competence (mean)",
    Measure.OFF_MODEL: "Off-model (mean)",
}
ROLES = Qt.ItemDataRole
SIGNS = {NOT_APPLICABLE: "–", NOT_RATABLE: "?", MISSING: ""}
REASONS = {
    NOT_APPLICABLE: "not applicable in this session; it lowers nothing",
    NOT_RATABLE: "not ratable",
    MISSING: "not rated",
}
TOP: int = 7
COLUMN, ROW = 42, 24
LABELS = 190
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Cell:
    """One cell: what it says, how high that is, and where on tape it leads.

    Attributes:
        share: From 0 (low) to 1 (high), for its color; None for none.
        result: Whose tape it opens; None where it leads nowhere.
        item: For which evidence is looked on that tape.
    """

    text: str
    tip: str
    share: float | None = None
    result: Result | None = None
    item: Item | None = None

    def place(self, codebook: Codebook) -> int:
        """Return where the first mark that bears on the item is, in ms."""
        if self.result is None or self.item is None:
            return 0
        marks = self.result.review.coding.marks.values()
        found = evidence(self.item, marks, codebook)
        return found[0].start if found else 0


NOTHING = Cell("", "No coding of this session is shown.")


class HeatModel(QAbstractTableModel):
    """Rows of results and items over the columns of sessions."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns: Sequence[Column] = ()
        self._codebook: Codebook | None = None
        self._rows: list[tuple[str, list[Cell]]] = []

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
        self._columns, self._codebook = shown, codebook
        self._rows = [
            (name, [_mean(each, measure, own=own) for each in shown])
            for measure, name in NAMES.items()
        ]
        if scale is not None:
            self._rows.append((scale.label, [_total(each, scale) for each in shown]))
        for item in codebook.items:
            cells = [_item(each, item, codebook, own=own) for each in shown]
            if any(cell.share is not None for cell in cells):
                self._rows.append((item.label, cells))
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        """Return a cell."""
        return self._rows[index.row()][1][index.column()]

    def lead(self, index: Index) -> tuple[UUID, int] | None:
        """Return the coding that a cell leads to, and where on its tape."""
        cell = self.cell(index)
        if cell.result is None or self._codebook is None:
            return None
        return cell.result.review.coding.head.id, cell.place(self._codebook)

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
        cell = self.cell(index)
        label, where = self._rows[index.row()][0], self._columns[index.column()]
        said: dict[int, object] = {
            ROLES.DisplayRole: cell.text,
            ROLES.ToolTipRole: cell.tip,
            ROLES.AccessibleTextRole: (
                f"{label}, session {where.session.number}: {cell.text or cell.tip}"
            ),
            ROLES.TextAlignmentRole: Qt.AlignmentFlag.AlignCenter,
        }
        if cell.share is not None:
            ground = tint(self._theme.accent, 0.08 + 0.6 * cell.share, self._theme.card)
            said[ROLES.BackgroundRole] = ground
            said[ROLES.ForegroundRole] = QColor(ink_on(ground.name()))
        return said.get(role)


class HeatMap(QTableView):
    """Shows the table; a click or Enter opens the tape where the evidence is.

    Signals:
        place_wanted: The tape of this coding should be opened at so many ms.
    """

    place_wanted = Signal(object, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.heat = HeatModel(theme)
        self.setModel(self.heat)
        self.setAccessibleName("Scores and items by session")
        self.setFont(sans(SMALL_SIZE))
        self.setShowGrid(False)
        self.dress()
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setDefaultSectionSize(COLUMN)
        self.horizontalHeader().setMinimumSectionSize(COLUMN)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setMinimumWidth(LABELS)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._go)
        keep_keys(self, "Return", "Enter", "Up", "Down", "Left", "Right", "Home", "End")

    def dress(self) -> None:
        """Take on the colors of the theme."""
        self.setStyleSheet(
            f"QHeaderView {{ background: {self._theme.card}; }} "
            "QHeaderView::section { padding: 1px 4px; }"
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            place = self.heat.lead(index)
            if place is not None:
                self.place_wanted.emit(*place)


def _result(column: Column, *, own: bool) -> Result | None:
    if column.tape is None:
        return None
    return column.tape.own if own else column.tape.supervisor


def _missing(column: Column) -> Cell:
    if column.tape is None:
        return Cell("", "This session has no tape.")
    if column.tape.hidden:
        return Cell("", "Shown once you submitted your own review of this tape.")
    return NOTHING


def _mean(column: Column, measure: Measure, *, own: bool) -> Cell:
    result = _result(column, own=own)
    mean = measure.of(result)
    if result is None or mean is None:
        return _missing(column)
    rests_on = f"{mean.rated} of {mean.applicable} items"
    if mean.value is None:
        return Cell("", f"Too few items are rated: {rests_on}.", result=result)
    share = (mean.value - 1) / (TOP - 1)
    return Cell(f"{mean.value:.1f}", f"{mean.value:.2f}, {rests_on}", share, result)


def _total(column: Column, scale: SeverityScale) -> Cell:
    total = column.session.severity_on(scale.id)
    if total is None:
        return Cell("", f"No {scale.label} is on record.")
    return Cell(str(total.total), f"{scale.label}: {total.total}")


def _item(column: Column, item: Item, codebook: Codebook, *, own: bool) -> Cell:
    result = _result(column, own=own)
    if result is None:
        return _missing(column)
    rating = result.scores.counted.get(item.id)
    score = None if rating is None else rating.score
    if score is None:
        value = MISSING if rating is None else rating.value
        return Cell(SIGNS[value], f"{item.label}: {REASONS[value]}.")
    scale = codebook.scale_of(item.id)
    share = (score - scale.low) / max(1, scale.high - scale.low)
    return Cell(str(score), f"{item.label}: {score}", share, result, item)
