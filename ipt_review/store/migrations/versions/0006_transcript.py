"""Transcripts of tapes, and who changed them when; the history holds no words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add a table of cues, and one of changes to which rows are only added."""
    _transcript_cue()
    _transcript_change()
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER transcript_change_no_{verb} BEFORE {verb.upper()} ON "
            "transcript_change "
            "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
        )


def _transcript_cue() -> None:
    op.create_table(
        "transcript_cue",
        _number("tape_id"),
        _number("position"),
        _number("start_ms"),
        _number("end_ms"),
        _text("speaker"),
        _text("text"),
        sa.PrimaryKeyConstraint("tape_id", "position", name="pk_transcript_cue"),
        sa.CheckConstraint("start_ms >= 0", name="start"),
        sa.CheckConstraint("end_ms >= start_ms", name="span"),
        _refers("transcript_cue", "tape_id", "tape"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _transcript_change() -> None:
    op.create_table(
        "transcript_change",
        _number("tape_id"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id", nullable=True),
        _text("what"),
        _number("cues"),
        sa.PrimaryKeyConstraint("tape_id", "seq", name="pk_transcript_change"),
        _refers("transcript_change", "tape_id", "tape"),
        _refers("transcript_change", "person_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}"
    )
