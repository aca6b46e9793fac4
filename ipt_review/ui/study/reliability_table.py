"""The table of a study's reliability as it is shown: headings, lines, forest plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate
from typing_extensions import override

from ipt_review.reliability.study_line import Section, Standing
from ipt_review.reliability.study_reading import (
    DASH,
    SECTIONS,
    interval,
    number,
    percent,
    standing_word,
    statistic_name,
)
from ipt_review.ui.study.forest import Forest
from ipt_review.ui.study.table import TextTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.study_line import Line
    from ipt_review.ui.theme import Theme

HEADERS = (
    "What",
    "Figure",
    "Value",
    "95 % CI",
    "Plan",
    "Forest plot",
    "Tapes",
    "Same",
    "Within",
    "Bias",
    "Mean",
    "SD",
)
PLAN, FOREST, FOREST_WIDTH = 4, 5, 210
RATINGS = frozenset({Section.ITEM, Section.MEAN, Section.COUNT})


class ReliabilityTable(TextTable):
    """Shows one row a line, under headings for the sections."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Reliability of the study", HEADERS, parent)
        self._shown: list[Line | None] = []
        self._texts = _LineTexts(theme, self)
        self._forest = Forest(theme, self.line_at, self)
        self.setItemDelegate(self._texts)
        self.setItemDelegateForColumn(FOREST, self._forest)
        across = self.horizontalHeader()
        across.setSectionResizeMode(FOREST, QHeaderView.ResizeMode.Fixed)
        across.resizeSection(FOREST, FOREST_WIDTH)

    def show_lines(self, lines: Sequence[Line], plan: AnalysisPlan) -> None:
        """Show lines, each section under its heading."""
        self._shown, rows = [], []
        section = None
        for line in lines:
            if line.section is not section:
                section = line.section
                self._shown.append(None)
                rows.append((SECTIONS[section], *[""] * (len(HEADERS) - 1)))
            self._shown.append(line)
            rows.append(_texts(line, plan))
        self.show_rows(rows)
        if self.line is None and len(rows) > 1:
            self.selectRow(self.row + 1)

    def line_at(self, row: int) -> Line | None:
        """Return the line of a row, None for a heading."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    @property
    def line(self) -> Line | None:
        """The line that is picked."""
        return self.line_at(self.row)

    def pick(self, name: str, section: Section) -> None:
        """Pick a line by its name and section."""
        for row, line in enumerate(self._shown):
            if line is not None and (line.name, line.section) == (name, section):
                self.selectRow(row)


class _LineTexts(QStyledItemDelegate):
    """Has headings stand out, and lines that fall short."""

    def __init__(self, theme: Theme, table: ReliabilityTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    @override
    def initStyleOption(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().initStyleOption(option, index)
        line = self._table.line_at(index.row())
        if line is None:
            option.font.setBold(True)
            return
        if line.standing is Standing.SHORT and index.column() == PLAN:
            option.palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.bad))


def _texts(line: Line, plan: AnalysisPlan) -> tuple[str, ...]:
    rated = line.mean is not None
    return (
        line.label,
        statistic_name(line.statistic, plan),
        number(line.figure.value),
        interval(line.figure),
        standing_word(line),
        "",
        f"{line.tapes:,}",
        percent(line.same),
        percent(line.within) if rated and line.section is not Section.COUNT else DASH,
        number(line.bias.value),
        number(line.mean),
        number(line.sd),
    )
