"""The sheet Comments: what raters said to the therapist about moments of a tape.

Private notes and bookmarks are for whoever made them and are in no workbook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.identity import FROZEN, KEY, PHASE
from ipt_review.exchange.sheets.table import Column, Form, Sheet, columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row

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
)


def comments(report: Report) -> Sheet:
    """Make the sheet, for the full privacy level."""
    heads = (*columns(IDENTITY), *COLUMNS)
    return Sheet("Comments", heads, _rows(report), frozen=FROZEN, ruled=True)


def _rows(report: Report) -> Iterator[Row]:
    for result in report.results:
        identity = tuple(field.value(result) for field in IDENTITY)
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
                )
