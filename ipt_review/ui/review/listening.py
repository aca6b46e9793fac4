"""What happens beside the window while a tape is open: it is listened through."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.peaks import NO_SOUND
from ipt_review.ui.background import Background
from ipt_review.ui.player.skipping import Skipping
from ipt_review.ui.review.hearing import Hearing, Listened, TapeHearing, recognised
from ipt_review.ui.timeline.waveform import Heard
from ipt_review.workflow.library.finding import Recognised
from ipt_review.workflow.library.organising import AnotherRecording

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.tape import Tape
    from ipt_review.media.peak_cache import PeakCache
    from ipt_review.ui.player.player import Player
    from ipt_review.ui.review.screen import ReviewScreen
    from ipt_review.ui.settings.preferences import Preferences

SKIP, LONGER_THAN = "tape.skip_silence", "tape.long_silence"


class Listening(QObject):
    """Shows the waveform while it grows, who speaks, and skips silence if wanted.

    It also looks whether each file is still the recording that was coded. Without a
    cache nothing is done in the background.

    Signals:
        refused: A file of the tape, by its place, is another recording; in words,
            what differs.
        learnt: A file of the tape, by its place, has sound only, or pictures too.
    """

    refused = Signal(int, str)
    learnt = Signal(int, bool)

    def __init__(self, screen: ReviewScreen, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._player = player
        self._cache: PeakCache | None = None
        self._preferences: Preferences | None = None
        self._tape: TapeHearing | None = None
        self._hearing: Hearing | None = None
        self._background = Background(self)
        self._background.progressed.connect(self._show_so_far)
        self._background.finished.connect(self._go_on)
        self._background.failed.connect(lambda _words: self._turn_to_next())
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

    @property
    def cache(self) -> PeakCache | None:
        """Where peaks are kept, None while tapes are not listened to."""
        return self._cache

    def keep_in(self, cache: PeakCache) -> None:
        """Listen to tapes from now on, and keep there what was heard."""
        self._cache = cache

    def begin(self, tape: Tape) -> None:
        """Find out in the background what there is to know about a tape's sound."""
        self.stop()
        self.skipping.show_voices((), tape.length)
        if tape.files and self._cache is not None:
            self._tape = TapeHearing(tape)
            self._show(Heard.of(NO_SOUND, 0.0))
            self._background.start(partial(recognised, tape.files[0]))

    def stop(self) -> None:
        """Leave the tape; what is under way is called off."""
        self._background.cancel()
        self._tape = self._hearing = None
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
        tape = self._tape
        if tape is None:
            return
        if isinstance(found, AnotherRecording):
            number = tape.number
            self._turn_to_next()
            self.refused.emit(number, str(found))
        elif isinstance(found, Recognised):
            self._listen(tape, found)
        elif isinstance(found, Listened):
            self._turn_to_next(found)

    def _listen(self, tape: TapeHearing, found: Recognised) -> None:
        file, cache, probed = tape.file, self._cache, found.probed
        only = probed.has_sound and not probed.has_picture
        self.learnt.emit(tape.number, only)
        if file is not None and cache is not None:
            whole = tape.with_present
            self._hearing = Hearing(cache, file, found.fingerprint, whole)
            self._background.start(self._hearing)

    def _turn_to_next(self, heard: Listened | None = None) -> None:
        """Listen to the next file, or show all that was heard."""
        tape, self._hearing = self._tape, None
        if tape is None:
            return
        tape.go_on(heard)
        if tape.file is not None:
            if heard is not None:
                self._show(Heard.of(heard.whole, tape.share(0.0)))
            self._background.start(partial(recognised, tape.file))
            return
        peaks = tape.peaks()
        self._show(Heard.of(peaks) if peaks.channels else None)
        spoken = tape.voices()
        self._screen.timeline.show_voices(spoken)
        self.skipping.show_voices(spoken, self._player.length)
        if self.skipping.wanted:
            self._tell_skipping()

    def _show_so_far(self, share: float) -> None:
        if self._hearing is not None and self._tape is not None and share < 1:
            of_tape = self._tape.share(share)
            self._show(Heard.of(self._hearing.so_far, of_tape))

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
