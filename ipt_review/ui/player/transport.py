"""The bar under the picture: play, pause, back, forth, loop, speed, loudness."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QWidget
from typing_extensions import override

from ipt_review.domain.timecode import MS_PER_SECOND, show_seconds
from ipt_review.ui.keymap.hints import does
from ipt_review.ui.parts import button, icon, label
from ipt_review.ui.player.choosing import CaptionsButton, SoundButton
from ipt_review.ui.player.jump_clock import JumpClock
from ipt_review.ui.player.player import RATES
from ipt_review.ui.player.sound import AS_RECORDED, LOUDEST

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from ipt_review.media.engine import Tracks
    from ipt_review.ui.player.loop import Loop
    from ipt_review.ui.player.sound import Sound
    from ipt_review.ui.theme import Theme

JUMP = 5 * MS_PER_SECOND
ROOMY, NARROWEST = 820, 540
"""Above and down to which width all of it has room, in pixels."""

APART, CLOSE = 8, 4
LOOP_TIP = "Loop the picked mark, or from here to there"


class Transport(QWidget):
    """Takes where the tape stands in and gives wishes out."""

    play_wanted = Signal()
    step_wanted = Signal(int)
    rate_wanted = Signal(float)
    loop_wanted = Signal()
    captions_wanted = Signal(bool)
    volume_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.clock = JumpClock()
        self._length = label("/ 0:00:00", "muted")
        self.play = button("", "primary")
        does(self.play, "tape.play", "Play or pause")
        self.play.setFixedWidth(48)
        self.play.setIconSize(QSize(18, 18))
        self.loop = button("A–B")
        does(self.loop, "tape.loop", LOOP_TIP)
        self.loop.setAccessibleName("Loop")
        self.loop.setCheckable(True)
        self.rate = button("1.0×", tip="Speed")
        self.captions = CaptionsButton()
        self.sound = SoundButton(theme)
        self.volume = self._make_volume()
        self._jumps = (self._jump("back", -JUMP), self._jump("forward", JUMP))
        self._narrow = False
        self._plays_or_pauses = "play"
        self._build()
        self._connect()
        self.show_playing(playing=False)

    def show_position(self, position: int) -> None:
        """Show where the tape stands (ms)."""
        self.clock.show_position(position)

    def show_length(self, length: int) -> None:
        """Show how long the tape is (ms)."""
        self._length.setText(f"/ {show_seconds(length)}")

    def show_playing(self, *, playing: bool) -> None:
        """Show whether pressing the button plays or pauses."""
        self._plays_or_pauses = "pause" if playing else "play"
        self.dress()
        self.play.setAccessibleName("Pause" if playing else "Play")

    def dress(self) -> None:
        """Draw the icons in the colors of the theme."""
        self.play.setIcon(icon(self._plays_or_pauses, self._theme.accent_text, 18))
        for each, where in zip(self._jumps, ("back", "forward"), strict=True):
            each.setIcon(icon(where, self._theme.text, 16))

    def show_rate(self, rate: float) -> None:
        """Show how fast the tape runs."""
        self.rate.setText(f"{rate:g}×" if rate % 1 else f"{rate:.1f}×")

    def show_loop(self, loop: Loop) -> None:
        """Show what is played over and over, or which end of it is set."""
        self.loop.setChecked(loop.start is not None)
        self.loop.setText("A–…" if loop.start is not None and not loop.runs else "A–B")
        if loop.start is not None and loop.end is not None:
            start, end = show_seconds(loop.start), show_seconds(loop.end)
            said = f"Plays {start} to {end} over and over; press to end that"
        elif loop.start is not None:
            said = f"Begins at {show_seconds(loop.start)}; press where it ends"
        else:
            said = LOOP_TIP
        does(self.loop, "tape.loop", said)
        self.loop.setAccessibleDescription(said)

    def show_captions(self, *, there: bool) -> None:
        """Offer captions only where there are any."""
        self.captions.offer_captions(there=there)

    def show_tracks(self, tracks: Tracks) -> None:
        """Offer what the recording lets one choose from."""
        self.captions.show_tracks(tracks)
        self.sound.show_tracks(tracks)

    def show_sound(self, sound: Sound) -> None:
        """Show how loud it is and what is heard."""
        self.sound.show_sound(sound)
        self.volume.blockSignals(True)  # noqa: FBT003 - a call of Qt's
        self.volume.setValue(sound.volume)
        self.volume.blockSignals(False)  # noqa: FBT003
        self.volume.setToolTip(f"Loudness: {sound.volume} %; 100 % is as recorded")

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow(narrow=self.width() < ROOMY)

    def _set_narrow(self, *, narrow: bool) -> None:
        """Leave out what is also said elsewhere, where there is little room."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for each in self._jumps:
            each.setText("" if narrow else "5 s")
        self.captions.setText("CC" if narrow else "Captions")
        self.captions.setAccessibleName("Captions")
        self._length.setVisible(not narrow)
        self.volume.setVisible(not narrow)
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(CLOSE if narrow else APART)

    def _wish_rate(self, rate: float, *_checked: bool) -> None:
        self.rate_wanted.emit(rate)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(APART)
        back, forward = self._jumps
        for key in (back, self.play, forward):
            row.addWidget(key)
        row.addSpacing(6)
        row.addWidget(self.clock)
        row.addWidget(self._length)
        row.addStretch(1)
        for part in (self.loop, self.rate, self.captions, self.sound, self.volume):
            row.addWidget(part)

    def _jump(self, where: str, by: int) -> QPushButton:
        made = button("5 s")
        does(made, f"tape.{where}_more", f"5 seconds {where}")
        made.setAccessibleName(f"5 seconds {where}")
        made.clicked.connect(lambda: self.step_wanted.emit(by))
        return made

    def _make_volume(self) -> QSlider:
        made = QSlider(Qt.Orientation.Horizontal)
        made.setRange(0, LOUDEST)
        made.setValue(AS_RECORDED)
        made.setMinimumWidth(56)
        made.setMaximumWidth(96)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName("Loudness")
        made.setToolTip("Loudness; the middle is as recorded")
        return made

    def _connect(self) -> None:
        self.play.clicked.connect(self.play_wanted)
        self.loop.clicked.connect(self.loop_wanted)
        self.captions.toggled.connect(self.captions_wanted)
        self.volume.valueChanged.connect(self.volume_wanted)
        menu = QMenu(self)
        for rate in RATES:
            entry = menu.addAction(f"{rate:g}×")
            entry.triggered.connect(partial(self._wish_rate, rate))
        self.rate.setMenu(menu)
