"""Tables, as they stand on disk. Seen by this room only.

What has a UUID in the domain keeps it in `uid`; rows refer to each other by small
integer keys. Moments and lengths are whole milliseconds. Every table is STRICT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    select,
)

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _uid() -> Column[bytes]:
    return Column("uid", LargeBinary, nullable=False, unique=True)


def _of(table: str, name: str | None = None, **how: Any) -> Column[int]:
    how.setdefault("nullable", False)
    if how.get("primary_key"):
        how["autoincrement"] = False
    name = name or f"{table}_id"
    return Column(name, Integer, ForeignKey(f"{table}.id"), **how)


def _number(name: str, **how: Any) -> Column[int]:
    how.setdefault("nullable", False)
    if how.get("primary_key"):
        how["autoincrement"] = False
    return Column(name, Integer, **how)


def _text(name: str, **how: Any) -> Column[str]:
    how.setdefault("nullable", False)
    return Column(name, Text, **how)


def _table(name: str, *parts: Any) -> Table:
    return Table(name, METADATA, *parts, sqlite_strict=True)


def _clustered(name: str, *parts: Any) -> Table:
    """Make a table whose rows lie in the order of their primary key."""
    return Table(name, METADATA, *parts, sqlite_strict=True, sqlite_with_rowid=False)


study = _table(
    "study",
    _key(),
    _uid(),
    _text("title"),
    _text("code"),
    CheckConstraint("id = 1", name="only_one"),
)

person = _table("person", _key(), _uid(), _text("handle", unique=True))

person_role = _clustered(
    "person_role",
    _of("person", primary_key=True),
    _text("role", primary_key=True),
)

therapist = _table(
    "therapist",
    _key(),
    _uid(),
    _text("handle", unique=True),
    _of("person", nullable=True),
)

patient_case = _table(
    "patient_case",
    _key(),
    _uid(),
    _text("handle", unique=True),
    _of("therapist", index=True),
    _number("planned_sessions"),
)

case_facts = _clustered(
    "case_facts",
    _of("patient_case", primary_key=True),
    _number("death", nullable=True),
    _number("recurrence_risk", nullable=True),
    _text("ending", nullable=True),
    CheckConstraint("death IN (0, 1)", name="death"),
    CheckConstraint("recurrence_risk IN (0, 1)", name="recurrence_risk"),
)

case_arm = _clustered(
    "case_arm",
    _of("patient_case", primary_key=True),
    _text("arm"),
)

agreed_focus = _clustered(
    "agreed_focus",
    _of("patient_case", primary_key=True),
    _number("position", primary_key=True),
    _text("area"),
    _number("agreed_in"),
    _number("ended_in", nullable=True),
)

session = _table(
    "session",
    _key(),
    _uid(),
    _of("patient_case", "case_id"),
    _number("number"),
    _text("phase"),
    _number("day", nullable=True),
    UniqueConstraint("case_id", "number"),
)

severity = _clustered(
    "severity",
    _of("session", primary_key=True),
    _number("position", primary_key=True),
    _text("scale"),
    _number("total"),
    _number("fed_back", nullable=True),
    _text("given_by", nullable=True),
    CheckConstraint("fed_back IN (0, 1)", name="fed_back"),
)

tape = _table(
    "tape",
    _key(),
    _uid(),
    _of("session", index=True),
    _number("length_ms"),
    _text("captions", nullable=True),
    CheckConstraint("length_ms >= 0", name="length"),
)

media_file = _clustered(
    "media_file",
    _of("tape", primary_key=True),
    _number("position", primary_key=True),
    _text("path"),
    _number("offset_ms"),
    _number("length_ms"),
    _number("size_bytes"),
    _text("fingerprint"),
)

codebook = _table(
    "codebook",
    _key(),
    _text("key"),
    _text("version"),
    _text("title"),
    _text("text"),
    UniqueConstraint("key", "version"),
)

code = _table(
    "code",
    _key(),
    _of("codebook"),
    _text("key"),
    UniqueConstraint("codebook_id", "key"),
)

item = _table(
    "item",
    _key(),
    _of("codebook"),
    _text("key"),
    UniqueConstraint("codebook_id", "key"),
)

coding = _table(
    "coding",
    _key(),
    _uid(),
    _of("tape"),
    _of("person", "rater_id", index=True),
    _of("codebook"),
    _text("perspective"),
    _number("pass_number"),
    _text("status"),
    _text("comment"),
    UniqueConstraint(
        "tape_id", "rater_id", "codebook_id", "perspective", "pass_number"
    ),
    CheckConstraint("pass_number >= 1", name="pass_number"),
    CheckConstraint("status IN ('draft', 'submitted', 'locked')", name="status"),
)

mark = _clustered(
    "mark",
    _of("coding", primary_key=True),
    _number("number", primary_key=True),
    _of("code", index=True),
    _number("start_ms"),
    _number("end_ms", nullable=True),
    _text("note"),
    _text("quality", nullable=True),
    _text("certainty", nullable=True),
    _text("direction", nullable=True),
    CheckConstraint("start_ms >= 0", name="start"),
    CheckConstraint("end_ms >= start_ms", name="span"),
)

comment = _clustered(
    "comment",
    _of("coding", primary_key=True),
    _number("number", primary_key=True),
    _text("kind"),
    _number("start_ms"),
    _number("end_ms"),
    _text("text"),
    _text("wording"),
    _of("code", nullable=True, index=True),
    CheckConstraint("start_ms >= 0", name="start"),
    CheckConstraint("end_ms >= start_ms", name="span"),
)

rating = _clustered(
    "rating",
    _of("coding", primary_key=True),
    _of("item", primary_key=True),
    _number("value"),
    _text("note"),
)

coding_code_total = _clustered(
    "coding_code_total",
    _of("coding", primary_key=True),
    _of("code", primary_key=True),
    _number("n"),
    _number("total_ms"),
)

step = _clustered(
    "step",
    _of("coding", primary_key=True),
    _number("seq", primary_key=True),
    _text("move"),
    _number("at_ms"),
    _of("person"),
    _text("edits"),
    CheckConstraint("move IN ('do', 'undo', 'redo')", name="move"),
)

status_change = _clustered(
    "status_change",
    _of("coding", primary_key=True),
    _number("seq", primary_key=True),
    _text("status"),
    _number("at_ms"),
    _of("person"),
)

course_change = _clustered(
    "course_change",
    _of("patient_case", primary_key=True),
    _number("seq", primary_key=True),
    _number("at_ms"),
    _of("person"),
    _text("reason"),
    _text("edit"),
)

determination = _table(
    "determination",
    _key(),
    _uid(),
    _of("patient_case"),
    _of("person", "rater_id", index=True),
    _text("primary_area", nullable=True),
    _text("second_area", nullable=True),
    _number("certainty", nullable=True),
    _number("submitted"),
    UniqueConstraint("patient_case_id", "rater_id"),
    CheckConstraint("certainty BETWEEN 1 AND 5", name="certainty"),
    CheckConstraint("submitted IN (0, 1)", name="submitted"),
)

area_judgment = _clustered(
    "area_judgment",
    _of("determination", primary_key=True),
    _text("area", primary_key=True),
    _text("presence", nullable=True),
    _number("certainty", nullable=True),
    _number("tied", nullable=True),
    _text("basis"),
    CheckConstraint("certainty BETWEEN 1 AND 5", name="certainty"),
    CheckConstraint("tied BETWEEN 1 AND 5", name="tied"),
)

determination_change = _clustered(
    "determination_change",
    _of("determination", primary_key=True),
    _number("seq", primary_key=True),
    _number("at_ms"),
    _of("person"),
    _text("after"),
)

prompt_event = _clustered(
    "prompt_event",
    _of("coding", primary_key=True),
    _number("seq", primary_key=True),
    _number("at_ms"),
    _of("person"),
    _text("kind"),
    _text("items"),
    _number("value"),
    _text("outcome"),
)

study_setting = _clustered(
    "study_setting",
    _text("name", primary_key=True),
    _number("seq", primary_key=True),
    _number("at_ms"),
    _of("person", nullable=True),
    _text("value"),
)

transcript_cue = _clustered(
    "transcript_cue",
    _of("tape", primary_key=True),
    _number("position", primary_key=True),
    _number("start_ms"),
    _number("end_ms"),
    _text("speaker"),
    _text("text"),
    CheckConstraint("start_ms >= 0", name="start"),
    CheckConstraint("end_ms >= start_ms", name="span"),
)

transcript_change = _clustered(
    "transcript_change",
    _of("tape", primary_key=True),
    _number("seq", primary_key=True),
    _number("at_ms"),
    _of("person", nullable=True),
    _text("what"),
    _number("cues"),
)

APPEND_ONLY = (
    step,
    status_change,
    course_change,
    determination_change,
    prompt_event,
    study_setting,
    transcript_change,
)
"""History: rows are added, never altered or removed; triggers stand guard."""


def row_id(connection: Connection, table: Table, uid: UUID) -> int:
    """Return the key of the row that stands for `uid`.

    Raises:
        KeyError: When the study has no such row.
    """
    found = connection.scalar(select(table.c.id).where(table.c.uid == uid.bytes))
    if found is None:
        raise KeyError(table.name, uid)
    return int(found)
