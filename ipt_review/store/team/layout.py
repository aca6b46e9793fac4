"""The tables of a study on a server: the same as in a file, with the same fences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    insert,
)
from sqlalchemy.schema import CreateSchema

from ipt_review.store import migrate
from ipt_review.store.guarded import GUARDED
from ipt_review.store.tables import METADATA, person
from ipt_review.store.team.problems import NoTeamStudy, NotTheOwner, OtherVersion
from ipt_review.store.team.server import SCHEMA

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ipt_review.domain.team import TeamPlace

_OF_TEAM = MetaData(naming_convention=METADATA.naming_convention)

revision = Table("alembic_version", _OF_TEAM, Column("version_num", Text))
"""One row: which version of the tables this is, as in a file."""

login = Table(
    "login",
    _OF_TEAM,
    Column("name", Text, primary_key=True),
    Column("person_id", Integer, ForeignKey(person.c.id), nullable=False, unique=True),
)
"""Which login role belongs to which person. Nobody but the owner may write it."""

keeping_key = Table(
    "keeping_key",
    _OF_TEAM,
    Column("name", Text, primary_key=True),
    Column("raw", LargeBinary, nullable=False),
)
"""What the computers of each login encrypt with what they keep of the study."""

_FENCE = f"""
CREATE FUNCTION {SCHEMA}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history can only be added to' USING ERRCODE = 'restrict_violation';
END $$
"""


def lay_out(connection: Connection) -> None:
    """Make all tables in an empty database, within the caller's transaction."""
    connection.execute(CreateSchema(SCHEMA))
    METADATA.create_all(connection, checkfirst=False)
    revision.create(connection)
    connection.execute(insert(revision).values(version_num=migrate.HEAD))
    # A second copy of the tables would be needed for one reference between two sets.
    connection.exec_driver_sql(
        f"CREATE TABLE {SCHEMA}.{login.name} (name text PRIMARY KEY, person_id bigint "
        f"NOT NULL UNIQUE REFERENCES {SCHEMA}.person (id))"
    )
    keeping_key.create(connection)
    _fence_history(connection)


def check_revision(connection: Connection, place: TeamPlace) -> None:
    """Refuse tables of another version than this program's.

    Raises:
        NoTeamStudy: When there are no tables.
        OtherVersion: When they are older or newer.
    """
    found = revision_of(connection, place)
    if found != migrate.HEAD:
        raise OtherVersion(place, newer=found > migrate.HEAD)


def revision_of(connection: Connection, place: TeamPlace) -> str:
    """Return the version of the tables.

    Raises:
        NoTeamStudy: When there are none.
    """
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        raise NoTeamStudy(place)
    return found


def check_owner(connection: Connection, place: TeamPlace) -> None:
    """Refuse a login that does not see all of the study.

    Raises:
        NotTheOwner: When it is not the one that set the study up.
    """
    owns = connection.exec_driver_sql(
        "SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = %s",
        (SCHEMA,),
    ).scalar()
    if not owns:
        raise NotTheOwner(place)


def _fence_history(connection: Connection) -> None:
    connection.exec_driver_sql(_FENCE)
    for table in GUARDED:
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table.name}_only_grows "
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{table.name} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()"
        )
