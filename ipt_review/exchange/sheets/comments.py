"""The sheet Comments: what raters said to the therapist about moments of a tape.

Private notes and bookmarks are for whoever made them and are in no workbook.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.coded import about_codings
from ipt_review.exchange.sheets.identity import KEY, PHASE
from ipt_review.exchange.sheets.opening import OPEN, link_cell
from ipt_review.exchange.sheets.table import Column, Form, columns, one_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row, Sheet
    from ipt_review.scoring.result import Result

IDENTITY = (*KEY, PHASE)

COLUMNS = (
    Column("Comment", Form.WHOLE, "Number of the comment within its coding."),
    Column("Kind", Form.TEXT, "strength, to_try or missed_opportunity."),
    Column("Start", Form.MOMENT, "Where on the tape it begins."),
    Column("End", Form.MOMENT, "Where it ends; the same as Start for a moment."),
    Column("start_ms", Form.WHOLE, "Start in milliseconds."),
    Column("end_ms", Form.WHOLE, "End in milliseconds."),
    Column("Text", Form.PROSE, "What the rater wrote."),
    Column("Wording", Form.PROSE, "What could have been said instead."),
    Column("Missed code", Form.TEXT, "Id of the code that was missed."),
    Column("Missed label", Form.TEXT, "Its label."),
    OPEN,
)


def comments(report: Report) -> Sheet:
    """Make the sheet, for the full privacy level."""
    heads = (*columns(IDENTITY), *COLUMNS)
    return about_codings("Comments", heads, report, partial(_rows, report), ruled=True)


def _rows(report: Report, result: Result) -> Iterator[Row]:
    identity = one_row(IDENTITY)(result)
    for each in result.review.coding.comments_in_order():
        if each.kind.is_for_trainee:
            known = each.code is not None and report.words.knows(each.code)
            yield (
                *identity,
                each.number,
                each.kind.value,
                each.start,
                each.end,
                each.start,
                each.end,
                each.text or None,
                each.wording or None,
                each.code,
                report.words.label(each.code) if each.code and known else None,
                link_cell(result, each.start),
            )
