"""The audit trail from a shell."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from ipt_review.cli import shell
from ipt_review.store.database import Database
from ipt_review.workflow.files.opening import make_demo
from tests.trail_builders import past_the_program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.iptstudy"
    make_demo(path)
    return path


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Path:
    return shutil.copyfile(made, tmp_path / "demo.iptstudy")


def check(path: Path, *more: str) -> int:
    return shell.run(shell.read(["check", str(path), *more]))


def head_of(path: Path) -> str:
    database = Database.open(path)
    try:
        return database.trail.head().short
    finally:
        database.close()


def test_a_trail_that_holds_tells_its_head(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(demo) == 0

    said = capsys.readouterr().out
    assert "The audit trail holds" in said
    assert head_of(demo) in said


def test_a_head_that_was_written_down_is_known_again_and_another_is_not(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(demo, "--head", head_of(demo)) == 0
    assert check(demo, "--head", "0123 4567 89ab cdef") == 1
    assert "is no head of this trail" in capsys.readouterr().out
    assert check(demo, "--head", "yesterday's") == 1
    assert "not the head of an audit trail" in capsys.readouterr().err


def test_what_another_program_changed_is_told_with_whose_coding_it_is(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with past_the_program(demo, "mark") as connection:
        connection.execute("UPDATE mark SET start_ms = 0 WHERE coding_id = 1")

    assert check(demo) == 1

    said = capsys.readouterr().out
    assert "The audit trail breaks" in said
    assert "C-012, session " in said
    assert "is not what its history leads to" in said


def test_what_is_no_study_is_told_and_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path / "gone.iptstudy") == 1
    assert "gone.iptstudy" in capsys.readouterr().err
