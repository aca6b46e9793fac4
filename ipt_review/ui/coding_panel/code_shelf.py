"""The buttons of all codes, group by group, the rest behind "More"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from ipt_review.ui.coding_panel.code_button import CodeButton
from ipt_review.ui.coding_panel.meaning import meaning_of
from ipt_review.ui.coding_panel.palette import palette
from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import SMALL_SIZE, sans, seen_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.codebook import Code, Codebook, Profile
    from ipt_review.domain.study import Session
    from ipt_review.ui.coding_panel.palette import Shelf
    from ipt_review.ui.theme import Theme

COLUMNS = 2


class CodeShelf(QWidget):
    """Offers codes by phase and focus; every key works whether it is shown or not."""

    pressed = Signal(str)
    grown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[str, CodeButton] = {}
        self._titles: dict[str, QLabel] = {}
        self._laid_out: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._more = button("More codes", "quiet")
        self._more.setCheckable(True)
        self._more.setFont(sans(SMALL_SIZE))
        self._more.setToolTip(
            "Codes that are rarer in this phase, or not in the profile. Their keys "
            "work whether they are shown or not."
        )
        self._extra = QWidget()
        self._extra.hide()
        self._more.toggled.connect(self._open_more)

    def show_palette(
        self,
        codebook: Codebook,
        session: Session,
        area: str | None,
        counts: Mapping[str, int],
        going_on: frozenset[str],
        profile: Profile | None = None,
    ) -> None:
        """Offer what fits session and focus, with counts and what is going on."""
        shelves = palette(codebook, session, area, counts, profile)
        shown = tuple((s.group.id, tuple(c.id for c in s.shown)) for s in shelves)
        plan = (codebook.name, *shown)
        if plan != self._laid_out:
            self._lay_out(shelves)
            self._laid_out = plan
        for shelf in shelves:
            if shelf.group.id in self._titles:
                self._titles[shelf.group.id].setText(shelf.title)
            for code in (*shelf.shown, *shelf.more):
                self._update(code, area, counts.get(code.id, 0), code.id in going_on)

    def button_of(self, code: str) -> CodeButton:
        """Return the button of a code."""
        return self._buttons[code]

    def flash(self, code: str) -> None:
        """Show on the button of a code, if it has one, that its key was heard."""
        if code in self._buttons:
            self._buttons[code].flash()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.grown.emit()  # new buttons count only once they are shown
        return done

    def _lay_out(self, shelves: list[Shelf]) -> None:
        self._clear(self._column)
        self._buttons, self._titles = {}, {}
        for shelf in shelves:
            if shelf.shown:
                self._column.addLayout(self._heading(shelf))
                self._column.addLayout(self._grid(shelf, shelf.shown))
                self._column.addSpacing(4)
        rest = [shelf for shelf in shelves if shelf.more]
        self._extra = QWidget()
        extra = QVBoxLayout(self._extra)
        extra.setContentsMargins(0, 0, 0, 0)
        for shelf in rest:
            extra.addLayout(self._grid(shelf, shelf.more))
        self._more.setText(f"More codes ({sum(len(s.more) for s in rest)})")
        # Shown only once they have a place: until then they would be windows.
        self._column.addWidget(self._more)
        self._column.addWidget(self._extra)
        self._more.setVisible(bool(rest))
        self._extra.setVisible(self._more.isChecked())
        self.grown.emit()

    def _open_more(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._extra.setVisible(shown)
        self.grown.emit()

    def _clear(self, layout: QVBoxLayout | QGridLayout | QHBoxLayout) -> None:
        while (item := layout.takeAt(0)) is not None:
            widget, inner = item.widget(), item.layout()
            if widget is not None and widget is not self._more:
                widget.hide()
                widget.deleteLater()
            if isinstance(inner, QVBoxLayout | QGridLayout | QHBoxLayout):
                self._clear(inner)

    def _heading(self, shelf: Shelf) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        color = seen_on(shelf.group.color, self._theme.card)
        dot = QLabel()
        dot.setFixedSize(9, 9)
        dot.setStyleSheet(f"background: {color}; border-radius: 2px")
        title = label(shelf.title)
        title.setFont(sans(SMALL_SIZE, bold=True))
        self._titles[shelf.group.id] = title
        row.addWidget(dot)
        row.addWidget(title, 1)
        return row

    def _grid(self, shelf: Shelf, codes: tuple[Code, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, code in enumerate(codes):
            made = CodeButton(self._theme, code.key, shelf.group.color)
            made.clicked.connect(
                lambda _on=False, name=code.id: self.pressed.emit(name)
            )
            self._buttons[code.id] = made
            grid.addWidget(made, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        return grid

    def _update(self, code: Code, area: str | None, count: int, going_on: bool) -> None:  # noqa: FBT001
        made = self._buttons[code.id]
        made.name(_short(code, area))
        made.show_count(count)
        made.light(lit=going_on)
        made.setToolTip(meaning_of(code, area))


def _short(code: Code, area: str | None) -> str:
    """Return a label that does not repeat the area that stands above the button."""
    label = code.label_in(area)
    if area not in code.variants:
        return label
    own = label.split(": ", 1)[-1]
    return own[:1].upper() + own[1:]
