"""The keys that a codebook brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipt_review.domain.codebook import Codebook


def code_keys(keys: Mapping[str, str]) -> dict[str, str]:
    """Turn keys as a codebook writes them ("c", "Shift+A") into pressed ones.

    Args:
        keys: Code or state id by key.
    """
    return {key.upper() if len(key) == 1 else key: name for key, name in keys.items()}


def sections(book: Codebook) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return tracks and groups, and of each its key, label and id in their order."""
    found = [
        (track.label, [(state.key, state.label, state.id) for state in track.states])
        for track in book.tracks
    ]
    for group in book.groups:
        codes = [code for code in book.offered if code.group == group.id]
        rows = [(code.key, code.label, code.id) for code in codes]
        found.append((group.label, rows))
    return [
        (heading, [(shown_key(key), label, name) for key, label, name in rows])
        for heading, rows in found
        if rows
    ]


def shown_key(key: str) -> str:
    """Return a key of a codebook as it is printed on a keyboard: "C", "Shift+A"."""
    return key.upper() if len(key) == 1 else key
