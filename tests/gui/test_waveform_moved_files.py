"""Recordings that moved, or are others than they were, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.bench import Bench, turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.window.close()
    assert not made.program.reviewing.listening.busy
    assert not made.program.recordings.looking


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """Return a folder around which no other test keeps its recordings."""
    folder = tmp_path / "disk" / "here"
    folder.mkdir(parents=True)
    return folder


# Files that moved ---------------------------------------------------------------------


def test_a_moved_recording_is_found_by_itself_and_told(
    bench: Bench, tmp_path: Path
) -> None:
    bench.take_in(turns(tmp_path / "tapes" / "a.wav", (1, 4)))
    bench.program.enter("library")
    bench.looked()
    (tmp_path / "tapes").rename(tmp_path / "renamed")

    bench.program.open_path(bench.study)
    bench.looked()

    (tape,) = bench.desk.database.tapes()
    assert tape.files[0].path == tmp_path / "renamed" / "a.wav"
    said = bench.window.banner.text
    assert said.startswith(f"1 recording found again in {tmp_path / 'renamed'}.")
    assert bench.window.banner.isVisible()


def test_the_open_tape_goes_on_with_the_recording_that_was_found(
    bench: Bench, tmp_path: Path
) -> None:
    tape = bench.take_in(turns(tmp_path / "tapes" / "a.wav", (1, 4)))
    bench.looked()
    (tmp_path / "tapes" / "a.wav").rename(tmp_path / "tapes" / "b.wav")

    bench.open(tape)
    bench.looked()
    bench.listened()

    assert bench.window.room == "review"
    seat = bench.program.reviewing.seat
    assert seat is not None
    assert seat.review.tape.files[0].path.name == "b.wav"
    assert bench.lanes() == ["Waveform", "Speech (estimated)"]


def test_a_whole_folder_is_looked_through_and_the_rest_is_named(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for session, name in enumerate(("a.wav", "b.wav", "c.wav"), 1):
        bench.take_in(turns(tmp_path / "tapes" / name, (session, 9)), session)
    far = tmp_path / "one" / "two" / "three" / "four"
    far.mkdir(parents=True)
    for name in ("a.wav", "b.wav"):
        (tmp_path / "tapes" / name).rename(far / f"moved {name}")
    (tmp_path / "tapes" / "c.wav").unlink()
    bench.program.enter("library")
    bench.looked()
    assert not bench.window.banner.isVisible()

    folder = tmp_path / "one"
    monkeypatch.setattr("ipt_review.ui.recordings.ask_folder", lambda _parent: folder)
    bench.window.library.find_all.click()
    assert bench.window.library.find_all.text().startswith("Stop looking")
    bench.looked()

    names = [tape.files[0].path.name for tape in bench.desk.database.tapes()]
    assert names == ["moved a.wav", "moved b.wav", "c.wav"]
    assert bench.window.banner.text == (
        f"2 recordings found again in {folder}. Nothing was copied or changed. "
        "Still missing: “c.wav”."
    )
    assert bench.window.library.find_all.text() == "Find recordings in a folder…"


def test_a_different_file_of_the_same_name_is_refused_and_coding_goes_on(
    bench: Bench, tmp_path: Path
) -> None:
    tape = bench.take_in(turns(tmp_path / "a.wav", (1, 4)))
    turns(tmp_path / "a.wav", (2, 4))
    bench.open(tape)
    bench.listened()

    assert "what it holds differs" in bench.screen.video.accessibleDescription()
    assert bench.lanes() == []
    assert not bench.screen.video.sound.shown
    reviewing = bench.program.reviewing
    bench.qtbot.waitUntil(lambda: reviewing.player.length > 0)
    reviewing.pressing.press("2")
    assert reviewing.coding is not None
    assert len(reviewing.coding.marks) == 1


@pytest.mark.parametrize(("sure", "taken"), [(True, "other.wav"), (False, "a.wav")])
def test_a_converted_copy_stands_for_the_recording_only_if_somebody_is_sure(
    bench: Bench,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    sure: bool,
    taken: str,
) -> None:
    tape = bench.take_in(turns(tmp_path / "a.wav", (1, 4)))
    other = turns(tmp_path / "other.wav", (1, 4), level=5_000)
    asked: list[str] = []

    def answer(_parent: object, differs: str) -> bool:
        asked.append(differs)
        return sure

    monkeypatch.setattr("ipt_review.ui.recordings.ask_recording", lambda _p: other)
    monkeypatch.setattr("ipt_review.ui.recordings.confirm_another", answer)
    bench.program.enter("library")
    bench.looked()
    bench.window.library.details.find_again.click()

    assert "what it holds differs" in asked[0]
    (now,) = bench.desk.database.tapes()
    assert now.id == tape.id
    assert now.files[0].path.name == taken
    assert sure != ("another recording" in bench.window.banner.text)
