"""The course of a case: facts, who gave a scale, determinations, and their history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables; keep every severity total."""
    _severity()
    _case_facts()
    _determinations()
    _history()


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


def _severity() -> None:
    """Add a column by copying, so that the table reads as if it had been made so.

    Nothing refers to this table, and no trigger stands on it.
    """
    op.rename_table("severity", "severity_0001")
    _clustered(
        "severity",
        _number("session_id"),
        _number("position"),
        _text("scale"),
        _number("total"),
        _number("fed_back", nullable=True),
        _text("given_by", nullable=True),
        _primary("severity", "session_id", "position"),
        _refers("severity", "session_id", "session"),
        _check("severity", "fed_back", "fed_back IN (0, 1)"),
    )
    op.execute(
        "INSERT INTO severity (session_id, position, scale, total, fed_back) "
        "SELECT session_id, position, scale, total, fed_back FROM severity_0001"
    )
    op.drop_table("severity_0001")


def _case_facts() -> None:
    _clustered(
        "case_facts",
        _number("patient_case_id"),
        _number("death", nullable=True),
        _number("recurrence_risk", nullable=True),
        _text("ending", nullable=True),
        _primary("case_facts", "patient_case_id"),
        _refers("case_facts", "patient_case_id", "patient_case"),
        _check("case_facts", "death", "death IN (0, 1)"),
        _check("case_facts", "recurrence_risk", "recurrence_risk IN (0, 1)"),
    )


def _determinations() -> None:
    op.create_table(
        "determination",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.LargeBinary, nullable=False),
        _number("patient_case_id"),
        _number("rater_id"),
        _text("primary_area", nullable=True),
        _text("second_area", nullable=True),
        _number("certainty", nullable=True),
        _number("submitted"),
        sa.UniqueConstraint("uid", name="uq_determination_uid"),
        sa.UniqueConstraint(
            "patient_case_id",
            "rater_id",
            name="uq_determination_patient_case_id_rater_id",
        ),
        _refers("determination", "patient_case_id", "patient_case"),
        _refers("determination", "rater_id", "person"),
        _check("determination", "certainty", "certainty BETWEEN 1 AND 5"),
        _check("determination", "submitted", "submitted IN (0, 1)"),
        sqlite_strict=True,
    )
    op.create_index("ix_determination_rater_id", "determination", ["rater_id"])
    _clustered(
        "area_judgment",
        _number("determination_id"),
        _text("area"),
        _text("presence", nullable=True),
        _number("certainty", nullable=True),
        _number("tied", nullable=True),
        _text("basis"),
        _primary("area_judgment", "determination_id", "area"),
        _refers("area_judgment", "determination_id", "determination"),
        _check("area_judgment", "certainty", "certainty BETWEEN 1 AND 5"),
        _check("area_judgment", "tied", "tied BETWEEN 1 AND 5"),
    )


def _history() -> None:
    _clustered(
        "course_change",
        _number("patient_case_id"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        _text("reason"),
        _text("edit"),
        _primary("course_change", "patient_case_id", "seq"),
        _refers("course_change", "patient_case_id", "patient_case"),
        _refers("course_change", "person_id", "person"),
    )
    _clustered(
        "determination_change",
        _number("determination_id"),
        _number("seq"),
        _number("at_ms"),
        _number("person_id"),
        _text("after"),
        _primary("determination_change", "determination_id", "seq"),
        _refers("determination_change", "determination_id", "determination"),
        _refers("determination_change", "person_id", "person"),
    )
    for table in ("course_change", "determination_change"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
            )
