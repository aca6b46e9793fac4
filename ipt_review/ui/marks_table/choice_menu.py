"""A button from which several things are chosen at once, by mouse or keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton
from typing_extensions import override

from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget


class StayingMenu(QMenu):
    """A menu that stays open while entries are ticked; Esc or Tab closes it."""

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ticks = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (ticks and self._tick(self.activeAction())):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class ChoiceMenu(QToolButton):
    """Names a property and holds what may be asked of it.

    Args:
        name: Of the property, on the button.
        exclusive: Whether ticking one unticks the others.

    Signals:
        changed: Other things are ticked now.
    """

    changed = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, exclusive: bool = False
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._exclusive = exclusive
        self._entries: list[tuple[QAction, object]] = []
        self._menu = StayingMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("kind", "choice")
        self.setFont(sans(SMALL_SIZE))
        self._show_name()

    def offer(self, parts: Iterable[tuple[str, Iterable[tuple[str, object]]]]) -> None:
        """Offer these from now on: under a heading ("" for none) names and values.

        Nothing is ticked then.
        """
        self._menu.clear()
        self._entries = []
        for heading, choices in parts:
            if heading:
                self._menu.addSection(heading)
            for name, value in choices:
                action = QAction(name.replace("&", "&&"), self._menu)
                action.setCheckable(True)
                action.triggered.connect(
                    lambda _on=False, action=action: self._ticked(action)
                )
                self._menu.addAction(action)
                self._entries.append((action, value))
        self._show_name()

    def ticked(self) -> list[object]:
        """Return what is asked for."""
        return [value for action, value in self._entries if action.isChecked()]

    def tick(self, values: Iterable[object]) -> None:
        """Show that these are asked for, without telling anybody."""
        wanted = list(values)
        for action, value in self._entries:
            action.setChecked(value in wanted)
        self._show_name()

    def _ticked(self, ticked: QAction) -> None:
        if self._exclusive:
            for action, _ in self._entries:
                if action is not ticked:
                    action.setChecked(False)
        self._show_name()
        self.changed.emit()

    def _show_name(self) -> None:
        count = len(self.ticked())
        on = "" if self._exclusive else f" · {count}"
        self.setText(f"{self._name}{on}" if count else self._name)
        self.setProperty("on", count > 0)
        self.style().unpolish(self)
        self.style().polish(self)
        said = ", ".join(a.text() for a, _ in self._entries if a.isChecked())
        self.setAccessibleName(f"Filter by {self._name.lower()}: {said or 'any'}")
        self.setToolTip(said)
