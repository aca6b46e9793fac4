"""What is asked of libvlc, and what is made of its word: the engine's inside."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ipt_review.media.command_thread import CommandThread
from ipt_review.media.engine import NO_TRACKS, State
from ipt_review.media.probe import MEASURED, glance, probe
from ipt_review.media.recording import NotARecording
from ipt_review.media.vlc_events import VlcEvents
from ipt_review.media.vlc_lead import SETTLES, Lead
from ipt_review.media.whereabouts import SEEK_LAG, Whereabouts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

SOON, HANDED_OVER = 20, 3_000
"""How much of a tape may be left at its end (ms) for it to be over, and how much sound
libvlc hands over at once at the most where nothing waits for it."""

HAS_NO_PICTURE = 500
"""When a tape has run this far without a frame, it has none worth waiting for."""


class Deck(Lead):
    """One libvlc player and the tape in it. Times are in seconds, positions in ms.

    Args:
        vlc: The module.
        instance: libvlc, started.
        thread: The engine's thread; methods without “Any thread” run on it.
    """

    def __init__(self, vlc: Any, instance: Any, thread: CommandThread) -> None:
        super().__init__(vlc, instance, thread, self._show)
        self._measured = False  # libvlc's own idea of the length does not count
        self._measuring = CommandThread("measuring")
        hear = {
            "TimeChanged": self._ticked,
            "Playing": self._went_on,
            "Paused": self._stood,
            "EndReached": self._ended,
            "EncounteredError": lambda _, __: self._give_up(),
            "LengthChanged": self._length_known,
        }
        news = {name: partial(self._hear, then) for name, then in hear.items()}
        self._events = VlcEvents(vlc, self.player, thread.do, news)

    # What is asked for.

    def load(self, file: Path) -> None:
        """Take a tape in, to stand at its start."""
        self._halt()
        self._thread.drop_plans()
        self._file = file
        self._state = State.EMPTY
        self._meant_to_run = False
        self._tape = Whereabouts()
        self._tracks = NO_TRACKS
        self.choices.forget_tape()
        try:
            found = glance(file)
        except NotARecording as problem:
            self._fail(problem)
            return
        self._screen.take(file, found)
        self._delay = found.picture_delay
        self._container = found.container
        self._tape.length = found.length_ms
        self._tape.frame_rate = found.frame_rate
        self._measured = found.container in MEASURED
        if self._measured:
            self._measuring.do(partial(self._measure, file))
        self._start(0)

    def play(self) -> None:
        """Run from the position, or from the start after the end."""
        if self._state in (State.EMPTY, State.FAILED) and not self._opening:
            return
        if self._meant_to_run:
            return
        self._meant_to_run = True
        if self._opening:
            return
        if self._spent:
            self._start(0 if self._state is State.ENDED else self._tape.position)
        else:
            self._resume()

    def pause(self) -> None:
        """Hold the tape."""
        if self._meant_to_run:
            self._meant_to_run = False
            if self._spent:
                self._stood(0, time.monotonic())
            elif not self._opening:
                self.player.set_pause(1)

    def seek(self, position: int) -> None:
        """Stand at `position`, running or not."""
        now = time.monotonic()
        if self._opening:
            self._tape.seek(position, now)
        elif self._spent:
            self._start(position)
        elif self._stands():
            if self._meant_to_run:
                self._run_at(1.0)
            self._tape.seek(position, now)
            self._tell(self._tape.at)
            if self._meant_to_run:
                self._send()
            else:
                self._show_held()

    def set_rate(self, rate: float) -> None:
        """Run at `rate`, at once unless a seek has to land first."""
        self._rate = rate
        if self._state is State.PLAYING and not self._thread.plans(self._give_rate):
            self._run_at(rate)
        if self._state not in (State.EMPTY, State.FAILED):
            self._tell(time.monotonic())

    def choose(self, choose: Callable[[T], None], track: T) -> None:
        """Choose a track, and report what is chosen."""
        choose(track)
        if self._stands():
            self._tracks = self.choices.tracks()
            self._tell(time.monotonic())

    def fit(self, box: tuple[int, int]) -> None:
        """Take the box for the next start, which comes now if pictures can grow.

        A tape that runs is not disturbed; its pictures grow when it is next held.
        """
        self._screen.fit(box)
        if self._state is not State.PLAYING:
            self._grow()

    def let_go(self) -> None:
        """Let go of the tape, of libvlc, and of everybody who listens."""
        self.audience.leave()
        self._thread.drop_plans()
        self._screen.close()
        self._measuring.close(lambda: None)
        self.player.stop()
        self._events.detach()
        self.player.release()
        self._instance.release()

    # What libvlc says.

    def _hear(self, then: Callable[[int, float], None], what: int, at: float) -> None:
        """Pass on what libvlc says, unless it was said of what it played before."""
        if at >= self._began:
            then(what, at)

    def _show(self, at: float) -> None:
        if at < self._began:
            return
        if self._tape.frame(at):
            self._tell(at)
            self._screen.veiled = self._screen.veiled and not self._tape.running
        if self._opening and self._tape.position:
            self._screen.veiled = True
        self._screen.pass_on(self._tape.moment(at), at)
        if self._opening:
            self._hold_opened()

    def _ticked(self, position: int, at: float) -> None:
        if self._opening:
            silent_film = self.player.video_get_track_count() == 0
            if silent_film or position > HAS_NO_PICTURE:
                self._hold_opened()
        elif self._tape.tick(position, at):
            self._tell(at)
            self._arrive()

    def _hold_opened(self) -> None:
        """Hold the tape that has given its first sign, so that it can be placed."""
        self._screen.veiled = True
        self.player.set_pause(1)

    def _stood(self, _: int, at: float) -> None:
        self._quiet_at = at + SETTLES
        self._state = State.PAUSED
        if self._opening:
            self._opened(at)
            return
        unsure = self._tape.is_unsure
        self._tape.hold(at)
        self._tell(at)
        if self._grow():
            return
        if unsure or self._elsewhere:
            self._show_held()
        else:
            self._ask_times()

    def _grow(self) -> bool:
        """Begin anew if a held tape can have larger pictures; return whether it can."""
        grows = self._stands() and self._screen.is_too_small
        if grows:
            self._start(self._tape.moment(time.monotonic()))
        return grows

    def _opened(self, at: float) -> None:
        self._opening = False
        self._thread.drop_plans()
        self.choices.give()
        self._tracks = self.choices.tracks()
        if self._meant_to_run:
            self._elsewhere = True
            self._resume()
        else:
            self._tell(at)
            self._show_held()

    def _went_on(self, _: int, at: float) -> None:
        if self._opening:
            return
        if not self._meant_to_run:
            self.player.set_pause(1)  # asked to while it was paused, it ignored it
        else:
            self._tape.run(at, SEEK_LAG if self._elsewhere else 0.0)
            self._elsewhere = False
            self._state = State.PLAYING
            self._tell(at)

    def _ended(self, _: int, at: float) -> None:
        self._spent = True
        if self._state is State.PLAYING:
            self._end(at)
        elif self._opening:
            self._give_up()

    def _end(self, at: float) -> None:
        """End the tape, sound without a device only when its last ms is due.

        Where nothing can be heard, libvlc is through as soon as all is handed over.
        """
        left = self._tape.length - self._tape.moment(at)
        if not self._screen.has_picture and SOON < left < HANDED_OVER:
            self._thread.plan(self._end_in_time, left / 1000 / self._tape.rate)
            return
        self._meant_to_run = False
        self._tape.end(at)
        self._state = State.ENDED
        self._tell(at)

    def _end_in_time(self) -> None:
        if self._spent and self._state is State.PLAYING:
            self._end(time.monotonic())

    def _length_known(self, length: int, at: float) -> None:
        if not self._measured:
            self._take_length(length, at)

    def _measure(self, file: Path) -> None:
        """Measure a tape whose header cannot be trusted, on a thread of its own."""
        try:
            length = probe(file).length_ms
        except NotARecording:
            return  # it has gone since it was opened, which is told elsewhere
        self._thread.do(partial(self._measured_as, file, length))

    def _measured_as(self, file: Path, length: int) -> None:
        if file is self._file:
            self._take_length(length, time.monotonic())

    def _take_length(self, length: int, at: float) -> None:
        if length > 0 and length != self._tape.length:
            self._tape.length = length
            if not self._opening:
                self._tell(at)
