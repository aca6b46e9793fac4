"""How lenient or severe raters are: a row each, with a plot that all rows share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate
from typing_extensions import override

from ipt_review.reliability.drift_reading import leaning_word
from ipt_review.reliability.leniency import ALL_ITEMS
from ipt_review.reliability.study_reading import interval, number
from ipt_review.ui.study.table import TextTable
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ipt_review.domain.analysis_plan import AnalysisPlan
    from ipt_review.reliability.doubles import Named
    from ipt_review.reliability.leniency import Leaning
    from ipt_review.ui.theme import Theme

HEADERS = ("Who, and on what", "Bias", "95 % CI", "Lower – higher", "Tapes", "Plan")
PLOT, PLOT_WIDTH = 3, 240
MARGIN, DOT, WHISKER = 14.0, 4.0, 4.0
LEAST = 1.0
"""How many points the axis reaches to each side at least."""
ROOM = 1.5
"""How many times as far it reaches as the furthest bias; intervals may be cut."""
EVERYBODY = "All raters: {item}"
ONE = "{rater}: each item"


class LeniencyTable(TextTable):
    """Lists all raters on one item, then one rater on every item."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Leniency of raters", HEADERS, parent)
        self._shown: list[Leaning | None] = []
        self.reach, self.goal = LEAST, 0.0
        self._texts = _Headings(self)
        self._plot = _Plot(theme, self)
        self.setItemDelegate(self._texts)
        self.setItemDelegateForColumn(PLOT, self._plot)
        across = self.horizontalHeader()
        across.setSectionResizeMode(PLOT, QHeaderView.ResizeMode.Fixed)
        across.resizeSection(PLOT, PLOT_WIDTH)

    def show_leanings(
        self, found: Sequence[Leaning], item: Named, rater: str, plan: AnalysisPlan
    ) -> None:
        """Show these.

        Args:
            found: Of all raters, on all items.
            item: On which all raters are shown.
            rater: Whose items are shown one by one; nobody's for "".
            plan: Says how much bias is too much.
        """
        all_of_them = [each for each in found if each.item == item]
        of_one = [each for each in found if each.rater == rater]
        parts = (
            (EVERYBODY.format(item=item.label.lower()), all_of_them, "rater"),
            (ONE.format(rater=rater), of_one if len(of_one) > 1 else [], "item"),
        )
        self._shown, rows = [], []
        for heading, some, by in parts:
            if some:
                self._shown.append(None)
                rows.append((heading, *[""] * (len(HEADERS) - 1)))
            for each in some:
                self._shown.append(each)
                name = each.rater if by == "rater" else each.item.label
                rows.append(_texts(name, each, plan))
        values = [each.bias.value or 0.0 for each in self._shown if each is not None]
        far = max((abs(each) for each in values), default=0.0)
        self.reach = max(LEAST, ROOM * far, ROOM * plan.goals.bias)
        self.goal = plan.goals.bias
        self.show_rows(rows)
        if self.leaning is None and len(rows) > 1:
            self.selectRow(self.row + 1)
        self.viewport().update()

    def leaning_at(self, row: int) -> Leaning | None:
        """Return what a row shows, None for a heading."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    @property
    def leaning(self) -> Leaning | None:
        """What is picked."""
        return self.leaning_at(self.row)


class _Headings(QStyledItemDelegate):
    """Has headings stand out, and what is of all items."""

    def __init__(self, table: LeniencyTable) -> None:
        super().__init__(table)
        self._table = table

    @override
    def initStyleOption(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().initStyleOption(option, index)
        option.font.setBold(self._table.leaning_at(index.row()) is None)


class _Plot(QStyledItemDelegate):
    """Paints a bias with its interval on an axis from lower to higher."""

    def __init__(self, theme: Theme, table: LeniencyTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        area = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, 0)
        leaning = self._table.leaning_at(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if leaning is None:
            self._paint_axis(painter, area)
        else:
            self._paint_leaning(painter, area, leaning)
        painter.restore()

    def _x(self, area: QRectF, value: float) -> float:
        reach = self._table.reach
        inside = min(reach, max(-reach, value))
        return area.left() + area.width() * (inside + reach) / (2 * reach)

    def _paint_axis(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(sans(SMALL_SIZE - 1))
        painter.setPen(QColor(self._theme.muted))
        reach = self._table.reach
        for value in (-reach, 0.0, reach):
            box = QRectF(self._x(area, value) - 20, area.top(), 40, area.height())
            text = f"{value:+.1f}" if value else "0"
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_leaning(self, painter: QPainter, area: QRectF, each: Leaning) -> None:
        look, goal = self._theme, self._table.goal
        middle = area.center().y()
        dashed = Qt.PenStyle.DashLine
        for value, tone, style in (
            (0.0, look.line, Qt.PenStyle.SolidLine),
            (-goal, look.warn, dashed),
            (goal, look.warn, dashed),
        ):
            painter.setPen(QPen(QColor(tone), 1, style))
            x = self._x(area, value)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        bias, limits = each.bias.value or 0.0, each.bias.interval
        beyond = abs(bias) > goal
        color = QColor(look.bad if beyond else look.text)
        painter.setPen(QPen(color, 1.5))
        if limits is not None and limits.low is not None and limits.high is not None:
            ends = (self._x(area, limits.low), self._x(area, limits.high))
            painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
            for x, limit in zip(ends, (limits.low, limits.high), strict=True):
                # an interval that goes on beyond the axis ends in an arrow
                cut = abs(limit) > self._table.reach
                back = (WHISKER if limit < 0 else -WHISKER) if cut else 0.0
                for side in (-WHISKER, WHISKER):
                    tip, end = QPointF(x, middle), QPointF(x + back, middle + side)
                    painter.drawLine(tip, end)
        painter.setBrush(Qt.BrushStyle.NoBrush if beyond else color)
        painter.drawEllipse(QPointF(self._x(area, bias), middle), DOT, DOT)


def _texts(name: str, each: Leaning, plan: AnalysisPlan) -> tuple[str, ...]:
    words = number(each.bias.value)
    signed = f"+{words}" if words[0].isdigit() and words != "0.00" else words
    indent = "" if each.item is ALL_ITEMS else "  "
    return (
        f"{indent}{name}",
        signed,
        interval(each.bias),
        "",
        f"{len(each.tapes):,}",
        leaning_word(each, plan),
    )
