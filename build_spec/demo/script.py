"""The written dialogue: lines, how they are spoken, and what coders mark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

CUE_CHARS = 74
DEFAULT_PAUSE_MS = 420
_INNER_PAUSE = re.compile(r"\s*\[(\d+)\]\s*")
_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+|(?<=[.?!…]”)\s+")
_CLAUSE_END = re.compile(r"(?<=[,:])\s+|(?<=,”)\s+")


class DemoError(Exception):
    """The inputs of the demo contradict each other; says where and how."""


@dataclass(frozen=True)
class Phrase:
    """A piece of a line that is voiced in one breath.

    Attributes:
        text: The words, as they stand in the captions.
        pause: Silence in ms before the piece, within its line.
    """

    text: str
    pause: int


@dataclass(frozen=True)
class Mark:
    """What a coder writes at a line.

    Attributes:
        kind: `code`, `begin`, `end` or `focus`.
        code: Code id, or the focus state id.
        by: The coders who write it.
        note: Note for each coder who leaves one.
    """

    kind: str
    code: str
    by: tuple[str, ...]
    note: dict[str, str]


@dataclass(frozen=True)
class Comment:
    """What a coder says about a line.

    Attributes:
        kind: `strength`, `to_try` or `missed_opportunity`.
        text: What is said.
        by: The coder who says it.
        wording: What could have been said instead.
        code: Code id of what was missed.
    """

    kind: str
    text: str
    by: str
    wording: str = ""
    code: str = ""


@dataclass(frozen=True)
class Line:
    """One turn, or part of one, by one speaker.

    Attributes:
        who: `therapist` or `patient`.
        phrases: The line in pieces, in order.
        pause: Silence in ms before the line; negative when it overlaps.
        manner: Key into the manners of `voice.py`.
        marks: What coders write here.
        comments: What coders say about the line.
    """

    who: str
    phrases: tuple[Phrase, ...]
    pause: int
    manner: str
    marks: tuple[Mark, ...] = field(default=())
    comments: tuple[Comment, ...] = field(default=())


def split_phrases(text: str) -> tuple[Phrase, ...]:
    """Cut a line at its written pauses and sentences; cut long ones at commas."""
    found: list[Phrase] = []
    parts = _INNER_PAUSE.split(text)
    pauses = [0, *(int(part) for part in parts[1::2])]
    for pause, part in zip(pauses, parts[::2], strict=True):
        for number, sentence in enumerate(_SENTENCE_END.split(part.strip())):
            gap = 190 if number else pause
            for clause in _fit(sentence):
                found.append(Phrase(clause, gap))
                gap = 60
    return tuple(found)


def _fit(sentence: str) -> list[str]:
    """Cut a sentence that is too long for a caption, near its middle comma."""
    if len(sentence) <= CUE_CHARS:
        return [sentence]
    ends = [match.start() for match in _CLAUSE_END.finditer(sentence)]
    if not ends:
        return [sentence]
    middle = min(ends, key=lambda end: abs(end - len(sentence) / 2))
    return _fit(sentence[:middle]) + _fit(sentence[middle:].lstrip())


def read_script(path: Path) -> list[Line]:
    """Read dialogue.yaml.

    Raises:
        DemoError: A line has an unknown key or speaker.
    """
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["lines"]
    return [_read_line(number, row) for number, row in enumerate(rows, start=1)]


def _read_line(number: int, row: dict[str, Any]) -> Line:
    unknown = set(row) - {
        "who",
        "text",
        "pause",
        "overlap",
        "manner",
        "marks",
        "comments",
    }
    if unknown or row["who"] not in {"therapist", "patient"}:
        raise DemoError(f"dialogue.yaml, line {number}: {unknown or row['who']}")
    pause = -int(row["overlap"]) if "overlap" in row else row.get("pause")
    return Line(
        who=row["who"],
        phrases=split_phrases(row["text"]),
        pause=DEFAULT_PAUSE_MS if pause is None else int(pause),
        manner=row.get("manner", "plain"),
        marks=tuple(_read_mark(number, mark) for mark in row.get("marks", [])),
        comments=tuple(_read_comment(number, each) for each in row.get("comments", [])),
    )


def _read_comment(number: int, row: dict[str, Any]) -> Comment:
    try:
        return Comment(**row)
    except TypeError as error:
        raise DemoError(f"dialogue.yaml, line {number}: {error}") from error


def _read_mark(number: int, row: dict[str, Any]) -> Mark:
    kinds = [kind for kind in ("code", "begin", "end", "focus") if kind in row]
    if len(kinds) != 1 or set(row) - {kinds[0], "by", "note"}:
        raise DemoError(f"dialogue.yaml, line {number}: cannot read mark {row}")
    by = tuple(row["by"])
    note = row.get("note", {})
    notes = dict.fromkeys(by, note) if isinstance(note, str) else dict(note)
    if set(notes) - set(by):
        raise DemoError(f"dialogue.yaml, line {number}: note by one who did not code")
    return Mark(kinds[0], row[kinds[0]], by, notes)
