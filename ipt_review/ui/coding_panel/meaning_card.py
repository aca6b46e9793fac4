"""A card over the panel that says what a code means, and takes no key itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout
from typing_extensions import override

from ipt_review.ui.parts import label, rule
from ipt_review.ui.theme import SMALL_SIZE, TEXT_SIZE, sans

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QWidget

EDGE = 8
CLOSES = "Esc closes this; any other key closes it and does what it always does."
ASKED = (
    "<p><b>What does a code mean?</b></p>"
    "<p>Press the key of a code or of a focus. Nothing is coded.</p>"
)


class MeaningCard(QFrame):
    """Lies over its parent while it is shown; read aloud as an alert."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._under = parent
        self.setProperty("kind", "meaning")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setFont(sans(TEXT_SIZE))
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setMargin(EDGE)
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setWidget(self._text)
        foot = label(CLOSES, "muted", wrap=True)
        foot.setFont(sans(SMALL_SIZE))
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.addWidget(self._room, 1)
        column.addWidget(rule())
        column.addWidget(foot)
        self._foot = foot
        self.hide()

    def say(self, name: str, text: str) -> None:
        """Show a text, as rich text, under the name that is read aloud."""
        self._text.setText(text)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.plain())
        self.fit()
        self.show()
        self.raise_()
        alert = QAccessibleEvent(self, QAccessible.Event.Alert)
        QAccessible.updateAccessibility(alert)

    def plain(self) -> str:
        """Return what it says, without markup."""
        return QTextDocumentFragment.fromHtml(self._text.text()).toPlainText()

    def fit(self) -> None:
        """Take the room that the text needs, as far as the parent has it."""
        room = self._under.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        inner = room.width() - 4 * EDGE
        needed = self._text.heightForWidth(inner) + self._foot.heightForWidth(inner)
        height = min(needed + 7 * EDGE, room.height())
        self.setGeometry(room.x(), room.y(), room.width(), height)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Stay away once the panel was out of sight."""
        super().hideEvent(event)
        self.hide()
