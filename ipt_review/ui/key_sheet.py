"""All keys on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ipt_review.ui.actions import ACTIONS, MENUS
from ipt_review.ui.parts import key_cap, label
from ipt_review.ui.theme import sans

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook

COLUMNS = 3
RATING_KEYS = (
    ("1–7", "rate the item in hand"),
    ("N, U, M", "not applicable, not ratable, not rated"),
    ("Del", "take the rating back"),
    ("↑ ↓", "item before, next item"),
    ("→", "to the evidence; ← back"),
    ("Enter", "play the first mark"),
    ("K", "keep what is asked about"),
)
"""What the rating form hears while one of its items has the keyboard."""


class KeySheet(QDialog):
    """Shows what every key does, of the program and of the codebook."""

    def __init__(
        self, codebook: Codebook | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.resize(1100, 760)
        inner = QWidget()
        row = QHBoxLayout(inner)
        columns = [QVBoxLayout() for _ in range(COLUMNS)]
        for place, (head, keys) in enumerate(_sections(codebook)):
            column = columns[min(place * COLUMNS // 12, COLUMNS - 1)]
            column.addWidget(self._heading(head))
            column.addLayout(self._form(keys))
            column.addSpacing(12)
        for column in columns:
            column.addStretch(1)
            row.addLayout(column, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        outer.addWidget(area)

    def _heading(self, text: str) -> QWidget:
        made = label(text)
        made.setFont(sans(bold=True))
        return made

    def _form(self, keys: list[tuple[str, str]]) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(4)
        for key, does in keys:
            form.addRow(key_cap(key), label(does))
        return form


def _sections(codebook: Codebook | None) -> list[tuple[str, list[tuple[str, str]]]]:
    sections = [
        (
            menu,
            [
                (" or ".join(each.keys), each.label)
                for each in ACTIONS
                if each.menu == menu and each.keys
            ],
        )
        for menu in MENUS
    ]
    sections.append(("Rating form", list(RATING_KEYS)))
    if codebook is not None:
        for track in codebook.tracks:
            keys = [(state.key, state.label) for state in track.states]
            sections.append((track.label, keys))
        for group in codebook.groups:
            codes = [code for code in codebook.offered if code.group == group.id]
            keys = [(code.key, code.label) for code in codes]
            sections.append((group.label, keys))
    return [(head, keys) for head, keys in sections if keys]
