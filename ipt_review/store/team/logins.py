"""Login roles on a server: one for each person of a study, and no other."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

from psycopg import sql
from sqlalchemy import func, insert, select

from ipt_review.domain.team import Password
from ipt_review.store.tables import person
from ipt_review.store.tables_people import person_retired
from ipt_review.store.team import layout
from ipt_review.store.team.server import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another when it is read off paper."""

_GROUPS, _GROUP = 5, 4
LONGEST: Final = 63
"""How many letters of a name PostgreSQL keeps."""


class Login(NamedTuple):
    """How a person enters the study; the password is told once and kept nowhere."""

    handle: str
    name: str
    password: Password


def members_of(database: str) -> str:
    """Return the name of the group role of everybody who has a login to a study.

    Roles belong to the whole server, databases do not; hence the name.
    """
    return f"{database}_members"[:LONGEST]


def coordinators_of(database: str) -> str:
    """Return the name of the group role of those who read what is hidden from others.

    It follows the roles in the study whenever logins are made.
    """
    return f"{database}_coordinators"[:LONGEST]


def a_password() -> Password:
    """Return a password that nobody guesses: 98 bits, in groups to be typed."""
    groups = (
        "".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)
    )
    return Password("-".join(groups))


def login_name(database: str, handle: str) -> str:
    """Return what the login of a person is called."""
    plain = re.sub(r"[^a-z0-9]+", "_", handle.lower()).strip("_")
    return f"{database}_{plain or 'person'}"[:LONGEST]


def make_group(connection: Connection, database: str) -> None:
    """Make the group roles, and let nobody else into the database."""
    group = members_of(database)
    for role in (group, coordinators_of(database)):
        known = connection.exec_driver_sql(
            "SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)
        ).first()
        if known is None:
            _run(connection, "CREATE ROLE {} NOLOGIN", role)
    _run(connection, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
    _run(connection, "GRANT CONNECT ON DATABASE {} TO {}", database, group)
    _run(connection, f"ALTER DATABASE {{}} SET search_path = {SCHEMA}", database)


def make_logins(
    connection: Connection, database: str, renew: Collection[str] = ()
) -> list[Login]:
    """Give a login to everybody who works in the study and has none.

    Args:
        connection: In a transaction of the owner, who may make roles.
        database: Its name.
        renew: Handles of those who get a new password though they have a login.
    """
    people = connection.execute(
        select(person.c.id, person.c.handle, layout.login.c.name)
        .outerjoin(layout.login, layout.login.c.person_id == person.c.id)
        .where(person.c.id.not_in(select(person_retired.c.person_id)))
        .order_by(person.c.handle)
    ).all()
    made: list[Login] = []
    for each in people:
        if each.name is None:
            name = _free_name(connection, login_name(database, each.handle))
            made.append(Login(each.handle, name, a_password()))
            _create(connection, made[-1], database)
            connection.execute(
                insert(layout.login).values(name=name, person_id=each.id)
            )
        elif each.handle in renew:
            made.append(Login(each.handle, each.name, a_password()))
            _set_password(connection, made[-1])
    _follow_roles(connection, database)
    return made


def _follow_roles(connection: Connection, database: str) -> None:
    """Have those in the group of coordinators who coordinate the study by now."""
    who = connection.execute(
        select(
            layout.login.c.name, func.ipt.person_coordinates(layout.login.c.person_id)
        )
    )
    group = coordinators_of(database)
    for name, coordinates in who.all():
        words = "GRANT {} TO {}" if coordinates else "REVOKE {} FROM {}"
        _run(connection, words, group, name)


def _create(connection: Connection, login: Login, database: str) -> None:
    _run(
        connection,
        "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION "
        "NOBYPASSRLS IN ROLE {}",
        login.name,
        members_of(database),
    )
    _set_password(connection, login)


def _set_password(connection: Connection, login: Login) -> None:
    """Set a password that is hashed here, so that no log of the server holds it."""
    raw = connection.connection.driver_connection
    assert raw is not None  # noqa: S101 - it is open
    hashed = raw.pgconn.encrypt_password(
        login.password.text.encode(), login.name.encode(), b"scram-sha-256"
    ).decode()
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
        sql.Identifier(login.name), sql.Literal(hashed)
    )
    connection.exec_driver_sql(statement.as_string(None))


def _free_name(connection: Connection, wanted: str) -> str:
    """Return the name, with a number behind it where somebody else has it."""
    taken = set(
        connection.exec_driver_sql("SELECT rolname FROM pg_roles").scalars().all()
    )
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted[: LONGEST - 4]}_{number}"
    return name


def _run(connection: Connection, statement: str, *names: str) -> None:
    """Run a statement in which names stand, quoted as the server wants them."""
    quoted = map(sql.Identifier, names)
    made = sql.SQL(statement).format(*quoted)
    connection.exec_driver_sql(made.as_string(None))
