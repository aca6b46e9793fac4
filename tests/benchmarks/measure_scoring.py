"""How long scoring takes, and how much memory: many codings with many marks.

Run it as `python -m tests.benchmarks.measure_scoring`. Prints a table in Markdown.

Codings are made case by case and let go of, since scoring needs no more than one case
at a time; making them is not counted. The second line holds a tenth of them with
their results at once, as writing a workbook does.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ipt_review.domain.codebook import Kind, Phase
from ipt_review.domain.coding import Coding
from ipt_review.domain.item import Part
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import Rating
from ipt_review.domain.review import Review
from ipt_review.domain.study import AgreedFocus
from ipt_review.scoring.scoring import score
from tests.builders import SmallStudy, the_shipped_codebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.domain.study import Case

CODINGS: Final = 10_000
SESSIONS: Final = 14
MARKS: Final = 500
LENGTH: Final = 3_000_000
KIB_PER_MIB: Final = 1024

SMALL = SmallStudy()
BOOK = the_shipped_codebook()
RATED = [item.id for item in BOOK.items if item.part is not Part.COMPETENCE]
STATES = [state.id for state in BOOK.focus.states]


@dataclass(frozen=True, slots=True)
class Measured:
    """What scoring took.

    Attributes:
        elapsed: Seconds on the wall.
        worked: Seconds of processor time.
        peak: The most memory that the program had so far, in MiB.
    """

    codings: int
    elapsed: float
    worked: float
    peak: float


def cases(codings: int) -> Iterator[list[Review]]:
    """Yield the codings of one case after another, `codings` in all."""
    dice = random.Random(4)  # noqa: S311
    for number in count(1):
        wanted = min(SESSIONS, codings - (number - 1) * SESSIONS)
        if wanted <= 0:
            return
        focus = AgreedFocus(dice.choice(BOOK.areas).id, 3)
        case = replace(SMALL.case, id=UUID(int=number << 16), foci=(focus,))
        yield [a_coding(case, session, dice) for session in range(1, wanted + 1)]


def a_coding(case: Case, number: int, dice: random.Random) -> Review:
    """Return a coding of one session with every item rated and many marks."""
    phase = Phase.OPENING if number <= 3 else Phase.MIDDLE
    if number > SESSIONS - 2:
        phase = Phase.TERMINATION
    key = case.id.int + number
    session = replace(
        SMALL.session, id=UUID(int=key), case=case.id, number=number, phase=phase
    )
    tape = replace(SMALL.tape, id=UUID(int=key), session=session.id, length=LENGTH)
    head = replace(SMALL.head, id=UUID(int=key), tape=tape.id, codebook=BOOK.name)
    ratings = {item: Rating(dice.randint(1, 7)) for item in RATED}
    marks = {number: a_mark(number, dice) for number in range(1, MARKS + 1)}
    coding = Coding(head, marks, ratings)
    return Review(
        SMALL.study, SMALL.therapist, case, session, tape, SMALL.rater, coding
    )


def a_mark(number: int, dice: random.Random) -> Mark:
    """Return a mark somewhere on the tape, one in ten of the focus track."""
    start = dice.randrange(LENGTH - 60_000)
    if number % 10 == 0:
        return Mark(number, dice.choice(STATES), start, start + 30_000)
    code = dice.choice(BOOK.codes)
    length = 0 if code.kind is Kind.POINT else dice.randrange(1, 60_000)
    return Mark(number, code.id, start, start + length)


def measure(codings: int, *, hold: bool) -> Measured:
    """Score so many codings, holding all of them and their results or one case."""
    books = {BOOK.name: BOOK}
    elapsed = worked = 0.0
    held = []
    for reviews in cases(codings):
        began, worked_before = time.perf_counter(), time.process_time()
        results = score(reviews, books)
        elapsed += time.perf_counter() - began
        worked += time.process_time() - worked_before
        if hold:
            held.append(results)
    return Measured(codings, elapsed, worked, peak())


def peak() -> float:
    """Return the most memory that the program had so far, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (KIB_PER_MIB**2 if sys.platform == "darwin" else KIB_PER_MIB)


def main() -> None:
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codings", type=int, default=CODINGS)
    codings = parser.parse_args().codings
    lines = {
        "one case at a time": measure(codings, hold=False),
        "all held": measure(codings // 10, hold=True),
    }
    say(f"{len(RATED)} items rated and {MARKS} marks in each coding\n")
    say("| | codings | seconds | processor seconds | peak memory, MiB |")
    say("|---|---|---|---|---|")
    for name, found in lines.items():
        say(
            f"| {name} | {found.codings:,} | {found.elapsed:.1f} "
            f"| {found.worked:.1f} | {found.peak:.0f} |"
        )


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
