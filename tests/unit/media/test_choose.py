"""Which engine is chosen, and the sizes of its pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.choose import best_engine
from ipt_review.media.frames import fitted

if TYPE_CHECKING:
    from pathlib import Path


def test_without_libvlc_the_silent_engine_is_chosen_and_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "vlc", None)
    engine, reason = best_engine()
    engine.close()
    assert engine.name == "silent"
    assert "VLC" in reason
    assert "nstall" in reason


def test_a_libvlc_of_another_kind_is_told_and_the_program_goes_on(
    tmp_path: Path,
) -> None:
    wrong = tmp_path / "libvlc.so.5"
    wrong.write_bytes(b"not for this computer")
    code = (
        "from ipt_review.media.choose import best_engine;"
        "engine, reason = best_engine(); engine.close(); print(engine.name, reason)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHON_VLC_LIB_PATH": str(wrong)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.startswith("silent")
    assert "of another kind than this program" in said.stdout


@pytest.mark.parametrize(
    ("shape", "box", "size"),
    [
        ((1920, 1080), (1280, 720), (1280, 720)),
        ((640, 360), (1280, 720), (640, 360)),
        ((1080, 1920), (1280, 720), (404, 720)),
        ((101, 51), (1000, 1000), (100, 52)),
        ((4000, 10), (100, 100), (100, 2)),
    ],
)
def test_a_picture_is_scaled_down_to_even_sides_and_never_up(
    shape: tuple[int, int], box: tuple[int, int], size: tuple[int, int]
) -> None:
    assert fitted(shape, box) == size
