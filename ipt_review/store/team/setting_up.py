"""Making a team study on a server: database, tables, rules, logins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from psycopg import errors, sql

from ipt_review.domain.problems import ReviewError
from ipt_review.store import cases, codebooks, people
from ipt_review.store.team import guard, layout, logins, server
from ipt_review.store.team.problems import told_plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy import Connection

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.people import Person
    from ipt_review.domain.study import Study
    from ipt_review.domain.team import Password, TeamPlace
    from ipt_review.store.team.logins import Login

_MAINTENANCE: Final = "postgres"
"""The database that every server has, to make others from."""


class StudyThere(ReviewError):
    """A team study was to be made where there is one already."""

    def __init__(self, place: TeamPlace) -> None:
        super().__init__(
            f"There is a study in the database “{place.database}” already.",
            "Choose another name for the database.",
        )


class NotAnOwner(ReviewError):
    """A login of the server that may not make databases and logins."""

    def __init__(self, place: TeamPlace) -> None:
        super().__init__(
            f"“{place.login}” may not make databases and logins on this server.",
            "Use a login with CREATEDB and CREATEROLE; who runs the server has one.",
        )


def set_up(
    place: TeamPlace, password: Password, fill: Callable[[Connection], object]
) -> list[Login]:
    """Make a study on a server; everything of it, or nothing but an empty database.

    Args:
        place: Which database to make, and a login that may make it.
        password: Of that login.
        fill: Puts the content into the tables, before anybody is let in.

    Returns:
        A login for everybody who is in the study then.

    Raises:
        StudyThere: When the database holds a study.
        NotAnOwner: When the login may not make databases or roles.
        ReviewError: When the server cannot be reached or does not admit the login.
    """
    _make_database(place, password)
    engine = server.engine_for(place, password)
    try:
        with told_plainly(place), _refusing_others(place), engine.begin() as connection:
            if _has_schema(connection):
                raise StudyThere(place)
            layout.lay_out(connection)
            fill(connection)
            logins.make_group(connection, place.database)
            members = logins.members_of(place.database)
            guard.put_up(connection, members, logins.coordinators_of(place.database))
            return logins.make_logins(connection, place.database)
    finally:
        engine.dispose()


def set_up_new(
    place: TeamPlace,
    password: Password,
    study: Study,
    first: Person,
    book: tuple[Codebook, str],
) -> list[Login]:
    """Make a new study on a server with a codebook and its first person.

    Args:
        place: Which database to make, and a login that may make it.
        password: Of that login.
        study: Begins with nothing else in it.
        first: Who coordinates it.
        book: A codebook with the text it was read from.
    """

    def fill(connection: Connection) -> None:
        cases.begin_study(connection, study)
        codebooks.keep_codebook(connection, *book)
        people.add_person(connection, first)

    return set_up(place, password, fill)


def renew_logins(
    place: TeamPlace, password: Password, renew: Collection[str] = ()
) -> list[Login]:
    """Make the logins that are missing, and new passwords for these handles."""
    engine = server.engine_for(place, password)
    try:
        with told_plainly(place), _refusing_others(place), engine.begin() as connection:
            layout.check_revision(connection, place)
            return logins.make_logins(connection, place.database, renew)
    finally:
        engine.dispose()


class _refusing_others:  # noqa: N801 - reads as what it does
    """Turns a right that is missing into a sentence about the owner's login."""

    def __init__(self, place: TeamPlace) -> None:
        self._place = place

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: object, error: BaseException | None, _where: object
    ) -> None:
        """Tell it anew."""
        cause = getattr(error, "orig", error)
        if isinstance(cause, errors.InsufficientPrivilege):
            raise NotAnOwner(self._place) from error


def _make_database(place: TeamPlace, password: Password) -> None:
    """Make the database unless it is there; its order of letters is a file's."""
    maintenance = replace(place, database=_MAINTENANCE)
    make = sql.SQL(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
    ).format(sql.Identifier(place.database))
    with (
        told_plainly(maintenance),
        _refusing_others(place),
        server.connect(maintenance, password) as connection,
    ):
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", (place.database,)
        ).fetchone()
        if known is None:
            connection.execute(make)


def _has_schema(connection: Connection) -> bool:
    found = connection.exec_driver_sql(
        "SELECT 1 FROM pg_namespace WHERE nspname = %s", (server.SCHEMA,)
    )
    return found.first() is not None
