"""A kept version of a coding in words that a person can read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ipt_review.domain.rating import REASONS
from ipt_review.domain.timecode import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipt_review.domain.codebook import Codebook


def readable(content: str, codebook: Codebook) -> str:
    """Return what a coding said, ratings first, then its marks and comments in order.

    Args:
        content: As `study/canonical.py` writes it.
        codebook: What it was made with, for labels.
    """
    said: Mapping[str, Any] = json.loads(content)
    return "\n".join(_lines(said, codebook))


def _lines(said: Mapping[str, Any], codebook: Codebook) -> Iterator[str]:
    yield f"Ratings ({len(said['ratings'])})"
    labels = {item.id: item.label for item in codebook.items}
    for item, (value, note) in sorted(said["ratings"].items()):
        rated = REASONS.get(value, str(value))
        yield f"  {labels.get(item, item)}: {rated}{f' – {note}' if note else ''}"
    yield f"\nMarks ({len(said['marks'])})"
    for mark in sorted(said["marks"], key=lambda each: (each["start"], each["number"])):
        note = f" – {mark['note']}" if mark["note"] else ""
        yield f"  {_span(mark)}  {codebook.label(mark['code'])}{note}"
    yield f"\nComments ({len(said['comments'])})"
    for comment in sorted(said["comments"], key=lambda each: each["start"]):
        yield f"  {_span(comment)}  {comment['text']}"
    if said["comment"]:
        yield f"\nOn the session as a whole\n  {said['comment']}"


def _span(said: Mapping[str, Any]) -> str:
    start, end = said["start"], said["end"]
    if end is None:
        return f"{show(start)} –"
    return show(start) if end == start else f"{show(start)} – {show(end)}"
