"""One section of the rating form: its items, and those that do not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui.parts import label
from ipt_review.ui.rating.row import BLOCK_WIDTH, RatingRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from ipt_review.ui.rating.form import Section
    from ipt_review.ui.rating.item_state import Row
    from ipt_review.ui.theme import Theme

FEW = 2
"""Up to so many items that do not apply are listed without being asked for."""


class SectionCard(QFrame):
    """The items of one subscale or part, in the order of the codebook."""

    entered = Signal(str)
    chosen = Signal(str, object)
    evidence_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._theme = theme
        self._title = label("", "title")
        self._note = label("", "small", wrap=True)
        self._legend = label("", "small")
        self._legend.setMinimumWidth(BLOCK_WIDTH)
        self._narrow = False
        self._rows: dict[str, RatingRow] = {}
        self._aside = Aside()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(15, 12, 15, 8)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self._legend)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(0, 0, 0, 6)
        everything.setSpacing(0)
        everything.addLayout(head)
        everything.addLayout(self._lines)
        everything.addWidget(self._aside)

    def show_section(self, section: Section, *, closed: bool) -> None:
        """Show the section; rows that are there already keep their place and focus."""
        self._title.setText(section.title)
        self._note.setText(section.note)
        self._legend.setText(section.legend)
        wanted = [row.item.id for row in section.rows]
        for item in set(self._rows) - set(wanted):
            self._drop(item)
        for place, row in enumerate(section.rows):
            if row.item.id not in self._rows:
                line = self._new(row)
                self._lines.insertWidget(place, line)
                line.show()  # it may be asked to take the focus at once
            self._rows[row.item.id].show_row(row, closed=closed)
        self._aside.show_rows(section.set_aside, section.aside_title)
        self._aside.setVisible(bool(section.set_aside))

    def show_narrow(self, *, narrow: bool) -> None:
        """Save width in every row."""
        self._narrow = narrow
        for row in self._rows.values():
            row.show_narrow(narrow=narrow)
        self._legend.setVisible(not narrow)

    def rows(self) -> dict[str, RatingRow]:
        """Return the rows that can be rated, by item id."""
        return self._rows

    def aside(self) -> Aside:
        """Return the part with what does not apply."""
        return self._aside

    def _new(self, row: Row) -> RatingRow:
        line = RatingRow(row, self._theme)
        line.entered.connect(self.entered)
        line.chosen.connect(self.chosen)
        line.evidence_wanted.connect(self.evidence_wanted)
        line.show_narrow(narrow=self._narrow)
        self._rows[row.item.id] = line
        return line

    def _drop(self, item: str) -> None:
        line = self._rows.pop(item)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()


class Aside(QWidget):
    """What is not asked in this session, greyed, each with the reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Row, ...] = ()
        self.fold = QPushButton()
        self.fold.setProperty("kind", "fold")
        self.fold.setCheckable(True)
        self.fold.setSizePolicy(
            QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred
        )
        self._title = ""
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(26, 2, 12, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnMinimumWidth(0, 190)
        self._grid.setColumnStretch(1, 1)
        everything = QVBoxLayout(self)
        everything.setContentsMargins(9, 4, 12, 2)
        everything.setSpacing(0)
        everything.addWidget(self.fold)
        everything.addWidget(self._body)
        self.fold.toggled.connect(self._unfold)
        self._body.hide()

    def show_rows(self, rows: tuple[Row, ...], title: str) -> None:
        """Show the items that do not apply, under a title that counts them."""
        if (rows, title) == (self._shown, self._title):
            return
        grew_into_view = not self._shown and len(rows) <= FEW
        self._shown, self._title = rows, title
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for line, row in enumerate(rows):
            self._grid.addWidget(_top(row.item.label), line, 0)
            self._grid.addWidget(_top(row.reason), line, 1)
        if grew_into_view:
            self.fold.setChecked(True)
        self._unfold(self.fold.isChecked())

    def is_open(self) -> bool:
        """Say whether the reasons are in view."""
        return not self._body.isHidden()

    def reasons(self) -> list[str]:
        """Return what is written about each item that does not apply."""
        return [f"{row.item.label}: {row.reason}" for row in self._shown]

    def _unfold(self, unfolded: bool) -> None:  # noqa: FBT001 - a signal hands it over
        self._body.setVisible(unfolded)
        self.fold.setText(f"{'▾' if unfolded else '▸'}  {self._title}")
        self.fold.setAccessibleName(self._title)
        self.fold.setAccessibleDescription("shown" if unfolded else "folded away")


def _top(text: str) -> QLabel:
    made = label(text, "aside", wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made
