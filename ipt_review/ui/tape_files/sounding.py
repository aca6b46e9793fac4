"""What is heard of the files while they are arranged, beside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QLoggingCategory,
    QObject,
    Signal,
)

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.alignment import align
from ipt_review.media.fingerprint import Fingerprint
from ipt_review.media.mixing import RATE, excerpt, one_in_each_ear
from ipt_review.ui.background import Background
from ipt_review.ui.player.qt_start import QUIET

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtMultimedia import QAudioSink

    from ipt_review.domain.tape import MediaFile
    from ipt_review.media.alignment import Alignment
    from ipt_review.media.peak_cache import PeakCache
    from ipt_review.media.peaks import Peaks

LASTS = 15 * MS_PER_SECOND
"""How much of two files is heard at once, in ms."""

NO_DEVICE = "This computer has no sound output that could play this."
NO_MULTIMEDIA = (
    "The part of this program that plays two files at once cannot be loaded."
)


class HeardFile(NamedTuple):
    """A file, by its fingerprint, was listened through."""

    fingerprint: str
    peaks: Peaks


class Mixed(NamedTuple):
    """Sound of two files is ready to be heard: 16 bits, left and right by turns."""

    samples: bytes


class Sounding(QObject):
    """Listens to files, compares two of them, and plays two at once.

    Signals:
        heard: A `HeardFile`.
        aligned: An `Alignment`, or None where there is nothing to compare.
        told: Something for a person to read.
        sounded: Two files are heard now, or not any more.
    """

    heard = Signal(object)
    aligned = Signal(object)
    told = Signal(str)
    sounded = Signal()

    def __init__(self, cache: PeakCache | None, parent: QObject) -> None:
        super().__init__(parent)
        self._cache = cache
        self._peaks: dict[str, Peaks] = {}
        self._waiting: list[MediaFile] = []
        self._listener = Background(self)
        self._listener.finished.connect(self._take)
        self._listener.failed.connect(lambda _words: self._next())
        self._asked = Background(self)
        self._asked.finished.connect(self._answer)
        self._asked.failed.connect(self.told)
        self._sink: QAudioSink | None = None
        self._buffer = QBuffer(self)

    @property
    def busy(self) -> bool:
        """Whether something will still be heard of."""
        return self._listener.busy or self._asked.busy

    @property
    def plays(self) -> bool:
        """Whether two files are heard."""
        return self._sink is not None

    def listen(self, files: tuple[MediaFile, ...]) -> None:
        """Listen through those of the files that were not listened to yet."""
        new = [f for f in files if f.fingerprint and f.fingerprint not in self._peaks]
        self._waiting = new
        if not self._listener.busy:
            self._next()

    def compare(self, first: MediaFile, second: MediaFile) -> None:
        """Find out at which shift two files agree best."""
        one = self._peaks.get(first.fingerprint)
        other = self._peaks.get(second.fingerprint)
        if one is None or other is None:
            self.told.emit("The files are still being listened to; try again shortly.")
        else:
            self._asked.start(partial(_compared, one, other))

    def play(self, left: MediaFile, right: MediaFile, here: int) -> None:
        """Play two files at once from a moment of the session, one for each ear."""
        self.stop()
        self._asked.start(partial(_mixed, left, right, here))

    def stop(self) -> None:
        """Be silent."""
        if self._sink is not None:
            self._sink.stop()
            self._sink.deleteLater()
            self._sink = None
        self._buffer.close()

    def close(self) -> None:
        """Stop for good, and wait until nothing runs any more."""
        self.stop()
        self._waiting = []
        self._listener.close()
        self._asked.close()

    def _next(self) -> None:
        if self._waiting and self._cache is not None:
            file = self._waiting.pop(0)
            self._listener.start(partial(_listened, self._cache, file))

    def _take(self, found: HeardFile | None) -> None:
        if found is not None:
            self._peaks[found.fingerprint] = found.peaks
            self.heard.emit(found)
        self._next()

    def _answer(self, found: object) -> None:
        if isinstance(found, Mixed):
            self._sound(found.samples)
        else:
            self.aligned.emit(found)

    def _sound(self, samples: bytes) -> None:
        QLoggingCategory.setFilterRules(QUIET)
        try:
            from PySide6.QtMultimedia import (  # noqa: PLC0415 - may be missing
                QAudioFormat,
                QAudioSink,
                QMediaDevices,
            )
        except ImportError:
            self.told.emit(NO_MULTIMEDIA)
            return
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self.told.emit(NO_DEVICE)
            return
        shape = QAudioFormat()
        shape.setSampleRate(RATE)
        shape.setChannelCount(2)
        shape.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._buffer.setData(QByteArray(samples))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, shape, self)
        self._sink.start(self._buffer)
        self._sink.stateChanged.connect(self._after_state)
        self.sounded.emit()

    def _after_state(self) -> None:
        if self._sink is not None and self._buffer.atEnd():
            self.stop()
            self.sounded.emit()


def _listened(
    cache: PeakCache,
    file: MediaFile,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    /,
) -> HeardFile | None:
    taken = Fingerprint.parse(file.fingerprint)
    peaks = cache.peaks(file.path, taken, progress, cancelled)
    return None if peaks is None else HeardFile(file.fingerprint, peaks)


def _compared(
    one: Peaks,
    other: Peaks,
    _progress: Callable[[float], None],
    _cancelled: Callable[[], bool],
    /,
) -> Alignment | None:
    return align(one, other)


def _mixed(
    left: MediaFile,
    right: MediaFile,
    here: int,
    _progress: Callable[[float], None],
    _cancelled: Callable[[], bool],
    /,
) -> Mixed:
    ears = [excerpt(file.path, here - file.offset, LASTS) for file in (left, right)]
    return Mixed(one_in_each_ear(*ears))
