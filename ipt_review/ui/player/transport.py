"""The bar under the picture: play, pause, back, forth, speed, loudness."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QWidget

from ipt_review.domain.timecode import MS_PER_SECOND, show_seconds
from ipt_review.ui.parts import button, icon, label
from ipt_review.ui.player.player import RATES
from ipt_review.ui.theme import SMALL_SIZE, mono

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from ipt_review.ui.theme import Theme

BIG = 21
JUMP = 5 * MS_PER_SECOND


class Transport(QWidget):
    """Takes where the tape stands in and gives wishes out."""

    play_wanted = Signal()
    step_wanted = Signal(int)
    rate_wanted = Signal(float)
    captions_wanted = Signal(bool)
    volume_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = label("0:00:00")
        self._clock.setFont(mono(BIG, bold=True))
        self._fraction = label(".000", "muted")
        self._fraction.setFont(mono(SMALL_SIZE))
        self._length = label("/ 0:00:00", "muted")
        self.play = button("", "primary", "Play or pause (Space)")
        self.play.setFixedWidth(48)
        self.play.setIconSize(QSize(18, 18))
        self.rate = button("1.0×", tip="Speed ([ slower, ] faster, Backspace 1.0)")
        self.captions = button("Captions", tip="Show or hide captions")
        self.captions.setCheckable(True)
        self.captions.setChecked(True)
        self.volume = self._make_volume()
        self._build()
        self._connect()
        self.show_playing(playing=False)

    def show_position(self, position: int) -> None:
        """Show where the tape stands (ms)."""
        self._clock.setText(show_seconds(position))
        self._fraction.setText(f".{position % MS_PER_SECOND:03}")

    def show_length(self, length: int) -> None:
        """Show how long the tape is (ms)."""
        self._length.setText(f"/ {show_seconds(length)}")

    def show_playing(self, *, playing: bool) -> None:
        """Show whether pressing the button plays or pauses."""
        name = "pause" if playing else "play"
        self.play.setIcon(icon(name, self._theme.accent_text, 18))
        self.play.setAccessibleName("Pause" if playing else "Play")

    def show_rate(self, rate: float) -> None:
        """Show how fast the tape runs."""
        self.rate.setText(f"{rate:g}×" if rate % 1 else f"{rate:.1f}×")

    def show_captions(self, *, there: bool) -> None:
        """Offer captions only where there are any."""
        self.captions.setEnabled(there)
        self.captions.setToolTip("" if there else "This tape has no captions")

    def _wish_rate(self, rate: float, *_checked: bool) -> None:
        self.rate_wanted.emit(rate)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self._jump("5 s", "back", -JUMP))
        row.addWidget(self.play)
        row.addWidget(self._jump("5 s", "forward", JUMP))
        row.addSpacing(6)
        row.addLayout(self._time())
        row.addStretch(1)
        row.addWidget(self.rate)
        row.addWidget(self.captions)
        loud = QLabel()
        loud.setPixmap(icon("volume", self._theme.muted, 18).pixmap(18, 18))
        row.addWidget(loud)
        row.addWidget(self.volume)

    def _time(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for part in (self._clock, self._fraction):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addSpacing(10)
        row.addWidget(self._length, 0, Qt.AlignmentFlag.AlignBaseline)
        return row

    def _jump(self, text: str, picture: str, by: int) -> QPushButton:
        where = "back" if by < 0 else "forward"
        made = button(text, tip=f"5 seconds {where} (Shift+arrow)")
        made.setIcon(icon(picture, self._theme.text, 16))
        made.setAccessibleName(f"5 seconds {where}")
        made.clicked.connect(lambda: self.step_wanted.emit(by))
        return made

    def _make_volume(self) -> QSlider:
        made = QSlider(Qt.Orientation.Horizontal)
        made.setRange(0, 200)
        made.setValue(100)
        made.setFixedWidth(96)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName("Loudness")
        made.setToolTip("Loudness; the middle is as recorded")
        return made

    def _connect(self) -> None:
        self.play.clicked.connect(self.play_wanted)
        self.captions.toggled.connect(self.captions_wanted)
        self.volume.valueChanged.connect(self.volume_wanted)
        menu = QMenu(self)
        for rate in RATES:
            entry = menu.addAction(f"{rate:g}×")
            entry.triggered.connect(partial(self._wish_rate, rate))
        self.rate.setMenu(menu)
