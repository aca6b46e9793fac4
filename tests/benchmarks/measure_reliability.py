"""How long the table of a study takes in which all tapes are coded by two raters.

Run it as `python -m tests.benchmarks.measure_reliability`. Prints a table in Markdown.
The study is invented, in a file of its own, with the whole codebook that comes with
the program: every item rated, 60 marks and 30 stretches of focus in each coding.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ipt_review.domain.codebook import Kind
from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import NOT_APPLICABLE, Rating
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.study import AgreedFocus, Case, Session, Study
from ipt_review.domain.tape import Tape
from ipt_review.shipped import resource
from ipt_review.store.database import Database
from ipt_review.store.new_codings import add_whole_coding
from ipt_review.workflow.agreement.doubles import gather
from ipt_review.workflow.agreement.planning import analysis_plan
from ipt_review.workflow.agreement.study_reliability import (
    EVERYTHING,
    chosen_reliability,
    study_reliability,
)
from ipt_review.workflow.desk import Desk
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.domain.codebook import Codebook
    from ipt_review.domain.roster import Entry

TAPES: Final = 1_000
PER_CASE: Final = 14
MINUTE: Final = 60_000
LENGTH: Final = 50 * MINUTE
MARKS: Final = 60
BOUTS: Final = 30


def make_double_coded(path: Path, tapes: int = TAPES, seed: int = 1) -> Database:
    """Make a study of so many tapes, each coded by two of four raters."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    database = Database.create(path, Study(_id(dice), "Invented doubles", "DBL"))
    book = the_shipped_codebook()
    database.keep_codebook(book, resource("codebooks/ipt_core.yaml").read_text("utf-8"))
    raters = [
        Person(_id(dice), f"R-{number}", frozenset({Role.RATER})) for number in range(4)
    ]
    entries = [*raters, *_entries(dice, tapes)]
    database.roster.carry_out(
        RosterStep(tuple(RosterEdit(None, entry) for entry in entries))
    )
    with database._writes() as connection:  # thousands of codings, one transaction
        for place, tape in enumerate(
            each for each in entries if isinstance(each, Tape)
        ):
            for coding in _codings(dice, book, tape, _pair(raters, place)):
                add_whole_coding(connection, coding)
    return database


def _pair(raters: list[Person], place: int) -> tuple[Person, Person]:
    one = 2 * (place % 2)
    return raters[one], raters[one + 1]


def _entries(dice: random.Random, tapes: int) -> Iterator[Entry]:
    therapist = Therapist(_id(dice), "T-01")
    yield therapist
    for number in range(-(-tapes // PER_CASE)):
        focus = (AgreedFocus("grief", 3),)
        case = Case(_id(dice), f"C-{number:04}", therapist.id, PER_CASE, focus)
        yield case
        for session in range(1, min(PER_CASE, tapes - number * PER_CASE) + 1):
            phase = Phase.OPENING if session <= 3 else Phase.MIDDLE
            held = Session(_id(dice), case.id, session, phase)
            yield held
            yield Tape(_id(dice), held.id, LENGTH)


def _codings(
    dice: random.Random, book: Codebook, tape: Tape, raters: tuple[Person, Person]
) -> Iterator[Coding]:
    true = {item.id: dice.randint(1, 7) for item in book.items}
    marks = [_mark(dice, book, number) for number in range(1, MARKS + 1)]
    bouts = _bouts(dice, book)
    for rater in raters:
        head = CodingHead(
            _id(dice),
            tape.id,
            rater.id,
            Perspective.STUDY_RATER,
            book.name,
            status=Status.SUBMITTED,
        )
        ratings = {
            item: Rating(_near(dice, value) if dice.random() < 0.9 else NOT_APPLICABLE)
            for item, value in true.items()
        }
        kept = [each for each in (*marks, *bouts) if dice.random() < 0.8]
        yield Coding(head, {each.number: each for each in kept}, ratings)


def _near(dice: random.Random, value: int) -> int:
    return min(7, max(1, value + dice.choice((-1, 0, 0, 0, 1))))


def _mark(dice: random.Random, book: Codebook, number: int) -> Mark:
    code, start = dice.choice(book.offered), dice.randrange(LENGTH - MINUTE)
    end = start if code.kind is Kind.POINT else start + dice.randrange(1, MINUTE)
    return Mark(number, code.id, start, end)


def _bouts(dice: random.Random, book: Codebook) -> list[Mark]:
    edges = sorted(dice.sample(range(LENGTH), BOUTS))
    states = [state.id for state in book.focus.states]
    return [
        Mark(MARKS + number, dice.choice(states), start, end)
        for number, (start, end) in enumerate(itertools.pairwise(edges), 1)
    ]


def _id(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def main() -> None:
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tapes", type=int, default=TAPES)
    tapes = parser.parse_args().tapes
    with tempfile.TemporaryDirectory() as folder:
        database = make_double_coded(Path(folder) / "doubles.iptstudy", tapes)
        book = the_shipped_codebook()
        desk = Desk(database, {book.name: book}, lambda: 0)
        plan = analysis_plan(database)
        begun, worked = time.perf_counter(), time.process_time()
        found = study_reliability(desk, None, EVERYTHING)
        whole = time.perf_counter() - begun, time.process_time() - worked
        begun, worked = time.perf_counter(), time.process_time()
        gathered = gather(desk, plan, lambda _: None, lambda: False)
        reading = time.perf_counter() - begun, time.process_time() - worked
        begun, worked = time.perf_counter(), time.process_time()
        chosen_reliability(gathered, plan, EVERYTHING)
        table = time.perf_counter() - begun, time.process_time() - worked
        database.close()
    lines = len(found.table.lines)
    say(f"{tapes:,} double-coded tapes, {lines} lines\n")
    say("| | seconds | processor seconds |\n|---|---|---|")
    for what, (took, used) in {
        "the whole, from the study file": whole,
        "reading and scoring the codings": reading,
        "the table, anew after another choice": table,
    }.items():
        say(f"| {what} | {took:.2f} | {used:.2f} |")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
