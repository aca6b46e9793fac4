"""A server beyond this computer has to prove who it is before it is told anything."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.team import TeamPlace
from ipt_review.store.team import server
from ipt_review.store.team.problems import (
    NoTeamStudy,
    TeamNotAdmitted,
    TeamUnreachable,
    TeamUntrusted,
)
from ipt_review.store.team.team_database import TeamDatabase
from tests.builders import SmallStudy
from tests.cluster import NOT_DURABLE, PASSWORD, Cluster, programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ELSEWHERE, ANOTHER_NAME = "127.0.0.2", "127.0.0.3"
"""Addresses that the program does not take for this computer."""


@pytest.fixture(scope="module")
def far() -> Iterator[Cluster]:
    """Yield a server that is reached over a network, as yet without a certificate."""
    if programs() is None or shutil.which("openssl") is None:
        pytest.skip("no PostgreSQL server or no openssl is installed on this machine")
    with closing(socket.socket()) as found:
        found.bind((ELSEWHERE, 0))
        port = found.getsockname()[1]
    listens = f"listen_addresses={ELSEWHERE},{ANOTHER_NAME}"
    made = Cluster((*NOT_DURABLE, listens), port)
    yield made
    made.remove()


@pytest.fixture(scope="module")
def study(far: Cluster) -> TeamPlace:
    return far.fresh_study(SmallStudy().study)


def certify(far: Cluster, folder: Path) -> Path:
    """Give the server a certificate for one of its addresses; return who vouches."""
    data, made = far.folder / "data", folder / "server.crt"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=reviews", "-addext", f"subjectAltName=IP:{ELSEWHERE}"),
            *("-keyout", str(folder / "server.key"), "-out", str(made)),
        ],
        check=True,
        capture_output=True,
    )
    for name in ("server.key", "server.crt"):
        shutil.copy(folder / name, data / name)
        (data / name).chmod(0o600)
        shutil.chown(data / name, data.stat().st_uid, data.stat().st_gid)
    far.run("ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()")
    return made


@pytest.mark.skipif(sys.platform != "linux", reason="has one address for itself")
def test_a_server_that_proves_who_it_is_is_entered_and_no_other(
    far: Cluster, study: TeamPlace, tmp_path: Path
) -> None:
    there = replace(study, host=ELSEWHERE)

    def enter(place: TeamPlace) -> None:
        TeamDatabase.enter(place, PASSWORD, tmp_path / "x" / "team.iptstudy").close()

    with pytest.raises(TeamUntrusted, match="nothing was sent"):
        enter(there)  # no TLS at all
    authority = str(certify(far, tmp_path))

    enter(replace(there, certificate=authority))
    with pytest.raises(TeamUntrusted):
        enter(there)  # by an authority that nobody knows
    with pytest.raises(TeamUntrusted):
        enter(replace(there, host=ANOTHER_NAME, certificate=authority))


def test_beyond_this_computer_the_strictest_check_is_asked_for() -> None:
    place = TeamPlace("reviews.clinic.example", "pilot", "pilot_ra_1")

    asked = server.keywords(place, PASSWORD)

    assert asked["sslmode"] == "verify-full"
    assert asked["sslrootcert"]
    for here in ("", "localhost", "127.0.0.1", "::1", "/run/postgresql"):
        assert "sslmode" not in server.keywords(replace(place, host=here), PASSWORD)


def test_what_is_wrong_with_a_place_is_told_apart(
    cluster: Cluster, tmp_path: Path
) -> None:
    study = cluster.fresh_study(SmallStudy().study)
    for place, problem in (
        (replace(study, host=str(tmp_path)), TeamUnreachable),
        (replace(study, database="nothing_here"), NoTeamStudy),
        (replace(study, database="postgres"), NoTeamStudy),
        (replace(study, login="stranger"), TeamNotAdmitted),
    ):
        with pytest.raises(problem):
            TeamDatabase.enter(place, PASSWORD, tmp_path / "x" / "team.iptstudy")


def test_a_password_is_in_no_message_and_no_representation() -> None:
    assert PASSWORD.text not in repr(PASSWORD)
