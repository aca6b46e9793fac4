"""Team studies from a shell, as whoever coordinates one sets it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.cli import shell
from ipt_review.domain.secret import RecoveryKey
from ipt_review.store.database import Database
from ipt_review.store.study_file import key_for
from ipt_review.store.team.team_database import TeamDatabase
from tests.cluster import OWNER, PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.builders import SmallStudy
    from tests.cluster import Cluster


@pytest.fixture
def team(
    cluster: Cluster,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., str]:
    """Return what runs `ipt-review team` and returns what it says, errors too."""
    monkeypatch.setenv("PGPASSWORD", PASSWORD.text)
    at = ("--host", str(cluster.folder), "--login", OWNER, "--database")

    def run(what: str, database: str, *more: str) -> str:
        code = shell.run(shell.read(["team", what, *at, database, *more]))
        said = capsys.readouterr()
        assert bool(code) == bool(said.err)
        return said.out + said.err

    return run


def test_a_study_is_set_up_filled_with_people_and_taken_away(
    cluster: Cluster, team: Callable[..., str], tmp_path: Path, small: SmallStudy
) -> None:
    name, path = cluster.fresh_name(), tmp_path / "away.iptstudy"

    said = team("setup", name, "--title", "Pilot", "--coordinator", "CO-1")
    assert f"CO-1\t{name}_co_1\t" in said
    assert "already" in team("setup", name, "--title", "Pilot")

    place = cluster.place(name, f"{name}_co_1")
    coordinator = TeamDatabase.enter(place, PASSWORD, path)
    coordinator.add_person(small.rater)
    coordinator.close()
    assert f"R01\t{name}_r01\t" in team("logins", name)
    assert "Everybody" in team("logins", name)
    again = team("logins", name, "--renew", "R01")
    assert f"R01\t{name}_r01\t" in again

    words = tmp_path / "words.txt"
    words.write_text("grauer tiger lacht dienstags\n")
    new = ("-o", str(path), "--new-passphrase-file", str(words))
    told = team("download", name, *new)
    assert "all compared" in told
    code = RecoveryKey(told.rpartition("Recovery key: ")[2].strip())
    taken = Database.open(path, key_for(path, code))
    assert [each.handle for each in taken.people()] == ["CO-1", "R01"]
    taken.close()
    copy = cluster.fresh_name(), str(path), "--passphrase-file", str(words)
    assert "all compared" in team("upload", *copy)
