"""A step that was acknowledged is on disk, whatever happens to the program."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.coding import Coding
from ipt_review.store.database import Database

if TYPE_CHECKING:
    from tests.builders import SmallStudy

ROOT = Path(__file__).parents[2]
ROUNDS = 15

CODE_UNTIL_KILLED = """
import sys
from pathlib import Path
from ipt_review.domain.edit import MarkEdit, RatingEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import Rating
from ipt_review.store.database import Database
from tests.builders import SmallStudy

small, database = SmallStudy(), Database.open(Path(sys.argv[1]))
rating = database.coding(small.head.id).ratings.get("adh_link")
for number in range(len(database.steps(small.head.id)) + 1, 100_000):
    mark = Mark(number, "grief", number, number + 1, "x" * (number % 300))
    rated = Rating(number % 7 + 1)
    step = Step(
        (MarkEdit(number, None, mark), RatingEdit("adh_link", rating, rated))
    )
    database.record(small.head.id, step, small.rater.id, number)
    rating = rated
    print(number, flush=True)
"""

FILL_UNTIL_REFUSED = """
import resource, sys
from pathlib import Path
from ipt_review.domain.edit import SessionCommentEdit, Step
from ipt_review.domain.problems import ReviewError
from ipt_review.store.database import Database
from tests.builders import SmallStudy

small, database = SmallStudy(), Database.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
comment, acknowledged = "", 0
try:
    while True:
        longer = comment + "y" * 1_000
        step = Step((SessionCommentEdit(comment, longer),))
        database.record(small.head.id, step, small.rater.id, acknowledged)
        comment, acknowledged = longer, acknowledged + 1
except ReviewError as problem:
    print(type(problem).__name__, acknowledged)
    print(database.coding(small.head.id).session_comment == comment)
"""


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(
    database: Database, small: SmallStudy
) -> None:
    database.close()
    dice = random.Random(20_060_401)  # noqa: S311  (nothing here is secret)
    for _ in range(ROUNDS):
        child = subprocess.Popen(
            [sys.executable, "-c", CODE_UNTIL_KILLED, str(database.path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(dice.randint(1, 60))]
        child.kill()
        told += child.stdout.readlines()
        child.wait()
        child.stdout.close()
        acknowledged = int([line for line in told if line.endswith("\n")][-1])

        again = Database.open(database.path)
        stored, steps = again.coding(small.head.id), again.steps(small.head.id)
        again.close()

        replayed = Coding(small.head)
        for step in steps:
            replayed = step.apply(replayed)
        assert stored == replayed
        assert acknowledged <= len(steps) <= acknowledged + 1
        assert sorted(stored.marks) == list(range(1, len(steps) + 1))


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on file sizes")
def test_when_the_file_cannot_grow_the_work_before_is_safe(
    database: Database, small: SmallStudy
) -> None:
    database.close()

    done = subprocess.run(
        [sys.executable, "-c", FILL_UNTIL_REFUSED, str(database.path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    kind, acknowledged, same = done.stdout.split()
    assert kind in {"DiskFull", "DriveFailed"}
    assert same == "True"
    again = Database.open(database.path)
    assert len(again.steps(small.head.id)) == int(acknowledged) > 0
    again.close()
