"""Whether the player lasts: everything that can be asked of it, at random, for long.

Run it as `python -m tests.benchmarks.soak --minutes 10`; without that, for 24 hours.
It tells once a minute how much memory, how many threads, and how many open files the
process has, and ends at once, with every thread's stack, when the engine answers no
more. Its last line says whether they grew.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import resource
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_review.media.engine import Channels, Report, State
from ipt_review.media.vlc_engine import VlcEngine
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from ipt_review.media.engine import Picture

A_DAY = 24 * 60.0
ANSWERS_WITHIN = 20.0
"""After how long without the answer asked for the engine is taken to be stuck, s."""

TAPES = {
    "film.mp4": Recipe(20.0, size=(640, 360), keyframe_every=250, b_frames=3),
    "film.webm": Recipe(10.0, video="libvpx", audio="libopus"),
    "sound.mp3": Recipe(20.0, video="", audio="libmp3lame"),
}
RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True)
class Footprint:
    """What the process holds: memory in MB, threads, and open files."""

    memory: float
    threads: int
    files: int

    def shown(self) -> str:
        """Return it in words."""
        return f"{self.memory:.0f} MB, {self.threads} threads, {self.files} files"


def footprint() -> Footprint:
    """Return what this process holds now; memory at its most where /proc is missing."""
    proc = Path("/proc/self")
    if not proc.is_dir():
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return Footprint(most, threading.active_count(), 0)
    pages = int((proc / "statm").read_text().split()[1])
    memory = pages * resource.getpagesize() / 1024**2
    count = [sum(1 for _ in (proc / what).iterdir()) for what in ("task", "fd")]
    return Footprint(memory, *count)


class Stuck(AssertionError):
    """The engine does not answer."""


@dataclass
class Soak:
    """An engine that is given no rest.

    Args:
        tapes: Which tapes to play.
        seed: Of the dice.
    """

    tapes: list[Path]
    seed: int = 1
    engine: VlcEngine = field(default_factory=VlcEngine)
    asked: int = 0
    pictures: int = 0

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311
        self._news = threading.Condition()
        self._newest = Report(State.EMPTY, 0, 0.0)
        self.engine.listen(self._hear)
        self.engine.watch(self._see)
        self.load()

    def _hear(self, report: Report) -> None:
        with self._news:
            self._newest = report
            self._news.notify_all()

    def _see(self, _: Picture) -> None:
        self.pictures += 1

    def load(self) -> None:
        """Take another tape in, and wait until it is there."""
        self._newest = Report(State.EMPTY, 0, 0.0)
        self.engine.load(self._dice.choice(self.tapes))
        self._until(State.PAUSED)

    def go_on_for(self, seconds: float) -> None:
        """Ask one thing after another."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for _ in range(self._dice.randrange(1, 6)):
                self._ask()
                self.asked += 1
            with self._news:
                self._news.wait(self._dice.random() * 0.3)
            if self._dice.random() < 0.1:
                self._see_that_it_answers()

    def _ask(self) -> None:
        dice, engine = self._dice, self.engine
        what = dice.choices(
            ("seek", "play", "pause", "rate", "other", "load"), (8, 4, 4, 3, 2, 1)
        )[0]
        if what == "seek":
            engine.seek(dice.randrange(-100, 21_000))
        elif what == "play":
            engine.play()
        elif what == "pause":
            engine.pause()
        elif what == "rate":
            engine.set_rate(dice.choice(RATES))
        elif what == "load":
            engine.load(dice.choice(self.tapes))
        else:
            engine.set_volume(dice.randrange(200))
            engine.set_channels(dice.choice(list(Channels)))
            engine.fit(dice.randrange(160, 1280), 720)

    def _see_that_it_answers(self) -> None:
        """Load, play until the tape moves, and pause.

        Raises:
            Stuck: When one of them does not come about.
        """
        self.engine.pause()
        self.load()
        self.engine.play()
        self._until(State.PLAYING, State.ENDED)
        self.engine.pause()
        self._until(State.PAUSED, State.ENDED)

    def _until(self, *states: State) -> None:
        with self._news:
            came = self._news.wait_for(
                lambda: self._newest.state in states, ANSWERS_WITHIN
            )
        if not came:
            faulthandler.dump_traceback()
            raise Stuck(f"{states} was asked for; the newest is {self._newest}")


def main() -> int:
    """Soak, and return 0 when nothing grew without end, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=A_DAY)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tapes = [make(Path(folder, name), recipe) for name, recipe in TAPES.items()]
        soak = Soak(tapes, given.seed)
        soak.go_on_for(min(60.0, given.minutes * 12))
        first = last = footprint()
        sys.stdout.write(f"warm: {first.shown()}\n")
        end = time.monotonic() + given.minutes * 60
        while (left := end - time.monotonic()) > 0:
            soak.go_on_for(min(60.0, left))
            last = footprint()
            done = f"{soak.asked} asked, {soak.pictures} seen"
            sys.stdout.write(f"{done}: {last.shown()}\n")
            sys.stdout.flush()
        soak.engine.close()
    grew = (
        last.memory > first.memory * 1.5 + 50
        or last.threads > first.threads + 10
        or last.files > first.files + 10
    )
    sys.stdout.write("It grew.\n" if grew else "Nothing grew without end.\n")
    return int(grew)


if __name__ == "__main__":
    sys.exit(main())
