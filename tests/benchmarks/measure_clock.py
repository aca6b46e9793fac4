"""How true the tape clock is: its reading beside the frame that libvlc really shows.

Run it as `python -m tests.benchmarks.measure_clock`, or with a recording of your own
to measure only opening and processor time. Prints a table in Markdown.

The yardstick: frame n, shown at time t, means that the tape stood at n / fps at t.
Until the next frame is shown the tape moves on, to where that one begins at the most.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_review.media.clock import TapeClock
from ipt_review.media.engine import Report, State
from ipt_review.media.vlc_engine import VlcEngine
from tests.media_files import Recipe, frame_number, make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ipt_review.media.engine import Picture

FPS = 25
FRAME = 1000 / FPS
PATIENCE = 10.0
STILL = 100.0
"""How long a frame stays at the slowest rate, and somewhat more, in ms."""


@dataclass(slots=True)
class Desk:
    """An engine with a clock, and everything that they said."""

    engine: VlcEngine = field(default_factory=VlcEngine)
    clock: TapeClock = field(default_factory=lambda: TapeClock(time.monotonic))
    report: Report = field(default_factory=lambda: Report(State.EMPTY, 0, 0.0))
    shown: list[tuple[float, int | None]] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        self.engine.listen(self._hear)
        self.engine.watch(self._see)

    def _hear(self, report: Report) -> None:
        with self.news:
            self.report = report
            self.clock.hear(report)
            self.news.notify_all()

    def _see(self, picture: Picture) -> None:
        with self.news:
            self.shown.append((picture.at, frame_number(picture)))
            self.news.notify_all()

    def until(self, claim: Callable[[], bool]) -> bool:
        """Wait for something to become true; say whether it did."""
        with self.news:
            return self.news.wait_for(claim, PATIENCE)

    def saw_more_than(self, count: int) -> bool:
        """Say whether more than `count` pictures were shown."""
        return len(self.shown) > count

    def let(self, seconds: float) -> list[tuple[float, int]]:
        """Read the clock every few ms for a while; return (time, reading) pairs."""
        readings = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with self.news:
                readings.append((time.monotonic(), self.clock.reading()))
                self.news.wait(0.005)
        return readings

    def truth(self, at: float, rate: float) -> float | None:
        """Return where the tape stood at a time, in ms, from the frames shown."""
        newest = bisect_right(self.shown, at, key=lambda entry: entry[0]) - 1
        number = self.shown[newest][1] if newest >= 0 else None
        if number is None:
            return None
        since = (at - self.shown[newest][0]) * 1000
        following = self.shown[newest + 1 : newest + 2]
        if following and following[0][1] == number + 1:
            stayed = (following[0][0] - self.shown[newest][0]) * 1000
            rate = FRAME / stayed if stayed < STILL else rate
        return number * FRAME + min(since * rate, FRAME)


def say(line: object) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def errors(
    desk: Desk, readings: Iterable[tuple[float, int]], rate: float
) -> list[float]:
    """Return reading minus truth, in ms, for each reading that has a frame."""
    truths = ((reading, desk.truth(at, rate)) for at, reading in readings)
    return [reading - truth for reading, truth in truths if truth is not None]


def row(name: str, values: list[float]) -> None:
    """Print bias, p50, p95 and maximum of the absolute values."""
    if not values:
        say(f"| {name} | 0 | no reading had a frame | | | |")
        return
    size = sorted(abs(value) for value in values)
    bias = sorted(values)[len(values) // 2]
    at = [size[min(len(size) - 1, int(len(size) * q))] for q in (0.5, 0.95)]
    say(
        f"| {name} | {len(values)} | {bias:.1f} | {at[0]:.1f} |"
        f" {at[1]:.1f} | {size[-1]:.1f} |"
    )


def measure_playing(desk: Desk, rate: float) -> None:
    """Play for a while at one rate."""
    desk.engine.set_rate(rate)
    desk.engine.seek(5000)
    desk.engine.play()
    desk.let(2.5)
    row(f"playing at {rate}", errors(desk, desk.let(6.0), rate))
    desk.engine.pause()
    desk.until(lambda: desk.report.state is State.PAUSED)


def measure_running_seeks(desk: Desk, rate: float = 1.0) -> None:
    """Seek while the tape runs, and look at the second that follows."""
    dice = random.Random(3)  # noqa: S311
    desk.engine.set_rate(rate)
    desk.engine.play()
    found: list[float] = []
    desk.let(2.0)
    for _ in range(12):
        desk.engine.seek(dice.randrange(2_000, 50_000))
        asked = time.monotonic()
        readings = desk.let(1.0)
        desk.let(0.1)
        found += errors(desk, [r for r in readings if r[0] > asked + 0.1], rate)
    row(f"from 0.1 to 1 s after a seek while playing at {rate}", found)


def measure_rate_changes(desk: Desk) -> None:
    """Change the rate while the tape runs, and look at the second that follows."""
    desk.engine.set_rate(1.0)
    desk.engine.seek(2_000)
    desk.let(2.0)
    found: list[float] = []
    for rate in (1.5, 0.75, 2.0, 1.0, 1.25, 0.5, 1.0):
        desk.engine.set_rate(rate)
        readings = desk.let(1.0)
        desk.let(0.5)
        found += errors(desk, readings, rate)
    row("the second after a rate change", found)


def measure_pauses(desk: Desk) -> None:
    """Pause and go on: what stands, and where it goes on from."""
    held: list[float] = []
    resumed: list[float] = []
    jumps: list[float] = []
    desk.engine.seek(2_000)
    for _ in range(10):
        desk.let(0.61)
        desk.engine.pause()
        desk.until(lambda: desk.report.state is State.PAUSED)
        desk.let(0.3)
        last = desk.shown[-1][1] or 0
        held.append(desk.clock.reading() - last * FRAME)
        count = len(desk.shown)
        desk.engine.play()
        desk.until(lambda: desk.report.state is State.PLAYING)
        readings = desk.let(0.8)
        jumps.append(((desk.shown[count][1] or 0) - last) * FRAME - FRAME)
        resumed += errors(desk, [r for r in readings if r[0] > desk.shown[count][0]], 1)
    row("paused: reading − start of the frame shown", held)
    row("the second after going on", resumed)
    row("going on: jump of the picture beyond the next frame", jumps)


def measure_paused_seeks(desk: Desk) -> None:
    """Seek while paused: the frame shown, how soon, and where play goes on from."""
    dice = random.Random(5)  # noqa: S311
    desk.engine.pause()
    desk.until(lambda: desk.report.state is State.PAUSED)
    off: list[float] = []
    waits: list[float] = []
    missing = 0
    resumed: list[float] = []
    for _ in range(16):
        target = dice.randrange(2_000, 50_000)
        asked = time.monotonic()
        desk.engine.seek(target)
        desk.let(0.4)
        if desk.shown[-1][0] < asked:
            missing += 1
            continue
        at, number = desk.shown[-1]
        off.append((number or 0) * FRAME - target // FRAME * FRAME)
        waits.append((at - asked) * 1000)
        desk.engine.play()
        desk.until(lambda: desk.report.state is State.PLAYING)
        asked = time.monotonic()
        readings = desk.let(0.8)
        resumed += errors(desk, [r for r in readings if r[0] > asked + 0.1], 1.0)
        desk.engine.pause()
        desk.until(lambda: desk.report.state is State.PAUSED)
    row("paused seek: frame shown − frame wanted", off)
    row("paused seek: ms until it is shown", waits)
    row("paused seek, then going on", resumed)
    say(f"paused seeks that showed nothing: {missing} of 16")


def measure_opening(desk: Desk, file: Path) -> None:
    """Open a tape several times; then play it for the processor time."""
    waits = []
    for _ in range(6):
        count, asked = len(desk.shown), time.monotonic()
        desk.report = Report(State.EMPTY, 0, 0.0)
        desk.engine.load(file)
        if not desk.until(lambda: desk.report.state is State.PAUSED):
            say(desk.report)
            return
        desk.until(partial(desk.saw_more_than, count))
        waits.append((desk.shown[count][0] - asked) * 1000)
        desk.let(0.2)
    row("ms from load to first picture", waits)


def measure_processor(desk: Desk, seconds: float) -> None:
    """Play, and see which share of one processor core the whole process takes."""
    desk.engine.play()
    desk.until(lambda: desk.report.state is State.PLAYING)
    count, began, spent = len(desk.shown), time.monotonic(), time.process_time()
    end = began + seconds
    while time.monotonic() < end:
        with desk.news:
            desk.news.wait(1.0)
    share = (time.process_time() - spent) / (time.monotonic() - began)
    say(f"processor: {share:.0%} of a core, {len(desk.shown) - count} new pictures")
    desk.engine.pause()


def main() -> int:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path, nargs="?")
    recording: Path | None = parser.parse_args().recording
    desk = Desk()
    say("| what | n | bias | p50 | p95 | max |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        desk.engine.fit(1280, 720)
        if recording is not None:
            measure_opening(desk, recording)
            measure_processor(desk, 15.0)
        else:
            recipe = Recipe(60.0, size=(640, 360), keyframe_every=250, b_frames=3)
            measure_opening(desk, make(Path(folder, "barcoded.mp4"), recipe))
            for rate in (0.5, 1.0, 1.5, 2.0):
                measure_playing(desk, rate)
            for rate in (1.0, 1.5):
                measure_running_seeks(desk, rate)
            measure_rate_changes(desk)
            measure_pauses(desk)
            measure_paused_seeks(desk)
        desk.engine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
