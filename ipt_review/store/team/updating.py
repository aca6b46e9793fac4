"""Bringing a team study to the tables of this version, through a file.

The migrations of files are the only ones there are: the study is copied into a file of
the version that it has, which is brought up to date and checked as any file is, and
copied back. The tables as they were stay beside the new ones, closed to everybody but
the owner, until the next time.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from sqlalchemy import MetaData, insert, inspect, select

from ipt_review.domain.secret import Passphrase
from ipt_review.store import migrate, study_file
from ipt_review.store.keys import new_key
from ipt_review.store.team import copying, guard, layout, logins, server
from ipt_review.store.team.problems import told_plainly

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from ipt_review.domain.team import Password, TeamPlace
    from ipt_review.store.keys import StudyKey

_OF_LOGINS: Final = (layout.login, layout.keeping_key)
BEFORE: Final = f"{server.SCHEMA}_before"
"""Where the tables stay as they were."""


def update(place: TeamPlace, password: Password) -> bool:
    """Bring a study up to date, all of it or nothing; say whether it was older.

    Nobody else can write while that lasts.

    Args:
        place: With the login of the owner.
        password: Of that login.

    Raises:
        OtherVersion: When it is of a newer version.
        ReviewError: When it cannot be done; then everything is as it was.
    """
    engine = server.engine_for(place, password)
    try:
        with (
            told_plainly(place),
            TemporaryDirectory() as folder,
            engine.begin() as connection,
        ):
            layout.check_owner(connection, place)
            found = layout.revision_of(connection, place)
            if found >= migrate.HEAD:
                layout.check_revision(connection, place)
                return False
            # The content passes through a disk, so it passes through encrypted.
            key = new_key(Passphrase(secrets.token_hex()))
            path = Path(folder) / "between.iptstudy"
            _lock(connection)
            _take_out(connection, path, key, found)
            migrate.bring_up_to_date(path, key=key)
            _put_back(connection, path, key, place.database)
            return True
    finally:
        engine.dispose()


def _lock(connection: Connection) -> None:
    """Keep everybody from the tables until this has ended."""
    names = connection.exec_driver_sql(
        "SELECT tablename FROM pg_tables WHERE schemaname = %s", (server.SCHEMA,)
    ).scalars()
    for name in names.all():
        connection.exec_driver_sql(f'LOCK TABLE {server.SCHEMA}."{name}"')


def _take_out(connection: Connection, path: Path, key: StudyKey, revision: str) -> None:
    """Copy everything into a file of the version that the server has."""
    study_file.reserve(path)
    engine = study_file.engine_for(path, key)
    try:
        with study_file.writing(engine).begin() as target:
            migrate.lay_out(target, revision)
            tables = MetaData()
            tables.reflect(target)
            known = [t for t in tables.sorted_tables if t.name != layout.revision.name]
            copying.to_file(connection, target, known)
        study_file.make_whole(engine)
    finally:
        engine.dispose()


def _put_back(connection: Connection, path: Path, key: StudyKey, database: str) -> None:
    """Have the new tables in the place of the old, with the same logins."""
    known = [(each, _rows(connection, each)) for each in _OF_LOGINS]
    connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {BEFORE} CASCADE")
    connection.exec_driver_sql(f"ALTER SCHEMA {server.SCHEMA} RENAME TO {BEFORE}")
    connection.exec_driver_sql(
        f'REVOKE ALL ON SCHEMA {BEFORE} FROM "{logins.members_of(database)}"'
    )
    layout.lay_out(connection)
    engine = study_file.engine_for(path, key)
    try:
        with engine.connect() as source:
            copying.to_server(source, connection)
    finally:
        engine.dispose()
    for table, rows in known:
        if rows:
            connection.execute(insert(table), rows)
    logins.make_group(connection, database)
    members, coordinators = (
        logins.members_of(database),
        logins.coordinators_of(database),
    )
    guard.put_up(connection, members, coordinators)
    logins.make_logins(connection, database)


def _rows(connection: Connection, table: Table) -> list[dict[str, object]]:
    """Return what stands in a table; nothing where it is new with this version."""
    if not inspect(connection).has_table(table.name, server.SCHEMA):
        return []
    return [dict(each) for each in connection.execute(select(table)).mappings()]
