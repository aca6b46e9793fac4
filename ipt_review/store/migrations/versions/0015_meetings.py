"""Supervision meetings: what each was when, and whom and which tapes it names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add three tables to which rows are only added."""
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        sa.UniqueConstraint("uid", name="uq_meeting_uid"),
        sqlite_strict=True,
    )
    _meeting_change()
    _meeting_mention()
    for table in ("meeting", "meeting_change", "meeting_mention"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
            )


def _meeting_change() -> None:
    op.create_table(
        "meeting_change",
        _number("meeting_id"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "seq", name="pk_meeting_change"),
        _refers("meeting_change", "meeting_id", "meeting"),
        _refers("meeting_change", "person_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _meeting_mention() -> None:
    op.create_table(
        "meeting_mention",
        _number("meeting_id"),
        _number("seq"),
        _number("named_id", nullable=True),
        _number("tape_id", nullable=True),
        sa.PrimaryKeyConstraint("meeting_id", "seq", name="pk_meeting_mention"),
        _refers("meeting_mention", "meeting_id", "meeting"),
        _refers("meeting_mention", "named_id", "person"),
        _refers("meeting_mention", "tape_id", "tape"),
        sa.CheckConstraint(
            "(named_id IS NULL) <> (tape_id IS NULL)", name="one_of_both"
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable, autoincrement=False)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}"
    )
