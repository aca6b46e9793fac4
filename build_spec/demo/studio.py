"""Makes the demo: voices, pictures, captions and the study."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from build_spec.demo.applying import Codebook
from build_spec.demo.captions import as_vtt
from build_spec.demo.checks import check_study
from build_spec.demo.course import build_study
from build_spec.demo.film import FRAME_MS, film
from build_spec.demo.script import DemoError, read_script
from build_spec.demo.voice import record, write_stereo
from build_spec.demo.writing import as_text

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = ROOT / "resources" / "demo"
CODEBOOK = ROOT / "resources" / "codebooks" / "ipt_core.yaml"
MOST_BYTES = 5_000_000
SHORTEST_MS, LONGEST_MS = 6 * 60_000, 8 * 60_000


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise DemoError(f"{name} is not installed")
    return found


def make(*, picture: bool) -> None:
    """Make all files of the demo in resources/demo.

    Args:
        picture: Draw and encode the film too; without it only the captions and
            the study are written, which takes seconds.

    Raises:
        DemoError: The inputs contradict each other, or the result is too large.
    """
    tape = record(_program("espeak-ng"), read_script(HERE / "dialogue.yaml"), FRAME_MS)
    if not SHORTEST_MS <= tape.length_ms <= LONGEST_MS:
        raise DemoError(f"the tape runs {tape.length_ms / 60_000:.2f} minutes")
    book = Codebook(CODEBOOK)
    study = build_study(HERE, tape, book)
    check_study(study, book)
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "session05.vtt").write_text(as_vtt(tape.lines), "utf-8")
    (TARGET / "study.yaml").write_text(as_text(study), "utf-8")
    print(f"captions and study written; the tape runs {tape.length_ms} ms")
    if picture:
        with tempfile.TemporaryDirectory() as folder:
            sound = Path(folder) / "session05.wav"
            write_stereo(tape, sound)
            film(_program("ffmpeg"), tape, sound, TARGET / "session05.mp4")
        size = (TARGET / "session05.mp4").stat().st_size
        print(f"film written, {size} bytes")
        if size > MOST_BYTES:
            raise DemoError(f"session05.mp4 is larger than {MOST_BYTES} bytes")
