"""What can go wrong with a team's database, told so that a person can act on it."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

import psycopg
from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from ipt_review.domain.problems import ReviewError
from ipt_review.store.problems import StaleEdit, Taken, noun_of
from ipt_review.store.tables import METADATA
from ipt_review.study.permissions import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipt_review.domain.team import TeamPlace


class TeamUnreachable(ReviewError):
    """The server does not answer, or stopped answering."""

    may_pass = True

    def __init__(self, place: TeamPlace) -> None:
        super().__init__(
            f"The team study {place.name} cannot be reached.",
            "Check the network and the name of the server; it is tried again.",
        )


class TeamUntrusted(ReviewError):
    """A server beyond this computer that does not prove who it is."""

    may_pass = True

    def __init__(self, place: TeamPlace) -> None:
        super().__init__(
            f"“{place.host}” does not prove over an encrypted connection that it is "
            "this server, so nothing was sent to it.",
            "Ask who runs the server for its name and its certificate authority; it "
            "needs a TLS certificate in that name.",
        )


class TeamNotAdmitted(ReviewError):
    """A login or password that the server does not take."""

    may_pass = True

    def __init__(self, place: TeamPlace) -> None:
        super().__init__(
            f"The server does not admit “{place.login}” to {place.database}.",
            "Check login and password, or ask the coordinator of the study for new "
            "ones.",
        )


class NoTeamStudy(ReviewError):
    """A database that is not there, or in which there is no study."""

    def __init__(self, place: TeamPlace) -> None:
        super().__init__(
            f"There is no team study in the database “{place.database}”.",
            "Check the name of the database; a coordinator sets a study up with "
            "“ipt-review team setup”.",
        )


class OtherVersion(ReviewError):
    """A team study whose tables are those of another version of this program."""

    def __init__(self, place: TeamPlace, *, newer: bool) -> None:
        which = "a newer" if newer else "an older"
        todo = (
            "Update the program and open the study again."
            if newer
            else "Ask the coordinator to bring it up to date with “ipt-review team "
            "update”."
        )
        super().__init__(
            f"The team study {place.name} is kept for {which} version of this program.",
            todo,
        )


class NotAllowedThere(NotAllowed):
    """Something that this login may not do; the server refuses it, whoever asks."""

    def __init__(self) -> None:
        super().__init__(
            "Your login may not do that in this study.",
            "Ask the coordinator, who can do it or give you the role for it.",
        )


class NotTheOwner(ReviewError):
    """A login that sees its part of a study, where the whole is wanted."""

    def __init__(self, place: TeamPlace) -> None:
        super().__init__(
            f"“{place.login}” does not see all of the study.",
            "Use the login with which the team study was set up.",
        )


class MetMeanwhile(ReviewError):
    """Two people changed the same thing at the same moment."""

    may_pass = True

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this at the same moment; your change is not made.",
            "Look at it again, then repeat the change.",
        )


class ServerFull(ReviewError):
    """The server has no room, or no connection, left."""

    may_pass = True

    def __init__(self, place: TeamPlace) -> None:
        super().__init__(
            f"The server of {place.name} has no room left.",
            "Tell who runs the server, then try again; everything saved before is "
            "safe.",
        )


_LOST: Final = ("08", "57P")
_NOT_ADMITTED: Final = ("28",)
_NO_STUDY: Final = ("3D000", "42P01", "3F000")
_FULL: Final = ("53",)
_CONFLICT: Final = ("40",)
_FORBIDDEN = "42501"
_NOT_UNIQUE = "23505"
_BY_WORDS: Final = (
    ("certificate", TeamUntrusted),
    ("SSL", TeamUntrusted),
    ("root.crt", TeamUntrusted),
    ("password", TeamNotAdmitted),
    ("authentication", TeamNotAdmitted),
    ("pg_hba", TeamNotAdmitted),
    ("role ", TeamNotAdmitted),
    ("permission denied for database", TeamNotAdmitted),
    ("database ", NoTeamStudy),
)
"""How libpq tells, in words only, why no connection came about."""


@contextmanager
def told_plainly(place: TeamPlace) -> Iterator[None]:
    """Tell what goes wrong with a team study in words a person can act on.

    Raises:
        ReviewError: In place of each error of server or network that has nothing to
            do with how the program is written. What has, passes unchanged.
    """
    try:
        yield
    except DBAPIError as error:
        problem = _problem(error.orig, place)
        if problem is None:
            raise
        raise problem from error
    except psycopg.Error as error:
        problem = _problem(error, place)
        if problem is None:
            raise
        raise problem from error


def _problem(error: BaseException | None, place: TeamPlace) -> ReviewError | None:
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    if state == _NOT_UNIQUE:
        return _taken(error)
    if state == _FORBIDDEN or state.startswith(_CONFLICT):
        return NotAllowedThere() if state == _FORBIDDEN else MetMeanwhile()
    return _of_server(error, state, place)


def _of_server(
    error: psycopg.Error, state: str, place: TeamPlace
) -> ReviewError | None:
    kinds: tuple[tuple[tuple[str, ...], Callable[[TeamPlace], ReviewError]], ...] = (
        (_LOST, TeamUnreachable),
        (_NOT_ADMITTED, TeamNotAdmitted),
        (_NO_STUDY, NoTeamStudy),
        (_FULL, ServerFull),
    )
    for states, kind in kinds:
        if state.startswith(states):
            return kind(place)
    if state or not isinstance(error, psycopg.OperationalError):
        return None
    said = str(error)
    found = (kind for words, kind in _BY_WORDS if words in said)
    return next(found, TeamUnreachable)(place)


def _taken(error: psycopg.Error) -> ReviewError:
    """Say what was taken; two lines of one history with one number are a conflict."""
    name = error.diag.constraint_name or ""
    columns = _unique_columns().get(name)
    noun = noun_of(columns) if columns else None
    if noun:
        return Taken(noun)
    return StaleEdit() if name == "pk_step" else MetMeanwhile()


@cache
def _unique_columns() -> dict[str, str]:
    """Return by the name of each constraint what has to be unique, as SQLite says."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    name_of = dialect.identifier_preparer.format_constraint
    return {
        str(name_of(constraint)).strip('"'): ", ".join(
            f"{table.name}.{column.name}" for column in constraint.columns
        )
        for table in METADATA.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    }
