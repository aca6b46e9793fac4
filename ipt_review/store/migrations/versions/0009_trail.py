"""The audit trail: a chain for each coding, one for the study, and its seals.

The chains of a study that is there already are begun by `store/trail_begin.py` once
all migrations have run.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add three tables to which rows are only added."""
    _coding_trail()
    _study_trail()
    _trail_seal()
    for table in ("coding_trail", "study_trail", "trail_seal"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
            )


def _coding_trail() -> None:
    op.create_table(
        "coding_trail",
        _number("coding_id"),
        _number("seq"),
        _text("kind"),
        _number("row_seq"),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("coding_id", "seq", name="pk_coding_trail"),
        _refers("coding_trail", "coding_id", "coding"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _study_trail() -> None:
    op.create_table(
        "study_trail",
        _number("seq"),
        _text("kind"),
        _text("about"),
        _number("row_seq", nullable=True),
        _number("at_ms", nullable=True),
        _number("person_id", nullable=True),
        _text("what"),
        _text("reason"),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_study_trail"),
        _refers("study_trail", "person_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _trail_seal() -> None:
    op.create_table(
        "trail_seal",
        _number("coding_id"),
        _number("seq"),
        _number("study_seq"),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("coding_id", "seq", name="pk_trail_seal"),
        _refers("trail_seal", "coding_id", "coding"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}"
    )
