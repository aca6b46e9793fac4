"""What an entry of the audit trail is hashed over.

Form 1, which has to stay as it is for all time: an entry is a JSON object, its keys
sorted, without spaces, in UTF-8. Its hash is SHA-256 of the hash before it (32 bytes)
followed by that text. Before the first entry stands SHA-256 of "IPT Review audit
trail 1", a newline, and the name of the chain, which is the coding's UUID as 32 hex
digits, or "study". Rows are told by UUIDs and not by row keys, so that the same study
has the same hashes in another database. Columns that are empty are left out, so that a
table of the history may get further ones.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table

    Words = dict[str, Any]

STUDY = "study"
"""Name of the chain of the study."""

_FORM = "IPT Review audit trail 1"


class Uids:
    """UUIDs by table and row key, each looked up once.

    Args:
        connection: To look up on.
        known: What need not be looked up, by name of the table and row key.
    """

    def __init__(
        self,
        connection: Connection,
        known: Mapping[tuple[str, int], UUID] | None = None,
    ) -> None:
        self._connection = connection
        self._known = {**(known or {})}

    def of(self, table: Table, key: int) -> UUID:
        """Return the UUID of the row with this key; the zero one where none is."""
        place = (table.name, key)
        if place not in self._known:
            found = self._connection.scalar(
                select(table.c.uid).where(table.c.id == key)
            )
            self._known[place] = UUID(bytes=found) if found else UUID(int=0)
        return self._known[place]


def begin_hash(chain: str) -> bytes:
    """Return what stands before the first entry of a chain."""
    return sha256(f"{_FORM}\n{chain}".encode()).digest()


def next_hash(before: bytes, words: Mapping[str, Any]) -> bytes:
    """Return the hash of an entry that follows the one whose hash is `before`."""
    return sha256(before + canonical(words).encode()).digest()


def digest(text: str) -> str:
    """Return what stands for a text that the trail must not hold, or is too long."""
    return sha256(text.encode()).hexdigest() if text else ""


def canonical(words: object) -> str:
    """Write plain values as the one JSON text that stands for them."""
    return json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def coding_words(chain: UUID, seq: int, kind: str, row: Words | None) -> Words:
    """Return an entry in the chain of a coding."""
    return {"chain": chain.hex, "n": seq, "kind": kind, "row": row}


def study_words(entry: Mapping[str, Any], by: UUID | None, row: object) -> Words:
    """Return an entry in the chain of the study, from its columns by name."""
    return {
        "chain": STUDY,
        "n": entry["seq"],
        "kind": entry["kind"],
        "about": entry["about"],
        "at": entry["at_ms"],
        "by": by and by.hex,
        "what": entry["what"],
        "reason": entry["reason"],
        "row": row,
    }


def row_words(table: Table, row: Mapping[str, Any], uids: Uids) -> Words:
    """Return a row of the history, what is empty in it left out."""
    words: Words = {"table": table.name}
    for column in table.columns:
        value = row.get(column.name)
        if value is None or value == "":
            continue
        parent = next((key.column.table for key in column.foreign_keys), None)
        if parent is not None and "uid" in parent.c:
            value = uids.of(parent, value)
        words[column.name] = plain(value)
    return words


def plain(value: Any) -> Any:
    """Return a domain value as what JSON knows: fields by name, UUIDs as hex."""
    match value:
        case UUID() | bytes() | date():
            said: Any = _text(value)
        case Enum():
            said = value.value
        case set() | frozenset():
            said = sorted(plain(each) for each in value)
        case tuple() | list():
            said = [plain(each) for each in value]
        case dict():
            said = {name: plain(each) for name, each in value.items()}
        case _ if is_dataclass(value):
            said = {
                each.name: plain(getattr(value, each.name)) for each in fields(value)
            }
        case _:
            said = value
    return said


def _text(value: UUID | bytes | date) -> str:
    if isinstance(value, UUID):
        return value.hex
    return value.hex() if isinstance(value, bytes) else value.isoformat()
