"""What people enter into certification ledgers: supervision hours, attestations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add a table to which rows are only added."""
    op.create_table(
        "ledger_change",
        _number("therapist_id"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        *(_text(name) for name in ("kind", "move", "before", "after")),
        sa.CheckConstraint("kind IN ('supervision', 'attestation')", name="kind"),
        sa.CheckConstraint("move IN ('do', 'undo', 'redo')", name="move"),
        sa.PrimaryKeyConstraint("therapist_id", "seq", name="pk_ledger_change"),
        _refers("therapist_id", "therapist"),
        _refers("person_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER ledger_change_no_{verb} BEFORE {verb.upper()} "
            "ON ledger_change "
            "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
        )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_ledger_change_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)
