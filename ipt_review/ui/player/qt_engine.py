"""Qt Multimedia as an engine: plays tapes where VLC is not installed.

Used from the window's thread only, and every report and picture comes there. Qt's
decoders run on threads of their own; what they have to say arrives as events. Nothing
of Python runs on those threads, since stopping waits for them.
"""

from __future__ import annotations

import time
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtMultimedia import QMediaPlayer

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.audience import Audience
from ipt_review.media.command_thread import carry_out
from ipt_review.media.engine import NO_TRACKS, Report, State
from ipt_review.media.probe import MEASURED
from ipt_review.media.recording import cannot_be_played, does_not_answer
from ipt_review.ui.player.frame_anchor import FrameAnchor
from ipt_review.ui.player.qt_device import QtDevice
from ipt_review.ui.player.qt_pictures import QtPictures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtMultimedia import QVideoFrame

    from ipt_review.media.engine import Channels, Picture
    from ipt_review.media.probe import Probed
    from ipt_review.media.recording import NotARecording

OPENS_WITHIN = 8_000
"""How long a tape may take to show or sound its first frame, in ms."""

STALLS = 5_000
"""After how long without picture, sound, or position a running tape has ended, in ms:
some damaged files never say so."""

TELLS = 0.2
"""How often a running tape is reported at least, in seconds."""

DRIFT = 1
"""By how much a frame must move what was reported to be reported itself, in ms."""

NEXT_FRAME = 1
"""Qt shows the frame that ends at the place it is sent to; so it is sent a ms on."""

LAST_STRETCH = 10
"""How long before its end a held tape is stopped at most, in ms; there is no picture
at the very end."""

NEAR_THE_END = 1_000
"""How far the length in a file's header may lie beside its real end, in ms."""

Status = QMediaPlayer.MediaStatus


class QtEngine:
    """Plays recordings with Qt Multimedia and the FFmpeg that it brings along."""

    name = "qt"

    def __init__(self) -> None:
        self._device = QtDevice()
        self._audience = Audience(carry_out)
        self._pictures = QtPictures(self._audience.show)
        self._state = State.EMPTY
        self._tape = FrameAnchor()
        self._file: Path | None = None
        self._probed: Probed | None = None
        self._tracks = NO_TRACKS
        self._opening = False
        self._meant_to_run = False
        self._closed = False
        self._told = Report(State.EMPTY, 0, 0.0)
        self._watchdog = QTimer(singleShot=True)
        self._watchdog.timeout.connect(self._wait_no_longer)
        self._hear_device()

    @property
    def version(self) -> str:
        """The version of Qt."""
        return self._device.version

    @property
    def works(self) -> bool:
        """Whether Qt has decoders to play with."""
        return self._device.player.isAvailable()

    def listen(self, listener: Callable[[Report], None]) -> None:
        """Have `listener` called with every report."""
        self._audience.listen(listener)

    def watch(self, watcher: Callable[[Picture], None]) -> None:
        """Have `watcher` called with every frame that is shown."""
        self._audience.watch(watcher)
        self._pictures.wanted = True

    def load(self, file: Path) -> None:
        """Take a tape in and stand at its start, paused, its first frame shown."""
        if self._closed:
            return
        self._device.let_go()
        self._file, self._probed = file, None
        self._state, self._tracks = State.EMPTY, NO_TRACKS
        self._meant_to_run = False
        self._tape = FrameAnchor(rate=self._tape.rate)
        self._opening = True
        self._watchdog.start(OPENS_WITHIN)
        self._device.glance(file)

    def play(self) -> None:
        """Let the tape run; after the end, from the start."""
        if self._opening:
            self._meant_to_run = True
        elif self._state is State.ENDED:
            self._tape.seek(0, time.monotonic())
            self._start()
        elif self._state is State.PAUSED:
            self._start()

    def pause(self) -> None:
        """Hold the tape where it is."""
        self._meant_to_run = False
        if self._state is State.PLAYING:
            self._watchdog.stop()
            self._device.player.pause()
            now = time.monotonic()
            self._tape.hold(now)
            self._state = State.PAUSED
            self._tell(now)

    def seek(self, position: int) -> None:
        """Stand at `position`, running or not, kept within the tape."""
        now = time.monotonic()
        if self._opening:
            self._tape.seek(position, now)
        elif self._state in (State.PAUSED, State.PLAYING, State.ENDED):
            self._tape.seek(position, now)
            if self._state is State.ENDED:
                self._state = State.PAUSED
            self._place()
            self._tell(now)

    def set_rate(self, rate: float) -> None:
        """Run at `rate` (0.5 to 2.0), the pitch of voices kept."""
        if self._closed:
            return
        now = time.monotonic()
        self._tape.change_rate(rate, now)
        self._device.player.setPlaybackRate(rate)
        if self._state is not State.FAILED:
            self._tell(now)

    def set_volume(self, percent: int) -> None:
        """Set the loudness; Qt cannot play louder than recorded, so 100 at most."""
        self._device.set_volume(percent)

    def set_channels(self, channels: Channels) -> None:
        """Do nothing: Qt's player cannot leave out a channel; both stay heard."""

    def choose_sound(self, track: int) -> None:
        """Have this sound track heard; the next tape starts with its own first one."""
        self._choose(partial(self._device.player.setActiveAudioTrack, track))

    def choose_subtitles(self, track: int | None) -> None:
        """Draw this subtitle track of the file, or none, as every tape starts."""
        number = -1 if track is None else track
        self._choose(partial(self._device.player.setActiveSubtitleTrack, number))

    def fit(self, width: int, height: int) -> None:
        """Say how large pictures are wanted at most; the one shown changes at once."""
        self._pictures.fit((max(2, width), max(2, height)))

    def twin(self) -> QtEngine:
        """Start another player of Qt's."""
        return QtEngine()

    def close(self) -> None:
        """Let go of the tape, of Qt's player, and of every listener."""
        if self._closed:
            return
        self._closed = True
        self._opening = False
        self._state = State.EMPTY
        self._audience.leave()
        self._watchdog.stop()
        self._pictures.close()
        self._device.close()

    # What is asked of Qt.

    def _start(self) -> None:
        """Let a held tape run, from where it stands."""
        now = time.monotonic()
        self._device.play(round(self._tape.position))
        self._tape.run(now)
        self._state = State.PLAYING
        self._watchdog.start(STALLS)
        self._tell(now)

    def _place(self) -> None:
        """Send Qt to where the tape stands; held, have it show the frame there."""
        held = self._state is not State.PLAYING
        last = max(0, self._tape.length - (LAST_STRETCH if held else 0))
        place = round(self._tape.position) + NEXT_FRAME
        self._device.send(min(place, last), held=held)

    def _choose(self, choose: Callable[[], None]) -> None:
        if self._state in (State.PAUSED, State.PLAYING) and not self._opening:
            choose()
            self._tracks = self._device.tracks()
            self._tell(time.monotonic())

    # What Qt says.

    def _hear_device(self) -> None:
        device = self._device
        device.glanced.connect(self._glanced)
        device.measured.connect(self._measured)
        device.not_a_recording.connect(self._not_a_recording)
        device.frame_came.connect(self._frame_came)
        device.sound_came.connect(self._sound_came)
        device.player.mediaStatusChanged.connect(self._status_changed)
        device.player.durationChanged.connect(self._length_known)

    def _glanced(self, file: Path, probed: Probed) -> None:
        if file is self._file and self._opening:
            self._probed = probed
            self._pictures.begin((probed.width, probed.height))
            self._tape.length = probed.length_ms
            self._device.open(file)

    def _measured(self, file: Path, length: int) -> None:
        if file is self._file:
            self._take_length(length)

    def _not_a_recording(self, file: Path, problem: NotARecording) -> None:
        if file is self._file and self._opening:
            self._fail(problem)

    def _status_changed(self, status: QMediaPlayer.MediaStatus) -> None:
        if self._probed is None:
            return
        if status is Status.InvalidMedia and self._opening:
            self._give_up()
        elif status is Status.LoadedMedia and self._opening:
            self._device.player.setActiveSubtitleTrack(-1)
            self._device.player.pause()
            if not self._device.player.hasVideo():
                self._opened()
        elif status is Status.EndOfMedia:
            self._ended()

    def _frame_came(self, frame: QVideoFrame) -> None:
        at = time.monotonic()
        if self._state is State.PLAYING:
            self._watchdog.start(STALLS)
        start, end = frame.startTime() / 1000, frame.endTime() / 1000
        if self._opening:
            self._opened()
        self._take(start, end, at)
        # The first picture of a tape may be due later than its sound.
        self._pictures.show(frame, min(ceil(start), self._tape.moment(at)), at)

    def _sound_came(self, start: int, end: int) -> None:
        """Go by the sound where there is no picture, by when its parts are played."""
        if self._state is State.PLAYING:
            self._watchdog.start(STALLS)
            if not self._device.player.hasVideo():
                self._take(start / 1000, end / 1000, time.monotonic())

    def _take(self, start: float, end: float, at: float) -> None:
        """Tell where the tape stands, if this is news or it was long ago."""
        if not self._tape.frame(start, end, at):
            return
        here, told = self._tape.moment(at), self._told
        said = told.position
        if self._state is State.PLAYING:
            said += round((at - told.at) * MS_PER_SECOND * told.rate)
        if abs(here - said) > DRIFT or at - told.at > TELLS:
            self._tell(at)

    def _opened(self) -> None:
        self._opening = False
        self._watchdog.stop()
        self._device.player.setPlaybackRate(self._tape.rate)
        self._tracks = self._device.tracks()
        self._state = State.PAUSED
        now = time.monotonic()
        if self._tape.position:
            self._tape.seek(round(self._tape.position), now)
            self._place()
        if self._meant_to_run:
            self._start()
        else:
            self._tell(now)

    def _ended(self) -> None:
        self._watchdog.stop()
        if self._state is State.PLAYING:
            now = time.monotonic()
            self._meant_to_run = False
            self._tape.end(now, NEAR_THE_END)
            self._state = State.ENDED
            self._tell(now)

    def _length_known(self, length: int) -> None:
        """Hear how long Qt takes the tape to be; some kinds are measured instead."""
        if self._probed is not None and self._probed.container not in MEASURED:
            self._take_length(length)

    def _take_length(self, length: int) -> None:
        if length > 0 and length != self._tape.length:
            self._tape.length = length
            if not self._opening and self._state is not State.FAILED:
                self._tell(time.monotonic())

    # What can go wrong.

    def _wait_no_longer(self) -> None:
        """End a running tape that has gone silent, fail one that never began."""
        if self._state is State.PLAYING:
            self._device.player.pause()
            self._ended()
        elif self._file is not None:
            self._fail(does_not_answer(self._file))

    def _give_up(self) -> None:
        if self._file is not None:
            self._fail(cannot_be_played(self._file))

    def _fail(self, problem: NotARecording) -> None:
        self._opening = self._meant_to_run = False
        self._watchdog.stop()
        self._device.let_go()
        self._state = State.FAILED
        self._tell(time.monotonic(), str(problem))

    def _tell(self, at: float, problem: str = "") -> None:
        if self._state is State.EMPTY:
            return
        tape = self._tape
        frame_rate = self._probed.frame_rate if self._probed else 0.0
        known = tape.rate, tape.length, problem, frame_rate, self._tracks
        self._told = Report(self._state, tape.moment(at), at, *known)
        self._audience.tell(self._told)
