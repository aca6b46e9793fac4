"""Comments on the tape, and what a mark says beside its code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add a table, and three columns to the marks, which say nothing as yet."""
    _marks()
    _comments()


def _marks() -> None:
    """Add columns by copying, so that the table reads as if it had been made so.

    Nothing refers to this table, and no trigger stands on it.
    """
    op.rename_table("mark", "mark_0004")
    op.drop_index("ix_mark_code_id", "mark_0004")
    _clustered(
        "mark",
        _number("coding_id"),
        _number("number"),
        _number("code_id"),
        _number("start_ms"),
        _number("end_ms", nullable=True),
        _text("note"),
        _text("quality", nullable=True),
        _text("certainty", nullable=True),
        _text("direction", nullable=True),
        _primary("mark", "coding_id", "number"),
        _refers("mark", "coding_id", "coding"),
        _refers("mark", "code_id", "code"),
        _check("mark", "start", "start_ms >= 0"),
        _check("mark", "span", "end_ms >= start_ms"),
    )
    op.execute(
        "INSERT INTO mark "
        "SELECT coding_id, number, code_id, start_ms, end_ms, note, NULL, NULL, NULL "
        "FROM mark_0004"
    )
    op.drop_table("mark_0004")
    op.create_index("ix_mark_code_id", "mark", ["code_id"])


def _comments() -> None:
    _clustered(
        "comment",
        _number("coding_id"),
        _number("number"),
        _text("kind"),
        _number("start_ms"),
        _number("end_ms"),
        _text("text"),
        _text("wording"),
        _number("code_id", nullable=True),
        _primary("comment", "coding_id", "number"),
        _refers("comment", "coding_id", "coding"),
        _refers("comment", "code_id", "code"),
        _check("comment", "start", "start_ms >= 0"),
        _check("comment", "span", "end_ms >= start_ms"),
    )
    op.create_index("ix_comment_code_id", "comment", ["code_id"])


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}"
    )


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _clustered(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, *parts, sqlite_strict=True, sqlite_with_rowid=False)
