"""Studies that several people work in at once, on a server of their own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import uuid4

from ipt_review.domain.people import Person, Role
from ipt_review.domain.study import Study
from ipt_review.exchange.codebook_file import read_codebook
from ipt_review.shipped import resource
from ipt_review.store.team import moving, setting_up
from ipt_review.store.team.logins import Login
from ipt_review.store.team.team_database import TeamDatabase
from ipt_review.workflow.opening import CODEBOOK, code_of, desk_on, open_study

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from ipt_review.domain.secret import Secret
    from ipt_review.domain.team import Password, TeamPlace
    from ipt_review.workflow.desk import Desk

__all__ = ["Login"]

FOLDER = "team studies"


def team_file(place: TeamPlace, home: Path) -> Path:
    """Return where a team study keeps what belongs to it on this computer.

    No name of a server or a study is in the path, only a mark of them.
    """
    words = f"{place.host}\n{place.port}\n{place.database}\n{place.login}"
    mark = hashlib.sha256(words.encode()).hexdigest()[:12]
    return home / FOLDER / mark / "team.iptstudy"


def open_team(place: TeamPlace, password: Password, home: Path) -> Desk:
    """Open a study on a server.

    Args:
        place: Where it is, and as whom to enter.
        password: Of that login; it is kept in memory only.
        home: Folder for files of this program.

    Raises:
        ReviewError: When the server cannot be reached, does not prove who it is, does
            not admit the login, or holds no study of this version.
    """
    path = team_file(place, home)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return desk_on(TeamDatabase.enter(place, password, path))


def set_up_team(
    place: TeamPlace, password: Password, title: str, coordinator: str
) -> list[Login]:
    """Make a new team study with the shipped codebook and one coordinator in it.

    Args:
        place: The database to make, with a login that may make it.
        password: Of that login.
        title: Of the study.
        coordinator: Handle of who coordinates it.
    """
    study = Study(uuid4(), title, code_of(title))
    person = Person(uuid4(), coordinator, frozenset({Role.COORDINATOR}))
    file = resource(CODEBOOK)
    return setting_up.set_up_new(
        place, password, study, person, (read_codebook(file), file.read_text("utf-8"))
    )


def renew_logins(
    place: TeamPlace, password: Password, renew: Collection[str] = ()
) -> list[Login]:
    """Give a login to everybody in the study who has none, and to these a new one."""
    return setting_up.renew_logins(place, password, renew)


def upload_study(
    path: Path, place: TeamPlace, password: Password, secret: Secret | None = None
) -> tuple[list[Login], int]:
    """Put a study file on a server; return the logins, and how many rows it has.

    If it is encrypted, the secret opens it.

    Everything is compared once it is there; the file stays as it is.
    """
    desk = open_study(path, secret)
    try:
        return upload_desk(desk, place, password)
    finally:
        desk.close()


def upload_desk(
    desk: Desk, place: TeamPlace, password: Password
) -> tuple[list[Login], int]:
    """Do the same with a study that is open."""
    logins, copied = moving.upload(desk.database, place, password)
    return logins, sum(each.rows for each in copied.values())


def download_study(place: TeamPlace, password: Password, path: Path) -> int:
    """Make a study file of all that a server has; return how many rows that is.

    Args:
        place: With the login that set the study up, since it alone sees all.
        password: Of that login.
        path: Where nothing may be yet.
    """
    copied = moving.download(place, password, path)
    return sum(each.rows for each in copied.values())
