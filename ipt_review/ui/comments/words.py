"""What kinds of comments are called, and how one is told in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.comment import CommentKind
from ipt_review.domain.timecode import show_seconds

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.comment import Comment
    from ipt_review.ui.theme import Theme

KINDS = {
    CommentKind.STRENGTH: "Strength",
    CommentKind.TO_TRY: "To try",
    CommentKind.MISSED: "Missed opportunity",
    CommentKind.PRIVATE: "Private note",
    CommentKind.BOOKMARK: "Bookmark",
}
SHORT = {**KINDS, CommentKind.MISSED: "Missed", CommentKind.PRIVATE: "Private"}
"""The same for a narrow column."""

SIGNS = {
    CommentKind.STRENGTH: "+",
    CommentKind.TO_TRY: "→",
    CommentKind.MISSED: "○",
    CommentKind.PRIVATE: "✎",
    CommentKind.BOOKMARK: "⚑",
}
"""What stands before a kind, so that it is not told by color alone."""

LINE = 200
"""How many characters of a text a line or tip shows; the whole is shown beside it."""


def color_of(kind: CommentKind, theme: Theme) -> str:
    """Return the color of a kind."""
    return {
        CommentKind.STRENGTH: theme.good,
        CommentKind.TO_TRY: theme.accent,
        CommentKind.MISSED: theme.warn,
        CommentKind.PRIVATE: theme.muted,
        CommentKind.BOOKMARK: theme.text,
    }[kind]


def where(start: int, end: int) -> str:
    """Return "0:02:01" for a moment, "0:02:01–0:02:06" for a stretch (ms)."""
    if end == start:
        return show_seconds(start)
    return f"{show_seconds(start)}–{show_seconds(end)}"


def in_a_line(comment: Comment, codebook: Codebook) -> str:
    """Return what a comment says, in one line and no more than fits one."""
    parts = []
    if comment.code is not None:
        known = codebook.knows(comment.code)
        parts.append(codebook.label(comment.code) if known else comment.code)
    if comment.text:
        parts.append(clipped(comment.text))
    if comment.wording:
        parts.append(f"“{clipped(comment.wording)}”")
    return " · ".join(parts)


def clipped(text: str, most: int = LINE) -> str:
    """Return the beginning of a text on one line, with … where there is more."""
    line = " ".join(text[: 2 * most].split())
    return line if len(line) <= most and len(text) <= 2 * most else line[:most] + "…"


def in_full(comment: Comment, codebook: Codebook) -> str:
    """Return everything that a comment says, over several lines."""
    parts = [f"{KINDS[comment.kind]} at {where(comment.start, comment.end)}"]
    if comment.code is not None:
        known = codebook.knows(comment.code)
        label = codebook.label(comment.code) if known else comment.code
        parts.append(f"Missed: {label}")
    if comment.text:
        parts.append(comment.text)
    if comment.wording:
        parts.append(f"Instead: “{comment.wording}”")
    return "\n".join(parts)
