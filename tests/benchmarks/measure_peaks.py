"""What it costs to have a tape's waveform, beside what FFmpeg needs to decode it.

Run it as `python -m tests.benchmarks.measure_peaks`, with recordings of your own or
without: then it makes an hour of sound in three formats, and a video of 20 minutes.
The `ffmpeg` program has to be installed. Prints a table in Markdown.

Both take turns, each in a process of its own; the fastest of each is compared, since
whatever else the machine does only adds to a time. On a busy machine the ratio of
processor times is the one to look at.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.media.fingerprint import fingerprint
from ipt_review.media.peak_cache import PeakCache
from ipt_review.media.peak_meter import measure
from ipt_review.media.voice import voices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TIMES = 5
PIXELS = 1_500
HOUR = 3_600_000
SOUND = "aevalsrc=0.4*random(0)*sin(3*t)|0.4*random(1)*cos(2*t):s=48000"
PICTURE = "testsrc2=size=640x360:rate=25"
OURSELVES = [sys.executable, "-m", "tests.benchmarks.measure_peaks", "--alone"]


def say(line: str = "") -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure the given recordings, or those made for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recordings", nargs="*", type=Path)
    parser.add_argument("--alone", type=Path, help="measure once and say so in JSON")
    given = parser.parse_args()
    if given.alone:
        say(json.dumps(alone(given.alone)))
        return
    if shutil.which("ffmpeg") is None:
        sys.exit("The ffmpeg program is needed to compare with.")
    with tempfile.TemporaryDirectory() as folder:
        recordings = given.recordings or list(made(Path(folder)))
        say("| recording | MB | ffmpeg | peaks | ratio | of processor time | memory |")
        say("|---|---|---|---|---|---|---|")
        for path in recordings:
            compare(path)
        say()
        after(recordings[-1], Path(folder))


def made(folder: Path) -> Iterator[Path]:
    """Make recordings whose sound is costly to decode: noise that never repeats."""
    hour = ["-f", "lavfi", "-t", "3600", "-i", SOUND]
    yield _ffmpeg(folder / "hour.m4a", *hour, "-b:a", "128k")
    source = ["-i", str(folder / "hour.m4a")]
    yield _ffmpeg(folder / "hour.mp3", *source, "-b:a", "128k")
    yield _ffmpeg(folder / "hour.wav", *source)
    short = ["-t", "1200"]
    picture = ["-f", "lavfi", "-i", PICTURE, "-preset", "ultrafast", "-c:a", "copy"]
    yield _ffmpeg(folder / "video.mp4", *source, *picture, *short)
    yield _ffmpeg(folder / "3 hours.m4a", "-stream_loop", "2", *source, "-c", "copy")


def _ffmpeg(path: Path, *arguments: str) -> Path:
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments, str(path)]
    subprocess.run(command, check=True)
    return path


def compare(path: Path) -> None:
    """Print a row about one recording."""
    plain: list[Cost] = []
    ours: list[Cost] = []
    for _ in range(TIMES):
        plain.append(decoded(path))
        run = subprocess.run(
            [*OURSELVES, str(path)], check=True, capture_output=True, text=True
        )
        ours.append(Cost(*json.loads(run.stdout)))
    base, best = min(one.seconds for one in plain), min(one.seconds for one in ours)
    work = min(one.work for one in ours) / min(one.work for one in plain)
    say(
        f"| {path.name} | {path.stat().st_size / 1e6:.0f} | {base:.2f} s |"
        f" {best:.2f} s | {best / base:.2f} | {work:.2f} |"
        f" {max(one.memory for one in ours):.0f} MB |"
    )


class Cost(NamedTuple):
    """Seconds by the clock, seconds of processor time, and MB held at most."""

    seconds: float
    work: float
    memory: float = 0.0


def decoded(path: Path) -> Cost:
    """Have ffmpeg decode the sound and throw it away."""
    command = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-vn"]
    before = os.times()
    start = time.perf_counter()
    subprocess.run([*command, "-f", "null", "-"], check=True)
    seconds = time.perf_counter() - start
    now = os.times()
    work = now.children_user - before.children_user
    return Cost(seconds, work + now.children_system - before.children_system)


def alone(path: Path) -> Cost:
    """Measure once in this process."""
    before = time.process_time()
    seconds = _timed(lambda: measure(path, lambda _: None, lambda: False))
    return Cost(seconds, time.process_time() - before, _highest_memory())


def _highest_memory() -> float:
    """Return the most memory that this process held so far, in MB (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def after(path: Path, folder: Path) -> None:
    """Print what everything else around peaks costs."""
    one = fingerprint(path)
    peaks = measure(path, lambda _: None, lambda: False)
    if peaks is None:
        return
    cache = PeakCache(folder / "cache")
    cache.keep(one, peaks)
    say(f"| with the peaks of {path.name} | ms |\n|---|---|")
    steps: dict[str, Callable[[], object]] = {
        "fingerprint": lambda: fingerprint(path),
        "out of the cache": lambda: cache.get(one),
        "speech of both channels": lambda: voices(peaks),
        f"all of it, {PIXELS} pixels": lambda: peaks.between(
            0, peaks.length_ms, PIXELS
        ),
        f"ten minutes, {PIXELS} pixels": lambda: peaks.between(0, HOUR // 6, PIXELS),
        f"ten seconds, {PIXELS} pixels": lambda: peaks.between(0, 10_000, PIXELS),
    }
    for name, step in steps.items():
        times = sorted(_timed(step) for _ in range(4 * TIMES))
        say(f"| {name}, median | {times[len(times) // 2] * 1000:.2f} |")


def _timed(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
