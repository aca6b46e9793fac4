"""A short stretch of what `tests/benchmarks/soak.py` does for a day."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import EngineMissing
from tests.benchmarks.soak import TAPES, Soak, footprint
from tests.media_files import make

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 10.0
SETTLES_WITHIN = 20.0


@pytest.mark.vlc
def test_an_engine_that_is_given_no_rest_answers_and_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    tapes = [make(tmp_path / name, recipe) for name, recipe in TAPES.items()]
    try:
        Soak(tapes).engine.close()  # whatever libvlc takes once and keeps
    except EngineMissing as missing:
        pytest.skip(str(missing))
    before = footprint()
    soak = Soak(tapes)
    soak.go_on_for(SECONDS)
    soak.engine.close()
    deadline = time.monotonic() + SETTLES_WITHIN
    while (threads := footprint().threads) > before.threads + 2:
        assert time.monotonic() < deadline, f"{threads} threads are left"
    gc.collect()  # a container that PyAV read stays open until it is collected
    assert soak.asked > 50
    assert footprint().files <= before.files + 5
