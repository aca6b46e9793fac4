"""How a tape is taken in, and what is said of one that cannot be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import State
from tests.contract.engine_desk import TAPES
from tests.media_files import with_unknown_codecs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.contract.engine_desk import Desk


@pytest.mark.parametrize("kind", TAPES)
def test_a_loaded_tape_stands_paused_at_its_start_and_knows_its_length(
    desk: Desk, tapes: dict[str, Path], kind: str
) -> None:
    report = desk.loaded(tapes[kind]).newest
    assert report.position == 0
    assert abs(report.length - 6000) < 100
    assert desk.clock.reading() == 0


def test_a_second_tape_takes_the_place_of_the_first(
    desk: Desk, tapes: dict[str, Path]
) -> None:
    desk.loaded(tapes["mp4"]).engine.play()
    desk.until_past(300)
    desk.engine.load(tapes["wav"])
    report = desk.until_state(State.PAUSED)
    assert (report.position, report.problem) == (0, "")
    desk.engine.play()
    desk.until_past(300)


def test_a_path_may_hold_spaces_and_any_letter(
    desk: Desk, tapes: dict[str, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "Sitzung № 3 – Ängste"
    folder.mkdir()
    tape = folder / "話す #1 50%25.mp4"
    tape.write_bytes(tapes["mp4"].read_bytes())
    desk.loaded(tape)


def test_a_path_may_be_very_long(
    desk: Desk, tapes: dict[str, Path], tmp_path: Path
) -> None:
    folder = tmp_path.joinpath(*(letter * 120 for letter in "abcde"))
    folder.mkdir(parents=True)
    tape = folder / f"{'session ' * 20}.mp4"
    tape.write_bytes(tapes["mp4"].read_bytes())
    desk.loaded(tape)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file in its place")
def test_a_tape_whose_file_goes_away_or_shrinks_while_it_plays_stops_nobody(
    film_desk: Desk, tapes: dict[str, Path], tmp_path: Path
) -> None:
    for name, harm in (("a.mkv", Path.unlink), ("b.mkv", _emptied)):
        tape = tmp_path / name
        tape.write_bytes(tapes["mkv"].read_bytes())
        film_desk.loaded(tape).engine.play()
        film_desk.until_past(300)
        harm(tape)
        film_desk.engine.seek(5_000)
        film_desk.until(lambda: film_desk.newest.state in (State.ENDED, State.FAILED))
        film_desk.loaded(tapes["mp4"])


def _emptied(tape: Path) -> None:
    os.truncate(tape, tape.stat().st_size // 10)


def _missing(_: Path, folder: Path) -> Path:
    return folder / "gone.mp4"


def _a_folder(_: Path, folder: Path) -> Path:
    return folder


def _empty(_: Path, folder: Path) -> Path:
    (folder / "empty.mp4").touch()
    return folder / "empty.mp4"


def _a_text(_: Path, folder: Path) -> Path:
    text = folder / "notes.mp4"
    text.write_text("Session notes.\n" * 500)
    return text


def _unknown(tape: Path, folder: Path) -> Path:
    return with_unknown_codecs(folder / "odd.mp4", tape, b"avc1", b"mp4a", b"esds")


def _cut_off(tape: Path, folder: Path) -> Path:
    cut = folder / "cut.mp4"
    cut.write_bytes(tape.read_bytes()[:20_000])
    return cut


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_missing, "is not in"),
        (_a_folder, "is a folder"),
        (_empty, "0 bytes"),
        (_a_text, "no sound or picture"),
        (_cut_off, "never finished"),
        (_unknown, "no sound or picture"),
    ],
)
def test_what_cannot_be_played_fails_with_a_sentence_and_the_next_tape_plays(
    desk: Desk,
    tapes: dict[str, Path],
    tmp_path: Path,
    spoil: Callable[[Path, Path], Path],
    said: str,
) -> None:
    desk.engine.load(spoil(tapes["mp4"], tmp_path))
    report = desk.until_state(State.FAILED)
    assert said in report.problem
    assert report.problem.endswith(".")
    desk.engine.play()
    desk.loaded(tapes["wav"])


@pytest.mark.parametrize(("kind", "rate"), [("mp4", 25.0), ("wav", 0.0)])
def test_reports_say_how_many_frames_a_second_there_are(
    film_desk: Desk, tapes: dict[str, Path], kind: str, rate: float
) -> None:
    assert film_desk.loaded(tapes[kind]).newest.frame_rate == rate


def test_a_failure_is_told_once_whatever_is_asked_of_the_engine_then(
    desk: Desk, tapes: dict[str, Path], tmp_path: Path
) -> None:
    desk.engine.load(tmp_path / "gone.mp4")
    desk.until_state(State.FAILED)
    desk.engine.set_rate(1.5)
    desk.engine.set_volume(80)
    desk.engine.seek(500)
    desk.loaded(tapes["mp4"])
    failures = [each for each in desk.reports if each.state is State.FAILED]
    assert len(failures) == 1
