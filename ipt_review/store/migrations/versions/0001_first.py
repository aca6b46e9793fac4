"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Lay out an empty file."""
    _people()
    _cases()
    _tapes()
    _codebooks()
    _codings()
    _history()


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _uid() -> sa.Column[bytes]:
    return sa.Column("uid", sa.LargeBinary, nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


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


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, *parts, sqlite_strict=True)


def _clustered(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, *parts, sqlite_strict=True, sqlite_with_rowid=False)


def _people() -> None:
    _table(
        "study",
        _key(),
        _uid(),
        _text("title"),
        _text("code"),
        _unique("study", "uid"),
        _check("study", "only_one", "id = 1"),
    )
    _table(
        "person",
        _key(),
        _uid(),
        _text("handle"),
        _unique("person", "uid"),
        _unique("person", "handle"),
    )
    _clustered(
        "person_role",
        _number("person_id"),
        _text("role"),
        _primary("person_role", "person_id", "role"),
        _refers("person_role", "person_id", "person"),
    )
    _table(
        "therapist",
        _key(),
        _uid(),
        _text("handle"),
        _number("person_id", nullable=True),
        _unique("therapist", "uid"),
        _unique("therapist", "handle"),
        _refers("therapist", "person_id", "person"),
    )


def _cases() -> None:
    _table(
        "patient_case",
        _key(),
        _uid(),
        _text("handle"),
        _number("therapist_id"),
        _number("planned_sessions"),
        _unique("patient_case", "uid"),
        _unique("patient_case", "handle"),
        _refers("patient_case", "therapist_id", "therapist"),
    )
    op.create_index("ix_patient_case_therapist_id", "patient_case", ["therapist_id"])
    _clustered(
        "agreed_focus",
        _number("patient_case_id"),
        _number("position"),
        _text("area"),
        _number("agreed_in"),
        _number("ended_in", nullable=True),
        _primary("agreed_focus", "patient_case_id", "position"),
        _refers("agreed_focus", "patient_case_id", "patient_case"),
    )
    _table(
        "session",
        _key(),
        _uid(),
        _number("case_id"),
        _number("number"),
        _text("phase"),
        _number("day", nullable=True),
        _unique("session", "uid"),
        _unique("session", "case_id", "number"),
        _refers("session", "case_id", "patient_case"),
    )
    _clustered(
        "severity",
        _number("session_id"),
        _number("position"),
        _text("scale"),
        _number("total"),
        _number("fed_back", nullable=True),
        _primary("severity", "session_id", "position"),
        _refers("severity", "session_id", "session"),
        _check("severity", "fed_back", "fed_back IN (0, 1)"),
    )


def _tapes() -> None:
    _table(
        "tape",
        _key(),
        _uid(),
        _number("session_id"),
        _number("length_ms"),
        _text("captions", nullable=True),
        _unique("tape", "uid"),
        _refers("tape", "session_id", "session"),
        _check("tape", "length", "length_ms >= 0"),
    )
    op.create_index("ix_tape_session_id", "tape", ["session_id"])
    _clustered(
        "media_file",
        _number("tape_id"),
        _number("position"),
        _text("path"),
        _number("offset_ms"),
        _number("length_ms"),
        _number("size_bytes"),
        _primary("media_file", "tape_id", "position"),
        _refers("media_file", "tape_id", "tape"),
    )


def _codebooks() -> None:
    _table(
        "codebook",
        _key(),
        _text("key"),
        _text("version"),
        _text("title"),
        _text("text"),
        _unique("codebook", "key", "version"),
    )
    for word in ("code", "item"):
        _table(
            word,
            _key(),
            _number("codebook_id"),
            _text("key"),
            _unique(word, "codebook_id", "key"),
            _refers(word, "codebook_id", "codebook"),
        )


def _codings() -> None:
    _table(
        "coding",
        _key(),
        _uid(),
        _number("tape_id"),
        _number("rater_id"),
        _number("codebook_id"),
        _text("perspective"),
        _number("pass_number"),
        _text("status"),
        _text("comment"),
        _unique("coding", "uid"),
        _unique(
            "coding",
            "tape_id",
            "rater_id",
            "codebook_id",
            "perspective",
            "pass_number",
        ),
        _refers("coding", "tape_id", "tape"),
        _refers("coding", "rater_id", "person"),
        _refers("coding", "codebook_id", "codebook"),
        _check("coding", "pass_number", "pass_number >= 1"),
        _check("coding", "status", "status IN ('draft', 'submitted', 'locked')"),
    )
    op.create_index("ix_coding_rater_id", "coding", ["rater_id"])
    _clustered(
        "mark",
        _number("coding_id"),
        _number("number"),
        _number("code_id"),
        _number("start_ms"),
        _number("end_ms", nullable=True),
        _text("note"),
        _primary("mark", "coding_id", "number"),
        _refers("mark", "coding_id", "coding"),
        _refers("mark", "code_id", "code"),
        _check("mark", "start", "start_ms >= 0"),
        _check("mark", "span", "end_ms >= start_ms"),
    )
    op.create_index("ix_mark_code_id", "mark", ["code_id"])
    _clustered(
        "rating",
        _number("coding_id"),
        _number("item_id"),
        _number("value"),
        _text("note"),
        _primary("rating", "coding_id", "item_id"),
        _refers("rating", "coding_id", "coding"),
        _refers("rating", "item_id", "item"),
    )
    _clustered(
        "coding_code_total",
        _number("coding_id"),
        _number("code_id"),
        _number("n"),
        _number("total_ms"),
        _primary("coding_code_total", "coding_id", "code_id"),
        _refers("coding_code_total", "coding_id", "coding"),
        _refers("coding_code_total", "code_id", "code"),
    )


def _history() -> None:
    _clustered(
        "step",
        _number("coding_id"),
        _number("seq"),
        _text("move"),
        _number("at_ms"),
        _number("person_id"),
        _text("edits"),
        _primary("step", "coding_id", "seq"),
        _refers("step", "coding_id", "coding"),
        _refers("step", "person_id", "person"),
        _check("step", "move", "move IN ('do', 'undo', 'redo')"),
    )
    _clustered(
        "status_change",
        _number("coding_id"),
        _number("seq"),
        _text("status"),
        _number("at_ms"),
        _number("person_id"),
        _primary("status_change", "coding_id", "seq"),
        _refers("status_change", "coding_id", "coding"),
        _refers("status_change", "person_id", "person"),
    )
    for table in ("step", "status_change"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history can only be added to'); END"
            )
