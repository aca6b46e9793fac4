"""Plays the tape of one session: engine, clock, and what a person asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.engine import NO_TRACKS, State
from ipt_review.media.joined_engine import NONE_REFUSED
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui.engine_bridge import EngineBridge
from ipt_review.ui.player.joining import NOWHERE, FilesJoined, Place
from ipt_review.ui.player.loop import OFF, PLAYED_AT_MOST
from ipt_review.ui.player.reading import Reading
from ipt_review.ui.player.scrub import PATIENCE, Scrub
from ipt_review.ui.player.sound import Sound
from ipt_review.ui.player.stepping import away, stepped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ipt_review.domain.tape import MediaFile
    from ipt_review.media.engine import Engine, Picture, Report
    from ipt_review.ui.player.loop import Loop

BACK_STEP = 1_500
TICK = 16
RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
SLOWEST, FASTEST = 0.5, 2.0
FITS_AFTER = 250
"""How long (ms) a window must keep its size before pictures are made to fit it."""

NEVER_SMALLER = (1280, 720)
"""How large pictures may be in a window of any size: so they need not be made anew when
it grows, which an engine can do only with a held tape."""


class Player(QObject):
    """One tape at a time; where it stands is read off one clock.

    When a tape has no recording, or one that cannot be played, the clock runs all
    the same on a silent engine, so that coding goes on.

    Args:
        engine: What plays recordings; it is closed with the player.
        now: The monotonic clock, in seconds.

    Attributes:
        now: The same.
    """

    moved = Signal(int)
    state_changed = Signal(object)
    pictured = Signal(object)
    failed = Signal(str)
    rate_changed = Signal(float)
    loop_changed = Signal(object)
    tracks_changed = Signal(object)
    place_changed = Signal(object)

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.now = now
        self._main = engine
        self.files = FilesJoined(engine, now, self._adopt, self)
        self._engine = engine
        self._silent: EngineBridge | None = None
        self._reading = Reading(now)
        self.state = State.EMPTY
        self.rate = 1.0
        self.length = 0
        self.frame_rate = 0.0
        self.tracks = NO_TRACKS
        self.place = NOWHERE
        self.back_step = BACK_STEP
        self.loop = OFF
        self.sound = Sound(engine, self)
        self._before = 0
        self._origin = 0
        self._scrub = Scrub()
        self._shown: Picture | None = None
        self._box = (0, 0)
        self._timer = QTimer(self, interval=TICK)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._patience = self._once(round(PATIENCE * MS_PER_SECOND), self._overdue)
        self._resize = self._once(FITS_AFTER, self._fit)
        self._bridge(engine)

    @property
    def position(self) -> int:
        """Where the tape stands now, in ms."""
        return self._reading.position

    @property
    def playing(self) -> bool:
        """Whether the tape runs."""
        return self.state is State.PLAYING

    def load(self, file: Path | None, length: int, start: int = 0) -> None:
        """Take in a tape, or only its length (ms) when there is no recording.

        It is to stand at `start` (ms).
        """
        self.unload()
        self.length, self._reading.start = length, start
        if file is None:
            self._go_silent()
        else:
            self._engine = self._main
            self._reading.awaited = True
            self._main.load(file)
            self._main.set_rate(self.rate)
            if start:
                self._main.seek(start)

    def join(
        self,
        files: tuple[MediaFile, ...],
        length: int,
        start: int = 0,
        refused: Mapping[int, str] = NONE_REFUSED,
    ) -> None:
        """Take in a tape of several files, `length` ms long, to stand at `start`.

        Files that are refused, by their places, are not played; it is said why.
        """
        self.unload()
        self.length, self._reading.start = length, start
        joined = self.files.ready()
        self._engine = joined
        self._reading.awaited = True
        joined.set_rate(self.rate)
        joined.join(files, length, start, refused)

    def toggle(self) -> None:
        """Play or pause; playing again starts a little earlier.

        At the end of the tape it starts over; a loop is not left by stepping back.
        """
        if self.playing:
            self._engine.pause()
            return
        here = self.position
        if self.state is State.PAUSED and here > 0:
            self.seek(self.loop.kept(here, here - self.back_step))
        self._engine.play()

    def play(self) -> None:
        """Let the tape run from where it stands."""
        if not self.playing:
            self._send(self._scrub.flush())
            self._engine.play()

    def pause(self) -> None:
        """Hold the tape."""
        if self.playing:
            self._engine.pause()

    def seek(self, position: int) -> None:
        """Stand at `position` (ms), kept within the tape.

        That is what is read from now on, before the engine confirms it, so that
        held arrows add up and a mark made at once stands where it was meant.
        """
        if self._can_go(position):
            self._scrub.flush()
            self._read_as(self._kept(position))
            self._send(self._kept(position))

    def scrub(self, position: int) -> None:
        """Stand at `position` (ms), soon: as fast as frames can be shown on the way.

        The reading is there at once; the engine is sent to the newest place as soon
        as it has shown the last one.
        """
        if self._can_go(position):
            target = self._kept(position)
            self._read_as(target)
            self._send(self._scrub.want(target, self.now()))
            self._patience.start()

    def step(self, by: int) -> None:
        """Go `by` ms forward, or back when it is negative."""
        self.scrub(self.position + by)

    def step_frames(self, by: int) -> None:
        """Go `by` frames forward or back; a tape that plays is only held."""
        if self.playing:
            self.pause()
        else:
            known = away(self._shown, self.position, by)
            self.scrub(self._stepped(by) if known is None else self.position + known)

    def _stepped(self, by: int) -> int:
        begins = self._origin
        here, length = self.position - begins, self.length - begins
        return stepped(here, by, self.frame_rate, length) + begins

    def set_loop(self, loop: Loop) -> None:
        """Play this stretch over and over, or none."""
        self.loop = loop
        self.loop_changed.emit(loop)

    def choose_sound(self, track: int) -> None:
        """Have this sound track heard."""
        self._main.choose_sound(track)

    def choose_subtitles(self, track: int | None) -> None:
        """Draw this subtitle track of the file, or none."""
        self._main.choose_subtitles(track)

    def set_rate(self, rate: float) -> None:
        """Run at `rate`, kept between 0.5 and 2.0."""
        self.rate = round(min(max(rate, SLOWEST), FASTEST), 2)
        self._engine.set_rate(self.rate)
        self.rate_changed.emit(self.rate)

    def fit(self, width: int, height: int) -> None:
        """Say how large pictures are wanted at most, in pixels."""
        self._box = (width, height)
        if self.state is State.EMPTY:
            self._fit()
        else:
            self._resize.start()

    def unload(self) -> None:
        """Let go of the tape."""
        for timer in (self._timer, self._patience):
            timer.stop()
        self._scrub.flush()
        self._shown = None
        self.set_loop(OFF)
        if self.playing:
            self._engine.pause()
        if self._silent is not None:
            self._silent.shut()
            self._silent.engine.close()
            self._silent.deleteLater()
            self._silent = None
        self._reading.forget()
        self.state, self.place = State.EMPTY, NOWHERE

    def close(self) -> None:
        """Let go of the tape and of the engine, for good."""
        self.unload()
        self._main.close()

    def _go_silent(self) -> None:
        self._engine = SilentEngine(self.length, self.now)
        self._engine.set_rate(self.rate)
        self._engine.seek(self._reading.start)
        self._silent = self._bridge(self._engine)

    def _adopt(self, engine: Engine) -> None:
        """Play all tapes from now on with an engine that can join files."""
        self._main = engine
        self.sound.lead(engine)
        self._fit()
        self._bridge(engine)

    def _bridge(self, engine: Engine) -> EngineBridge:
        bridge = EngineBridge(engine, self)
        bridge.reported.connect(lambda report: self._hear(engine, report))
        bridge.pictured.connect(lambda picture: self._see(engine, picture))
        return bridge

    def _hear(self, engine: Engine, report: Report) -> None:
        if engine is not self._engine or not self._is_of_this_tape(report):
            return
        if report.state is State.FAILED:
            self.failed.emit(report.problem)
            self._go_silent()
            return
        if report.state is State.ENDED and self._loops_at_end():
            self.seek(self.loop.start or 0)
            self._engine.play()
            return
        self._take(report)

    def _take(self, report: Report) -> None:
        """Read the tape's place and state off a report."""
        if self._shown is None:
            self._send(self._scrub.reached(report.at, self.now()))
        self._reading.hear(report)
        self.length = report.length or self.length
        self.frame_rate, self._origin = report.frame_rate, report.origin
        self._look_at_file(report)
        changed = report.state is not self.state
        self.state = report.state
        if self.playing:
            self._timer.start()
        else:
            self._timer.stop()
        self.moved.emit(self.position)
        if changed:
            self.state_changed.emit(self.state)

    def _look_at_file(self, report: Report) -> None:
        """Tell which file plays and what it lets one choose from, when that changes."""
        place = Place(report.file, report.problem)
        if report.tracks != self.tracks:
            self.tracks = report.tracks
            self.tracks_changed.emit(self.tracks)
        if place != self.place:
            self.place = place
            self.place_changed.emit(place)

    def _is_of_this_tape(self, report: Report) -> bool:
        return self._reading.is_of_this_tape(report) or self._silent is not None

    def _see(self, engine: Engine, picture: Picture) -> None:
        if engine is self._engine:
            self._shown = picture
            self._send(self._scrub.reached(picture.at, self.now()))
            self.pictured.emit(picture)

    def _can_go(self, position: int) -> bool:
        """Say whether there is a tape, and not one at its end sent to its end.

        A tape that is still being opened is there: it will stand where it is sent.
        """
        at_end = self.state is State.ENDED and position >= self.length
        return (self._reading.awaited or self.state is not State.EMPTY) and not at_end

    def _kept(self, position: int) -> int:
        return max(0, min(position, self.length))

    def _send(self, target: int | None) -> None:
        if target is not None:
            self._engine.seek(target)

    def _read_as(self, target: int) -> None:
        """Have the clock say `target` before the engine does."""
        state = State.PLAYING if self.playing else State.PAUSED
        self._reading.ask(target, state, self.rate, self.length)
        self.moved.emit(self.position)

    def _tick(self) -> None:
        here = self.position
        before, self._before = self._before, here
        back = self.loop.sent_back(before, here)
        if back is None:
            self.moved.emit(here)
        else:
            self.seek(back)

    def _loops_at_end(self) -> bool:
        end = self.loop.end if self.loop.runs else None
        return end is not None and end >= self.length - PLAYED_AT_MOST

    def _overdue(self) -> None:
        self._send(self._scrub.overdue(self.now()))
        if self._scrub.target is not None:
            self._patience.start()

    def _fit(self) -> None:
        wanted = zip(self._box, NEVER_SMALLER, strict=True)
        self._main.fit(*(max(sides) for sides in wanted))

    def _once(self, after: int, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=after, singleShot=True)
        timer.timeout.connect(do)
        return timer
