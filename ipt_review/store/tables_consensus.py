"""Tables of consensus codings, beside those of `tables.py`: rows are only added."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text

from ipt_review.store.tables import METADATA

CLUSTERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


def _key(name: str, to: str = "") -> Column[int]:
    links = [ForeignKey(f"{to}.id")] if to else []
    return Column(name, Integer, *links, primary_key=True, autoincrement=False)


def _number(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


consensus_parent = Table(
    "consensus_parent",
    METADATA,
    _key("coding_id", "coding"),
    _key("seq"),
    Column("parent_id", Integer, ForeignKey("coding.id"), nullable=False),
    _number("tolerance_ms"),
    **CLUSTERED,
)

consensus_decision = Table(
    "consensus_decision",
    METADATA,
    _key("coding_id", "coding"),
    _key("seq"),
    _number("step_seq"),
    _text("move"),
    _number("at_ms"),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    _text("subject"),
    _text("choice"),
    _number("parent", nullable=True),
    _text("code"),
    _number("start_ms", nullable=True),
    _number("end_ms", nullable=True),
    _number("value", nullable=True),
    _text("reason"),
    CheckConstraint("move IN ('do', 'undo', 'redo')", name="move"),
    CheckConstraint("choice IN ('agreed', 'kept', 'other', 'left_out')", name="choice"),
    **CLUSTERED,
)

APPEND_ONLY = (consensus_parent, consensus_decision)
"""History: rows are added, never altered or removed; triggers stand guard."""
