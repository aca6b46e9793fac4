"""Clips of two tapes heard one after another with real libvlc, one of several files."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.meeting import Clip, Purpose
from ipt_review.domain.tape import MediaFile
from ipt_review.media.engine import EngineMissing
from ipt_review.media.peak_cache import PeakCache
from ipt_review.media.vlc_engine import VlcEngine
from tests.gui.rater import Rater
from tests.media_files import Recipe, frame_number, make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.domain.tape import Tape
    from ipt_review.media.engine import Picture

pytestmark = [pytest.mark.gui, pytest.mark.vlc]
PATIENCE = 30_000
FRAME = 40
"""How long a frame of these recordings is shown, in ms."""
LATE = 1_500
"""How much later than the end of a clip a busy computer may hold the tape, in ms."""


@pytest.fixture
def rater(qtbot: QtBot, tmp_path: Path, demo: Path) -> Iterator[Rater]:
    """Return the supervisor of the demo, at the library, with libvlc to play."""
    try:
        engine = VlcEngine()
    except EngineMissing as missing:
        pytest.skip(str(missing))
    here = Rater(tmp_path, engine, now=time.monotonic)
    here.program.reviewing.listening.keep_in(PeakCache(tmp_path / "peaks"))
    here.arrive(qtbot, to_stay=True)
    assert here.program.open_path(demo)
    people = {each.handle: each for each in here.desk.holdings().people}
    here.program.person = people["SV-1"]
    yield here
    here.window.close()


def record(rater: Rater, session: int, *files: tuple[Path, int]) -> Tape:
    """Have the tape of a session be these files of four seconds, at their offsets."""
    held = rater.desk.holdings()
    cases = {each.id for each in held.cases if each.handle == "C-012"}
    ids = {s.id for s in held.sessions if s.number == session and s.case in cases}
    tape = next(each for each in held.tapes if each.session in ids)
    known = tuple(
        MediaFile(path, offset, 4_000, path.stat().st_size) for path, offset in files
    )
    made = replace(tape, files=known, length=files[-1][1] + 4_000, captions=None)
    rater.desk.database.change_tape(made)
    return made


def two_clips(rater: Rater, folder: Path) -> None:
    """Plan a meeting with a clip of each of two tapes, the second of two files."""
    whole = make(folder / "one.mp4", Recipe(seconds=4))
    second = make(folder / "two.mp4", Recipe(seconds=4, size=(480, 270)))
    first = record(rater, 5, (whole, 0))
    pieced = record(rater, 8, (whole, 0), (second, 4_000))
    rater.press("Alt+-", "Ins")
    meetings = rater.program.supervising.meetings
    assert rater.program.person is not None
    by = rater.program.person.id
    one = Clip(1, first.id, 1_000, 2_000, "One", Purpose.STRENGTH, 1, by)
    two = Clip(2, pieced.id, 5_000, 6_000, "Two", Purpose.TO_TRY, 0, by)
    meetings._change(lambda agenda: replace(agenda, clips=(one, two)))
    meetings.screen.clips.setFocus()


def at_its_second(seen: list[Picture], start: int, offset: int = 0) -> bool:
    """Say whether what was seen of a clip shows the file at the clip's own second.

    On a busy computer pictures are left out, and stamped later than they were shown.
    """
    first = (start - offset) // FRAME
    wanted = range(first - 1, first + LATE // FRAME)
    return any(frame_number(each) in wanted for each in seen)


def test_clips_of_two_tapes_are_seen_in_order_at_their_seconds(
    rater: Rater, tmp_path: Path
) -> None:
    rater.program.workplace.preferences.set_value("agenda.lead_in", 0)
    two_clips(rater, tmp_path)
    player = rater.program.reviewing.player
    stage = rater.program.supervising.meetings.screen.stage
    seen: list[Picture] = []
    player.pictured.connect(seen.append)

    def until(claim: Callable[[], bool]) -> None:
        rater.qtbot.waitUntil(claim, timeout=PATIENCE)

    rater.press("N")
    until(lambda: "to talk" in stage.talk.text() and not player.playing)
    assert at_its_second(seen, 1_000)
    assert 2_000 <= player.position < 2_000 + LATE
    assert stage.video.has_picture()

    seen.clear()
    rater.press("N")
    until(lambda: "last clip" in stage.passed.text())
    of_second = [each for each in seen if each.natural == (480, 270)]
    assert at_its_second(of_second, 5_000, offset=4_000)
    assert 6_000 <= player.position < 6_000 + LATE
