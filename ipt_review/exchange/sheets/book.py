"""All sheets of the workbook, in the order in which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.checklists import ending_checklist, opening_checklist
from ipt_review.exchange.sheets.comments import comments
from ipt_review.exchange.sheets.consensus import consensus
from ipt_review.exchange.sheets.courses import focus, trend
from ipt_review.exchange.sheets.determination_history import determination_history
from ipt_review.exchange.sheets.drift import drift_sheets
from ipt_review.exchange.sheets.focus_time import focus_time
from ipt_review.exchange.sheets.marks import marks
from ipt_review.exchange.sheets.overviews import items, session_matrix, summary
from ipt_review.exchange.sheets.problem_areas import problem_areas
from ipt_review.exchange.sheets.prompts import prompts
from ipt_review.exchange.sheets.ratings import ratings
from ipt_review.exchange.sheets.read_me import read_me
from ipt_review.exchange.sheets.reliability import reliability, reliability_methods
from ipt_review.exchange.sheets.sessions import sessions
from ipt_review.exchange.sheets.study_work import study_sheets
from ipt_review.exchange.sheets.table import Column, Form, Sheet
from ipt_review.exchange.sheets.talk_time import talk_time
from ipt_review.exchange.sheets.words import codebook_words, rating_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row

COLUMNS = (
    Column("Sheet", Form.TEXT, "Title of the sheet."),
    Column("Column", Form.TEXT, "Header of the column."),
    Column("What it holds", Form.PROSE, "The column in one sentence.", width=70),
    Column("Written as", Form.TEXT, "Form of its values."),
)


def sheets(report: Report) -> tuple[Sheet, ...]:
    """Make the sheets; rows are made only while they are written."""
    data = (
        summary(report),
        session_matrix(report),
        items(report),
        trend(report),
        focus(report),
        opening_checklist(report),
        ending_checklist(report),
        sessions(report),
        ratings(report),
        marks(report),
        *((comments(report),) if report.with_notes else ()),
        focus_time(report),
        talk_time(report),
        problem_areas(report),
        determination_history(report),
        prompts(report),
        *((consensus(report),) if report.consensuses else ()),
        *(study_sheets(report.work) if report.work else ()),
        *_agreement(report),
        codebook_words(report),
        rating_items(report),
    )
    dictionary = Sheet("Columns", COLUMNS, _dictionary(data), frozen=2, ruled=True)
    followers = (*data, dictionary)
    return (read_me(report, [sheet.title for sheet in followers]), *followers)


def _agreement(report: Report) -> tuple[Sheet, ...]:
    found, drift = report.reliability, report.drift
    made: tuple[Sheet, ...] = drift_sheets(drift) if drift is not None else ()
    if found is not None:
        made = (reliability(found), reliability_methods(found), *made)
    return made


def _dictionary(data: Sequence[Sheet]) -> Iterator[Row]:
    for sheet in data:
        for column in sheet.columns:
            yield sheet.title, column.header, column.what, column.form.value
