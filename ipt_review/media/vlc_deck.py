"""What libvlc is made to do, and what is made of its word: the engine's inside.

Everything here happens on the engine's one thread. libvlc runs, or is held; held frames
come from `stills.py`, so a held libvlc may stand elsewhere until it is to run again.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, TypeVar

from ipt_review.media.audience import Audience
from ipt_review.media.engine import NO_TRACKS, Report, State
from ipt_review.media.probe import glance
from ipt_review.media.recording import NotARecording, cannot_be_played
from ipt_review.media.vlc_choices import Choices
from ipt_review.media.vlc_events import VlcEvents
from ipt_review.media.vlc_screen import Screen
from ipt_review.media.whereabouts import SEEK_LAG, Whereabouts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.media.command_thread import CommandThread
    from ipt_review.media.frame_times import FrameTimes
    from ipt_review.media.stills import Still

T = TypeVar("T")

OPENS_WITHIN = 8.0
"""How long a tape may take to show or sound its first frame, in seconds."""

HAS_NO_PICTURE = 500
"""When a tape has run this far without a frame, it has none worth waiting for."""

SETTLES = 0.1
"""How long libvlc is left alone after a pause and between seeks while it is held, in
seconds. Frames that are on their way would come after the one that was sought."""

RATE_WAITS = 0.25
"""How long after a seek libvlc is given its rate where there is no picture, in seconds.
Given too soon, while libvlc decodes from the last key frame, it makes libvlc miss."""

ARRIVES_WITHIN = 2.0
"""How long a seek with pictures may take at the most, in seconds."""


class Deck:
    """One libvlc player and the tape in it. Times are in seconds, positions in ms.

    Args:
        vlc: The module.
        instance: libvlc, started.
        thread: The engine's thread; methods without “Any thread” run on it.
    """

    def __init__(self, vlc: Any, instance: Any, thread: CommandThread) -> None:
        self.player: Any = instance.media_player_new()
        self.audience = Audience(thread.guard)
        self.choices = Choices(self.player)
        self._instance = instance
        self._thread = thread
        self._screen = Screen(vlc, self.player, thread, self.audience, self._show)
        self._file: Path | None = None
        self._state = State.EMPTY
        self._tape = Whereabouts()
        self._rate = 1.0
        self._delay = 0
        self._opening = self._meant_to_run = False
        self._spent = False  # libvlc came to the end and must be started anew
        self._elsewhere = False  # libvlc, held, does not stand at the position
        self._tracks = NO_TRACKS
        self._quiet_at = 0.0
        hear = {
            "TimeChanged": self._ticked,
            "Playing": self._went_on,
            "Paused": self._stood,
            "EndReached": self._ended,
            "EncounteredError": lambda _, __: self._give_up(),
            "LengthChanged": self._length_known,
        }
        self._events = VlcEvents(vlc, self.player, thread.do, hear)

    # What is asked for.

    def load(self, file: Path) -> None:
        """Take a tape in, to stand at its start."""
        self.player.stop()
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
        self._tape.length = found.length_ms
        self._tape.frame_rate = found.frame_rate
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
            if not self._opening:
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
        self._tell(time.monotonic())

    def choose(self, choose: Callable[[T], None], track: T) -> None:
        """Choose a track, and report what is chosen."""
        choose(track)
        if self._stands():
            self._tracks = self.choices.tracks()
            self._tell(time.monotonic())

    def fit(self, box: tuple[int, int]) -> None:
        """Take the box for the next start, which comes now if pictures can grow."""
        if self._screen.fit(box) and self._stands():
            self._start(self._tape.moment(time.monotonic()))

    def let_go(self) -> None:
        """Let go of the tape, of libvlc, and of everybody who listens."""
        self.audience.leave()
        self._thread.drop_plans()
        self._screen.close()
        self.player.stop()
        self._events.detach()
        self.player.release()
        self._instance.release()

    # How libvlc is led.

    def _stands(self) -> bool:
        """Say whether libvlc has a tape open and can be asked about it."""
        busy = self._opening or self._spent
        return self._state in (State.PAUSED, State.PLAYING) and not busy

    def _start(self, position: int) -> None:
        """Have libvlc begin anew, to stand at `position` or to run from there."""
        self.player.stop()
        self._screen.forget()
        self._tape.hold(time.monotonic())
        self._tape.seek(position, time.monotonic())
        self._opening, self._spent = True, False
        media = self._instance.media_new_path(os.fsencode(self._file or ""))
        media.add_option(":avcodec-hw=none")
        self.player.set_media(media)
        media.release()
        self._tape.rate = 1.0
        self.player.set_rate(1.0)
        self._thread.plan(self._give_up, OPENS_WITHIN)
        if self.player.play() != 0:
            self._give_up()

    def _resume(self) -> None:
        """Run on from the position, at the rate; libvlc may stand elsewhere."""
        self._thread.drop_plans()
        if self._elsewhere:
            self._run_at(1.0)
            self._send()
        else:
            self._thread.plan(self._give_rate, 0.0)
        self.player.set_pause(0)

    def _send(self) -> None:
        """Send libvlc to the position.

        At another rate than 1.0, libvlc 3 misses the place by the stretch from the
        last key frame times the rate's difference; so it is sent there at 1.0, and
        has its rate back when it has arrived.
        """
        self._ask_times()
        self.player.set_time(self._tape.in_reach(self._tape.position))
        waits = ARRIVES_WITHIN if self._screen.has_picture else RATE_WAITS
        self._thread.plan(self._give_rate, waits)

    def _run_at(self, rate: float) -> None:
        if rate != self._tape.rate:
            self.player.set_rate(rate)
            self._tape.change_rate(rate, time.monotonic())
            if self._tape.running:
                self._ask_times()

    def _give_rate(self) -> None:
        self._screen.veiled = False
        self._run_at(self._rate)

    # Frames of a held tape.

    def _show_held(self) -> None:
        """Have the frame shown that stands at the position of the held tape."""
        self._elsewhere = self._screen.veiled = True
        if self._tracks.shown is not None:
            self._place_soon()
        elif self._screen.has_picture:
            self._screen.find(self._tape.position, self._still_came)

    def _still_came(self, still: Still | None) -> None:
        if self._meant_to_run or self._opening:
            return
        if still is None:
            self._place_soon()
            return
        self._screen.show(still)
        if still.asked == self._tape.position:
            self._tape.stand(still.picture.position)
            self._tell(still.picture.at)

    def _place_soon(self) -> None:
        self._thread.plan(self._place, max(0.0, self._quiet_at - time.monotonic()))

    def _place(self) -> None:
        """Have libvlc itself show the frame, for its subtitles or for want of others.

        What it shows is early by up to the picture delay; so it is sent half of that
        further, and back to the position itself before it runs on.
        """
        self._screen.veiled = False
        self._screen.forget()
        self._quiet_at = time.monotonic() + SETTLES
        self._run_at(1.0)
        there = self._tape.position + self._delay // 2
        self.player.set_time(self._tape.in_reach(there))

    def _ask_times(self) -> None:
        self._screen.times(self._tape.moment(time.monotonic()), self._learn)

    def _learn(self, times: FrameTimes) -> None:
        if self._tape.learn(times):
            self._tell(time.monotonic())

    # What libvlc says.

    def _show(self, at: float) -> None:
        if self._tape.frame(at):
            self._tell(at)
            self._arrive()
        if self._opening and self._tape.position:
            self._screen.veiled = True
        self._screen.pass_on(self._tape.moment(at), at)
        if self._opening:
            self._hold_opened()

    def _arrive(self) -> None:
        """Let the tape be seen and run at its rate once it is where it was sent."""
        self._screen.veiled = self._screen.veiled and not self._tape.running
        if self._thread.plans(self._give_rate) and not self._tape.is_landing:
            self._thread.plan(self._give_rate, 0.0)

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
        if unsure or self._elsewhere:
            self._show_held()
        else:
            self._ask_times()

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
        if not self._opening and self._meant_to_run:
            self._tape.run(at, SEEK_LAG if self._elsewhere else 0.0)
            self._elsewhere = False
            self._state = State.PLAYING
            self._tell(at)

    def _ended(self, _: int, at: float) -> None:
        self._spent = True
        if self._state is State.PLAYING:
            self._meant_to_run = False
            self._tape.end(at)
            self._state = State.ENDED
            self._tell(at)
        elif self._opening:
            self._give_up()

    def _length_known(self, length: int, at: float) -> None:
        if length > 0 and length != self._tape.length:
            self._tape.length = length
            if not self._opening:
                self._tell(at)

    # What can go wrong.

    def _give_up(self) -> None:
        if self._file is not None:
            self._fail(cannot_be_played(self._file))

    def _fail(self, problem: NotARecording) -> None:
        self._opening = self._meant_to_run = False
        self._thread.drop_plans()
        self.player.stop()
        self._state = State.FAILED
        self._tell(time.monotonic(), str(problem))

    def _tell(self, at: float, problem: str = "") -> None:
        tape = self._tape
        rate = tape.speed if self._state is State.PLAYING else self._rate
        known = tape.length, problem, tape.frame_rate, self._tracks, tape.waits_at
        self.audience.tell(Report(self._state, tape.moment(at), at, rate, *known))
