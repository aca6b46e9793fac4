"""libvlc as an engine.

libvlc calls in on threads of its own and must not be called from there, and its
stop() may wait for those threads. So everything happens on one command thread: the
callbacks below take the time, read what they are handed, and pass it on to there.
"""

from __future__ import annotations

import atexit
import os
import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ipt_review.media.command_thread import CommandThread
from ipt_review.media.engine import NO_TRACKS, Picture, Report, State
from ipt_review.media.frames import Frames
from ipt_review.media.probe import glance
from ipt_review.media.recording import NotARecording, cannot_be_played
from ipt_review.media.vlc_choices import Choices
from ipt_review.media.vlc_events import VlcEvents
from ipt_review.media.vlc_start import load_vlc, new_instance
from ipt_review.media.whereabouts import SEEK_LAG, Whereabouts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.media.engine import Channels
    from ipt_review.media.frames import Frame

T = TypeVar("T")

OPENS_WITHIN = 8.0
"""How long a tape may take to show or sound its first frame, in seconds."""

HAS_NO_PICTURE = 500
"""When a tape has run this far without a frame, it has none worth waiting for."""

SETTLES = 0.1
"""How long libvlc is left alone after a pause and between seeks while it is held, in
seconds. Frames that are on their way would come after the one that was sought."""

RATE_WAITS = 0.25
"""How long after a seek libvlc is given its rate, in seconds."""


class VlcEngine:
    """Plays tapes with libvlc, its pictures handed out as pixels.

    Raises:
        EngineMissing: When libvlc is not on this machine, or is of another kind.
    """

    name = "libvlc"

    def __init__(self) -> None:
        self._vlc = load_vlc()
        self._instance = new_instance(self._vlc)
        self._player: Any = self._instance.media_player_new()
        self._frames = Frames(self._frame_shown)
        self._frames.attach(self._vlc.dll, self._player)
        self._newest_frame: deque[Frame] = deque(maxlen=1)
        self._listeners: list[Callable[[Report], None]] = []
        self._watchers: list[Callable[[Picture], None]] = []
        self._file: Path | None = None
        self._state = State.EMPTY
        self._tape = Whereabouts()
        self._delay = 0
        self._opening = self._meant_to_run = False
        self._spent = False  # libvlc came to the end and must be started anew
        self._elsewhere = False  # libvlc, held, does not stand at the position
        self._veiled = False  # what libvlc shows just now is not to be seen
        self._choices = Choices(self._player)
        self._tracks = NO_TRACKS
        self._quiet_at = 0.0
        self._thread = CommandThread("libvlc engine")
        self._events = self._hear_libvlc()
        atexit.register(self.close)

    @property
    def version(self) -> str:
        """The version of libvlc, such as 3.0.24."""
        return str(self._vlc.libvlc_get_version().decode().split()[0])

    # What the program asks for: each call only leaves a note for the thread.

    def listen(self, listener: Callable[[Report], None]) -> None:
        """Have `listener` called with every report, on the engine's thread."""
        self._thread.do(partial(self._listeners.append, listener))

    def watch(self, watcher: Callable[[Picture], None]) -> None:
        """Have `watcher` called with every new frame, on the engine's thread."""
        self._thread.do(partial(self._watch, watcher))

    def load(self, file: Path) -> None:
        """Take a tape in and stand at its start, paused, its first frame shown."""
        self._thread.do(partial(self._load, file))

    def play(self) -> None:
        """Let the tape run; after the end, from the start."""
        self._thread.do(self._play)

    def pause(self) -> None:
        """Hold the tape where it is."""
        self._thread.do(self._pause)

    def seek(self, position: int) -> None:
        """Stand at `position`, running or not, kept within the tape."""
        self._thread.do(partial(self._seek, position))

    def set_rate(self, rate: float) -> None:
        """Run at `rate` (0.5 to 2.0), the pitch of voices kept."""
        self._thread.do(partial(self._set_rate, rate))

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 0 to 200, 100 being as recorded."""
        self._thread.do(partial(self._choices.set_volume, percent))

    def set_channels(self, channels: Channels) -> None:
        """Have both channels heard, or one of them alone on both loudspeakers."""
        self._thread.do(partial(self._choices.set_channels, channels))

    def choose_sound(self, track: int) -> None:
        """Have this sound track heard; the next tape starts with its own first one."""
        self._thread.do(partial(self._choose, self._choices.choose_sound, track))

    def choose_subtitles(self, track: int | None) -> None:
        """Draw this subtitle track of the file, or none, as every tape starts."""
        self._thread.do(partial(self._choose, self._choices.choose_subtitles, track))

    def fit(self, width: int, height: int) -> None:
        """Say how large pictures are wanted at most; larger ones come at once."""
        self._thread.do(partial(self._fit, (max(2, width), max(2, height))))

    def close(self) -> None:
        """Let go of the tape, of libvlc, of the thread, and of every listener."""
        atexit.unregister(self.close)
        self._thread.close(self._let_go)

    # What the thread does.

    def _watch(self, watcher: Callable[[Picture], None]) -> None:
        self._watchers.append(watcher)
        self._frames.wanted = True

    def _load(self, file: Path) -> None:
        self._player.stop()
        self._thread.drop_plans()
        self._file = file
        self._state = State.EMPTY
        self._meant_to_run = False
        self._tape = Whereabouts(rate=self._tape.rate)
        self._tracks = NO_TRACKS
        self._choices.forget_tape()
        try:
            found = glance(file)
        except NotARecording as problem:
            self._fail(problem)
            return
        self._frames.shape = (found.width, found.height) if found.width else None
        self._delay = found.picture_delay
        self._tape.length = found.length_ms
        self._tape.frame_rate = found.frame_rate
        self._start(0)

    def _start(self, position: int) -> None:
        """Have libvlc begin anew, to stand at `position` or to run from there."""
        self._player.stop()
        self._newest_frame.clear()
        self._frames.forget()
        self._tape.hold(time.monotonic())
        self._tape.seek(position, time.monotonic())
        self._opening, self._spent = True, False
        media = self._instance.media_new_path(os.fsencode(self._file or ""))
        media.add_option(":avcodec-hw=none")
        self._player.set_media(media)
        media.release()
        self._player.set_rate(1.0)
        self._thread.plan(self._give_up, OPENS_WITHIN)
        if self._player.play() != 0:
            self._give_up()

    def _play(self) -> None:
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

    def _resume(self) -> None:
        """Run on from the position, at the rate; libvlc may stand elsewhere."""
        if self._elsewhere:
            self._player.set_time(self._tape.in_reach(self._tape.position))
        self._thread.drop_plans()
        self._veiled = False
        self._player.set_pause(0)
        self._thread.plan(self._give_rate, RATE_WAITS)

    def _pause(self) -> None:
        if self._meant_to_run:
            self._meant_to_run = False
            if not self._opening:
                self._player.set_pause(1)

    def _seek(self, position: int) -> None:
        if self._opening:
            self._tape.seek(position, time.monotonic())
        elif self._spent:
            self._start(position)
        elif self._state in (State.PAUSED, State.PLAYING):
            self._tape.seek(position, time.monotonic())
            self._send_to(self._tape.position)
            self._tell(self._tape.at)

    def _send_to(self, position: int) -> None:
        """Send libvlc to `position`; held, as soon as it will show what is there.

        At another rate than 1.0, libvlc 3 misses the place by the stretch from the
        last key frame times the rate's difference; so it is sent there at 1.0, and
        has its rate back shortly after.
        """
        self._player.set_rate(1.0)
        if self._meant_to_run:
            self._elsewhere = False
            self._player.set_time(self._tape.in_reach(position))
            self._thread.plan(self._give_rate, RATE_WAITS)
        else:
            self._elsewhere = True
            self._thread.plan(self._place, max(0.0, self._quiet_at - time.monotonic()))

    def _place(self) -> None:
        """Have a held libvlc show the frame where the tape stands.

        What it shows is early by up to the picture delay; so it is sent half of that
        further, and back to the position itself before it runs on.
        """
        self._veiled = False
        self._frames.forget()
        self._quiet_at = time.monotonic() + SETTLES
        self._player.set_time(
            self._tape.in_reach(self._tape.position + self._delay // 2)
        )

    def _set_rate(self, rate: float) -> None:
        now = time.monotonic()
        self._tape.change_rate(rate, now)
        if self._state is State.PLAYING and not self._thread.plans(self._give_rate):
            self._player.set_rate(rate)
        self._tell(now)

    def _stands(self) -> bool:
        """Say whether libvlc has a tape open and can be asked about it."""
        busy = self._opening or self._spent
        return self._state in (State.PAUSED, State.PLAYING) and not busy

    def _choose(self, choose: Callable[[T], None], track: T) -> None:
        choose(track)
        if self._stands():
            self._tracks = self._choices.tracks()
            self._tell(time.monotonic())

    def _fit(self, box: tuple[int, int]) -> None:
        """Take the box for the next start, which comes now if pictures can grow."""
        self._frames.box = box
        if self._stands() and self._frames.is_too_small():
            self._start(self._tape.moment(time.monotonic()))

    def _let_go(self) -> None:
        self._listeners.clear()
        self._watchers.clear()
        self._frames.wanted = False
        self._thread.drop_plans()
        self._player.stop()
        self._events.detach()
        self._player.release()
        self._instance.release()

    # What libvlc says.

    def _hear_libvlc(self) -> VlcEvents:
        hear = {
            "TimeChanged": self._ticked,
            "Playing": self._went_on,
            "Paused": self._stood,
            "EndReached": self._ended,
            "EncounteredError": lambda _, __: self._give_up(),
            "LengthChanged": self._length_known,
        }
        return VlcEvents(self._vlc, self._player, self._thread.do, hear)

    def _frame_shown(self, frame: Frame) -> None:
        self._newest_frame.append(frame)
        self._thread.do(self._show)

    def _show(self) -> None:
        if not self._newest_frame:
            return
        frame = self._newest_frame.pop()
        if self._tape.frame(frame.at):
            self._tell(frame.at)
        if self._opening and self._tape.position:
            self._veiled = True
        if frame.pixels and not self._veiled:
            place = self._tape.moment(frame.at)
            size = frame.width, frame.height
            whole = self._frames.shape or (0, 0)
            picture = Picture(*size, frame.pixels, place, frame.at, whole)
            for watcher in tuple(self._watchers):
                watcher(picture)
        if self._opening:
            self._opened()

    def _ticked(self, position: int, at: float) -> None:
        if self._opening:
            silent_film = self._player.video_get_track_count() == 0
            if silent_film or position > HAS_NO_PICTURE:
                self._opened()
        elif self._tape.tick(position, at):
            self._tell(at)

    def _opened(self) -> None:
        """Hold the tape that has given its first sign, so that it can be placed."""
        self._veiled = True
        self._player.set_pause(1)

    def _stood(self, _: int, at: float) -> None:
        self._quiet_at = at + SETTLES
        self._state = State.PAUSED
        if not self._opening:
            self._tape.hold(at)
            self._tell(at)
            if self._elsewhere:
                self._send_to(self._tape.position)
            return
        self._opening = False
        self._thread.drop_plans()
        self._choices.give()
        self._tracks = self._choices.tracks()
        if self._meant_to_run:
            self._elsewhere = True
            self._resume()
        else:
            self._send_to(self._tape.position)
            self._tell(at)

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

    def _give_rate(self) -> None:
        self._player.set_rate(self._tape.rate)

    def _give_up(self) -> None:
        if self._file is not None:
            self._fail(cannot_be_played(self._file))

    def _fail(self, problem: NotARecording) -> None:
        self._opening = self._meant_to_run = False
        self._thread.drop_plans()
        self._player.stop()
        self._state = State.FAILED
        self._tell(time.monotonic(), str(problem))

    def _tell(self, at: float, problem: str = "") -> None:
        tape = self._tape
        known = tape.length, problem, tape.frame_rate, self._tracks
        report = Report(self._state, tape.moment(at), at, tape.rate, *known)
        for listener in tuple(self._listeners):
            listener(report)
