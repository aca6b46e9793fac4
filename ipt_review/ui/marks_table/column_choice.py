"""Which columns of the table are shown, how wide, and by which one it is sorted."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from ipt_review.ui.marks_table.choice_menu import StayingMenu
from ipt_review.ui.marks_table.columns import TITLES, Column
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint, QSettings
    from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

KEPT = "marks/columns"
ALWAYS = Column.CODE
"""What a row is not understood without."""
NARROWEST, WIDEST = 24, 2_000


class ColumnChoice(QToolButton):
    """Has columns ticked; remembers them by the place where the table stands.

    Beside the picture there is room for less than below it, so each of the two places
    keeps its own columns. The header opens the same menu.
    """

    def __init__(self, table: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._settings: QSettings | None = None
        self._narrow = True
        self._busy = False
        self._menu = StayingMenu(self)
        self._entries: dict[Column, QAction] = {}
        self.setText("Columns")
        self.setToolTip("Choose the columns of the table")
        self.setAccessibleName("Columns of the table of marks")
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("kind", "choice")
        self.setFont(sans(SMALL_SIZE))
        for column in Column:
            entry = QAction(TITLES[column], self._menu)
            entry.setCheckable(True)
            entry.setEnabled(column is not ALWAYS)
            entry.triggered.connect(
                lambda on, column=column: self.show_column(column, wanted=on)
            )
            self._menu.addAction(entry)
            self._entries[column] = entry
        header = self._header()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_at)
        header.sectionMoved.connect(self._keep)
        header.sectionResized.connect(self._keep)
        header.sortIndicatorChanged.connect(self._keep)
        self._tick()

    def use(self, settings: QSettings) -> None:
        """Remember the columns, and the order of rows, there from now on."""
        self._settings = settings
        self._restore()

    def show_narrow(self, *, narrow: bool) -> None:
        """Show the columns that were chosen for a narrow place, or for a wide one.

        The table stands as it comes with the program before this is called.
        """
        self._narrow = narrow
        self._restore()

    def show_column(self, column: Column, *, wanted: bool) -> None:
        """Show a column, or hide it."""
        self._table.setColumnHidden(column, not wanted and column is not ALWAYS)
        here = self._table.currentIndex()
        if here.isValid() and self._table.isColumnHidden(here.column()):
            beside = here.siblingAtColumn(ALWAYS)
            self._table.selectionModel().setCurrentIndex(
                beside, self._table.selectionModel().SelectionFlag.NoUpdate
            )
        self._tick()
        self._keep()

    def hear_layout(self, *, busy: bool) -> None:
        """Take what the table does to its columns for no choice, while it is busy."""
        self._busy = busy

    def _keep(self, *_told: object) -> None:
        if self._settings is None or self._busy:
            return
        header, table = self._header(), self._table
        order = sorted(Column, key=header.visualIndex)
        shown = [each for each in order if not table.isColumnHidden(each)]
        state = {
            "order": [each.name for each in order],
            "hidden": [each.name for each in order if each not in shown],
            "widths": {each.name: table.columnWidth(each) for each in shown},
            "sort": Column(header.sortIndicatorSection()).name,
            "down": header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        }
        self._settings.setValue(self._key(), json.dumps(state))

    def _restore(self) -> None:
        """Show what was chosen; what makes no sense is as if it were not there."""
        self._busy = True
        for column in Column:
            self._table.setColumnHidden(column, False)  # noqa: FBT003 - Qt's call
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            self._put(json.loads(str(self._kept())))
        self._busy = False
        self._tick()

    def _put(self, state: dict[str, Any]) -> None:
        header = self._header()
        order = [Column[name] for name in state["order"]]
        hidden = {Column[name] for name in state["hidden"]} - {ALWAYS}
        widths = {Column[name]: int(px) for name, px in state["widths"].items()}
        for place, column in enumerate(dict.fromkeys(order)):
            header.moveSection(header.visualIndex(column), place)
        for column, width in widths.items():
            self._table.setColumnWidth(column, min(max(width, NARROWEST), WIDEST))
        for column in hidden:
            self._table.setColumnHidden(column, True)  # noqa: FBT003 - Qt's call
        if "sort" in state:
            down = Qt.SortOrder.DescendingOrder
            way = down if state.get("down") else Qt.SortOrder.AscendingOrder
            self._table.sortByColumn(Column[state["sort"]], way)

    def _kept(self) -> object:
        return None if self._settings is None else self._settings.value(self._key())

    def _key(self) -> str:
        return f"{KEPT}/{'narrow' if self._narrow else 'wide'}"

    def _header(self) -> QHeaderView:
        return self._table.horizontalHeader()

    def _tick(self) -> None:
        for column, entry in self._entries.items():
            entry.setChecked(not self._table.isColumnHidden(column))

    def _open_at(self, where: QPoint) -> None:
        self._menu.popup(self._header().mapToGlobal(where))
