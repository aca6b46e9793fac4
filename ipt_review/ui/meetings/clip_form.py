"""One clip: its title, what it is heard for, from where to where, and how much talk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from ipt_review.domain.meeting import LONGEST_TITLE
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.timecode import read, show_seconds
from ipt_review.ui.line_box import LineBox
from ipt_review.ui.meetings.meeting_form import minutes_box
from ipt_review.ui.meetings.words import PURPOSES
from ipt_review.ui.parts import label

if TYPE_CHECKING:
    from ipt_review.domain.meeting import Clip

WIDE = 84


class ClipForm(QWidget):
    """Shows a clip, and lets it be changed.

    Args:
        keeps: Whether each field is handed over when it is left; in a dialog all of
            them are read at its end.

    Signals:
        edited: The clip as it should be (`Clip`).
        refused: Something that was typed cannot be; in words.
    """

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, keeps: bool = True) -> None:
        super().__init__(parent)
        self._keeps = keeps
        self._clip: Clip | None = None
        self.title = LineBox()
        self.title.setAccessibleName("Title of the clip")
        self.title.setMaxLength(LONGEST_TITLE)
        self.purpose = QComboBox()
        self.purpose.setAccessibleName("What the clip is heard for")
        for purpose, words in PURPOSES.items():
            self.purpose.addItem(words, purpose)
        self.start, self.end = LineBox(), LineBox()
        self.start.setAccessibleName("Start of the clip")
        self.end.setAccessibleName("End of the clip")
        for line in (self.start, self.end):
            line.setFixedWidth(WIDE)
        self.talk = minutes_box("Minutes to talk about it", least=0)
        self._build()
        self._connect()

    @property
    def clip(self) -> Clip | None:
        """The clip as it was shown."""
        return self._clip

    def show_clip(self, clip: Clip | None, *, allowed: bool) -> None:
        """Show a clip, or none."""
        self._clip = clip
        self.setEnabled(clip is not None and allowed)
        texts = ("", "", "")
        if clip is not None:
            texts = (clip.title, show_seconds(clip.start), show_seconds(clip.end))
        for line, text in zip((self.title, self.start, self.end), texts, strict=True):
            if line.text() != text:
                line.setText(text)
        blocked = QSignalBlocker(self.purpose)
        purpose = clip.purpose if clip is not None else None
        self.purpose.setCurrentIndex(self.purpose.findData(purpose))
        self.talk.setValue(clip.talk if clip is not None else 0)
        del blocked

    def begin(self) -> None:
        """Put the keyboard on the title, with all of it picked."""
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.title.selectAll()

    def hand_over(self) -> None:
        """Hand over what stands in the fields, if it is something else than before."""
        clip = self._clip
        if clip is None or not self.isEnabled():
            return
        try:
            made = self.changed(clip)
        except ReviewError as problem:
            self.refused.emit(str(problem))
            self.show_clip(clip, allowed=True)
            return
        if made != clip:
            self.edited.emit(made)

    def changed(self, clip: Clip) -> Clip:
        """Return a clip with what stands in the fields.

        A time that still reads as it was shown keeps its thousandths.

        Raises:
            ReviewError: When something in them cannot be.
        """
        return replace(
            clip,
            title=self.title.text().strip(),
            purpose=self.purpose.currentData(),
            start=_moment(self.start.text(), clip.start),
            end=_moment(self.end.text(), clip.end),
            talk=self.talk.value(),
        )

    def _connect(self) -> None:
        if not self._keeps:
            return
        for line in (self.title, self.start, self.end):
            line.editingFinished.connect(self.hand_over)
        self.talk.editingFinished.connect(self.hand_over)
        self.purpose.currentIndexChanged.connect(lambda _row: self.hand_over())

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.addWidget(label("Title", "muted"), 0, 0)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.purpose, 0, 2)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.start)
        row.addWidget(label("to"))
        row.addWidget(self.end)
        row.addStretch(1)
        row.addWidget(label("Talk", "muted"))
        grid.addWidget(label("From", "muted"), 1, 0)
        grid.addLayout(row, 1, 1)
        grid.addWidget(self.talk, 1, 2)
        grid.setColumnStretch(1, 1)


def _moment(text: str, before: int) -> int:
    return before if text.strip() == show_seconds(before) else read(text)
