"""What can be said about the picked mark: how well, how surely, which way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ipt_review.domain.mark import Certainty, Direction, Quality
from ipt_review.ui.parts import label
from ipt_review.ui.theme import SMALL_SIZE, sans

if TYPE_CHECKING:
    from enum import Enum

    from ipt_review.domain.mark import Mark


class Value(NamedTuple):
    """One answer: what it is called, and the key that gives it."""

    value: Enum
    label: str
    key: str


VALUES: dict[str, tuple[Value, ...]] = {
    "quality": (
        Value(Quality.MISSED_CHANCE, "Missed chance", "1"),
        Value(Quality.WEAK, "Weak", "2"),
        Value(Quality.ADEQUATE, "Adequate", "3"),
        Value(Quality.STRONG, "Strong", "4"),
    ),
    "certainty": (
        Value(Certainty.SURE, "Sure", "S"),
        Value(Certainty.UNSURE, "Unsure", "U"),
    ),
    "direction": (
        Value(Direction.MOOD_TO_EVENT, "Mood → event", "M"),
        Value(Direction.EVENT_TO_MOOD, "Event → mood", "E"),
        Value(Direction.EPISODE_TO_ONSET, "Episode → onset", "O"),
    ),
}
"""Everything that can be said, by the name of the mark's attribute."""

ASKED = {
    "quality": "How well?",
    "certainty": "How sure?",
    "direction": "Which way?",
}
ENDS = "again: take back, Enter: done"


class AttributeBar(QWidget):
    """Shows what was said about a mark, and takes more.

    Args:
        over: What the keys are shown upon while they are heard.

    Signals:
        said: The name of an attribute, and its value or None.
    """

    said = Signal(str, object)

    def __init__(self, over: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listens = False
        self._quality = True
        self._directed = False
        self.choices: dict[str, QComboBox] = {}
        self._over = over
        self.keys = label("", "meaning", wrap=True)
        self.keys.setParent(over)
        self.keys.setFont(sans(SMALL_SIZE))
        self.keys.setAccessibleName("Keys that answer now")
        self.keys.hide()
        self._build()
        self.setEnabled(False)

    def ask_quality(self, *, wanted: bool) -> None:
        """Ask how well something was done, or not."""
        self._quality = wanted

    def show_mark(self, mark: Mark | None, *, directed: bool) -> None:
        """Show what was said about this mark; for None there is nothing to ask.

        Args:
            mark: The picked mark of a code.
            directed: Whether its code links in a direction.
        """
        self._directed = directed
        self.setEnabled(mark is not None)
        if mark is None:
            self.listen(on=False)
            for choice in self.choices.values():
                choice.setCurrentIndex(0)
            return
        for name, choice in self.choices.items():
            choice.setHidden(name not in self._asked())
            found = choice.findData(getattr(mark, name))
            choice.setCurrentIndex(max(0, found))
        self._show_keys()

    def listen(self, *, on: bool) -> None:
        """Show which keys answer, while they are heard."""
        self.listens = on
        self._show_keys()

    def value_of(self, key: str) -> tuple[str, Enum] | None:
        """Return the attribute and the value that a key stands for."""
        for name in self._asked():
            for each in VALUES[name]:
                if each.key == key:
                    return name, each.value
        return None

    def _asked(self) -> list[str]:
        left_out = set() if self._quality else {"quality"}
        left_out |= set() if self._directed else {"direction"}
        return [name for name in VALUES if name not in left_out]

    def _show_keys(self) -> None:
        self.keys.setHidden(not self.listens)
        if self.listens:
            self.keys.setGeometry(self._over.rect())
            self.keys.raise_()
            told = [
                "   ".join(f"{each.key} {each.label.lower()}" for each in VALUES[name])
                for name in self._asked()
            ]
            place = self._asked().index("certainty")
            told[place] += f"   ({ENDS})"
            self.keys.setText("\n".join(told))

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for name, values in VALUES.items():
            choice = QComboBox()
            choice.setProperty("kind", "small")
            choice.setFont(sans(SMALL_SIZE))
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            choice.setAccessibleName(ASKED[name])
            choice.addItem(ASKED[name], None)
            for each in values:
                choice.addItem(each.label, each.value)
            choice.activated.connect(
                lambda _at, name=name: self.said.emit(
                    name, self.choices[name].currentData()
                )
            )
            self.choices[name] = choice
            row.addWidget(choice, 1)
