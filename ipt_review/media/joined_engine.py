"""An engine that plays tapes of several files as one, by two engines inside it."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from ipt_review.domain.tape import MediaFile
from ipt_review.media.command_thread import CommandThread
from ipt_review.media.running_order import RunningOrder
from ipt_review.media.screening import Screening

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ipt_review.media.engine import Channels, Engine, Picture, Report
    from ipt_review.media.projector import Turns

NONE_REFUSED: Mapping[int, str] = MappingProxyType({})
"""When all files of a tape may be played."""


class JoinedEngine:
    """Plays in session time; which file is where, only this engine knows.

    Args:
        engine: One of the two inside; the other is its twin. Both are closed with it.
        now: The monotonic clock of the reports, in seconds.
        turns: Where the two are spoken to; a thread of its own without it.
    """

    def __init__(
        self, engine: Engine, now: Callable[[], float], turns: Turns | None = None
    ) -> None:
        self.name = engine.name
        self._engine = engine
        self._now = now
        self._turns = turns or CommandThread("joined engine")
        self._screening = Screening(engine, self._turns, now)

    def listen(self, listener: Callable[[Report], None]) -> None:
        """Have `listener` called with every report."""
        self._turns.do(partial(self._screening.audience.listen, listener))

    def watch(self, watcher: Callable[[Picture], None]) -> None:
        """Have `watcher` called with every frame that is shown."""
        self._turns.do(partial(self._screening.audience.watch, watcher))

    def load(self, file: Path) -> None:
        """Take in a tape of one file, to stand at its start, paused."""
        alone = RunningOrder((MediaFile(file, 0, 0, 0),))
        self._turns.do(partial(self._screening.take_in, alone, 0, grows=True))

    def join(
        self,
        files: tuple[MediaFile, ...],
        length: int,
        start: int = 0,
        refused: Mapping[int, str] = NONE_REFUSED,
    ) -> None:
        """Take in a tape of several files, to stand at `start`, paused.

        A file that cannot be played is a gap; only when none can, that is a failure.

        Args:
            files: In the order of the tape: the first of those that overlap is seen.
            length: Of the session, in ms.
            start: In the session, in ms.
            refused: Why some files are not to be played, by their places.
        """
        order = RunningOrder(files, length, broken=refused)
        self._turns.do(partial(self._screening.take_in, order, start))

    def choose_file(self, number: int | None) -> None:
        """Have this one of the files seen and heard where several overlap.

        None for the first of them again. The next tape starts without a choice.
        """
        self._turns.do(partial(self._screening.choose_file, number))

    def skip_gaps(self, *, skip: bool) -> None:
        """Go from one file straight to the next from now on, or run through gaps."""

        def set_it() -> None:
            self._screening.skips_gaps = skip

        self._turns.do(set_it)

    def play(self) -> None:
        """Let the tape run; after the end, from the start."""
        self._turns.do(self._screening.play)

    def pause(self) -> None:
        """Hold the tape where it is."""
        self._turns.do(self._screening.pause)

    def seek(self, position: int) -> None:
        """Stand at `position`, in whatever file that is."""
        self._turns.do(partial(self._screening.seek, position))

    def set_rate(self, rate: float) -> None:
        """Run at `rate` (0.5 to 2.0), the pitch of voices kept."""
        self._turns.do(partial(self._screening.set_rate, rate))

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 0 to 200, 100 being as recorded."""
        self._both(lambda engine: engine.set_volume(percent))

    def set_channels(self, channels: Channels) -> None:
        """Have both channels heard, or one of them alone on both loudspeakers."""
        self._both(lambda engine: engine.set_channels(channels))

    def choose_sound(self, track: int) -> None:
        """Have this sound track of the file that plays heard."""
        self._turns.do(
            lambda: self._screening.on_lit(lambda engine: engine.choose_sound(track))
        )

    def choose_subtitles(self, track: int | None) -> None:
        """Draw this subtitle track of the file that plays, or none."""
        self._turns.do(
            lambda: self._screening.on_lit(
                lambda engine: engine.choose_subtitles(track)
            )
        )

    def fit(self, width: int, height: int) -> None:
        """Say how large pictures are wanted at most, in pixels."""
        self._both(lambda engine: engine.fit(width, height))

    def twin(self) -> JoinedEngine:
        """Start another one, with two engines of its own."""
        return JoinedEngine(self._engine.twin(), self._now)

    def close(self) -> None:
        """Let go of the tape, of both engines, and of every listener."""
        self._turns.close(self._screening.let_go)

    def _both(self, ask: Callable[[Engine], None]) -> None:
        def ask_both() -> None:
            for projector in self._screening.projectors:
                ask(projector.engine)

        self._turns.do(ask_both)
