"""An engine without sound or picture: for desks without VLC, and for tests."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import MS_PER_SECOND
from ipt_review.media.audience import Audience
from ipt_review.media.command_thread import CommandThread
from ipt_review.media.engine import Report, State
from ipt_review.media.probe import probe
from ipt_review.media.recording import NotARecording, must_be_a_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipt_review.media.engine import Channels, Picture

LOOKS = 0.25
"""How often a running tape is looked at and reported, in seconds."""


class SilentEngine:
    """Runs a clock over a tape, so that it can be coded where nothing can play it.

    Args:
        length: How long every tape is, in ms, which it stands at the start of from
            the first; without it, a file has to be loaded, and is probed.
        now: The monotonic clock to run by, in seconds.
    """

    name = "silent"

    def __init__(
        self, length: int | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._length = length
        self._now = now
        state = State.EMPTY if length is None else State.PAUSED
        self._report = Report(state, 0, now(), length=length or 0)
        self._thread = CommandThread("silent engine")
        self._audience = Audience(self._thread.guard)

    def listen(self, listener: Callable[[Report], None]) -> None:
        """Have `listener` called with every report, on the engine's thread."""
        self._thread.do(partial(self._meet, listener))

    def watch(self, watcher: Callable[[Picture], None]) -> None:
        """Take note of `watcher`, who will see nothing: there are no pictures."""

    def load(self, file: Path) -> None:
        """Take a tape in and stand at its start."""
        self._thread.do(partial(self._load, file))

    def play(self) -> None:
        """Let the tape run; after the end, from the start."""
        self._thread.do(self._play)

    def pause(self) -> None:
        """Hold the tape where it is."""
        self._thread.do(self._pause)

    def seek(self, position: int) -> None:
        """Stand at `position`, kept within the tape."""
        self._thread.do(partial(self._seek, position))

    def set_rate(self, rate: float) -> None:
        """Run at `rate` from here on."""
        self._thread.do(partial(self._set_rate, rate))

    def set_volume(self, percent: int) -> None:
        """Do nothing: there is no sound."""

    def set_channels(self, channels: Channels) -> None:
        """Do nothing: there is no sound."""

    def choose_sound(self, track: int) -> None:
        """Do nothing: there is no sound."""

    def choose_subtitles(self, track: int | None) -> None:
        """Do nothing: there are no pictures to draw on."""

    def fit(self, width: int, height: int) -> None:
        """Do nothing: there are no pictures."""

    def twin(self) -> SilentEngine:
        """Start another one on the same clock."""
        return SilentEngine(self._length, self._now)

    def close(self) -> None:
        """Let go of the tape, of the thread, and of every listener."""
        self._thread.close(self._let_go)

    def _meet(self, listener: Callable[[Report], None]) -> None:
        self._audience.listen(listener)
        if self._report.state is not State.EMPTY:
            self._thread.guard(partial(listener, self._report))

    def _let_go(self) -> None:
        self._audience.leave()
        self._thread.drop_plans()

    def _load(self, file: Path) -> None:
        rate = self._report.rate
        try:
            length = self._length_of(file)
        except NotARecording as problem:
            failed = Report(State.FAILED, 0, self._now(), rate, problem=str(problem))
            self._tell(failed)
        else:
            self._tell(Report(State.PAUSED, 0, self._now(), rate, length))

    def _length_of(self, file: Path) -> int:
        if self._length is None:
            return probe(file).length_ms
        must_be_a_file(file)
        return self._length

    def _play(self) -> None:
        if self._report.state is State.ENDED:
            self._stand(State.PLAYING, 0)
        elif self._report.state is State.PAUSED:
            self._stand(State.PLAYING, self._report.position)

    def _pause(self) -> None:
        if self._report.state is State.PLAYING:
            self._stand(State.PAUSED, self._moment())

    def _seek(self, position: int) -> None:
        if self._report.state not in (State.EMPTY, State.FAILED):
            running = self._report.state is State.PLAYING
            target = min(max(position, 0), self._report.length)
            self._stand(State.PLAYING if running else State.PAUSED, target)

    def _set_rate(self, rate: float) -> None:
        told = replace(self._report, position=self._moment(), at=self._now(), rate=rate)
        if told.state is State.FAILED:
            self._report = told
        else:
            self._tell(told)

    def _look(self) -> None:
        """See where the running tape stands and report it, the end included."""
        here = self._moment()
        ended = here >= self._report.length
        self._stand(State.ENDED if ended else State.PLAYING, here)

    def _moment(self) -> int:
        """Return where the tape stands now, in ms."""
        report = self._report
        if report.state is not State.PLAYING:
            return report.position
        elapsed = (self._now() - report.at) * MS_PER_SECOND * report.rate
        return min(report.position + round(elapsed), report.length)

    def _stand(self, state: State, position: int) -> None:
        self._tell(
            replace(self._report, state=state, position=position, at=self._now())
        )

    def _tell(self, report: Report) -> None:
        self._report = report
        self._thread.drop_plans()
        if report.state is State.PLAYING:
            left = (report.length - report.position) / MS_PER_SECOND / report.rate
            self._thread.plan(self._look, min(LOOKS, left))
        self._audience.tell(report)
