"""A question for something new, and what all such questions need."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QVBoxLayout,
)

from ipt_review.domain.codebook import (
    Applies,
    Item,
    Phase,
)
from ipt_review.study.codebook_change import (
    apply,
)
from ipt_review.study.codebook_rules import ChangeRefused
from ipt_review.ui.codebook.look import style
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import (
        QWidget,
    )

    from ipt_review.domain.codebook import (
        Codebook,
        Part,
        Scale,
    )
    from ipt_review.study.codebook_change import Change
    from ipt_review.ui.theme import Theme

ALL: Final = frozenset(Phase)
OWN: Final = "own_"
"""Ids that a study gives begin so; no codebook of the program has one like it."""


def own_id(name: str) -> str:
    """Return the id that is proposed for something of the study's own."""
    word = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    return f"{OWN}{word}" if word else ""


class NewEntry(QDialog):
    """Asks for something new and says at once what is wrong with it."""

    def __init__(
        self, title: str, codebook: Codebook, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setStyleSheet(style(theme))
        self.setMinimumWidth(620)
        self.codebook = codebook
        self._last = ""
        self.name = QLineEdit()
        self.id = QLineEdit()
        self.complaint = label("", "bad", wrap=True)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(
            QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow
        )
        self.form.setVerticalSpacing(9)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addWidget(self.complaint)
        column.addWidget(self.buttons)
        self.add("Label", self.name)
        self.add("Id, never changed later", self.id)
        self.name.textEdited.connect(self._propose)

    @abstractmethod
    def change(self) -> Change:
        """Return what is to be added, as it stands in the fields.

        Raises:
            ChangeRefused: When it cannot be added.
        """

    def add(self, name: str, widget: QWidget) -> None:
        """Add a field under its name."""
        widget.setAccessibleName(name)
        self.form.addRow(label(name, "muted"), widget)

    def check(self) -> None:
        """Say what is wrong with what stands in the fields."""
        sentence = ""
        try:
            apply(self.codebook, self.change())
        except ChangeRefused as refused:
            sentence = refused.what
        self.complaint.setText(sentence if self.name.text() else "Give it a label.")
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(not sentence)

    def _propose(self, name: str) -> None:
        if self.id.text() in ("", own_id(self._last)):
            self.id.setText(own_id(name))
        self._last = name
        self.check()


def own_item(
    item: str,
    name: str,
    text: str,
    place: tuple[Part, str],
    scale: Scale,
    *,
    reverse: bool,
) -> Item:
    """Return an item asked in every phase, with the anchors of its scale.

    Args:
        item: Its id.
        name: Its label.
        text: What is rated.
        place: Its part and its subscale.
        scale: Its scale.
        reverse: Whether means turn it around.
    """
    middle = (scale.low + scale.high) // 2
    wanted = (scale.low, middle, scale.high)
    anchors = {
        value: scale.anchors[value] for value in wanted if value in scale.anchors
    }
    return Item(
        id=item,
        label=name,
        part=place[0],
        subscale=place[1],
        scale=scale.id,
        text=text,
        anchors=anchors,
        applies=Applies(ALL),
        beyond_article=True,
        reverse=reverse,
    )


def free_keys(codebook: Codebook) -> list[str]:
    """Return the keys that no code and no state has."""
    letters = [chr(number) for number in range(ord("a"), ord("z") + 1)]
    taken = {code.key for code in codebook.offered}
    keys = (*letters, *(f"Shift+{letter.upper()}" for letter in letters))
    return [key for key in keys if key not in taken]


def scale_box(codebook: Codebook) -> QComboBox:
    """Return a list of the codebook's rating scales."""
    box = QComboBox()
    for scale in codebook.scales:
        box.addItem(f"{scale.question} ({scale.low} to {scale.high})", scale)
    return box


def text_box() -> QPlainTextEdit:
    """Return a box for a short text over several lines."""
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setFixedHeight(58)
    return box


def listen(widget: QWidget, check: Callable[[], None]) -> None:
    """Check again whenever something is typed or picked."""
    if isinstance(widget, QPlainTextEdit):
        widget.textChanged.connect(check)
    elif isinstance(widget, QComboBox):
        widget.currentIndexChanged.connect(check)
    elif isinstance(widget, QCheckBox):
        widget.clicked.connect(check)
    elif isinstance(widget, QTableWidget):
        widget.itemChanged.connect(check)
