"""How much memory and time a workbook takes: a study of many long codings on disk.

`python -m tests.benchmarks.measure_report --codings 1000` writes 500,000 marks. It
prints a line in Markdown; with several numbers one sees that memory does not grow.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from ipt_review.domain.tape import Tape
from ipt_review.exchange.codebook_file import parse_codebook
from ipt_review.exchange.sheets.book import sheets
from ipt_review.exchange.sheets.table import Formula
from ipt_review.shipped import resource
from ipt_review.store.database import Database
from ipt_review.workflow.export.reporting import report
from ipt_review.workflow.files.opening import open_study
from tests.benchmarks.measure_scoring import BOOK, SMALL, cases, peak, say

if TYPE_CHECKING:
    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Plain, Row


def main() -> None:
    """Make a study, write its workbook, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codings", type=int, default=160)
    codings = parser.parse_args().codings
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.iptstudy"
        fill(path, codings)
        before, clock, work = peak(), time.perf_counter(), time.process_time()
        desk = open_study(path)
        made = report(desk, Path(folder) / "long.xlsx")
        took, worked = time.perf_counter() - clock, time.process_time() - work
        most = peak()
        bare, cells = bare_loop(made, Path(folder) / "bare.xlsx")
        desk.close()
        say(
            "| codings | marks | cells | seconds | s of processor | bare loop, s of "
            "processor | ratio | MiB before | at most |"
        )
        say("|---|---|---|---|---|---|---|---|---|")
        say(
            f"| {codings:,} | {made.content.marks:,} | {cells:,} | {took:.1f} "
            f"| {worked:.1f} | {bare:.1f} | {worked / bare:.2f} | {before:.0f} "
            f"| {most:.0f} |"
        )


def bare_loop(made: Report, path: Path) -> tuple[float, int]:
    """Return the processor time (s) of openpyxl for as many cells, and their number.

    The rows of the first coding stand for those of all, so that making them takes no
    time; nothing is styled.
    """
    first = next(iter(made.results))
    number = made.content.codings
    rows = {
        sheet.title: [_plain(row) for row in sheet.of_result(first)]
        for sheet in sheets(made)
        if sheet.of_result is not None
    }
    began = time.process_time()
    book = Workbook(write_only=True)
    for title, some in rows.items():
        paper = book.create_sheet(title)
        for _ in range(number):
            for row in some:
                paper.append(row)
    book.save(path)
    cells = sum(
        value is not None for some in rows.values() for row in some for value in row
    )
    return time.process_time() - began, cells * number


def _plain(row: Row) -> tuple[Plain, ...]:
    """Return a row as openpyxl takes it: a formula is a text that begins with “=”."""
    return tuple(
        f"={value.text}" if isinstance(value, Formula) else value for value in row
    )


def fill(path: Path, codings: int) -> None:
    """Write a study of so many codings to disk, case by case."""
    database = Database.create(path, SMALL.study)
    text = resource("codebooks/ipt_core.yaml").read_text("utf-8")
    database.keep_codebook(parse_codebook(text, BOOK.title), text)
    database.add_person(SMALL.rater)
    database.add_therapist(SMALL.therapist)
    numbers = count(1)
    for reviews in cases(codings):
        case = replace(reviews[0].case, handle=f"C{next(numbers):05}")
        database.add_case(case)
        for review in reviews:
            database.add_session(review.session)
            tape = Tape(review.tape.id, review.session.id, review.tape.length)
            database.add_tape(tape)
            database.add_whole_coding(review.coding)
    database.close()


if __name__ == "__main__":
    main()
