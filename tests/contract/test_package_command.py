"""Rater packages from a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.cli import shell
from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.domain.people import Person, Role
from ipt_review.workflow.files.opening import make_demo, open_study

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def run(*arguments: object) -> int:
    return shell.run(shell.read(["package", *map(str, arguments)]))


def test_a_package_goes_to_a_rater_and_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, own = tmp_path / "study.iptstudy", tmp_path / "own.iptstudy"
    there, back = tmp_path / "there.iptpackage", tmp_path / "back.iptpackage"
    make_demo(study)
    desk = open_study(study)
    rater = Person(UUID(int=9), "R01", frozenset({Role.RATER}))
    desk.database.add_person(rater)
    tape = desk.database.tapes()[0].id
    single = AssignmentKind.SINGLE
    given = Assignment(UUID(int=10), tape, rater.id, single, 1)
    desk.database.assignments.add([given])
    desk.close()

    assert run("send", study, "--rater", "R02", "-o", there) == 1
    assert "There are: " in capsys.readouterr().err
    assert run("send", study, "--rater", "R01", "-o", there) == 0
    said = capsys.readouterr().out
    assert "1 tapes" in said
    code = tmp_path / "code.txt"
    code.write_text(said.partition("Code: ")[2].splitlines()[0])
    words = tmp_path / "words.txt"
    words.write_text("grauer tiger lacht dienstags")
    opening = ("open", there, "-o", own, "--code-file", code)
    assert run(*opening, "--new-passphrase-file", words) == 0
    assert "Recovery key: " in capsys.readouterr().out
    assert run("return", own, "-o", back, "--passphrase-file", words) == 0
    assert run("take-in", study, back, back) == 0
    assert "taken in before" in capsys.readouterr().out
    assert run("take-in", study, there) == 1
    assert "holds tapes for a rater" in capsys.readouterr().err
