"""How long twenty raters wait who work in one team study at once.

Run it as `python -m tests.benchmarks.measure_team [--seconds 30] [--marks 300000]`.
Starts a PostgreSQL server of its own that keeps what it acknowledges (fsync on). Each
rater has a login and a connection of their own under row-level security, and makes a
mark every 0.3 s on average or as fast as it goes. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

import numpy as np

from ipt_review.domain.coding import Coding
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role
from ipt_review.store.database import Database
from ipt_review.store.team import moving
from ipt_review.store.team.team_database import TeamDatabase
from tests.builders import SmallStudy
from tests.cluster import PASSWORD, Cluster

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from ipt_review.domain.team import TeamPlace

RATERS, THINKING = 20, 0.3
A_CODING = 500
WARMING_UP = 6
"""psycopg has a statement prepared when it is sent for the sixth time."""

CODES = ("link_mood", "explore_options", "role_play")


class Sitting(NamedTuple):
    """One rater at work.

    Attributes:
        begin: When to begin, on the clock of the machine.
        seconds: How long.
        thinking: How long between two marks on average, in seconds.
    """

    place: TeamPlace
    folder: Path
    coding: UUID
    rater: UUID
    begin: float
    seconds: float
    thinking: float


def fill(database: Database, marks: int) -> list[Person]:
    """Have a study with twenty raters and as many marks by somebody else."""
    small = SmallStudy()
    small.put_into(database)
    people = [
        Person(uuid4(), f"R{number:02}", frozenset({Role.RATER}))
        for number in range(10, 10 + RATERS)
    ]
    for person in people:
        database.add_person(person)
    of_one = {
        number: Mark(number, CODES[number % 3], number * 6_000, number * 6_000 + 900)
        for number in range(1, A_CODING + 1)
    }
    for number in range(marks // A_CODING):
        head = replace(small.head, id=uuid4(), pass_number=number + 2)
        database.add_whole_coding(Coding(head, of_one))
    return people


def sit(sitting: Sitting) -> list[float]:
    """Mark until the time is up; return how long each took to be saved, in ms.

    The first six of a sitting are not among them: plans are made then, by all at once.
    """
    path = sitting.folder / str(sitting.coding) / "team.iptstudy"
    database = TeamDatabase.enter(sitting.place, PASSWORD, path)
    database.steps(sitting.coding)
    number = max(database.coding(sitting.coding).marks, default=0)
    took: list[float] = []
    pauses = np.random.default_rng(sitting.rater.int % 2**32)
    while time.time() < sitting.begin:
        time.sleep(0.01)
    while time.time() < sitting.begin + sitting.seconds:
        number += 1
        mark = Mark(number, CODES[number % 3], number, number)
        step = Step((MarkEdit(number, None, mark),))
        begun = time.perf_counter()
        database.record(sitting.coding, step, sitting.rater, time.time_ns() // 10**6)
        took.append((time.perf_counter() - begun) * 1000)
        time.sleep(pauses.uniform(0, 2 * sitting.thinking))
    assert database.sending.standing.reached
    database.close()
    return took[WARMING_UP:]


def all_at_once(sittings: Sequence[Sitting], thinking: float) -> list[float]:
    """Have all raters mark at once, each in a process of their own, as in life."""
    begin = time.time() + 5 + 1.5 * len(sittings)
    ready = [each._replace(begin=begin, thinking=thinking) for each in sittings]
    with ProcessPoolExecutor(len(ready), get_context("spawn")) as processes:
        return [each for found in processes.map(sit, ready) for each in found]


def receipts(writer: TeamDatabase, reader: TeamDatabase, person: UUID) -> list[float]:
    """Return how long (ms) others take to hear that something was submitted."""
    heard, took = Event(), list[float]()
    reader.live.begin(heard.set)
    time.sleep(1)
    for number in range(100):
        heard.clear()
        begun = time.perf_counter()
        writer.set_study_setting("measured", str(number), person, number)
        assert heard.wait(10)
        took.append((time.perf_counter() - begun) * 1000)
    return took


def row(what: str, took: Sequence[float], seconds: float = 0) -> str:
    """Return a line of the table."""
    marks = [np.percentile(took, at) for at in (50, 95, 99)]
    rate = f"{len(took) / seconds:,.0f}" if seconds else ""
    figures = " | ".join(f"{each:.1f}" for each in (*marks, max(took)))
    return f"| {what} | {len(took):,} | {rate} | {figures} |"


def measure(cluster: Cluster, folder: Path, seconds: float, marks: int) -> list[str]:
    """Return the lines of the table."""
    small = SmallStudy()
    file = Database.create(folder / "big.iptstudy", small.study)
    people = fill(file, marks)
    place = cluster.place(cluster.fresh_name())
    begun = time.perf_counter()
    logins, copied = moving.upload(file, place, PASSWORD)
    took = time.perf_counter() - begun
    rows = sum(each.rows for each in copied.values())
    lines = [f"Upload: {rows:,} rows in {took:.1f} s, compared.", ""]
    file.close()
    names = {each.handle: each.name for each in logins}
    sittings, entered = list[Sitting](), 0.0
    for person in people:
        head = replace(small.head, id=uuid4(), rater=person.id)
        own = replace(place, login=names[person.handle])
        begun = time.perf_counter()
        database = TeamDatabase.enter(own, PASSWORD, folder / person.handle / "x")
        database.heads()
        entered = (time.perf_counter() - begun) * 1000
        database.add_coding(head)
        database.close()
        sittings.append(Sitting(own, folder, head.id, person.id, 0, seconds, 0))
    lines += [f"Entering the study, the last of them: {entered:.0f} ms.", ""]
    lines += [
        "| what | n | a second | p50 ms | p95 | p99 | max |",
        "|---|---|---|---|---|---|---|",
        row("one rater", all_at_once(sittings[:1], 0.02), seconds),
        row("20 raters, 0.3 s apart", all_at_once(sittings, THINKING), seconds),
        row("20 raters, flat out", all_at_once(sittings, 0), seconds),
    ]
    writer = TeamDatabase.enter(place, PASSWORD, folder / "w" / "x")
    reader = TeamDatabase.enter(sittings[0].place, PASSWORD, folder / "r" / "x")
    lines.append(
        row("a change until others hear of it", receipts(writer, reader, people[0].id))
    )
    writer.close()
    reader.close()
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--marks", type=int, default=300_000)
    asked = parser.parse_args()
    cluster = Cluster(settings=("shared_buffers=256MB",))
    try:
        with TemporaryDirectory() as folder:
            lines = measure(cluster, Path(folder), asked.seconds, asked.marks)
            sys.stdout.write("\n".join([*lines, ""]))
    finally:
        cluster.remove()


if __name__ == "__main__":
    main()
