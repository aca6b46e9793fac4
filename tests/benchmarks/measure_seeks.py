"""How soon a held tape shows the right frame, and a started one is heard.

Run it as `python -m tests.benchmarks.measure_seeks RECORDING`; with no recording, one
of 52 minutes is made first, with a key frame every 10 s. Prints a table in Markdown.
The right frame is known where the pictures carry its number; in the long recording only
the time until a frame is shown is measured.
"""

from __future__ import annotations

import argparse
import ctypes
import random
import sys
import tempfile
import time
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_review.media.engine import State
from ipt_review.media.frame_times import whole
from tests.benchmarks.measure_clock import Desk, measure_opening, row, say
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 40
LAST = 2_000

FILMS = {
    "25 frames a second, three B-frames": Recipe(
        60.0, size=(640, 360), keyframe_every=250, b_frames=3
    ),
    "29.97 frames a second": Recipe(
        60.0, Fraction(30_000, 1001), size=(640, 360), keyframe_every=300, b_frames=2
    ),
    "variable frame rate": Recipe(
        60.0, size=(640, 360), keyframe_every=250, b_frames=0, uneven=True
    ),
}


def held(desk: Desk) -> None:
    """Hold the tape."""
    desk.engine.pause()
    desk.until(lambda: desk.report.state is State.PAUSED)


def measure_frames(desk: Desk, name: str, recipe: Recipe) -> None:
    """Seek and step while held: is it the very frame, and is its time the reading?"""
    dice = random.Random(7)  # noqa: S311
    held(desk)
    starts = [float(recipe.begins(n) * 1000) for n in range(int(60 * recipe.fps))]
    beside: list[float] = []
    read: list[float] = []
    waits: list[float] = []
    wanted = 0
    for step in range(TRIES):
        wanted = dice.randrange(50, len(starts) - 50) if step % 4 == 0 else wanted + 1
        target = whole(starts[wanted])
        count, asked = len(desk.shown), time.monotonic()
        desk.engine.seek(target)
        desk.until(partial(desk.saw_more_than, count))
        waits.append((desk.shown[-1][0] - asked) * 1000)
        desk.let(0.05)
        beside.append((desk.shown[-1][1] or 0) - wanted)
        read.append(desk.clock.reading() - starts[wanted])
    row(f"{name}: frame shown − frame wanted, in frames", beside)
    row(f"{name}: reading − start of the frame shown", read)
    row(f"{name}: ms until it is shown", waits)


def measure_going_on(desk: Desk, name: str) -> None:
    """Go on from a frame that was sought: which one is the next to be shown?"""
    dice = random.Random(11)  # noqa: S311
    jumps: list[float] = []
    for _ in range(12):
        count = len(desk.shown)
        desk.engine.seek(dice.randrange(2_000, 50_000))
        desk.until(partial(desk.saw_more_than, count))
        desk.let(0.1)
        stood, count = desk.shown[-1][1] or 0, len(desk.shown)
        desk.engine.play()
        desk.until(partial(desk.saw_more_than, count + 2))
        went_on = [number or 0 for _, number in desk.shown[count:]]
        jumps.append(next((n for n in went_on if n != stood), stood) - stood - 1)
        held(desk)
        desk.let(0.3)
    row(f"{name}: going on, frames left out", jumps)


def measure_waits(desk: Desk, length: int) -> None:
    """Seek in a long tape while held: how long until a frame is shown?"""
    dice = random.Random(5)  # noqa: S311
    waits: list[float] = []
    for _ in range(TRIES):
        count, asked = len(desk.shown), time.monotonic()
        desk.engine.seek(dice.randrange(length - LAST))
        desk.until(partial(desk.saw_more_than, count))
        waits.append((desk.shown[-1][0] - asked) * 1000)
        desk.let(0.05)
    row("long tape: ms from a seek while held to its frame", waits)


def measure_sound(desk: Desk, file: Path, length: int) -> None:
    """Play from the start, then from where a seek led: how long until sound is due?

    Only sound that comes ahead of its time counts: what is handed over late is of the
    place before. Going on without a seek is left out: libvlc has up to two seconds of
    sound in the device's hands by then, and hands over nothing until that is used up.
    """
    heard: list[float] = []
    keep = _listen_in(desk, heard)
    desk.engine.load(file)
    desk.until(lambda: desk.report.state is State.PAUSED)
    dice = random.Random(9)  # noqa: S311
    waits: list[float] = []
    for turn in range(12):
        if turn:
            desk.engine.seek(dice.randrange(length - LAST))
        desk.let(0.4)
        heard.clear()
        asked = time.monotonic()
        desk.engine.play()
        desk.until(lambda: desk.report.state is State.PLAYING)
        desk.let(0.8)
        waits.append((min(heard, default=asked + 9) - asked) * 1000)
        held(desk)
    row("ms from play to sound", waits)
    del keep


def _listen_in(desk: Desk, heard: list[float]) -> Callable[..., None]:
    """Have libvlc hand over its sound, and note when each part of it is due."""
    kind = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 2, ctypes.c_uint, ctypes.c_int64)

    def take(_opaque: int, _sound: int, _count: int, due: int) -> None:
        left = (due - desk.engine._vlc.libvlc_clock()) / 1e6
        if left > 0:
            heard.append(time.monotonic() + left)

    taken = kind(take)
    player = desk.engine._deck.player
    player.audio_set_format("S16N", 44_100, 1)
    player.audio_set_callbacks(taken, None, None, None, None, None)
    return taken


def main() -> int:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path, nargs="?")
    recording: Path | None = parser.parse_args().recording
    say("| what | n | bias | p50 | p95 | max |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk()
        desk.engine.fit(1280, 720)
        for number, (name, recipe) in enumerate(FILMS.items()):
            measure_opening(desk, make(Path(folder, f"{number}.mp4"), recipe))
            measure_frames(desk, name, recipe)
            measure_going_on(desk, name)
        tape = recording or make(
            Path(folder, "long.mp4"),
            Recipe(52 * 60.0, keyframe_every=250, b_frames=3),
        )
        measure_opening(desk, tape)
        length = desk.report.length
        measure_waits(desk, length)
        desk.engine.close()
        desk = Desk()
        measure_sound(desk, tape, length)
        desk.engine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
