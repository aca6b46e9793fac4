"""How a tape of several files goes on at a border, with libvlc inside.

Run it as `python -m tests.benchmarks.measure_seams`. Two films that carry the number of
each frame are played end to end, and with a gap of two seconds. Prints a table in
Markdown: how long picture, sound and clock stand, and how true stamps are afterwards.
"""

from __future__ import annotations

import ctypes
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_review.domain.tape import MediaFile
from ipt_review.media.clock import TapeClock
from ipt_review.media.engine import Report, State
from ipt_review.media.joined_engine import JoinedEngine
from ipt_review.media.probe import probe
from ipt_review.media.vlc_engine import VlcEngine
from tests.benchmarks.measure_clock import row, say
from tests.media_files import Recipe, frame_number, make

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.media.engine import Picture

TRIES = 12
FRAME = 40
PATIENCE = 30.0
SECONDS = 20
LEAD = 2_000
SETTLED = 300
"""How long after a border stamps are looked at apart from what follows, in ms."""

FOLLOWED = 3.0
SOUND_RATE = 48_000
FILM = Recipe(SECONDS, size=(640, 360), keyframe_every=250, b_frames=3)


@dataclass
class Evening:
    """A joined engine with a clock, and everything that was shown and sounded."""

    engine: JoinedEngine
    clock: TapeClock = field(default_factory=lambda: TapeClock(time.monotonic))
    report: Report = field(default_factory=lambda: Report(State.EMPTY, 0, 0.0))
    shown: list[tuple[float, int, int | None]] = field(default_factory=list)
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
        number = frame_number(picture)
        with self.news:
            self.shown.append((picture.at, picture.position, number))
            self.news.notify_all()

    def until(self, claim: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        with self.news:
            if not self.news.wait_for(claim, PATIENCE):
                raise TimeoutError(self.report)

    def let(self, seconds: float) -> list[tuple[float, int]]:
        """Read the clock every few ms for a while; return (time, reading) pairs."""
        readings = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with self.news:
                readings.append((time.monotonic(), self.clock.reading()))
                self.news.wait(0.005)
        return readings


@dataclass
class Ears:
    """When the sound of each of the two players is due, by libvlc's own clock."""

    due: list[tuple[int, float, float]] = field(default_factory=list)
    kept: list[object] = field(default_factory=list)

    def listen(self, engine: JoinedEngine) -> None:
        """Take the sound of both players instead of a device."""
        for place, projector in enumerate(engine._screening.projectors):
            inner = projector.engine
            assert isinstance(inner, VlcEngine)
            self._take(place, inner)

    def _take(self, place: int, engine: VlcEngine) -> None:
        played = ctypes.CFUNCTYPE(
            None, *[ctypes.c_void_p] * 2, ctypes.c_uint, ctypes.c_int64
        )

        def note(_opaque: int, _sound: int, count: int, pts: int) -> None:
            self.due.append((place, pts / 1_000, count * 1_000 / SOUND_RATE))

        taken = played(note)
        self.kept.append(taken)
        player = engine._deck.player
        player.audio_set_format("S16N", SOUND_RATE, 2)
        player.audio_set_callbacks(taken, None, None, None, None, None)

    def stood(self) -> float | None:
        """Return how long no sound was due between the two players, in ms."""
        if not self.due:
            return None
        first = self.due[0][0]
        ends = [due + lasts for place, due, lasts in self.due if place == first]
        begins = [due for place, due, _ in self.due if place != first]
        return begins[0] - ends[-1] if ends and begins else None


@dataclass
class Seams:
    """What was measured at one kind of border."""

    picture: list[float] = field(default_factory=list)
    sound: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    soon: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)


def cross(evening: Evening, ears: Ears, border: int, begins: int, to: Seams) -> None:
    """Play over one border, from the end of one file to the start of the next."""
    engine = evening.engine
    engine.seek(border - LEAD)
    evening.until(lambda: abs(evening.report.position - border + LEAD) <= FRAME)
    evening.let(0.5)
    evening.shown.clear()
    ears.due.clear()
    engine.play()
    readings = evening.let((LEAD + begins - border) / 1_000 + FOLLOWED)
    engine.pause()
    evening.until(lambda: evening.report.state is State.PAUSED)
    before = [each for each in evening.shown if each[1] < border - 1]
    after = [each for each in evening.shown if each[1] >= begins]
    if not before or not after:
        say("(a border without pictures)")
        return
    to.picture.append((after[0][0] - before[-1][0]) * 1_000 - FRAME - begins + border)
    last = border // FRAME - 1
    to.lost.append(last - (before[-1][2] or 0) + (after[0][2] or 0))
    stood = ears.stood()
    if stood is not None:
        to.sound.append(stood - begins + border)
    at_border = [at for at, reading in readings if reading == begins]
    to.clock.append((at_border[-1] - at_border[0]) * 1_000 if at_border else 0.0)
    for at, reading in readings:
        error = error_of(after, at, reading, begins)
        if error is not None:
            soon = reading - begins < SETTLED
            (to.soon if soon else to.later).append(error)


def error_of(
    after: list[tuple[float, int, int | None]], at: float, reading: int, begins: int
) -> float | None:
    """Return reading minus truth, by the newest frame of the second file, in ms."""
    seen = [each for each in after if each[0] <= at]
    if not seen or seen[-1][2] is None:
        return None
    since = min((at - seen[-1][0]) * 1_000, FRAME)
    return reading - (begins + seen[-1][2] * FRAME + since)


def measure(
    evening: Evening, ears: Ears, files: tuple[MediaFile, ...], what: str
) -> None:
    """Measure one kind of border several times and print what came of it."""
    border, begins = files[0].length, files[1].offset
    evening.engine.join(files, begins + files[1].length)
    evening.until(lambda: evening.report.state is State.PAUSED)
    seams = Seams()
    for _ in range(TRIES):
        cross(evening, ears, border, begins, seams)
    row(f"{what}: picture stands", seams.picture)
    row(f"{what}: sound stands", seams.sound)
    row(f"{what}: clock stands at the border", seams.clock)
    row(f"{what}: frames left out at the border", seams.lost)
    row(f"{what}: stamp − truth, first {SETTLED} ms", seams.soon)
    row(f"{what}: stamp − truth, after that", seams.later)


def main() -> int:
    """Make two films, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [make(Path(folder, f"side{n}.mp4"), FILM) for n in (1, 2)]
        lengths = [probe(path).length_ms for path in paths]
        first = MediaFile(paths[0], 0, lengths[0], 1)
        evening = Evening(JoinedEngine(VlcEngine(), time.monotonic))
        ears = Ears()
        ears.listen(evening.engine)
        say("| at a border, in ms | n | bias | p50 | p95 | max |")
        say("|---|---|---|---|---|---|")
        for what, gap in (("end to end", 0), ("gap of 2 s", 2_000)):
            second = MediaFile(paths[1], lengths[0] + gap, lengths[1], 1)
            measure(evening, ears, (first, second), what)
        evening.engine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
