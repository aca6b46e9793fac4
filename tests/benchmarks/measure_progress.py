"""How long the progress of a therapist with 100 tapes takes to read and to show.

python -m tests.benchmarks.measure_progress

Figures are processor time: reading and scoring, the room without its charts, the
charts, and all of it. The first row with charts has the library loaded as well.
"""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication

from ipt_review.domain.coding import Coding, CodingHead, Perspective, Status
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role, Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import Rating
from ipt_review.domain.study import AgreedFocus, Case, Session, Severity, Study
from ipt_review.domain.tape import Tape
from ipt_review.scoring.progress import largest_differences
from ipt_review.shipped import resource
from ipt_review.store.database import Database
from ipt_review.store.new_codings import add_whole_coding
from ipt_review.ui.progress.screen import ProgressScreen
from ipt_review.ui.progressing import MOST
from ipt_review.ui.theme import LIGHT
from ipt_review.workflow.files.opening import open_study
from ipt_review.workflow.supervision.progress import progress_of, with_moments
from tests.builders import the_shipped_codebook

CASES, SESSIONS, MARKS = 7, 15, 40
HOUR, MINUTE = 3_000_000, 60_000
SIZE = (1_280, 800)


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
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.iptstudy"
        therapist, person = make(path)
        desk = open_study(path)
        first = desk.database.cases()[0].id
        began = time.process_time()
        screen = ProgressScreen(LIGHT)
        screen.resize(*SIZE)
        screen.show()
        application.processEvents()
        _tell("the room is made", [time.process_time() - began])
        for only in (first, first, None, None):
            took = [time.process_time()]
            found = progress_of(desk, therapist, person, only)
            tapes = [tape for case in found.cases for tape in case.tapes]
            largest = largest_differences(tapes, found.codebooks, MOST)
            largest = with_moments(desk, largest)
            took.append(time.process_time())
            screen.show_progress(found, largest)
            screen.repaint()
            took.append(time.process_time())
            application.processEvents()
            _ = screen.charts.scores
            application.processEvents()
            took.append(time.process_time())
            parts = [after - before for before, after in pairwise(took)]
            _tell(f"{found.taped} tapes", [*parts, sum(parts)])
        desk.close()


def _tell(what: str, took: list[float]) -> None:
    figures = " | ".join(f"{each * 1_000:.0f} ms" for each in took)
    print(f"| {what} | {figures} |")  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()
