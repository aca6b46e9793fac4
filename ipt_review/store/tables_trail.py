"""Tables of the audit trail; rows are added, never altered or removed.

The entries of a coding point at the row of the history that they are about and add
nothing but a hash, since there are as many of them as there are steps. The entries of
the study say themselves what happened, unless there is a history that does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from ipt_review.store.tables import METADATA

if TYPE_CHECKING:
    from typing import Any

_AS_IT_STANDS: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


def _number(name: str, *to: ForeignKey, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, *to, nullable=nullable)


def _key(name: str, *to: ForeignKey) -> Column[int]:
    return Column(name, Integer, *to, primary_key=True, autoincrement=False)


coding_trail = Table(
    "coding_trail",
    METADATA,
    _key("coding_id", ForeignKey("coding.id")),
    _key("seq"),
    Column("kind", Text, nullable=False),
    _number("row_seq"),
    Column("hash", LargeBinary, nullable=False),
    **_AS_IT_STANDS,
)

study_trail = Table(
    "study_trail",
    METADATA,
    _key("seq"),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    _number("row_seq", nullable=True),
    _number("at_ms", nullable=True),
    _number("person_id", ForeignKey("person.id"), nullable=True),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    **_AS_IT_STANDS,
)

trail_seal = Table(
    "trail_seal",
    METADATA,
    _key("coding_id", ForeignKey("coding.id")),
    _key("seq"),
    _number("study_seq"),
    Column("hash", LargeBinary, nullable=False),
    **_AS_IT_STANDS,
)

TRAIL = (coding_trail, study_trail, trail_seal)
