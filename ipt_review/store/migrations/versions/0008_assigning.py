"""Samples, assignments, codes of tapes, the log of a study, and its freezing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

HISTORY = (
    "sample_draw",
    "drawn_tape",
    "study_event",
    "treatment_guess",
    "coding_version",
    "study_freeze",
)


def upgrade() -> None:
    """Add the tables, and triggers to those to which rows are only added."""
    _sample_draw()
    _drawn_tape()
    _assignment()
    _study_event()
    _tape_code()
    _played_span()
    _treatment_guess()
    _coding_version()
    _study_freeze()
    for table in HISTORY:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
            )


def _sample_draw() -> None:
    op.create_table(
        "sample_draw",
        sa.Column("id", sa.Integer, primary_key=True),
        _blob("uid"),
        _number("at_ms"),
        _number("person_id"),
        _text("seed"),
        _text("factors"),
        _number("tapes", nullable=True),
        _number("percent", nullable=True),
        _number("eligible"),
        _primary("sample_draw", "id"),
        _refers("sample_draw", "person_id", "person"),
        _unique("sample_draw", "uid"),
        sqlite_strict=True,
    )


def _drawn_tape() -> None:
    op.create_table(
        "drawn_tape",
        _number("sample_draw_id"),
        _number("position"),
        _number("tape_id"),
        _text("stratum"),
        _number("replaces_id", nullable=True),
        _primary("drawn_tape", "sample_draw_id", "position"),
        _refers("drawn_tape", "sample_draw_id", "sample_draw"),
        _refers("drawn_tape", "tape_id", "tape"),
        _refers("drawn_tape", "replaces_id", "tape"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer, primary_key=True),
        _blob("uid"),
        _number("tape_id"),
        _number("rater_id"),
        _text("kind"),
        _number("sequence"),
        _number("pass_number"),
        _number("due_ms", nullable=True),
        _number("withdrawn"),
        _primary("assignment", "id"),
        _refers("assignment", "tape_id", "tape"),
        _refers("assignment", "rater_id", "person"),
        _unique("assignment", "rater_id", "tape_id", "pass_number"),
        _unique("assignment", "rater_id", "sequence"),
        _unique("assignment", "uid"),
        _check("assignment", "withdrawn", "withdrawn IN (0, 1)"),
        sqlite_strict=True,
    )
    op.create_index("ix_assignment_tape_id", "assignment", ["tape_id"])


def _study_event() -> None:
    op.create_table(
        "study_event",
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        _text("kind"),
        _number("tape_id", nullable=True),
        _number("about_id", nullable=True),
        _text("reason"),
        _text("detail"),
        _primary("study_event", "seq"),
        _refers("study_event", "person_id", "person"),
        _refers("study_event", "tape_id", "tape"),
        _refers("study_event", "about_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _tape_code() -> None:
    op.create_table(
        "tape_code",
        _number("tape_id"),
        _number("pass_number"),
        _text("code"),
        _primary("tape_code", "tape_id", "pass_number"),
        _refers("tape_code", "tape_id", "tape"),
        _unique("tape_code", "code"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _played_span() -> None:
    op.create_table(
        "played_span",
        _number("coding_id"),
        _number("start_ms"),
        _number("end_ms"),
        _primary("played_span", "coding_id", "start_ms"),
        _refers("played_span", "coding_id", "coding"),
        _check("played_span", "span", "end_ms >= start_ms"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _treatment_guess() -> None:
    op.create_table(
        "treatment_guess",
        _number("coding_id"),
        _number("seq"),
        _number("at_ms"),
        _text("arm"),
        _number("certainty", nullable=True),
        _primary("treatment_guess", "coding_id", "seq"),
        _refers("treatment_guess", "coding_id", "coding"),
        _check("treatment_guess", "certainty", "certainty BETWEEN 1 AND 5"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _coding_version() -> None:
    op.create_table(
        "coding_version",
        _number("coding_id"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        _text("reason"),
        _text("content"),
        _primary("coding_version", "coding_id", "seq"),
        _refers("coding_version", "coding_id", "coding"),
        _refers("coding_version", "person_id", "person"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _study_freeze() -> None:
    op.create_table(
        "study_freeze",
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        _text("reason"),
        _number("frozen"),
        _text("manifest"),
        _primary("study_freeze", "seq"),
        _refers("study_freeze", "person_id", "person"),
        _check("study_freeze", "frozen", "frozen IN (0, 1)"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _blob(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}"
    )


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")
