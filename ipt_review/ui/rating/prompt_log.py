"""What the rating form asked a rater, and what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from ipt_review.scoring.evidence import CheckKind
from ipt_review.scoring.prompting import Outcome
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ipt_review.domain.codebook import Codebook
    from ipt_review.scoring.prompting import Prompt, PromptEvent

SIZE: Final = (760, 420)
HEADERS: Final = ("When", "About", "Asked because", "What became of it")
OUTCOMES: Final = {
    Outcome.SHOWN: "asked",
    Outcome.RATING_CHANGED: "the rating was changed",
    Outcome.MARKS_CHANGED: "the marks were changed",
    Outcome.KEPT: "kept",
}
ABOUT: Final = (
    "Every prompt of the rating form is logged with the coding: when it was shown, and "
    "what you did. They never change a rating; a study can do without them "
    "(Study settings)."
)
NOTHING: Final = "Nothing was asked about this coding so far."


class PromptLog(QDialog):
    """Lists the prompts of one coding in the order in which they came."""

    def __init__(
        self, log: Sequence[PromptEvent], codebook: Codebook, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Prompts of this coding")
        self.resize(*SIZE)
        self.table = QTableWidget(len(log), len(HEADERS))
        self.table.setAccessibleName("Prompts of this coding")
        self.table.setHorizontalHeaderLabels(list(HEADERS))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        for line, event in enumerate(log):
            for column, text in enumerate(_texts(event, codebook)):
                self.table.setItem(line, column, QTableWidgetItem(text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(18, 16, 18, 14)
        column_of.setSpacing(10)
        column_of.addWidget(label(ABOUT if log else NOTHING, "muted", wrap=True))
        column_of.addWidget(self.table, 1)
        column_of.addWidget(buttons)


def because(prompt: Prompt) -> str:
    """Say in a few words why something was asked."""
    match prompt.kind:
        case CheckKind.HIGH_WITHOUT_EVENT:
            return f"rated {prompt.value}, no such moment coded"
        case CheckKind.ABSENT_WITH_EVENT:
            return f"rated {prompt.value}, though such a moment was coded"
        case CheckKind.ALL_SAME:
            return f"{len(prompt.items)} items in a row rated {prompt.value}"


def _texts(event: PromptEvent, codebook: Codebook) -> tuple[str, ...]:
    labels = {item.id: item.label for item in codebook.items}
    items = event.prompt.items
    about = labels.get(items[0], items[0]) if len(items) == 1 else "the whole form"
    at = datetime.fromtimestamp(event.at / 1_000, UTC).astimezone()
    when = f"{at:%Y-%m-%d %H:%M:%S}"
    return when, about, because(event.prompt), OUTCOMES[event.outcome]
