"""What happens beside the window while a tape is open: it is listened through."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.peaks import NO_SOUND
from ipt_review.media.voice import voices
from ipt_review.ui.background import Background
from ipt_review.ui.player.skipping import Skipping
from ipt_review.ui.timeline.waveform import Heard
from ipt_review.workflow.finding import Recognised, recognise
from ipt_review.workflow.organising import AnotherRecording

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.tape import MediaFile, Tape
    from ipt_review.domain.timecode import Span
    from ipt_review.media.fingerprint import Fingerprint
    from ipt_review.media.peak_cache import PeakCache
    from ipt_review.media.peaks import Peaks
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.ui.settings.preferences import Preferences

SKIP, LONGER_THAN = "tape.skip_silence", "tape.long_silence"


class _Listened(NamedTuple):
    """A tape was listened through."""

    peaks: Peaks
    voices: tuple[tuple[Span, ...], ...]


class _Hearing:
    """Listens through one recording; what it heard so far can be read meanwhile."""

    def __init__(
        self, cache: PeakCache, file: MediaFile, fingerprint: Fingerprint
    ) -> None:
        self._cache = cache
        self._file = file
        self._fingerprint = fingerprint
        self.so_far = NO_SOUND

    def __call__(
        self, progress: Callable[[float], None], cancelled: Callable[[], bool], /
    ) -> _Listened | None:
        """Measure peaks and look for voices in them; return None when called off."""
        peaks = self._cache.peaks(
            self._file.path, self._fingerprint, progress, cancelled, self._keep
        )
        return None if peaks is None else _Listened(peaks, voices(peaks))

    def _keep(self, peaks: Peaks) -> None:
        self.so_far = peaks


class Listening(QObject):
    """Shows the waveform while it grows, who speaks, and skips silence if wanted.

    It also looks whether the file is still the recording that was coded. Without a
    cache nothing is done in the background.

    Signals:
        refused: The tape's file is another recording; in words, what differs.
    """

    refused = Signal(str)

    def __init__(self, screen: ReviewScreen, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._player = player
        self._cache: PeakCache | None = None
        self._preferences: Preferences | None = None
        self._file: MediaFile | None = None
        self._hearing: _Hearing | None = None
        self._background = Background(self)
        self._background.progressed.connect(self._show_so_far)
        self._background.finished.connect(self._go_on)
        self._background.failed.connect(lambda _words: self._show(None))
        self.skipping = Skipping(player, self)
        self.skipping.skipped.connect(self._tell_skipped)

    @property
    def busy(self) -> bool:
        """Whether something is still being found out about the tape."""
        return self._background.busy

    def use(self, preferences: Preferences) -> None:
        """Heed what is set on this computer about silences."""
        self._preferences = preferences
        preferences.changed.connect(self._heed)
        self._heed()

    def keep_in(self, cache: PeakCache) -> None:
        """Listen to tapes from now on, and keep there what was heard."""
        self._cache = cache

    def begin(self, tape: Tape) -> None:
        """Find out in the background what there is to know about a tape's sound."""
        self.stop()
        self._file = tape.files[0] if tape.files else None
        self.skipping.show_voices((), tape.length)
        if self._file is not None and self._cache is not None:
            self._show(Heard.of(NO_SOUND, 0.0))
            self._background.start(partial(_recognised, self._file))

    def stop(self) -> None:
        """Leave the tape; what is under way is called off."""
        self._background.cancel()
        self._file = self._hearing = None
        self._screen.video.sound.clear()

    def close(self) -> None:
        """Stop for good, and wait until nothing runs any more."""
        self.stop()
        self._background.close()

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what each action about silences does."""
        return {SKIP: self.toggle_skipping}

    def states(self) -> dict[str, Callable[[], bool]]:
        """Return what tells whether silences are skipped."""
        return {SKIP: lambda: self.skipping.wanted}

    def toggle_skipping(self) -> None:
        """Skip long silences from now on, or play them."""
        if self._preferences is not None:
            self._preferences.set_value(SKIP, int(not self.skipping.wanted))
            self._tell_skipping()

    def _heed(self) -> None:
        if self._preferences is not None:
            self.skipping.wanted = self._preferences.is_on(SKIP)
            self.skipping.set_longer_than(self._preferences.value(LONGER_THAN))

    def _go_on(self, found: object) -> None:
        """Take what a job found out, and start the next one."""
        if isinstance(found, AnotherRecording):
            self._show(None)
            self.refused.emit(str(found))
        elif isinstance(found, Recognised):
            self._listen(found)
        elif isinstance(found, _Listened):
            self._show(Heard.of(found.peaks) if found.peaks.channels else None)
            self._screen.timeline.show_voices(found.voices)
            self.skipping.show_voices(found.voices, self._player.length)
            if self.skipping.wanted:
                self._tell_skipping()

    def _listen(self, found: Recognised) -> None:
        file, cache, probed = self._file, self._cache, found.probed
        only = probed.has_sound and not probed.has_picture
        self._screen.video.show_sound_only(only=only)
        if file is not None and cache is not None:
            self._hearing = _Hearing(cache, file, found.fingerprint)
            self._background.start(self._hearing)

    def _show_so_far(self, share: float) -> None:
        if self._hearing is not None and share < 1:
            self._show(Heard.of(self._hearing.so_far, share))

    def _show(self, heard: Heard | None) -> None:
        self._screen.timeline.show_sound(heard)
        self._screen.video.show_heard(heard)

    def _tell_skipping(self) -> None:
        seconds = f"{self.skipping.longer_than / MS_PER_SECOND:g} s"
        if not self.skipping.wanted:
            words = "Silences are played"
        elif self.skipping.knows_voices:
            words = f"Silences over {seconds} are skipped"
        else:
            words = f"Silences over {seconds} are skipped once they are known"
        self._screen.video.show_passing(words)

    def _tell_skipped(self, length: int) -> None:
        seconds = f"{length / MS_PER_SECOND:.1f} s"
        self._screen.video.show_passing(f"Skipped {seconds} of silence")


def _recognised(
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
