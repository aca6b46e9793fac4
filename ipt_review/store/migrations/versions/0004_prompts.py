"""What became of prompts that raters were shown, and the settings of the study."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add two tables to which rows are only added."""
    _prompt_event()
    _study_setting()
    for table in ("prompt_event", "study_setting"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
            )


def _prompt_event() -> None:
    op.create_table(
        "prompt_event",
        _number("coding_id"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        _text("kind"),
        _text("items"),
        _number("value"),
        _text("outcome"),
        sa.PrimaryKeyConstraint("coding_id", "seq", name="pk_prompt_event"),
        _refers("prompt_event", "coding_id", "coding"),
        _refers("prompt_event", "person_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _study_setting() -> None:
    op.create_table(
        "study_setting",
        _text("name"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id", nullable=True),
        _text("value"),
        sa.PrimaryKeyConstraint("name", "seq", name="pk_study_setting"),
        _refers("study_setting", "person_id", "person"),
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
