"""Passphrases from a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.cli import shell
from ipt_review.store.header import is_encrypted
from ipt_review.workflow.files.opening import new_study

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "pilot.iptstudy"
    new_study(path, "Pilot", "SV-1").close()
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return what runs `ipt-review` and returns what it says, errors too."""

    def run(*arguments: object) -> str:
        code = shell.run(shell.read([str(each) for each in arguments]))
        said = capsys.readouterr()
        assert bool(code) == bool(said.err)
        return said.out + said.err

    return run


def words(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"{text}\n", "utf-8")
    return path


def test_a_study_is_encrypted_reported_on_and_made_plain_again(
    study: Path, tmp_path: Path, run: Callable[..., str]
) -> None:
    first = words(tmp_path, "first.txt", "grüner Löwe tanzt")
    second = words(tmp_path, "second.txt", "blauer Wal singt")
    book = tmp_path / "book.xlsx"

    told = run("passphrase", study, "--new-passphrase-file", first)
    assert is_encrypted(study)
    key = told.split()[-1]
    assert run("recovery-key", study, "--passphrase-file", first) == f"{key}\n"
    run(
        *("passphrase", study, "--passphrase-file", first),
        *("--new-passphrase-file", second),
    )
    assert "does not open" in run(
        "report", study, "-o", book, "--passphrase-file", first
    )
    assert "0 codings" in run("report", study, "-o", book, "--passphrase-file", second)
    assert book.is_file()
    run("passphrase", study, "--passphrase-file", second, "--remove")
    assert not is_encrypted(study)
    assert run("recovery-key", study) == "This study has no passphrase.\n"


def test_scripts_may_put_passphrases_into_the_environment(
    study: Path, run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPT_REVIEW_NEW_PASSPHRASE", "eight by eight")
    run("passphrase", study)
    monkeypatch.setenv("IPT_REVIEW_PASSPHRASE", "eight by eight")

    assert len(run("recovery-key", study)) == 65 + 12 + 1


def test_where_nobody_can_be_asked_the_command_says_what_to_give(
    study: Path, tmp_path: Path, run: Callable[..., str]
) -> None:
    short = words(tmp_path, "short.txt", "short")
    good = words(tmp_path, "good.txt", "long enough")

    assert "too short" in run("passphrase", study, "--new-passphrase-file", short)
    assert "cannot be read" in run(
        "passphrase", study, "--new-passphrase-file", tmp_path / "gone.txt"
    )
    run("passphrase", study, "--new-passphrase-file", good)
    assert "Give --passphrase-file" in run("recovery-key", study)
