"""The sheet Marks: one row for each mark of each coding."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from ipt_review.domain.mark import Certainty, Direction, Quality
from ipt_review.exchange.sheets.coded import about_codings
from ipt_review.exchange.sheets.identity import KEY, PHASE
from ipt_review.exchange.sheets.opening import OPEN, link_cell
from ipt_review.exchange.sheets.table import Column, Form, columns, one_row, words_of
from ipt_review.scoring.focus_at import FocusAt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.domain.codebook import Codebook
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row, Sheet
    from ipt_review.scoring.result import Result

UNKNOWN = "not in this codebook"
CODE, FOCUS = "Code", "Focus at start"

IDENTITY = (*KEY, PHASE)

COLUMNS = (
    Column("Mark", Form.WHOLE, "Number of the mark within its coding."),
    Column(CODE, Form.TEXT, "Id of the code or of the track state."),
    Column("Label", Form.TEXT, "Its label while the area at its start is talked of."),
    Column("Group", Form.TEXT, "Group of the code, or the track of the state."),
    Column("Kind", Form.TEXT, "point, interval, or state of a track."),
    Column("Start", Form.MOMENT, "Where it begins on the tape."),
    Column("End", Form.MOMENT, "Where it ends; empty while it is open."),
    Column("Duration", Form.MOMENT, "End less start; empty while it is open."),
    Column("start_ms", Form.WHOLE, "Start in milliseconds."),
    Column("end_ms", Form.WHOLE, "End in milliseconds; empty while it is open."),
    Column(FOCUS, Form.TEXT, "State of the focus track at its start."),
    Column(
        "Quality",
        Form.TEXT,
        "How well it was done, where the rater said so.",
        words=words_of(Quality),
    ),
    Column(
        "Certainty",
        Form.TEXT,
        "Whether the rater was sure, where they said so.",
        words=words_of(Certainty),
    ),
    Column(
        "Direction",
        Form.TEXT,
        "Which way a mood–event link went, where said.",
        words=words_of(Direction),
    ),
    OPEN,
)
NOTE = Column("Note", Form.PROSE, "What the rater wrote beside it.")


def marks(report: Report) -> Sheet:
    """Make the sheet, notes only at the full privacy level."""
    told = [_worded(column, report.words) for column in COLUMNS]
    heads = (*columns(IDENTITY), *told, *((NOTE,) if report.with_notes else ()))
    rows = partial(_rows, report, _Words(report.words))
    return about_codings("Marks", heads, report, rows)


def _worded(column: Column, codebook: Codebook) -> Column:
    """Return the column with what the ids of the codebook in it mean."""
    focus = tuple((state.id, state.label) for state in codebook.focus.states)
    if column.header == FOCUS:
        return replace(column, words=focus)
    if column.header != CODE:
        return column
    codes = tuple((code.id, code.label) for code in codebook.codes)
    states = [(one.id, one.label) for track in codebook.tracks for one in track.states]
    return replace(column, words=(*codes, *states))


def _rows(report: Report, words: _Words, result: Result) -> Iterator[Row]:
    identity = one_row(IDENTITY)(result)
    for row in _coding_rows(result, report.codebook_of(result), words):
        yield (*identity, *(row if report.with_notes else row[:-1]))


def _coding_rows(result: Result, codebook: Codebook, words: _Words) -> Iterator[Row]:
    coding = result.review.coding
    focus = FocusAt(coding, codebook)
    for mark in coding.timeline():
        state = focus.at(mark.start)
        label, group, kind = words.about(mark.code, state)
        yield (
            mark.number,
            mark.code,
            label,
            group,
            kind,
            mark.start,
            mark.end,
            None if mark.end is None else mark.end - mark.start,
            mark.start,
            mark.end,
            state,
            mark.quality and mark.quality.value,
            mark.certainty and mark.certainty.value,
            mark.direction and mark.direction.value,
            link_cell(result, mark.start),
            mark.note or None,
        )


class _Words:
    """Label, group and kind of a code, looked up once for each state it stands in."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.about = cache(self._look_up)
        self._groups = {group.id: group.label for group in codebook.groups}

    def _look_up(self, code: str, state: str) -> tuple[str, str, str]:
        if not self.codebook.knows(code):
            return UNKNOWN, "", ""
        label = self.codebook.label(code, state)
        track = self.codebook.track_of(code)
        if track:
            return label, track.label, "state"
        found = self.codebook.code(code)
        return label, self._groups.get(found.group, found.group), found.kind.value
