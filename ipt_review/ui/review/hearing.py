"""Listening through the files of one tape, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipt_review.media.joined_sound import join_peaks, join_voices
from ipt_review.media.peaks import NO_SOUND
from ipt_review.media.voice import voices
from ipt_review.workflow.library.finding import recognise
from ipt_review.workflow.library.organising import AnotherRecording

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.tape import MediaFile, Tape
    from ipt_review.domain.timecode import Span
    from ipt_review.media.fingerprint import Fingerprint
    from ipt_review.media.peak_cache import PeakCache
    from ipt_review.media.peaks import Peaks
    from ipt_review.workflow.library.finding import Recognised


class Listened(NamedTuple):
    """A file was listened through.

    Attributes:
        peaks: Of the file.
        voices: Where somebody speaks in it.
        whole: Peaks of the session, as far as it has been heard.
    """

    peaks: Peaks
    voices: tuple[tuple[Span, ...], ...]
    whole: Peaks


class Hearing:
    """Listens through one file; what was heard of the tape can be read meanwhile.

    Args:
        cache: Where peaks are kept.
        file: What is listened to.
        fingerprint: Of that file.
        whole: Returns the peaks of the session with those of this file.
    """

    def __init__(
        self,
        cache: PeakCache,
        file: MediaFile,
        fingerprint: Fingerprint,
        whole: Callable[[Peaks], Peaks],
    ) -> None:
        self._cache = cache
        self._file = file
        self._fingerprint = fingerprint
        self._whole = whole
        self.so_far = NO_SOUND

    def __call__(
        self, progress: Callable[[float], None], cancelled: Callable[[], bool], /
    ) -> Listened | None:
        """Measure peaks and look for voices in them; return None when called off."""
        peaks = self._cache.peaks(
            self._file.path, self._fingerprint, progress, cancelled, self._keep
        )
        if peaks is None:
            return None
        return Listened(peaks, voices(peaks), self._whole(peaks))

    def _keep(self, peaks: Peaks) -> None:
        self.so_far = self._whole(peaks)


class TapeHearing:
    """What is known of the sound of a tape, file by file.

    Args:
        tape: Its files are listened to in their order.

    Attributes:
        number: The place of the file that is listened to now.
        sound_only: Whether a file has sound and no picture, by its place.
    """

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.number = 0
        self.sound_only: dict[int, bool] = {}
        self._heard: dict[int, Listened] = {}

    @property
    def file(self) -> MediaFile | None:
        """The file that is listened to now, None when all have been."""
        files = self.tape.files
        return files[self.number] if self.number < len(files) else None

    def go_on(self, heard: Listened | None = None) -> None:
        """Turn to the next file, with what was heard of this one, if anything."""
        if heard is not None:
            self._heard[self.number] = heard
        self.number += 1

    def share(self, of_file: float) -> float:
        """Return how much of the tape has been heard, from 0 to 1."""
        return (self.number + of_file) / max(len(self.tape.files), 1)

    def with_present(self, peaks: Peaks) -> Peaks:
        """Return the peaks of the session with those of the present file.

        Any thread may ask, as long as nobody turns to the next file.
        """
        return self._joined({self.number: peaks})

    def peaks(self) -> Peaks:
        """Return the peaks of the session."""
        return self._joined({})

    def _joined(self, more: dict[int, Peaks]) -> Peaks:
        known = {number: heard.peaks for number, heard in self._heard.items()} | more
        if not self.tape.is_pieced:
            return known.get(0, NO_SOUND)
        return join_peaks(self.tape.files, self.tape.length, known)

    def voices(self) -> tuple[tuple[Span, ...], ...]:
        """Return where somebody speaks in the session, by estimate."""
        if not self.tape.is_pieced:
            return self._heard[0].voices if 0 in self._heard else ()
        known = {number: heard.voices for number, heard in self._heard.items()}
        return join_voices(self.tape.files, self.tape.length, known)


def recognised(
    file: MediaFile,
    _progress: Callable[[float], None],
    _cancelled: Callable[[], bool],
    /,
) -> Recognised | AnotherRecording:
    """Look whether a file is the recording that it was; another one is a finding."""
    try:
        return recognise(file)
    except AnotherRecording as problem:
        return problem
