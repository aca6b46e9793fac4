"""How long the progress of a therapist with 100 tapes takes to read and to show.

python -m tests.benchmarks.measure_progress
"""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import Rating
from ipt_review.domain.study import AgreedFocus, Case, Session, Severity, Study
from ipt_review.domain.tape import Tape
from ipt_review.shipped import resource
from ipt_review.store.database import Database
from ipt_review.store.new_codings import add_whole_coding
from ipt_review.workflow.opening import open_study
from ipt_review.workflow.progress import progress_of
from tests.builders import the_shipped_codebook

CASES, SESSIONS, MARKS = 7, 15, 40
HOUR, MINUTE = 3_000_000, 60_000


def make(path: Path, cases: int = CASES) -> tuple[UUID, Person]:
    """Make a study of one therapist whose tapes both coded; return who is who."""
    dice, book = random.Random(1), the_shipped_codebook()  # noqa: S311 - no secret
    database = Database.create(path, Study(UUID(int=1), "Progress", "P"))
    text = resource("codebooks/ipt_core.yaml").read_text("utf-8")
    database.keep_codebook(book, text)
    supervisor = Person(UUID(int=2), "SV-1", frozenset({Role.SUPERVISOR}))
    trainee = Person(UUID(int=3), "T-1", frozenset({Role.TRAINEE}))
    therapist = Therapist(UUID(int=4), "T-1", trainee.id)
    for person in (supervisor, trainee):
        database.add_person(person)
    database.add_therapist(therapist)
    number = 100
    for each in range(cases):
        case = Case(
            UUID(int=10 + each),
            f"C-{each:02}",
            therapist.id,
            SESSIONS,
            (AgreedFocus("role_dispute", 3),),
        )
        database.add_case(case)
        for at in range(1, SESSIONS + 1):
            number += 10
            phase = Phase.OPENING if at < 4 else Phase.MIDDLE
            phase = Phase.TERMINATION if at > SESSIONS - 3 else phase
            totals = (Severity("hamd17", max(4, 25 - at)),)
            session = Session(UUID(int=number), case.id, at, phase, 7 * at, totals)
            tape = Tape(UUID(int=number + 1), session.id, HOUR)
            database.add_session(session)
            database.add_tape(tape)
            with database._writes() as connection:
                for rater, kind in (
                    (supervisor, Perspective.SUPERVISOR),
                    (trainee, Perspective.TRAINEE_SELF),
                ):
                    head = CodingHead(
                        UUID(int=number + 2 + (rater is trainee)),
                        tape.id,
                        rater.id,
                        kind,
                        book.name,
                        status=Status.SUBMITTED,
                    )
                    coding = Coding(
                        head,
                        {
                            n: Mark(
                                n, dice.choice(book.codes).id, n * MINUTE, n * MINUTE
                            )
                            for n in range(1, MARKS + 1)
                        },
                        {item.id: Rating(dice.randint(1, 7)) for item in book.items},
                    )
                    add_whole_coding(connection, replace(coding))
    database.close()
    return therapist.id, supervisor


def main() -> None:
    """Make a study of 105 tapes, and print what reading and showing it takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.iptstudy"
        therapist, person = make(path)
        desk = open_study(path)
        first = desk.database.cases()[0].id
        for only in (None, None, first, first):
            began = time.perf_counter()
            found = progress_of(desk, therapist, person, only)
            took = time.perf_counter() - began
            print(  # noqa: T201 - what it is for
                f"| {found.taped} tapes, {found.rated} rated | {took * 1_000:.0f} ms |"
            )
        desk.close()


if __name__ == "__main__":
    main()
