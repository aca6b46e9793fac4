"""Marks as text, out and in: what is copied can be pasted, bad lines are told.

Nothing is cut or guessed at. One bad line keeps all of them out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from ipt_review.domain.codebook import Kind
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Certainty, Direction, Mark, Quality
from ipt_review.domain.problems import BadTimecode, ReviewError
from ipt_review.domain.timecode import read as read_time
from ipt_review.domain.timecode import show
from ipt_review.exchange import mark_text
from ipt_review.exchange.mark_text import (
    CERTAINTY,
    CODE,
    DIRECTION,
    END,
    NOTE,
    OPEN,
    QUALITY,
    TIME,
    NotMarks,
)
from ipt_review.workflow.coding.shaping import can_stretch
from ipt_review.workflow.coding.standing import NOTHING_CHANGED, faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.coding import Coding
    from ipt_review.exchange.mark_text import Line

__all__ = ["COLUMNS", "BadLine", "CannotPaste", "NotMarks", "as_text", "paste"]

COLUMNS = (TIME, END, CODE, "Label", QUALITY, CERTAINTY, DIRECTION, NOTE)
_MOST_TOLD = 8

E = TypeVar("E", bound=Enum)


@dataclass(frozen=True, slots=True, order=True)
class BadLine:
    """A line that cannot be pasted, and why in one sentence."""

    line: int
    what: str


class CannotPaste(ReviewError):
    """Text with marks that cannot be put on the tape; `lines` has every reason."""

    def __init__(self, lines: Iterable[BadLine]) -> None:
        self.lines = tuple(sorted(lines))
        told = [f"Line {each.line}: {each.what}" for each in self.lines[:_MOST_TOLD]]
        if len(self.lines) > _MOST_TOLD:
            told.append(f"And {len(self.lines) - _MOST_TOLD} more.")
        what = "\n".join(["The marks cannot be pasted.", *told])
        super().__init__(what, NOTHING_CHANGED)


class _Unfit(Exception):
    """Why a line is no mark, in one sentence."""


def as_text(codebook: Codebook, marks: Iterable[Mark]) -> str:
    """Return marks as text that can be pasted again, in the order in which they come.

    Times are written to the ms; the label is for readers, the code counts.
    """
    return mark_text.write(COLUMNS, (_cells(codebook, mark) for mark in marks))


def paste(
    coding: Coding, codebook: Codebook, length: int, number: int, text: str
) -> Step | None:
    """Return the step that puts the marks of a text on the tape, or None for none.

    Args:
        coding: The coding as it stands.
        codebook: The version that it was made with; labels are understood too.
        length: Of the tape, in ms.
        number: The number that the first new mark gets.
        text: With a first line that names the columns, see `mark_text`.

    Raises:
        NotMarks: When it has no such line.
        CannotPaste: With every line that is not a mark of this codebook, lies beyond
            the tape, is there already, or would have two states hold at once.
    """
    lines = mark_text.read(text)
    reader = _Reader(codebook)
    bad: list[BadLine] = []
    made: dict[int, tuple[Line, Mark]] = {}
    for place, line in enumerate(lines, start=number):
        try:
            made[place] = line, reader.mark(line, place)
        except _Unfit as why:
            bad.append(BadLine(line.number, str(why)))
    marks = [mark for _, mark in made.values()]
    step = Step(tuple(MarkEdit(mark.number, None, mark) for mark in marks))
    after = coding.with_marks((mark.number, mark) for mark in marks)
    told = {each.number: each.what for each in faults(after, codebook, length, [*made])}
    told = _already_there(coding, codebook, marks) | told
    bad += [BadLine(made[each][0].number, what) for each, what in told.items()]
    if bad:
        raise CannotPaste(bad)
    return step if step.edits else None


def _cells(codebook: Codebook, mark: Mark) -> Sequence[str]:
    end = OPEN if mark.end is None else show(mark.end)
    on_moment = mark.is_point and not can_stretch(mark, codebook)
    label = codebook.label(mark.code) if codebook.knows(mark.code) else ""
    return (
        show(mark.start),
        "" if on_moment else end,
        mark.code,
        label,
        *("" if each is None else each.value for each in _attributes(mark)),
        mark.note,
    )


def _attributes(mark: Mark) -> tuple[Enum | None, ...]:
    return mark.quality, mark.certainty, mark.direction


def _already_there(
    coding: Coding, codebook: Codebook, marks: Iterable[Mark]
) -> dict[int, str]:
    """Return by number what stands on the tape, or in the text before, as it is."""
    there = {(mark.code, mark.start, mark.end) for mark in coding.marks.values()}
    found = {}
    for mark in marks:
        place = mark.code, mark.start, mark.end
        if place in there:
            label = codebook.label(mark.code)
            found[mark.number] = f"“{label}” is on {show(mark.start)} already."
        there.add(place)
    return found


class _Reader:
    """Makes marks from lines, by the words of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._ids: dict[str, set[str]] = defaultdict(set)
        for code in codebook.codes:
            for word in (code.label, *(each.label for each in code.variants.values())):
                self._ids[word.casefold()].add(code.id)
        for track in codebook.tracks:
            for state in track.states:
                self._ids[state.label.casefold()].add(state.id)

    def mark(self, line: Line, number: int) -> Mark:
        """Return the mark that a line is.

        Raises:
            _Unfit: When it is none.
        """
        code = self._code(line.cell(CODE).strip())
        start = _moment(TIME, line.cell(TIME).strip())
        end = self._end(code, start, line.cell(END).strip())
        if end is not None and end < start:
            raise _Unfit(f"It would end ({show(end)}) before it starts.")
        return Mark(
            number,
            code,
            start,
            end,
            line.cell(NOTE),
            _attribute(line, QUALITY, Quality),
            _attribute(line, CERTAINTY, Certainty),
            self._direction(line, code),
        )

    def _direction(self, line: Line, code: str) -> Direction | None:
        found = _attribute(line, DIRECTION, Direction)
        book = self._codebook
        is_state = book.track_of(code) is not None
        if found is not None and (is_state or not book.code(code).directed):
            raise _Unfit(f"“{book.label(code)}” has no direction.")
        return found

    def _code(self, word: str) -> str:
        ids = {word} if self._codebook.knows(word) else self._ids[word.casefold()]
        if not word or not ids:
            raise _Unfit(f"The codebook has no code “{word}”.")
        if len(ids) > 1:
            raise _Unfit(
                f"“{word}” is the label of {len(ids)} codes; write the code's id."
            )
        (code,) = ids
        if code not in {each.id for each in self._codebook.codes}:
            return code
        if self._codebook.code(code).silenced:
            raise _Unfit(f"The study does without the code “{word}”.")
        return code

    def _end(self, code: str, start: int, text: str) -> int | None:
        label = self._codebook.label(code)
        if self._is_point(code):
            end = _moment(END, text) if text else start
            if end != start:
                raise _Unfit(f"“{label}” stands on a moment and cannot end later.")
            return end
        if not text:
            raise _Unfit(f"“{label}” needs an end, or the word “{OPEN}”.")
        return None if text.casefold() == OPEN else _moment(END, text)

    def _is_point(self, code: str) -> bool:
        book = self._codebook
        return book.track_of(code) is None and book.code(code).kind is Kind.POINT


def _attribute(line: Line, column: str, words: type[E]) -> E | None:
    text = line.cell(column).strip().casefold()
    if not text:
        return None
    known = {each.value: each for each in words}
    if text not in known:
        raise _Unfit(f"{column} can be {', '.join(known)}, but not “{text}”.")
    return known[text]


def _moment(column: str, text: str) -> int:
    try:
        return read_time(text)
    except BadTimecode as problem:
        raise _Unfit(f"{column}: {problem}") from None
