"""Feedback on a tape: what its page says, with its history, and what is answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add three tables to which rows are only added."""
    _feedback()
    _feedback_change()
    _feedback_answer()
    for table in ("feedback", "feedback_change", "feedback_answer"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
            )


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.LargeBinary, nullable=False),
        _number("coding_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        _refers("feedback", "coding_id", "coding"),
        sa.UniqueConstraint("coding_id", name="uq_feedback_coding_id"),
        sa.UniqueConstraint("uid", name="uq_feedback_uid"),
        sqlite_strict=True,
    )


def _feedback_change() -> None:
    op.create_table(
        "feedback_change",
        _number("feedback_id"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        _text("kind"),
        _number("open_to_trainee"),
        _text("after"),
        sa.CheckConstraint("open_to_trainee IN (0, 1)", name="open_to_trainee"),
        sa.PrimaryKeyConstraint("feedback_id", "seq", name="pk_feedback_change"),
        _refers("feedback_change", "feedback_id", "feedback"),
        _refers("feedback_change", "person_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _feedback_answer() -> None:
    op.create_table(
        "feedback_answer",
        _number("feedback_id"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        _text("kind"),
        _number("about"),
        _text("text"),
        sa.PrimaryKeyConstraint("feedback_id", "seq", name="pk_feedback_answer"),
        _refers("feedback_answer", "feedback_id", "feedback"),
        _refers("feedback_answer", "person_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}"
    )
