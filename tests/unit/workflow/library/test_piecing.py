"""Several files as the tape of one session: coming in, changed, found again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.mark import Mark
from ipt_review.domain.tape import MediaFile
from ipt_review.workflow.files.opening import new_study
from ipt_review.workflow.library.finding import look_in, note_sighting
from ipt_review.workflow.library.organising import (
    AnotherRecording,
    Arrival,
    find_again,
    take_in,
)
from ipt_review.workflow.library.piecing import (
    BeforeTheStart,
    SameFileTwice,
    in_natural_order,
    must_fit_together,
)
from ipt_review.workflow.library.tape_files import (
    Coded,
    NoFileLeft,
    consequences,
    gap_words,
    set_files,
)
from tests.gui.bench import turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.workflow.desk import Desk

LENGTH = 24_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = new_study(tmp_path / "pilot.iptstudy", "Pilot", "SV-1")
    yield opened
    opened.close()


def _arrival(*paths: Path) -> Arrival:
    return Arrival(paths, "T-01", "C-001", 1, 14)


def _sides(folder: Path) -> list[Path]:
    return [turns(folder / f"side{n}.wav", (n, n + 3)) for n in (1, 2, 3)]


def test_side_ten_comes_after_side_two() -> None:
    names = ["side 10.wav", "Side 2.wav", "intro.wav", "side 1b.wav", "side 1.wav"]
    ordered = [path.name for path in in_natural_order(map(Path, names))]
    assert ordered == [
        "intro.wav",
        "side 1.wav",
        "side 1b.wav",
        "Side 2.wav",
        "side 10.wav",
    ]


def test_files_that_come_in_together_are_put_end_to_end(
    desk: Desk, tmp_path: Path
) -> None:
    take_in(desk, _arrival(*_sides(tmp_path)))
    (tape,) = desk.database.tapes()
    assert [file.offset for file in tape.files] == [0, LENGTH, 2 * LENGTH]
    assert tape.length == 3 * LENGTH
    assert all(file.fingerprint for file in tape.files)


def test_the_same_recording_is_not_taken_twice_even_under_another_name(
    desk: Desk, tmp_path: Path
) -> None:
    first = _sides(tmp_path)[0]
    copy = tmp_path / "copy.wav"
    copy.write_bytes(first.read_bytes())
    with pytest.raises(SameFileTwice, match=r"copy\.wav"):
        take_in(desk, _arrival(first, copy))
    assert desk.database.tapes() == []
    assert desk.database.cases() == []


def test_no_file_begins_before_the_session() -> None:
    with pytest.raises(BeforeTheStart):
        must_fit_together([MediaFile(Path("/a.wav"), -1, 5, 1)])


def test_a_moved_file_of_several_is_found_again_and_the_others_stay(
    desk: Desk, tmp_path: Path
) -> None:
    paths = _sides(tmp_path / "here")
    tape = take_in(desk, _arrival(*paths))
    moved = tmp_path / "there" / "renamed.wav"
    moved.parent.mkdir()
    paths[1].rename(moved)
    sighting = look_in(tmp_path, (tape,), lambda _share: None, lambda: False)
    (found,) = note_sighting(desk, sighting)
    assert [file.path for file in found.files] == [paths[0], moved, paths[2]]
    assert [file.offset for file in found.files] == [0, LENGTH, 2 * LENGTH]


def test_a_file_that_is_chosen_by_hand_takes_its_own_place(
    desk: Desk, tmp_path: Path
) -> None:
    paths = _sides(tmp_path)
    tape = take_in(desk, _arrival(*paths))
    moved = paths[2].rename(tmp_path / "third.wav")
    found = find_again(desk, tape, moved)
    assert [file.path for file in found.files] == [*paths[:2], moved]
    assert found.files[2].offset == 2 * LENGTH


def test_another_recording_takes_the_place_of_the_missing_file_only_when_sure(
    desk: Desk, tmp_path: Path
) -> None:
    paths = _sides(tmp_path)
    tape = take_in(desk, _arrival(*paths))
    paths[1].unlink()
    other = turns(tmp_path / "converted.wav", (7, 9))
    with pytest.raises(AnotherRecording):
        find_again(desk, tape, other)
    found = find_again(desk, tape, other, another_too=True)
    assert [file.path for file in found.files] == [paths[0], other, paths[2]]
    with pytest.raises(SameFileTwice):
        find_again(desk, replace(found, files=found.files), paths[0].rename(other))


def test_a_session_is_never_shorter_than_what_is_coded(
    desk: Desk, tmp_path: Path
) -> None:
    paths = _sides(tmp_path)
    tape = take_in(desk, _arrival(*paths))
    (person,) = desk.database.people()
    seat = desk.sit_down(desk.begin(tape.id, person))
    seat.session.press(desk.codebook.offered[0].id, 60_000)
    changed = set_files(desk, tape, tape.files[:1], person.id)
    assert changed.length == 60_000
    (kept,) = desk.database.tapes()
    assert kept == changed
    logged = json.loads(desk.database.study_settings()["tape_files"])
    assert logged["length_ms"] == 60_000
    assert [file["offset_ms"] for file in logged["files"]] == [0]
    with pytest.raises(NoFileLeft):
        set_files(desk, changed, (), person.id)


def test_nothing_is_logged_when_nothing_changes(desk: Desk, tmp_path: Path) -> None:
    tape = take_in(desk, _arrival(*_sides(tmp_path)))
    assert set_files(desk, tape, tape.files, None) == tape
    assert "tape_files" not in desk.database.study_settings()


A = MediaFile(Path("/a.mp4"), 0, 10_000, 1, "a")
B = MediaFile(Path("/b.mp4"), 10_000, 10_000, 1, "b")
MARKS = (Mark(1, "x", 2_000, 2_000), Mark(2, "x", 12_000, 15_000))


def test_what_a_change_means_for_marks_is_said() -> None:
    coded = Coded(1, MARKS)
    assert consequences((A, B), (A, B), coded) == ()
    moved = consequences((A, B), (A, replace(B, offset=13_000)), coded)
    assert moved[0] == "“b.mp4” begins at 0:00:13.000 instead of 0:00:10.000."
    assert "Without a recording under them: 1 of 2 marks." in moved
    assert moved[-1] == "All marks and ratings keep their session times."
    assert "“b.mp4” is left out." in consequences((A, B), (A,), coded)


def test_where_nothing_is_coded_nothing_is_asked() -> None:
    assert consequences((A, B), (A,), Coded(0, ())) == ()


def test_the_first_gap_is_named_and_the_others_counted() -> None:
    assert gap_words((A, B)) == "The session lasts 0:00:20.000."
    later = replace(B, offset=30_000)
    assert gap_words((A, later)).endswith(
        "No recording from 0:00:10.000 to 0:00:30.000."
    )
    assert ", and 1 more gap" in gap_words((replace(A, offset=500), later))
