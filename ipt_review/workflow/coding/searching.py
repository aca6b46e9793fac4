"""Finding words again: on marks, in notes, in comments, and in what was said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from ipt_review.workflow.coding.mark_filter import labels_of
from ipt_review.workflow.folding import fold, places, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.domain.comment import Comment
    from ipt_review.domain.mark import Mark
    from ipt_review.domain.transcript import Cue

BEFORE, ROOM = 24, 160
"""How much of a text an excerpt shows before the first word found, and at most."""


class HitKind(Enum):
    """Where words were found."""

    MARK = "mark"
    NOTE = "note"
    COMMENT = "comment"
    CAPTION = "caption"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where all the words were found.

    Attributes:
        at: Where it stands on the tape (ms), or None for the comment on the session.
        number: Of the mark or comment, or None.
        title: What it belongs to: a label, or who spoke.
        text: What was searched of it, apart from the title.
        words: The folded words that were looked for.
    """

    kind: HitKind
    at: int | None
    number: int | None
    title: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text around what was found.

    Attributes:
        found: Where in it words were found: first character, one after the last.
    """

    text: str
    found: tuple[tuple[int, int], ...]


def search(
    query: str, coding: Coding, codebook: Codebook, cues: Sequence[Cue]
) -> list[Hit]:
    """Return where each word of `query` stands, in the order of the tape.

    Case, accents and vowel points make no difference; words in quotes have to stand
    together. A mark is found by its label (in every area, and by its other names)
    and by its note. The comment on the session as a whole comes first.
    """
    words = tuple(words_of(query))
    if not words:
        return []
    hits = [
        *_of_marks(words, coding.marks.values(), codebook),
        *_of_comments(words, coding.comments.values(), codebook),
        *_of_cues(words, cues),
    ]
    hits.sort(key=lambda hit: hit.at or 0)
    whole = coding.session_comment
    if _all_in(words, fold(whole)):
        hits.insert(0, Hit(HitKind.SESSION, None, None, "Session", whole, words))
    return hits


def excerpt(hit: Hit) -> Excerpt:
    """Return a piece of the text of a hit on one line, with the first word in it."""
    line = " ".join(hit.text[:ROOM].split())
    where = places(hit.text, hit.words)
    if where and where[0][1] > ROOM - BEFORE:
        first = max(0, where[0][0] - BEFORE)
        line = "…" + " ".join(hit.text[first : first + ROOM].split())
    elif len(hit.text) > ROOM:
        line += "…"
    return Excerpt(line, tuple(places(line, hit.words)))


def _of_marks(
    words: Sequence[str], marks: Iterable[Mark], codebook: Codebook
) -> Iterator[Hit]:
    @cache
    def named(code: str) -> tuple[str, str]:
        if not codebook.knows(code):
            return code, fold(code)
        label = codebook.label(code)
        if codebook.track_of(code) is not None:
            return label, fold(label)
        return label, fold("\n".join(labels_of(codebook.code(code))))

    for mark in marks:
        label, folded = named(mark.code)
        missing = [word for word in words if word not in folded]
        if missing and not (mark.note and _all_in(missing, fold(mark.note))):
            continue
        kind = HitKind.NOTE if missing else HitKind.MARK
        yield Hit(kind, mark.start, mark.number, label, mark.note, tuple(words))


def _of_comments(
    words: Sequence[str], comments: Iterable[Comment], codebook: Codebook
) -> Iterator[Hit]:
    for comment in comments:
        code = comment.code
        title = codebook.label(code) if code and codebook.knows(code) else ""
        parts = [part for part in (comment.text, comment.wording) if part]
        text = " · ".join(parts)
        if _all_in(words, fold(f"{title}\n{text}")):
            kind, number = HitKind.COMMENT, comment.number
            yield Hit(kind, comment.start, number, title, text, tuple(words))


def _of_cues(words: Sequence[str], cues: Iterable[Cue]) -> Iterator[Hit]:
    for cue in cues:
        if _all_in(words, " ".join(fold(cue.text).split())):
            yield Hit(
                HitKind.CAPTION,
                cue.span.start,
                None,
                cue.speaker,
                cue.text,
                tuple(words),
            )


def _all_in(words: Iterable[str], folded: str) -> bool:
    return all(word in folded for word in words)
