"""Recordings are known again after they were moved, on real files and a real study."""

from __future__ import annotations

import wave
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.media.recording import NotARecording
from ipt_review.workflow.files.opening import new_study
from ipt_review.workflow.library.finding import (
    look_around,
    look_in,
    note_sighting,
    recognise,
)
from ipt_review.workflow.library.organising import (
    AnotherRecording,
    Arrival,
    find_again,
    take_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.domain.tape import MediaFile, Tape
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.finding import Sighting


def recording(path: Path, level: int, seconds: int = 1) -> Path:
    """Write a sound file; another level makes another recording of the same size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(level.to_bytes(2, "little") * 8_000 * seconds)
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = new_study(tmp_path / "study" / "pilot.iptstudy", "Pilot", "SV-1")
    yield desk
    desk.close()


@pytest.fixture
def tapes(tmp_path: Path) -> Path:
    """Return a folder two levels below one that belongs to the test."""
    return tmp_path / "disk" / "tapes"


@pytest.fixture(autouse=True)
def _folder_of_the_study(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()


def took_in(desk: Desk, path: Path, session: int = 1) -> Tape:
    return take_in(desk, Arrival((path,), "T-01", "C-001", session, 14))


def looked_around(desk: Desk) -> Sighting:
    return look_around(desk.database.tapes(), lambda _: None, lambda: False)


def only_file(desk: Desk) -> MediaFile:
    (tape,) = desk.database.tapes()
    return tape.files[0]


def test_a_recording_that_is_taken_in_has_its_fingerprint_in_the_study(
    desk: Desk, tapes: Path
) -> None:
    took_in(desk, recording(tapes / "a.wav", 1))

    size, _, digest = only_file(desk).fingerprint.partition(":")

    assert int(size) == only_file(desk).size
    assert len(digest) == 32


@pytest.mark.parametrize(
    "place", ["tapes/renamed.wav", "tapes/2026/May/a.wav", "archive/a.wav"]
)
def test_a_recording_moved_nearby_or_renamed_is_found_by_itself(
    desk: Desk, tapes: Path, place: str
) -> None:
    took_in(desk, recording(tapes / "a.wav", 1))
    recording(tapes / "b.wav", 2)
    now = tapes.parent / place
    now.parent.mkdir(parents=True, exist_ok=True)
    (tapes / "a.wav").rename(now)

    (tape,) = note_sighting(desk, looked_around(desk))

    assert tape.files[0].path == now
    assert only_file(desk).path == now


def test_a_recording_is_found_where_another_tape_of_the_study_lies(
    desk: Desk, tapes: Path, tmp_path: Path
) -> None:
    took_in(desk, recording(tapes / "a.wav", 1))
    other = tmp_path / "elsewhere" / "deep" / "tapes"
    took_in(desk, recording(other / "b.wav", 2), session=2)
    (tapes / "a.wav").rename(other / "c.wav")

    sighting = looked_around(desk)

    assert list(sighting.found.values()) == [other / "c.wav"]
    assert sighting.missing == ()


def test_captions_move_with_the_recording(desk: Desk, tapes: Path) -> None:
    recording(tapes / "a.wav", 1)
    (tapes / "a.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello.\n")
    took_in(desk, tapes / "a.wav")
    tapes.rename(tapes.with_name("renamed"))

    (tape,) = note_sighting(desk, looked_around(desk))

    assert tape.captions == tapes.with_name("renamed") / "a.srt"


def test_a_whole_folder_is_found_at_once_and_what_is_missing_is_named(
    desk: Desk, tapes: Path, tmp_path: Path
) -> None:
    for session, name in enumerate(("a.wav", "b.wav", "c.wav"), 1):
        took_in(desk, recording(tapes / name, session), session)
    away = tmp_path / "far" / "away" / "from" / "it"
    away.mkdir(parents=True)
    (tapes / "a.wav").rename(away / "a.wav")
    (tapes / "b.wav").rename(away / "renamed.wav")
    (tapes / "c.wav").unlink()
    assert looked_around(desk).missing == ("a.wav", "b.wav", "c.wav")
    told: list[float] = []

    stock = desk.database.tapes()
    sighting = look_in(tmp_path / "far", stock, told.append, lambda: False)
    found = note_sighting(desk, sighting)

    assert [tape.files[0].path.name for tape in found] == ["a.wav", "renamed.wav"]
    assert sighting.missing == ("c.wav",)
    assert told[-1] == 1.0


def test_a_file_of_the_same_name_and_size_is_not_taken_for_the_recording(
    desk: Desk, tapes: Path, tmp_path: Path
) -> None:
    took_in(desk, recording(tapes / "a.wav", 1))
    (tapes / "a.wav").unlink()
    recording(tmp_path / "disk" / "other" / "a.wav", 2)

    assert looked_around(desk).found == {}


def test_a_different_file_in_the_place_of_a_recording_is_refused_with_what_differs(
    desk: Desk, tapes: Path
) -> None:
    took_in(desk, recording(tapes / "a.wav", 1))

    recording(tapes / "a.wav", 2)
    with pytest.raises(AnotherRecording, match="what it holds differs"):
        recognise(only_file(desk))
    recording(tapes / "a.wav", 1, seconds=2)
    with pytest.raises(AnotherRecording, match=r"32,044 bytes.*16,044"):
        recognise(only_file(desk))
    recording(tapes / "a.wav", 1)
    assert recognise(only_file(desk)).probed.has_picture is False


def test_a_recording_chosen_by_hand_must_be_the_one_that_was_coded(
    desk: Desk, tapes: Path
) -> None:
    tape = took_in(desk, recording(tapes / "a.wav", 1))
    other, same = recording(tapes / "b.wav", 2), recording(tapes / "c.wav", 1)

    with pytest.raises(AnotherRecording, match="what it holds differs"):
        find_again(desk, tape, other)
    assert find_again(desk, tape, same).files[0].path == same


def test_a_recording_without_fingerprint_gets_one_when_it_is_seen(
    desk: Desk, tapes: Path
) -> None:
    tape = took_in(desk, recording(tapes / "a.wav", 1))
    known = tape.files[0].fingerprint
    unknown = replace(tape, files=(replace(tape.files[0], fingerprint=""),))
    desk.database.change_tape(unknown)

    assert note_sighting(desk, looked_around(desk)) == ()

    assert only_file(desk).fingerprint == known


def test_looking_can_be_called_off(desk: Desk, tapes: Path) -> None:
    took_in(desk, recording(tapes / "a.wav", 1))
    (tapes / "a.wav").rename(tapes / "b.wav")

    sighting = look_around(desk.database.tapes(), lambda _: None, lambda: True)

    assert sighting.found == {}


def test_a_recording_that_is_missing_is_told_as_missing(
    desk: Desk, tapes: Path
) -> None:
    took_in(desk, recording(tapes / "a.wav", 1))
    (tapes / "a.wav").unlink()

    with pytest.raises(NotARecording, match="is not in"):
        recognise(only_file(desk))


def test_files_are_never_changed_by_looking(desk: Desk, tapes: Path) -> None:
    took_in(desk, recording(tapes / "a.wav", 1))
    (tapes / "a.wav").rename(tapes / "b.wav")
    before = {each: each.read_bytes() for each in tapes.rglob("*")}

    note_sighting(desk, looked_around(desk))

    assert {each: each.read_bytes() for each in tapes.rglob("*")} == before
