"""Tables of feedback, beside those of `tables.py`.

All three are histories: a feedback is there for good, what it says is what the last
of its changes left, and what a trainee says to it is only added to. A change is open to
the trainee when it handed the page back, or took it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from ipt_review.store.tables import METADATA

if TYPE_CHECKING:
    from typing import Any

_CLUSTERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


def _number(name: str, *to: ForeignKey) -> Column[int]:
    return Column(name, Integer, *to, nullable=False)


def _key(name: str, *to: ForeignKey) -> Column[int]:
    return Column(name, Integer, *to, primary_key=True, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


feedback = Table(
    "feedback",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("uid", LargeBinary, nullable=False, unique=True),
    Column("coding_id", Integer, ForeignKey("coding.id"), nullable=False, unique=True),
    sqlite_strict=True,
)

feedback_change = Table(
    "feedback_change",
    METADATA,
    _key("feedback_id", ForeignKey("feedback.id")),
    _key("seq"),
    _number("at_ms"),
    _number("person_id", ForeignKey("person.id")),
    _text("kind"),
    _number("open_to_trainee"),
    _text("after"),
    CheckConstraint("open_to_trainee IN (0, 1)", name="open_to_trainee"),
    **_CLUSTERED,
)

feedback_answer = Table(
    "feedback_answer",
    METADATA,
    _key("feedback_id", ForeignKey("feedback.id")),
    _key("seq"),
    _number("at_ms"),
    _number("person_id", ForeignKey("person.id")),
    _text("kind"),
    _number("about"),
    _text("text"),
    **_CLUSTERED,
)

APPEND_ONLY = (feedback, feedback_change, feedback_answer)
"""History: rows are added, never altered or removed; triggers stand guard."""
