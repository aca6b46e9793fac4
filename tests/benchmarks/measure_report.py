"""How much memory and time a workbook takes: a study of many long codings on disk.

Run it as `python -m tests.benchmarks.measure_report --codings 300`. Prints a line in
Markdown; run it with several numbers to see that memory does not grow with them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

from ipt_review.domain.tape import Tape
from ipt_review.exchange.codebook_file import parse_codebook
from ipt_review.shipped import resource
from ipt_review.store.database import Database
from ipt_review.workflow.opening import open_study
from ipt_review.workflow.reporting import report
from tests.benchmarks.measure_scoring import BOOK, MARKS, SMALL, cases, peak, say


def main() -> None:
    """Make a study, write its workbook, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codings", type=int, default=300)
    codings = parser.parse_args().codings
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.iptstudy"
        fill(path, codings)
        before, began = peak(), time.perf_counter()
        desk = open_study(path)
        made = report(desk, Path(folder) / "long.xlsx")
        desk.close()
        took = time.perf_counter() - began
        say("| codings | marks each | seconds | MiB before | MiB at most |")
        say("|---|---|---|---|---|")
        say(
            f"| {made.content.codings:,} | {MARKS} | {took:.0f} | {before:.0f} "
            f"| {peak():.0f} |"
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
