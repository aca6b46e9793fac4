"""How libvlc is led: made to run from a place, held there, and shown there.

Everything here happens on the engine's one thread. Held frames come from `stills.py`,
so a held libvlc may stand elsewhere until it is to run again.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from ipt_review.media.audience import Audience
from ipt_review.media.engine import NO_TRACKS, Report, State
from ipt_review.media.recording import cannot_be_played
from ipt_review.media.vlc_choices import Choices
from ipt_review.media.vlc_media import open_media
from ipt_review.media.vlc_screen import Screen
from ipt_review.media.whereabouts import Whereabouts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.media.command_thread import CommandThread
    from ipt_review.media.frame_times import FrameTimes
    from ipt_review.media.recording import NotARecording
    from ipt_review.media.stills import Still

OPENS_WITHIN = 8.0
"""How long a tape may take to show or sound its first frame, in seconds."""

SETTLES = 0.1
"""How long libvlc is left alone after a pause and between seeks while it is held, in
seconds. Frames that are on their way would come after the one that was sought."""

RATE_WAITS = 0.25
"""How long after a seek libvlc is given its rate at the soonest, in seconds. Given too
soon, while libvlc decodes from the last key frame, it makes libvlc miss the place."""

ARRIVES_WITHIN = 2.0
"""How long a seek with pictures may take at the most, in seconds."""


class Lead:
    """A libvlc player with a tape in it, and where it is to be.

    Args:
        vlc: The module.
        instance: libvlc, started.
        thread: The engine's thread.
        shown: Told when libvlc has shown a new frame, in seconds.
    """

    def __init__(
        self,
        vlc: Any,
        instance: Any,
        thread: CommandThread,
        shown: Callable[[float], None],
    ) -> None:
        self.player: Any = instance.media_player_new()
        self.audience = Audience(thread.guard)
        self.choices = Choices(self.player)
        self._instance = instance
        self._thread = thread
        self._screen = Screen(vlc, self.player, thread, self.audience, shown)
        self._file: Path | None = None
        self._state = State.EMPTY
        self._tape = Whereabouts()
        self._rate = 1.0
        self._delay = 0
        self._container = ""
        self._opening = self._meant_to_run = False
        self._spent = False  # libvlc came to the end and must be started anew
        self._elsewhere = False  # libvlc, held, does not stand at the position
        self._tracks = NO_TRACKS
        self._quiet_at = self._sent_at = 0.0
        self._began = 0.0  # what libvlc said before that is of no interest any more

    def _stands(self) -> bool:
        """Say whether libvlc has a tape open and can be asked about it."""
        busy = self._opening or self._spent
        return self._state in (State.PAUSED, State.PLAYING) and not busy

    def _start(self, position: int) -> None:
        """Have libvlc begin anew, to stand at `position` or to run from there."""
        self._halt()
        self._screen.forget()
        self._tape.hold(time.monotonic())
        self._tape.seek(position, time.monotonic())
        self._opening, self._spent = True, False
        media = open_media(self._instance, self._file, self._container)
        self.player.set_media(media)
        media.release()
        self._tape.rate = 1.0
        self.player.set_rate(1.0)
        self._thread.plan(self._give_up, OPENS_WITHIN)
        if self.player.play() != 0:
            self._give_up()

    def _halt(self) -> None:
        self.player.stop()
        self._began = time.monotonic()

    def _resume(self) -> None:
        """Run on from the position, at the rate; libvlc may stand elsewhere.

        By `play()`: `set_pause(0)` does nothing while libvlc fills its buffers after
        it was sent elsewhere.
        """
        self._thread.drop_plans()
        if self._elsewhere:
            self._run_at(1.0)
            self._send()
        else:
            self._thread.plan(self._give_rate, 0.0)
        self.player.play()

    def _send(self) -> None:
        """Send libvlc to the position.

        At another rate than 1.0, libvlc 3 misses the place by the stretch from the
        last key frame times the rate's difference; so it is sent there at 1.0, and
        has its rate back when it has arrived.
        """
        self._ask_times()
        self.player.set_time(self._tape.in_reach(self._tape.position))
        self._sent_at = time.monotonic()
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
        if self._state is not State.PAUSED or self._meant_to_run or self._opening:
            return
        if still is None:
            self._place_soon()
            return
        self._screen.show(still)
        if still.asked == self._tape.position:
            self._tape.stand(min(still.asked, still.picture.position))
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

    def _arrive(self) -> None:
        """Give the tape its rate, now that a tick says that it is where it was sent."""
        if self._thread.plans(self._give_rate):
            left = self._sent_at + RATE_WAITS - time.monotonic()
            self._thread.plan(self._give_rate, max(0.0, left))

    def _give_up(self) -> None:
        if self._file is not None:
            self._fail(cannot_be_played(self._file))

    def _fail(self, problem: NotARecording) -> None:
        self._opening = self._meant_to_run = False
        self._thread.drop_plans()
        self._halt()
        self._state = State.FAILED
        self._tell(time.monotonic(), str(problem))

    def _tell(self, at: float, problem: str = "") -> None:
        tape = self._tape
        rate = tape.speed if self._state is State.PLAYING else self._rate
        known = tape.length, problem, tape.frame_rate, self._tracks, tape.waits_at
        self.audience.tell(Report(self._state, tape.moment(at), at, rate, *known))
