"""What closes a coding and a study, and what is kept of how they were before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A coding as it was submitted, kept when it was opened again.

    Attributes:
        number: Counted from 1 within the coding.
        at: When it was opened again, in ms since 1970 UTC.
        by: Who opened it.
        reason: Why, in that person's words.
        content: What the coding said, as `study/canonical.py` writes it.
    """

    number: int
    at: int
    by: UUID
    reason: str
    content: str


@dataclass(frozen=True, slots=True)
class Freeze:
    """That a study was frozen, or may be changed again.

    Attributes:
        frozen: False where the freeze was lifted.
        manifest: The text of the manifest; empty where the freeze was lifted.
    """

    at: int
    by: UUID
    reason: str
    frozen: bool
    manifest: str
