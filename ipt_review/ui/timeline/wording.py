"""What the timeline says about a mark, to eyes and to a screen reader."""

from __future__ import annotations

from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING

from ipt_review.domain.timecode import show_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.mark import Mark
    from ipt_review.ui.timeline.lanes import Item

_NOTE_LENGTH = 300


def label_of(codebook: Codebook, mark: Mark, marks: Iterable[Mark]) -> str:
    """Return a mark's label in the area that is talked about where it begins."""
    if not codebook.knows(mark.code):
        return mark.code
    before = [
        each
        for each in marks
        if each.start <= mark.start and codebook.track_of(each.code) is codebook.focus
    ]
    last = max(before, key=lambda each: (each.start, each.number), default=None)
    return codebook.label(mark.code, last.code if last else None)


def time_of(mark: Mark) -> str:
    """Return "0:09:15", "0:09:15 to 0:10:02" or "0:09:15, open"."""
    if mark.end is None:
        return f"{show_seconds(mark.start)}, open"
    if mark.is_point:
        return show_seconds(mark.start)
    return f"{show_seconds(mark.start)} to {show_seconds(mark.end)}"


def tip_of(label: str, mark: Mark) -> str:
    """Return what hovering over a mark tells, as rich text."""
    lines = [f"<b>{escape(label)}</b>", time_of(mark)]
    if mark.note:
        head = mark.note[: 4 * _NOTE_LENGTH]
        lines.append(escape(shorten(head, _NOTE_LENGTH, placeholder=" …")))
    return "<br>".join(lines)


def tip_of_item(item: Item, head: str) -> str:
    """Return what hovering over a comment or another rater's mark tells."""
    times = show_seconds(item.start)
    if item.end is not None and item.end != item.start:
        times += f" to {show_seconds(item.end)}"
    words = shorten(item.label[: 4 * _NOTE_LENGTH], _NOTE_LENGTH, placeholder=" …")
    return "<br>".join((f"<b>{escape(head)}</b>", times, escape(words)))


def described(length: int, count: int, picked: str) -> str:
    """Return what a screen reader says about the timeline as a whole."""
    marks = "1 mark" if count == 1 else f"{count} marks"
    text = f"{marks} on {show_seconds(length)} of tape."
    return f"{text} Picked: {picked}." if picked else text
