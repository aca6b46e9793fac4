"""Ratings side by side, and the figures of this tape."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ipt_review.ui.compare.picking import pick_quietly
from ipt_review.ui.compare.words import (
    difference_words,
    figure_words,
    rests_on_words,
    value_sign,
    value_words,
)
from ipt_review.ui.keys import keep_keys
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.ui.theme import Theme
    from ipt_review.workflow.agreement.comparing import Comparison, RatedBeside
    from ipt_review.workflow.agreement.tape_agreement import TapeFigure

FAR = 2
PAIR = 2
WIDEST = 240
"""So wide (pixels) a column gets at most; names of codings may be long."""
MODES = QHeaderView.ResizeMode


class RatingsBeside(QTreeWidget):
    """Lists items with what each coding says, and by how much scores differ.

    Signals:
        picked: The place (from 0) of the item that is looked at now.
    """

    picked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: Sequence[RatedBeside] = ()
        self.setAccessibleName("Item ratings side by side")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        keep_keys(self, "Up", "Down", "Home", "End")
        self.currentItemChanged.connect(self._tell_picked)

    def show_items(
        self,
        items: Sequence[RatedBeside],
        comparison: Comparison,
        decided: Mapping[str, str] | None,
    ) -> None:
        """Show these items; while a consensus is decided, with what came of them."""
        self._items = items
        names = [side.name for side in comparison.sides]
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.clear()
        last = [] if decided is None else ["Consensus"]
        apart = "Diff." if len(names) == PAIR else "Apart"
        heads = ["Item", *names, apart, *last]
        self.setColumnCount(len(heads))
        self.setHeaderLabels(heads)
        for rated in items:
            values = [value_sign(value) for value in rated.values]
            known = "agreed" if rated.agrees else "open"
            more = [] if decided is None else [decided.get(rated.subject, known)]
            words = [rated.item.label, *values, difference_words(rated), *more]
            row = QTreeWidgetItem(self, words)
            row.setToolTip(0, f"{rated.item.label}: {rated.item.text}")
            for place, value in enumerate(rated.values, start=1):
                row.setToolTip(place, value_words(value))
        self.blockSignals(False)  # noqa: FBT003 - Qt's own
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(MODES.ResizeToContents)
        header.setSectionResizeMode(0, MODES.Stretch)
        header.setMaximumSectionSize(WIDEST)
        self.dress()

    def pick(self, place: int) -> None:
        """Look at the item at this place, or at none."""
        pick_quietly(self, place)

    def dress(self) -> None:
        """Write what differs in the colors of the theme."""
        for place, rated in enumerate(self._items):
            row = self.topLevelItem(place)
            if row is None or rated.agrees:
                continue
            far = rated.difference is None or abs(rated.difference) >= FAR
            color = self._theme.bad if far else self._theme.warn
            row.setForeground(len(rated.values) + 1, QBrush(QColor(color)))

    def _tell_picked(self, item: QTreeWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.picked.emit(self.indexOfTopLevelItem(item))


class FiguresOfTape(QTreeWidget):
    """Lists figures under what they compare; where there is none, the reason."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Agreement on this tape")
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(14)
        self.setHeaderLabels(["Figure", "Value", "Rests on"])
        keep_keys(self, "Up", "Down", "Home", "End")
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, MODES.ResizeToContents)
        header.setSectionResizeMode(1, MODES.ResizeToContents)

    def show_figures(self, figures: Sequence[TapeFigure]) -> None:
        """Show these figures."""
        self.clear()
        for what, some in groupby(figures, key=lambda each: each.what):
            over = QTreeWidgetItem(self, [what])
            over.setFirstColumnSpanned(True)
            over.setFont(0, sans(bold=True))
            for each in some:
                value = figure_words(each.figure)
                words = [each.statistic, value, rests_on_words(each)]
                row = QTreeWidgetItem(over, words)
                row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
                for column in range(3):
                    row.setToolTip(column, f"{what}: {' · '.join(words)}")
            over.setExpanded(True)
        self.dress()

    def dress(self) -> None:
        """Write what figures rest on in the color of what is read second."""
        muted = QBrush(QColor(self._theme.muted))
        for place in range(self.topLevelItemCount()):
            over = self.topLevelItem(place)
            for number in range(over.childCount() if over is not None else 0):
                row = over.child(number) if over is not None else None
                if row is not None:
                    row.setForeground(2, muted)
