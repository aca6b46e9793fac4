"""Every table of history: rows are added, never altered or removed."""

from __future__ import annotations

from typing import Final

from ipt_review.store import tables, tables_assigning

GUARDED: Final = (*tables.APPEND_ONLY, *tables_assigning.APPEND_ONLY)
"""Triggers stand guard over each of them, in a file and on a server."""
