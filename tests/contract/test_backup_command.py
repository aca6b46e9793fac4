"""Backups from a shell: made, listed, and put in the place of a damaged study."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5

import pytest

from ipt_review.cli import shell
from ipt_review.domain.people import Therapist
from ipt_review.domain.secret import Passphrase
from ipt_review.store.backups.folder import backups_of
from ipt_review.store.database import Database
from ipt_review.store.study_file import key_for
from ipt_review.workflow.files.opening import new_study
from tests.trail_builders import past_the_program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

WORDS = Passphrase("grüner Löwe tanzt")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return what runs `ipt-review`, and returns its exit code and what it says."""

    def run(*arguments: object) -> tuple[int, str]:
        code = shell.run(shell.read([str(each) for each in arguments]))
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def add_a_therapist(path: Path, handle: str) -> None:
    database = Database.open(path, key_for(path, WORDS))
    database.add_therapist(Therapist(new_id(handle), handle))
    database.close()


def new_id(handle: str) -> UUID:
    return uuid5(NAMESPACE_OID, handle)


def therapists(path: Path) -> list[str]:
    database = Database.open(path, key_for(path, WORDS))
    found = [each.handle for each in database.therapists()]
    database.close()
    return found


def test_a_damaged_study_is_told_with_its_newest_backup_which_takes_its_place(
    tmp_path: Path, run: Callable[..., tuple[int, str]]
) -> None:
    path, words = tmp_path / "pilot.iptstudy", tmp_path / "words.txt"
    words.write_text(WORDS.text, "utf-8")
    secret = ("--passphrase-file", words)
    new_study(path, "Pilot", "SV-1", WORDS).close()
    assert run("backups", path) == (0, "There is no backup of this study.\n")
    assert run("restore", path, *secret)[0] == 1

    add_a_therapist(path, "T-01")
    code, told = run("backup", path, *secret)
    assert code == 0
    assert "Checked, made by hand" in told
    assert run("backups", path) == (0, told)
    add_a_therapist(path, "T-02")
    damaged = bytearray(path.read_bytes())
    damaged[50_000:50_100] = bytes(100)
    path.write_bytes(damaged)

    code, told = run("check", path, *secret)
    assert code == 1
    assert told.startswith("“pilot.iptstudy” is damaged.")
    assert "The newest checked backup is from" in told
    assert "would be missing" in told
    assert path.read_bytes() == damaged

    code, told = run("restore", path, *secret)
    assert code == 0
    (aside,) = tmp_path.glob("pilot (kept aside*).iptstudy")
    assert aside.name in told
    assert aside.read_bytes() == damaged
    assert therapists(path) == ["T-01"]
    assert run("check", path, *secret)[0] == 0
    assert "no such" in run("restore", path, "--backup", aside, *secret)[1]


def test_the_check_of_the_trail_holds_it_against_the_backups(
    tmp_path: Path, run: Callable[..., tuple[int, str]]
) -> None:
    path = tmp_path / "pilot.iptstudy"
    new_study(path, "Pilot", "SV-1").close()
    run("backup", path)
    whole = path.read_bytes()
    add_a_therapist(path, "T-01")
    run("backup", path)
    later, earlier = backups_of(path)
    assert run("check", path)[0] == 0

    path.write_bytes(whole)  # somebody puts an older copy in its place
    code, told = run("check", path)
    assert code == 1
    assert later.path.name in told
    assert earlier.path.name not in told

    assert run("restore", path, "--backup", earlier.path)[0] == 0
    assert run("check", path)[0] == 0  # the trail tells that it went back
    with past_the_program(path) as connection:
        connection.execute("UPDATE person SET handle = 'nobody'")
    code, told = run("backup", path)
    assert code == 0
    assert "Audit trail breaks in one place" in told


def test_what_is_not_there_cannot_be_backed_up(
    tmp_path: Path, run: Callable[..., tuple[int, str]]
) -> None:
    missing = tmp_path / "gone.iptstudy"

    code, told = run("backup", missing)

    assert code == 1
    assert "does not exist" in told
