"""The tree at the left: everything that a study can change, and where it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ipt_review.study.codebook_entries import Ref
    from ipt_review.ui.codebook.pages import Page
    from ipt_review.ui.theme import Theme

PAGE = Qt.ItemDataRole.UserRole
CHANGED = "●"


class CodebookTree(QTreeWidget):
    """Lists pages; one of them is picked.

    Signals:
        picked: The page that was picked.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Entries of the codebook")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._tell)

    def show_pages(self, pages: Iterable[Page], changed: Collection[Ref]) -> None:
        """Show these pages, a dot at those that are changed; what is open stays so."""
        pages = list(pages)
        if self._shape() == [_shape(page) for page in pages]:
            for place, page in enumerate(pages):
                self._refresh(self.topLevelItem(place), page, changed)
            return
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.clear()
        for page in pages:
            item = QTreeWidgetItem(self)
            self._fill(item, page, changed)
            item.setExpanded(True)
            below = [item.child(place) for place in range(item.childCount())]
            for each in below:
                if each is not None:
                    each.setExpanded(page.title == "Codes")
        self.blockSignals(False)  # noqa: FBT003

    def pick(self, ref: Ref) -> None:
        """Pick the page that edits this entry."""
        for item in self._all():
            if ref in item.data(0, PAGE).refs:
                self.setCurrentItem(item)
                self.scrollToItem(item)
                return

    def sift(self, words: str) -> None:
        """Show only the lines with these words, and what they stand under."""
        for place in range(self.topLevelItemCount()):
            self._sift(self.topLevelItem(place), words.casefold())

    def _fill(
        self, item: QTreeWidgetItem, page: Page, changed: Collection[Ref]
    ) -> None:
        for below in page.below:
            self._fill(QTreeWidgetItem(item), below, changed)
        self._refresh_one(item, page, changed)

    def _refresh(
        self, item: QTreeWidgetItem | None, page: Page, changed: Collection[Ref]
    ) -> None:
        if item is None:
            return
        self._refresh_one(item, page, changed)
        for place, below in enumerate(page.below):
            self._refresh(item.child(place), below, changed)

    def _refresh_one(
        self, item: QTreeWidgetItem, page: Page, changed: Collection[Ref]
    ) -> None:
        touched = not page.refs.isdisjoint(changed)
        item.setData(0, PAGE, page)
        item.setText(0, f"{page.title}  {CHANGED}" if touched else page.title)
        item.setText(1, page.note)
        item.setToolTip(0, f"{page.title} (changed)" if touched else page.title)
        heading = not page.sections or bool(page.below)
        item.setFont(0, sans(bold=heading))
        self._ink(item, page)

    def _ink(self, item: QTreeWidgetItem, page: Page) -> None:
        muted = QColor(self._theme.muted)
        item.setForeground(1, muted)
        dim = page.silenced or item.parent() is None
        item.setForeground(0, muted if dim else QColor(self._theme.text))

    def dress(self) -> None:
        """Write the entries in the colors of the theme."""
        for item in self._all():
            self._ink(item, item.data(0, PAGE))

    def _sift(self, item: QTreeWidgetItem | None, words: str) -> bool:
        if item is None:
            return False
        below = [self._sift(item.child(at), words) for at in range(item.childCount())]
        page: Page = item.data(0, PAGE)
        here = words in page.title.casefold() or words in page.about.casefold()
        item.setHidden(not (here or any(below)))
        if words and any(below):
            item.setExpanded(True)
        return here or any(below)

    def _all(self) -> list[QTreeWidgetItem]:
        return self.findItems(
            "", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        )

    def _shape(self) -> list[object]:
        tops = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        return [_shape(item.data(0, PAGE)) for item in tops if item is not None]

    def _tell(self) -> None:
        item = self.currentItem()
        page: Page | None = item.data(0, PAGE) if item is not None else None
        if page is not None:
            self.picked.emit(page)


def _shape(page: Page) -> object:
    """Return what has to be the same for a tree to be refreshed in place."""
    return page.refs, [_shape(below) for below in page.below]
