"""Tables of rater packages: keys, what came and went, and codings that came in twice.

All but the keys are history: rows are added, never altered or removed.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from ipt_review.store.tables import METADATA

STRICT: dict[str, Any] = {"sqlite_strict": True}
CLUSTERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


def _number(name: str, *to: ForeignKey, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, *to, nullable=nullable)


def _seq() -> Column[int]:
    return Column("seq", Integer, primary_key=True, autoincrement=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _bytes(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


package_key = Table(
    "package_key",
    METADATA,
    Column("id", Integer, primary_key=True),
    _number("person_id", ForeignKey("person.id"), nullable=True),
    _bytes("signs"),
    _bytes("opens"),
    _bytes("secret", nullable=True),
    **STRICT,
)
"""Whose packages are known: of the study itself (no person), or of a rater. The secret
half is there for whoever works in this file."""

package_event = Table(
    "package_event",
    METADATA,
    _seq(),
    _number("at_ms"),
    _number("person_id", ForeignKey("person.id"), nullable=True),
    _text("kind"),
    _bytes("package"),
    _number("about_id", ForeignKey("person.id"), nullable=True),
    _number("made_ms"),
    _text("head"),
    _text("detail"),
    **CLUSTERED,
)

returned_version = Table(
    "returned_version",
    METADATA,
    _seq(),
    _number("at_ms"),
    _number("coding_id", ForeignKey("coding.id")),
    _bytes("package"),
    _bytes("head"),
    _text("record"),
    **CLUSTERED,
)

version_shown = Table(
    "version_shown",
    METADATA,
    _seq(),
    _number("at_ms"),
    _number("coding_id", ForeignKey("coding.id")),
    _bytes("head"),
    _number("from_seq"),
    _number("to_seq"),
    **CLUSTERED,
)

settlement = Table(
    "settlement",
    METADATA,
    _seq(),
    _number("at_ms"),
    _number("person_id", ForeignKey("person.id"), nullable=True),
    _number("coding_id", ForeignKey("coding.id")),
    _bytes("taken"),
    _text("dismissed"),
    _text("reason"),
    **CLUSTERED,
)

APPEND_ONLY = (package_event, returned_version, version_shown, settlement)
"""History: rows are added, never altered or removed; triggers stand guard."""
