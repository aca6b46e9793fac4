"""Who talks how much, below the transcript."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ipt_review.domain.timecode import show_seconds
from ipt_review.domain.transcript import PATIENT, THERAPIST
from ipt_review.ui import wording
from ipt_review.ui.parts import button, label
from ipt_review.ui.theme import SMALL_SIZE, sans, seen_on
from ipt_review.ui.transcript.words import (
    COMPUTED,
    duration,
    percent,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ipt_review.scoring.talk_time import SpeakerTime, TalkTime
    from ipt_review.ui.theme import Theme

HEADS = ("Talk time", "Share", "Turns", "Longest")


class ShareBar(QWidget):
    """A bar as long as a speaker's share; the number stands beside it."""

    def __init__(self, theme: Theme, speaker: str, share: float) -> None:
        super().__init__()
        self._theme = theme
        self._speaker = speaker
        self._share = share
        self.setFixedHeight(8)
        self.setMinimumWidth(40)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = QRectF(self.rect())
        painter.fillRect(whole, QColor(self._theme.soft))
        colors = {THERAPIST: self._theme.accent, PATIENT: self._theme.warn}
        color = seen_on(colors.get(self._speaker, self._theme.muted), self._theme.card)
        whole.setWidth(whole.width() * self._share)
        painter.fillRect(whole, QColor(color))


class TalkPanel(QWidget):
    """A row for each speaker, and the silence; each longest stretch can be played.

    Signals:
        play_wanted: The moment from which to play, in ms.
    """

    play_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = label("Talk time", "muted")
        self._title.setFont(sans(SMALL_SIZE, bold=True))
        self.silence = label("", "muted", wrap=True)
        self.silence.setToolTip(COMPUTED)
        self._rows = QWidget()
        self.longest: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._title)
        self._column.addWidget(self._rows)
        self._column.addWidget(self.silence)
        self._shown: TalkTime | None = None

    def show_talk(self, talk: TalkTime) -> None:
        """Show who talks how much."""
        if talk == self._shown:
            return
        self._shown = talk
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for column, head in enumerate(HEADS, start=2):
            grid.addWidget(label(head, "muted"), 0, column, Qt.AlignmentFlag.AlignRight)
        self.longest = {}
        for row, each in enumerate(talk.speakers, start=1):
            self._add_row(grid, row, each)
        self._column.replaceWidget(self._rows, made)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = made
        cues = wording.how_many(talk.beyond, "cue")
        beyond = f" · {cues} beyond the tape not counted" if talk.beyond else ""
        self.silence.setText(
            f"Silence {percent(talk.silence)} of the tape · computed from the "
            f"transcript{beyond}"
        )

    def _add_row(self, grid: QGridLayout, row: int, each: SpeakerTime) -> None:
        name = wording.speaker(each.speaker)
        grid.addWidget(label(name), row, 0)
        grid.addWidget(ShareBar(self._theme, each.speaker, each.share or 0), row, 1)
        for column, text in enumerate(
            (duration(each.time), percent(each.share), f"{each.turns:,}"), start=2
        ):
            grid.addWidget(label(text), row, column, Qt.AlignmentFlag.AlignRight)
        if each.longest is None:
            return
        at, lasts = each.longest.start, duration(each.longest.length)
        play = button(f"▶ {lasts}", "quiet", f"Play from {show_seconds(at)}")
        play.setAccessibleName(f"Play the longest monologue of {name}, {lasts}")
        play.clicked.connect(partial(self.play_wanted.emit, at))
        self.longest[each.speaker] = play
        grid.addWidget(play, row, 5, Qt.AlignmentFlag.AlignRight)
