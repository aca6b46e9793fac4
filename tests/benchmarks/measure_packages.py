"""How long it takes to return the work of a rater, and to take it in.

python -m tests.benchmarks.measure_packages
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid5

from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.domain.coding import Status
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role
from ipt_review.domain.study import Session
from ipt_review.domain.tape import Tape
from ipt_review.workflow.files.opening import make_demo, open_study
from ipt_review.workflow.packages.package_opening import open_package
from ipt_review.workflow.packages.package_return import return_work, take_in
from ipt_review.workflow.packages.package_sending import send
from ipt_review.workflow.studies.assigning import begin_assigned, queue_of

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

CODINGS, MARKS = 90, 500
LEADER = Person(UUID(int=500), "CO-1", frozenset({Role.COORDINATOR}))
RATER = Person(UUID(int=501), "R01", frozenset({Role.RATER}))


def main() -> None:
    """Measure it once, on a study of its own."""
    with tempfile.TemporaryDirectory() as name:
        _measure(Path(name))


def _measure(folder: Path) -> None:
    make_demo(folder / "study.iptstudy")
    desk = open_study(folder / "study.iptstudy")
    database = desk.database
    for person in (LEADER, RATER):
        database.add_person(person)
    like, given = database.sessions()[0], []
    for n in range(CODINGS):
        session = Session(uuid5(like.id, str(n)), like.case, 100 + n, like.phase)
        tape = Tape(uuid5(session.id, "tape"), session.id, 3_000_000)
        database.add_session(session)
        database.add_tape(tape)
        uid, single = uuid5(tape.id, "given"), AssignmentKind.SINGLE
        given.append(Assignment(uid, tape.id, RATER.id, single, n + 1))
    database.assignments.add(given)
    sent = _timed("make a package", lambda: send(desk, LEADER, RATER, folder / "to"))
    own = folder / "own.iptstudy"
    theirs = _timed("open it", lambda: open_package(sent.path, sent.code, own, None))
    for row in queue_of(theirs, RATER):
        coding = begin_assigned(theirs, row.assignment)
        steps = [
            Step((MarkEdit(n, None, Mark(n, "mood_event_link", n, n)),))
            for n in range(1, MARKS + 1)
        ]
        theirs.database.record_all(coding, steps, RATER.id, theirs.now())
        theirs.database.set_status(coding, Status.SUBMITTED, RATER.id, theirs.now())
    back = folder / "back.iptpackage"
    _timed("return the work", lambda: return_work(theirs, back))
    sys.stdout.write(f"{back.stat().st_size / 1e6:.1f} MB\n")
    _timed("take it in, with a backup", lambda: take_in(desk, LEADER, back))
    _timed("take it in again", lambda: take_in(desk, LEADER, back))
    theirs.close()
    desk.close()


def _timed(what: str, doing: Callable[[], T]) -> T:
    began = time.perf_counter()
    made = doing()
    sys.stdout.write(f"{what}: {time.perf_counter() - began:.2f} s\n")
    return made


if __name__ == "__main__":
    main()
