"""Team studies from a shell: setting up, logins, moving there and back."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.secret import Passphrase
from ipt_review.domain.team import PORT, Password, TeamPlace
from ipt_review.workflow.files.team import (
    download_study,
    renew_logins,
    set_up_team,
    update_team,
    upload_study,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from ipt_review.domain.secret import Secret
    from ipt_review.workflow.files.team import Login

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

TEAM: Final = "team"
UPLOAD, DOWNLOAD = "upload", "download"
PASSWORD: Final = "PGPASSWORD"  # noqa: S105 - the name of a variable
"""Environment variable with the password, as other clients of PostgreSQL read it."""

UPDATED: Final = (
    "The team study is brought to this version. Its tables as they were stay on the "
    "server until the next time.\n"
)
CURRENT: Final = "The team study is of this version already.\n"
HAND_OUT: Final = (
    "Hand each person their own line. The passwords are shown this once and kept "
    "nowhere.\n"
)


@dataclass(frozen=True, slots=True)
class TeamWish:
    """What is to be done with a team study.

    Attributes:
        command: "setup", "logins", "upload", "download" or "update".
        place: Where it is, with the login of its owner.
        title: Of a new study.
        coordinator: Handle of who coordinates it.
        file: The study file to read or write.
        renew: Handles that get a new password.
    """

    command: str
    place: TeamPlace
    title: str = ""
    coordinator: str = ""
    file: Path = Path()
    renew: tuple[str, ...] = ()


def add_team(
    commands: Commands,
) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Add the command and what stands below it; return what reads and writes a file."""
    team = commands.add_parser(
        TEAM,
        help="set up a study on a PostgreSQL server, or move one there and back",
        epilog=f"The password is asked for, or taken from {PASSWORD}. A server on "
        "another computer has to prove who it is with a TLS certificate.",
    )
    below = team.add_subparsers(dest="team", metavar="what", required=True)
    setup = below.add_parser("setup", help="make a new team study")
    setup.add_argument("--title", required=True, help="title of the study")
    setup.add_argument(
        "--coordinator", default="COORD-1", help="id of its coordinator, no name"
    )
    upload = below.add_parser(UPLOAD, help="make a team study of a study file")
    upload.add_argument("file", type=Path, help="a study file (.iptstudy)")
    logins = below.add_parser("logins", help="make logins for people who have none")
    logins.add_argument(
        "--renew", nargs="*", default=[], metavar="ID", help="and new passwords"
    )
    download = below.add_parser(DOWNLOAD, help="make a study file of a team study")
    download.add_argument(
        "--plain", action="store_true", help="leave the file without a passphrase"
    )
    download.add_argument("-o", "--output", type=Path, required=True, dest="file")
    update = below.add_parser("update", help="bring a team study to this version")
    for each in (setup, upload, logins, download, update):
        each.add_argument("--host", default="", help="the server (this computer)")
        each.add_argument("--port", type=int, default=PORT, help=f"({PORT})")
        each.add_argument("--database", required=True, help="holds the one study")
        each.add_argument("--login", required=True, help="that owns the database")
        each.add_argument(
            "--certificate", default="", help="file of the authority behind the server"
        )
    return upload, download


def wish_of(found: argparse.Namespace) -> TeamWish:
    """Return what the command line asks for."""
    place = TeamPlace(
        found.host, found.database, found.login, found.port, found.certificate
    )
    return TeamWish(
        found.team,
        place,
        getattr(found, "title", ""),
        getattr(found, "coordinator", ""),
        getattr(found, "file", Path()),
        tuple(getattr(found, "renew", ())),
    )


def run_team(wish: TeamWish, secret: Secret | None = None) -> int:
    """Do it; return the exit code, 1 when it could not be done.

    A study file that is encrypted is read with the secret; one that is made gets it.
    """
    try:
        sys.stdout.write(_done(wish, _password(wish.place), secret))
    except ReviewError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _done(wish: TeamWish, password: Password, secret: Secret | None) -> str:
    place = wish.place
    if wish.command in (UPLOAD, DOWNLOAD):
        return _moved(wish, password, secret)
    if wish.command == "update":
        return UPDATED if update_team(place, password) else CURRENT
    if wish.command == "logins":
        return _table(renew_logins(place, password, wish.renew))
    made = set_up_team(place, password, wish.title, wish.coordinator)
    return f"“{wish.title}” is set up: {place.name}.\n{_table(made)}"


def _moved(wish: TeamWish, password: Password, secret: Secret | None) -> str:
    if wish.command == UPLOAD:
        made, rows = upload_study(wish.file, wish.place, password, secret)
        return f"{wish.place.name}: {rows} rows, all compared.\n{_table(made)}"
    passphrase = secret if isinstance(secret, Passphrase) else None
    taken = download_study(wish.place, password, wish.file, passphrase)
    told = f"{wish.file}: {taken.rows} rows, all compared.\n"
    code = taken.recovery_key
    return f"{told}Recovery key: {code}\n" if code else told


def _table(logins: Iterable[Login]) -> str:
    lines = [f"{each.handle}\t{each.name}\t{each.password.text}\n" for each in logins]
    if not lines:
        return "Everybody in the study has a login.\n"
    return "".join([HAND_OUT, "id\tlogin\tpassword\n", *lines])


def _password(place: TeamPlace) -> Password:
    known = os.environ.get(PASSWORD)
    if known is None:
        known = getpass.getpass(f"Password of {place.login}: ")
    return Password(known)
