"""The sheet Focus time: one row for each coding and state of the focus track."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.coded import about_codings
from ipt_review.exchange.sheets.identity import KEY, PHASE
from ipt_review.exchange.sheets.table import Column, Form, columns, one_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row, Sheet
    from ipt_review.scoring.result import Result

IDENTITY = (*KEY, PHASE)

COLUMNS = (
    Column("State", Form.TEXT, "Id of the focus state."),
    Column("Label", Form.TEXT, "Label of the focus state."),
    Column("Agreed", Form.TEXT, "yes for an area under agreement in the session."),
    Column("Counts as", Form.TEXT, "area, frame, off, or excluded from all shares."),
    Column("Time", Form.TIME, "Tape in this state."),
    Column("time_ms", Form.WHOLE, "The same in milliseconds."),
    Column("% of tape", Form.PERCENT, "Share of the tape, excluded states included."),
)


def focus_time(report: Report) -> Sheet:
    """Make the sheet; states that did not occur have a time of zero."""
    labels = tuple((state.id, state.label) for state in report.words.focus.states)
    state, *others = COLUMNS
    heads = (*columns(IDENTITY), replace(state, words=labels), *others)
    return about_codings("Focus time", heads, report, partial(_rows, report))


def _rows(report: Report, result: Result) -> Iterator[Row]:
    identity = one_row(IDENTITY)(result)
    by_state = result.focus.by_state
    whole = sum(by_state.values())
    for state in report.codebook_of(result).focus.states:
        time = by_state.get(state.id, 0)
        yield (
            *identity,
            state.id,
            report.words.focus.state(state.id).label,
            "yes" if state.id in result.review.foci else "no",
            state.counts.value,
            time,
            time,
            100 * time / whole if whole else None,
        )
