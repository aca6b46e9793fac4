"""A large invented study: 40 therapists, 625 cases, 10,000 sessions, six raters.

    python -m tests.benchmarks.big_study FILE [SESSIONS]

makes one to be looked at. Nobody in it exists, and its recordings lie nowhere.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import Rating
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.study import AgreedFocus, Case, Session, Severity, Study
from ipt_review.domain.tape import MediaFile, Tape
from ipt_review.shipped import resource
from ipt_review.store.database import Database
from ipt_review.store.new_codings import add_whole_coding
from tests.builders import the_shipped_codebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.domain.roster import Entry

THERAPISTS = 40
PER_CASE = 16
RATERS = 6
CODED = 0.4
"""Which share of the tapes somebody has begun to code."""
MINUTE = 60_000


def make_big_study(path: Path, sessions: int = 10_000, seed: int = 1) -> Path:
    """Make a study of so many sessions at `path`, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    study = Study(_id(dice), "A large invented study", "BIG")
    database = Database.create(path, study)
    text = resource("codebooks/ipt_core.yaml").read_text("utf-8")
    database.keep_codebook(the_shipped_codebook(), text)
    entries = list(_entries(dice, sessions, path.parent))
    database.roster.carry_out(
        RosterStep(tuple(RosterEdit(None, entry) for entry in entries))
    )
    raters = [each for each in entries if isinstance(each, Person)][1:]
    tapes = [each for each in entries if isinstance(each, Tape)]
    with database._writes() as connection:  # thousands of codings, one transaction
        for tape in dice.sample(tapes, int(CODED * len(tapes))):
            add_whole_coding(connection, _coding(dice, tape, dice.choice(raters)))
    database.close()
    return path


def _entries(dice: random.Random, sessions: int, folder: Path) -> Iterator[Entry]:
    yield Person(_id(dice), "CO-1", frozenset({Role.COORDINATOR, Role.SUPERVISOR}))
    for number in range(1, RATERS + 1):
        yield Person(_id(dice), f"R-{number:02}", frozenset({Role.RATER}))
    therapists = [Therapist(_id(dice), f"T-{n:02}") for n in range(1, THERAPISTS + 1)]
    yield from therapists
    areas = [area.id for area in the_shipped_codebook().areas]
    for number in range(-(-sessions // PER_CASE)):
        case = Case(
            _id(dice),
            f"C-{number + 1:04}",
            therapists[number % THERAPISTS].id,
            PER_CASE,
            (AgreedFocus(dice.choice(areas), 3),),
            arm=("IPT", "Waiting list")[number % 2],
        )
        yield case
        for session in range(1, min(PER_CASE, sessions - number * PER_CASE) + 1):
            yield from _session(dice, case, session, folder)


def _session(
    dice: random.Random, case: Case, number: int, folder: Path
) -> Iterator[Entry]:
    phases = {number <= 3: Phase.OPENING, number > PER_CASE - 3: Phase.TERMINATION}
    total = Severity("hamd17", max(2, 24 - number + dice.randint(-3, 3)))
    held = Session(
        _id(dice),
        case.id,
        number,
        phases.get(True, Phase.MIDDLE),
        7 * number - 6,
        (total,),
    )
    yield held
    if dice.random() < 0.9:
        length = dice.randint(45 * MINUTE, 55 * MINUTE)
        file = folder / f"{case.handle}_S{number:02}.mp4"
        found = MediaFile(file, 0, length, length * 90)
        yield Tape(_id(dice), held.id, length, (found,))


def _coding(dice: random.Random, tape: Tape, rater: Person) -> Coding:
    book = the_shipped_codebook()
    status = dice.choice((Status.DRAFT, Status.SUBMITTED, Status.SUBMITTED))
    head = CodingHead(
        _id(dice), tape.id, rater.id, Perspective.STUDY_RATER, book.name, status=status
    )
    codes = [dice.choice(book.codes).id for _ in range(20)]
    times = [dice.randrange(tape.length) for _ in codes]
    marks = {
        number: Mark(number, code, at, at)
        for number, (code, at) in enumerate(zip(codes, times, strict=True), 1)
    }
    done = status is Status.SUBMITTED or dice.random() < 0.5
    items = [each.id for each in book.items] if done else []
    return Coding(head, marks, {item: Rating(dice.randint(1, 7)) for item in items})


def _id(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


if __name__ == "__main__":
    make_big_study(Path(sys.argv[1]), int((*sys.argv, "10000")[2]))
