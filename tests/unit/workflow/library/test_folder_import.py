"""A folder of recordings comes in as its names say, and only what is new."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.phase import Phase
from ipt_review.domain.study import Study
from ipt_review.study.naming import NamePattern
from ipt_review.workflow.files.opening import new_study
from ipt_review.workflow.library.folder_import import (
    measure_all,
    plan_import,
    recordings_in,
    take_in_all,
)
from ipt_review.workflow.library.rostering import Rostering
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.library.folder_import import FolderPlan, Measured

PATTERN = NamePattern("{therapist}-{case}-s{session}{part}")
PLAIN = NamePattern("{therapist}-{case}-s{session}")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = new_study(tmp_path / "own.iptstudy", "Own study", "SV-1")
    assert isinstance(opened.database.study(), Study)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return short recordings, each of another length."""
    folder = tmp_path_factory.mktemp("sounds")
    return [
        make(
            folder / f"{n}.wav", Recipe(seconds=1 + n / 5, video="", audio="pcm_s16le")
        )
        for n in range(5)
    ]


def put(folder: Path, name: str, sound: Path) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sound, path)
    return path


def planned(desk: Desk, folder: Path, pattern: NamePattern) -> FolderPlan:
    return plan_import(recordings_in([folder]), pattern, desk.holdings())


def looked(desk: Desk, plan: FolderPlan) -> Measured:
    return measure_all(plan, desk.holdings(), lambda _share: None, lambda: False)


def test_a_folder_comes_in_in_one_step_and_a_second_time_only_what_is_new(
    desk: Desk, tmp_path: Path, sounds: list[Path]
) -> None:
    folder, rostering = tmp_path / "tapes", Rostering(desk)
    second = put(folder, "T-04-C-017-s2b.wav", sounds[1])
    first = put(folder, "deep/T-04-C-017-s2a.wav", sounds[0])
    put(folder, "T-05-C-018-s1a.wav", sounds[2])
    put(folder, "notes on T-05.wav", sounds[3])
    put(folder, "T-05-C-018-s1.txt", sounds[3])

    plan = planned(desk, folder, PATTERN)
    assert [each.path.name for each in plan.files if each.problem] == [
        "notes on T-05.wav"
    ]
    assert take_in_all(rostering, looked(desk, plan)) == 2

    held = desk.holdings()
    assert [each.handle for each in held.therapists] == ["T-04", "T-05"]
    assert [each.handle for each in held.cases] == ["C-017", "C-018"]
    assert [(s.number, s.phase) for s in held.sessions] == [
        (2, Phase.OPENING),
        (1, Phase.OPENING),
    ]
    tape = held.tapes[0]
    assert [file.path for file in tape.files] == [first, second]
    assert tape.files[1].offset == tape.files[0].length
    assert tape.length == sum(file.length for file in tape.files)
    assert all(file.fingerprint for file in tape.files)

    put(folder, "t-04-c-017-s3a.wav", sounds[4])
    again = planned(desk, folder, PATTERN)
    assert [(each.case, each.session) for each in again.sessions] == [("C-017", 3)]
    assert take_in_all(rostering, looked(desk, again)) == 1
    assert len(desk.database.therapists()) == 2

    rostering.undo()
    rostering.undo()
    assert not desk.holdings().therapists
    assert not desk.holdings().tapes


def test_what_does_not_fit_says_why_and_stays_out(
    desk: Desk, tmp_path: Path, sounds: list[Path]
) -> None:
    folder, rostering = tmp_path / "tapes", Rostering(desk)
    put(folder, "T-04-C-017-s1.wav", sounds[0])
    take_in_all(rostering, looked(desk, planned(desk, folder, PLAIN)))
    put(folder, "more/T-04-C-017-s1.wav", sounds[1])
    put(folder, "T-05-C-017-s2.wav", sounds[1])
    put(folder, "T-04-C-017-s0.wav", sounds[1])
    put(folder, "T-04-20240105-s3.wav", sounds[1])
    put(folder, "T-04-C-017-s4.wav", sounds[0])
    (folder / "T-04-C-017-s5.wav").write_bytes(b"no sound")

    plan = planned(desk, folder, PLAIN)
    told = {each.path.name: each.problem for each in plan.files if each.problem}
    assert told["T-04-C-017-s1.wav"].startswith("The session has a tape already")
    assert told["T-05-C-017-s2.wav"] == "Case C-017 belongs to therapist T-04."
    assert told["T-04-C-017-s0.wav"].startswith("There is no session 0")
    assert "holds a date" in told["T-04-20240105-s3.wav"]
    found = looked(desk, plan)
    refused = {path.name: why for path, why in found.refused}
    assert refused["T-04-C-017-s4.wav"] == "“T-04-C-017-s1.wav” is the same recording."
    assert "T-04-C-017-s5.wav" in refused
    assert take_in_all(rostering, found) == 0


def test_a_case_without_a_named_therapist_goes_to_the_one_that_was_chosen(
    desk: Desk, tmp_path: Path, sounds: list[Path]
) -> None:
    folder, pattern = tmp_path / "tapes", NamePattern("{case}-s{session}")
    put(folder, "C-017-s1.wav", sounds[0])
    paths = recordings_in([folder])

    nobodys = plan_import(paths, pattern, desk.holdings())
    assert "does not say whose it is" in nobodys.files[0].problem
    plan = plan_import(paths, pattern, desk.holdings(), "T-09")

    assert [each.therapist for each in plan.sessions] == ["T-09"]


def test_looking_that_is_called_off_takes_nothing_in(
    desk: Desk, tmp_path: Path, sounds: list[Path]
) -> None:
    folder = tmp_path / "tapes"
    put(folder, "T-04-C-017-s1.wav", sounds[0])
    plan = planned(desk, folder, PLAIN)

    found = measure_all(plan, desk.holdings(), lambda _share: None, lambda: True)

    assert take_in_all(Rostering(desk), found) == 0
