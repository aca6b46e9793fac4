"""Sheets about codings: led by the key of a coding, and written in one walk."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ipt_review.exchange.sheets.identity import FROZEN
from ipt_review.exchange.sheets.table import Sheet, columns, one_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Column, Field, Row
    from ipt_review.scoring.result import Result


def about_codings(
    title: str,
    heads: tuple[Column, ...],
    report: Report,
    of_result: Callable[[Result], Iterable[Row]],
    *,
    ruled: bool = False,
) -> Sheet:
    """Make a sheet with any number of rows for each coding."""
    rows = chain.from_iterable(map(of_result, report.results))
    return Sheet(
        title, heads, rows, FROZEN, ruled=ruled, named=True, of_result=of_result
    )


def row_a_coding(title: str, fields: Sequence[Field[Result]], report: Report) -> Sheet:
    """Make a sheet with one row for each coding."""
    row = one_row(fields)
    return about_codings(title, columns(fields), report, lambda result: (row(result),))
