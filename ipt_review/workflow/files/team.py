"""Studies that several people work in at once, on a server of their own."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from ipt_review.domain.edit import CommentEdit, MarkEdit, RatingEdit
from ipt_review.domain.people import Person, Role
from ipt_review.domain.study import Study
from ipt_review.domain.timecode import show
from ipt_review.exchange.codebook_file import read_codebook
from ipt_review.shipped import resource
from ipt_review.store.database import Database
from ipt_review.store.keys import new_key
from ipt_review.store.team import moving, setting_up, updating
from ipt_review.store.team.logins import Login
from ipt_review.store.team.team_database import TeamDatabase
from ipt_review.workflow.files.opening import CODEBOOK, code_of, desk_on, open_study

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from ipt_review.domain.edit import Step
    from ipt_review.domain.secret import Passphrase, Secret
    from ipt_review.domain.team import Password, Standing, TeamPlace
    from ipt_review.workflow.desk import Desk

__all__ = ["Login"]  # what is handed out

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


def update_team(place: TeamPlace, password: Password) -> bool:
    """Bring a study to the tables of this version; say whether it was older."""
    return updating.update(place, password)


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
    """Do the same with a study that is open.

    Raises:
        NotSaved: When something that was entered is not on disk.
    """
    desk.must_be_saved()
    logins, copied = moving.upload(desk.database, place, password)
    return logins, sum(each.rows for each in copied.values())


class Taken(NamedTuple):
    """What was made of a team study.

    Attributes:
        rows: How many were copied and compared.
        title: What the study is called.
        recovery_key: What opens the file when its passphrase is forgotten; empty for
            one that has none.
    """

    rows: int
    title: str
    recovery_key: str


def download_study(
    place: TeamPlace,
    password: Password,
    path: Path,
    passphrase: Passphrase | None = None,
) -> Taken:
    """Make a study file of all that a server has.

    Args:
        place: With the login that set the study up, since it alone sees all.
        password: Of that login.
        path: Where nothing may be yet.
        passphrase: What the file is encrypted with; None leaves it plain.
    """
    key = new_key(passphrase) if passphrase is not None else None
    copied = moving.download(place, password, path, key)
    made = Database.open(path, key)
    title = made.study().title
    made.close()
    rows = sum(each.rows for each in copied.values())
    return Taken(rows, title, key.recovery_key if key is not None else "")


def team_place(desk: Desk) -> TeamPlace | None:
    """Return where a study is that is a team's, None for one in a file."""
    database = desk.database
    return database.place if isinstance(database, TeamDatabase) else None


def follow(
    desk: Desk,
    heard: Callable[[], object],
    stood: Callable[[Standing], object],
) -> Standing | None:
    """Hear from now on what happens to a team study.

    Args:
        desk: The study; of one in a file nothing is heard.
        heard: Called when somebody else changed something, on a thread of its own.
        stood: Called with how it stands with the server, when that changes, on
            whatever thread it does.

    Returns:
        How it stands now, or None for a study in a file.
    """
    database = desk.database
    if not isinstance(database, TeamDatabase):
        return None
    database.sending.watch(stood)
    database.live.begin(heard)
    return database.sending.standing


class RefusedStep(NamedTuple):
    """A step that the server did not take.

    Attributes:
        told: What it would have changed, in a line.
        refused: Why it was not taken.
    """

    told: str
    refused: str


def refused_steps(desk: Desk) -> list[RefusedStep]:
    """Return what this computer keeps that the server did not take."""
    database = desk.database
    if not isinstance(database, TeamDatabase):
        return []
    return [
        RefusedStep(_line_of(each.at, each.step), each.refused)
        for each in database.refused()
    ]


def forget_refused(desk: Desk) -> None:
    """Forget it."""
    if isinstance(desk.database, TeamDatabase):
        desk.database.sending.forget_refused()


def _line_of(at: int, step: Step) -> str:
    """Say in a line what a step changes, without what anybody wrote."""
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(at / 1000))
    words = []
    for edit in step.edits:
        match edit:
            case MarkEdit(_, before, after):
                mark = after or before
                words.append(f"mark {mark.code} at {show(mark.start)}" if mark else "")
            case RatingEdit(item, _, after):
                words.append(f"rating of {item}: {after.value if after else 'none'}")
            case CommentEdit(number):
                words.append(f"comment {number}")
            case _:
                words.append("comment on the session")
    return f"{when}  {'; '.join(words)}"
