"""Qt's media player with what it plays to, and what it says made safe to hear."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, QUrl, Signal, Slot, qVersion
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferOutput,
    QAudioOutput,
    QMediaMetaData,
    QMediaPlayer,
    QVideoFrame,
    QVideoSink,
)
from shiboken6 import delete

from ipt_review.media.engine import Track, Tracks
from ipt_review.media.probe import MEASURED, glance, probe
from ipt_review.media.recording import NotARecording
from ipt_review.media.sound_device import has_sound_device

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LANDS_WITHIN = 400
"""How long a held player is given to show where it was sent, before it is sent on to
where it is wanted by now, in ms."""

QUEUED = Qt.ConnectionType.QueuedConnection
FULL = 100


class QtDevice(QObject):
    """One media player, its outputs, and a look into files before it gets them.

    Everything arrives on the thread that made this. Sound goes out where there is a
    device; without, its buffers alone keep the time.

    Signals:
        glanced: The file (Path), and what it is made of (Probed).
        measured: The file (Path), and how long it plays, in ms; only of kinds whose
            headers cannot be believed.
        not_a_recording: The file (Path), and what is wrong with it (NotARecording).
        frame_came: A frame of the picture (QVideoFrame).
        sound_came: From where to where a piece of sound reaches that is due now, in
            microseconds of tape.
    """

    glanced = Signal(object, object)
    measured = Signal(object, int)
    not_a_recording = Signal(object, object)
    frame_came = Signal(object)
    sound_came = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.version = qVersion()
        self.player = QMediaPlayer()
        self._picture = QVideoSink()
        self._sound = QAudioBufferOutput()
        self._loudspeaker: QAudioOutput | None = None
        self._volume = FULL
        self._next: int | None = None
        self._landing = QTimer(singleShot=True, interval=LANDS_WITHIN)
        self._landing.timeout.connect(self._landed)
        self.player.setVideoSink(self._picture)
        self.player.setAudioBufferOutput(self._sound)
        self.player.setPitchCompensation(True)
        # Emitted on Qt's threads, which must never have to wait for Python.
        self._picture.videoFrameChanged.connect(self._pass_frame, type=QUEUED)
        self._sound.audioBufferReceived.connect(self._pass_sound, type=QUEUED)
        self._found.connect(self._pass_found, type=QUEUED)

    _found = Signal(object, object)

    def glance(self, file: Path) -> None:
        """Look into `file` on a thread of its own, which a dead drive may keep."""
        threading.Thread(
            target=self._look, args=(file,), name="qt engine glance", daemon=True
        ).start()

    def open(self, file: Path) -> None:
        """Have the player take in a file."""
        if self._loudspeaker is None and has_sound_device():
            self._loudspeaker = QAudioOutput()
            self.set_volume(self._volume)
            self.player.setAudioOutput(self._loudspeaker)
        self.player.setSource(QUrl.fromLocalFile(str(file.absolute())))

    def play(self, start: int) -> None:
        """Let the player run from where it was sent, after its end from `start`."""
        if self._next is not None or self._is_stopped():
            self.send(start if self._next is None else self._next, held=False)
        self._landing.stop()
        self.player.play()

    def send(self, place: int, *, held: bool) -> None:
        """Send the player to `place` (ms); held, have it show the frame there.

        Each sending calls off the one before; a held player that is sent somewhere
        else all the time, as by dragging, shows one frame before it goes to the next.
        """
        self._next = None
        if held and self._landing.isActive() and self.player.hasVideo():
            self._next = place
            return
        self.player.setPosition(place)
        if held:
            self._landing.start()
            if self._is_stopped():
                self.player.pause()

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 100 and all above it being as recorded."""
        self._volume = percent
        if self._loudspeaker is not None:
            self._loudspeaker.setVolume(min(percent, FULL) / FULL)

    def tracks(self) -> Tracks:
        """Return what there is to choose from in the file, and what is chosen."""
        heard = self.player.activeAudioTrack()
        shown = self.player.activeSubtitleTrack()
        return Tracks(
            _named(self.player.audioTracks()),
            _named(self.player.subtitleTracks()),
            None if heard < 0 else heard,
            None if shown < 0 else shown,
        )

    def let_go(self) -> None:
        """Forget the file."""
        self._landing.stop()
        self._next = None
        self.player.stop()
        self.player.setSource(QUrl())

    def close(self) -> None:
        """Let go of the file and of everything that plays; say nothing more.

        Qt's objects go now: later there may be no application, which they need.
        """
        self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.player.blockSignals(True)  # noqa: FBT003
        self.let_go()
        for part in (self.player, self._loudspeaker, self._sound, self._picture):
            if part is not None:
                delete(part)

    def _is_stopped(self) -> bool:
        """Say whether the player came to the end, where it forgets its place."""
        return self.player.playbackState() is QMediaPlayer.PlaybackState.StoppedState

    def _landed(self) -> None:
        self._landing.stop()
        if self._next is not None:
            self.send(self._next, held=True)

    def _look(self, file: Path) -> None:
        """Run on a thread of its own."""
        try:
            found = glance(file)
            self._found.emit(file, found)
            if found.container in MEASURED:
                self._found.emit(file, probe(file).length_ms)
        except NotARecording as problem:
            self._found.emit(file, problem)

    @Slot(object, object)
    def _pass_found(self, file: Path, found: object) -> None:
        if isinstance(found, NotARecording):
            self.not_a_recording.emit(file, found)
        elif isinstance(found, int):
            self.measured.emit(file, found)
        else:
            self.glanced.emit(file, found)

    @Slot(QVideoFrame)
    def _pass_frame(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self.frame_came.emit(frame)
            if self._landing.isActive():
                self._landed()

    @Slot(QAudioBuffer)
    def _pass_sound(self, buffer: QAudioBuffer) -> None:
        if buffer.isValid():
            start = buffer.startTime()
            self.sound_came.emit(start, start + buffer.duration())


def _named(described: Iterable[QMediaMetaData]) -> tuple[Track, ...]:
    return tuple(
        Track(number, _label(about, number)) for number, about in enumerate(described)
    )


def _label(about: QMediaMetaData, number: int) -> str:
    """Return a track's title and language, its number where it has neither."""
    title = about.stringValue(QMediaMetaData.Key.Title)
    language = about.value(QMediaMetaData.Key.Language)
    spoken = (
        QLocale.languageToString(language)
        if language not in (None, QLocale.Language.AnyLanguage, QLocale.Language.C)
        else ""
    )
    return " – ".join(filter(None, (title, spoken))) or f"Track {number + 1}"
