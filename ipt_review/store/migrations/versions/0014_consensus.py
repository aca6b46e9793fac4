"""What a consensus coding was decided from, and each decision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add two tables to which rows are only added."""
    _consensus_parent()
    _consensus_decision()
    for table in ("consensus_parent", "consensus_decision"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
            )


def _consensus_parent() -> None:
    op.create_table(
        "consensus_parent",
        _number("coding_id"),
        _number("seq"),
        _number("parent_id"),
        _number("tolerance_ms"),
        sa.PrimaryKeyConstraint("coding_id", "seq", name="pk_consensus_parent"),
        _refers("consensus_parent", "coding_id", "coding"),
        _refers("consensus_parent", "parent_id", "coding"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _consensus_decision() -> None:
    op.create_table(
        "consensus_decision",
        _number("coding_id"),
        _number("seq"),
        _number("step_seq"),
        _text("move"),
        _number("at_ms"),
        _number("person_id"),
        _text("subject"),
        _text("choice"),
        _number("parent", nullable=True),
        _text("code"),
        _number("start_ms", nullable=True),
        _number("end_ms", nullable=True),
        _number("value", nullable=True),
        _text("reason"),
        sa.PrimaryKeyConstraint("coding_id", "seq", name="pk_consensus_decision"),
        _refers("consensus_decision", "coding_id", "coding"),
        _refers("consensus_decision", "person_id", "person"),
        sa.CheckConstraint("move IN ('do', 'undo', 'redo')", name="move"),
        sa.CheckConstraint(
            "choice IN ('agreed', 'kept', 'other', 'left_out')", name="choice"
        ),
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
