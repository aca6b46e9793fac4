"""Tables about people beside `person` and `person_role` of `tables.py`.

They stand apart, so that names and PINs can be kept from those whom they do not
concern, row by row on a server too.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from ipt_review.store.tables import METADATA

_CLUSTERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


def _person(name: str = "person_id") -> Column[int]:
    key = ForeignKey("person.id")
    return Column(name, Integer, key, primary_key=True, autoincrement=False)


person_retired = Table("person_retired", METADATA, _person(), **_CLUSTERED)
"""Who no longer works in the study."""

supervision = Table(
    "supervision", METADATA, _person(), _person("supervisee_id"), **_CLUSTERED
)
"""Whom a supervisor (`person_id`) supervises, where anybody is named."""

person_name = Table(
    "person_name",
    METADATA,
    _person(),
    Column("name", Text, nullable=False),
    **_CLUSTERED,
)
"""The only place for names; nothing else refers to it, and no export reads it."""

person_pin = Table(
    "person_pin",
    METADATA,
    _person(),
    Column("salt", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    **_CLUSTERED,
)
"""What a person's PIN is recognized by; the PIN itself is kept nowhere."""
