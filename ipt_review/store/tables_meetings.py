"""Tables of supervision meetings, beside those of `tables.py`.

All are histories: a meeting is there for good, and is what its last change left. Whom
and which tapes any state of it names is told once more in `meeting_mention`, so
that neither leaves the study while a meeting knows of them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Table
from sqlalchemy import Text as Words

from ipt_review.store.tables import METADATA

_CLUSTERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


def _key(name: str, to: str = "") -> Column[int]:
    links = [ForeignKey(f"{to}.id")] if to else []
    return Column(name, Integer, *links, primary_key=True, autoincrement=False)


def _link(name: str, to: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{to}.id"), nullable=nullable)


meeting = Table(
    "meeting",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("uid", LargeBinary, nullable=False, unique=True),
    sqlite_strict=True,
)

meeting_change = Table(
    "meeting_change",
    METADATA,
    _key("meeting_id", "meeting"),
    _key("seq"),
    Column("at_ms", Integer, nullable=False),
    _link("person_id", "person"),
    Column("kind", Words, nullable=False),
    Column("after", Words, nullable=False),
    **_CLUSTERED,
)

meeting_mention = Table(
    "meeting_mention",
    METADATA,
    _key("meeting_id", "meeting"),
    _key("seq"),
    _link("named_id", "person", nullable=True),
    _link("tape_id", "tape", nullable=True),
    CheckConstraint("(named_id IS NULL) <> (tape_id IS NULL)", name="one_of_both"),
    **_CLUSTERED,
)

APPEND_ONLY = (meeting, meeting_change, meeting_mention)
"""History: rows are added, never altered or removed; triggers stand guard."""
