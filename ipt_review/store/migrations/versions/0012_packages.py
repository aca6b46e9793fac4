"""Rater packages: keys, what came and went, and codings that came in twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add a table of keys, and four to which rows are only added."""
    _package_key()
    _package_event()
    _returned_version()
    _version_shown()
    _settlement()
    for table in ("package_event", "returned_version", "version_shown", "settlement"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
            )


def _package_key() -> None:
    op.create_table(
        "package_key",
        sa.Column("id", sa.Integer, primary_key=True),
        _number("person_id", nullable=True),
        _bytes("signs"),
        _bytes("opens"),
        _bytes("secret", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_package_key"),
        _refers("package_key", "person_id", "person"),
        sqlite_strict=True,
    )


def _package_event() -> None:
    op.create_table(
        "package_event",
        _number("seq"),
        _number("at_ms"),
        _number("person_id", nullable=True),
        _text("kind"),
        _bytes("package"),
        _number("about_id", nullable=True),
        _number("made_ms"),
        _text("head"),
        _text("detail"),
        sa.PrimaryKeyConstraint("seq", name="pk_package_event"),
        _refers("package_event", "person_id", "person"),
        _refers("package_event", "about_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _returned_version() -> None:
    op.create_table(
        "returned_version",
        _number("seq"),
        _number("at_ms"),
        _number("coding_id"),
        _bytes("package"),
        _bytes("head"),
        _text("record"),
        sa.PrimaryKeyConstraint("seq", name="pk_returned_version"),
        _refers("returned_version", "coding_id", "coding"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _version_shown() -> None:
    op.create_table(
        "version_shown",
        _number("seq"),
        _number("at_ms"),
        _number("coding_id"),
        _bytes("head"),
        _number("from_seq"),
        _number("to_seq"),
        sa.PrimaryKeyConstraint("seq", name="pk_version_shown"),
        _refers("version_shown", "coding_id", "coding"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _settlement() -> None:
    op.create_table(
        "settlement",
        _number("seq"),
        _number("at_ms"),
        _number("person_id", nullable=True),
        _number("coding_id"),
        _bytes("taken"),
        _text("dismissed"),
        _text("reason"),
        sa.PrimaryKeyConstraint("seq", name="pk_settlement"),
        _refers("settlement", "person_id", "person"),
        _refers("settlement", "coding_id", "coding"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable, autoincrement=False)


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}"
    )
