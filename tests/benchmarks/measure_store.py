"""What saving, opening and totals cost in a large encrypted study, and its backups.

    python -m tests.benchmarks.measure_store [--marks 1000000] [--told 1000000]
        [--without-backups] [--folder FOLDER] [--team SECONDS]

Makes a study of codings with 500 marks, each one step with its history and audit trail;
beyond `--told` marks (it takes half a minute for a million) codings are copied inside
the file, with their totals and without a history. Prints a table in Markdown, with what
is wanted. With `--team`, twenty raters then write to a PostgreSQL server of their own
at once for so many seconds (`measure_team` tells more).
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np

from ipt_review.domain.backup import Why
from ipt_review.domain.coding import CodingHead, Perspective
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.secret import Passphrase
from ipt_review.store import journal, new_codings
from ipt_review.store.database import Database
from ipt_review.store.keys import new_key
from ipt_review.store.study_file import key_for
from tests.benchmarks import measure_team
from tests.builders import SmallStudy
from tests.cluster import Cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from ipt_review.store.keys import StudyKey

A_CODING, AT_ONCE, COMMITS, OPENINGS = 500, 50, 1_000, 7
CODES = ("link_mood", "explore_options", "role_play", "grief")
WORDS = Passphrase("four words nobody expects")
SMALL = SmallStudy()
COPIED = """
    WITH RECURSIVE number (n) AS (
        SELECT ? UNION ALL SELECT n + 1 FROM number WHERE n < ?
    )
    INSERT INTO coding (uid, tape_id, rater_id, codebook_id, perspective, pass_number,
                        status, comment)
    SELECT randomblob(16), tape_id, rater_id, codebook_id, perspective, n, 'draft', ''
    FROM number, (SELECT * FROM coding WHERE pass_number = 2)
"""


def a_step() -> Step:
    """Return the step that marks a whole tape."""
    marks = (
        Mark(n, CODES[n % len(CODES)], n * 5_000, n * 5_000 + 900, "a note")
        for n in range(1, A_CODING + 1)
    )
    return Step(tuple(MarkEdit(mark.number, None, mark) for mark in marks))


def fill(path: Path, key: StudyKey, marks: int, told: int) -> None:
    """Make the study; its first coding is empty and is what somebody works on."""
    database = Database.create(path, SMALL.study, key)
    SMALL.put_into(database)
    codings, with_history, step = marks // A_CODING, told // A_CODING, a_step()
    for first in range(2, min(codings, with_history) + 2, AT_ONCE):
        with database._writes() as connection:
            for number in range(first, first + AT_ONCE):
                head = CodingHead(
                    uuid4(),
                    SMALL.tape.id,
                    SMALL.rater.id,
                    Perspective.STUDY_RATER,
                    SMALL.codebook.name,
                    number,
                )
                new_codings.add_coding(connection, head)
                journal.record(connection, head.id, step, SMALL.rater.id, number)
    if codings > with_history:
        copy_rest(database, with_history + AT_ONCE + 2, codings + AT_ONCE)
    database.close()


def copy_rest(database: Database, first: int, last: int) -> None:
    """Add further codings as copies of one, by statements in the file."""
    with database._writes() as connection:
        ask = connection.exec_driver_sql
        model = ask("SELECT id FROM coding WHERE pass_number = 2").scalar()
        newest = ask("SELECT max(id) FROM coding").scalar()
        ask(COPIED, (first, last))
        for table, owner in (("mark", "coding_id"), ("coding_code_total", "coding_id")):
            columns = [row[1] for row in ask(f"PRAGMA table_info({table})")]
            rest = ", ".join(f"one.{each}" for each in columns if each != owner)
            ask(
                f"INSERT INTO {table} ({owner}, {rest.replace('one.', '')}) "  # noqa: S608
                f"SELECT coding.id, {rest} FROM coding, {table} AS one "
                f"WHERE coding.id > ? AND one.{owner} = ?",
                (newest, model),
            )


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def committing(database: Database) -> list[float]:
    """Return how long (s) one mark after the other took to be on disk."""
    took = []
    for number in range(1, COMMITS + 1):
        mark = Mark(number, CODES[number % len(CODES)], number, number + 9)
        step = Step((MarkEdit(number, None, mark),))
        begun = time.perf_counter()
        database.record(SMALL.head.id, step, SMALL.rater.id, number)
        took.append(time.perf_counter() - begun)
    return took


def opening(path: Path, coding: UUID) -> float:
    """Return how long (s) it takes from the passphrase to a coding on hand."""
    begun = time.perf_counter()
    database = Database.open(path, key_for(path, WORDS))
    found = database.coding(coding)
    took = time.perf_counter() - begun
    assert len(found.marks) == A_CODING
    database.close()
    return took


def middle(took: Sequence[float], at: float = 50) -> str:
    """Return a percentile in ms."""
    return f"{1_000 * np.percentile(took, at):.1f}"


def measure(path: Path, marks: int, told: int, *, backups: bool) -> list[str]:
    """Return the lines of the table."""
    key = new_key(WORDS)
    filled = seconds(lambda: fill(path, key, marks, told))
    size = path.stat().st_size / 1e6
    database = Database.open(path, key)
    other = next(head.id for head in database.heads() if head.id != SMALL.head.id)
    begun = time.process_time()
    commits = committing(database)
    worked = (time.process_time() - begun) / COMMITS
    totals = [seconds(database.code_totals) for _ in range(3)]
    more = backing_up(database) if backups else []
    database.close()
    opened = [opening(path, other) for _ in range(OPENINGS)]
    percentiles = " / ".join(middle(commits, at) for at in (50, 95, 99))
    return [
        (
            f"{marks:,} marks, {min(told, marks):,} of them with history and trail; "
            f"{size:.0f} MB; made in {filled:.0f} s."
        ),
        "",
        "| what | found | wanted |",
        "|---|---|---|",
        f"| a mark on disk, p50 / p95 / p99, ms | {percentiles} | p95 < 10 |",
        f"| processor for a mark, ms | {1_000 * worked:.1f} | |",
        (
            f"| passphrase to first coding, median / longest, ms | {middle(opened)} / "
            f"{middle(opened, 100)} | < 400 |"
        ),
        (
            f"| totals of all codings, first / next, ms | {middle(totals[:1])} / "
            f"{middle(totals[1:])} | < 1,500 |"
        ),
        *more,
    ]


def backing_up(database: Database) -> list[str]:
    """Return the lines about backups: one of everything, and one of what is new."""
    whole = seconds(lambda: database.backups.take(Why.ASKED))
    begun = time.perf_counter()
    took = committing_beside(database)
    again = time.perf_counter() - begun
    beside = " / ".join(middle(took, at) for at in (50, 95, 99))
    return [
        f"| a backup, all of its trail checked, s | {whole:.1f} | |",
        f"| the next one, while somebody codes, s | {again:.1f} | |",
        f"| a mark on disk meanwhile, p50 / p95 / p99, ms | {beside} | |",
    ]


def committing_beside(database: Database) -> list[float]:
    """Return how long marks took while a backup was made and checked beside them."""
    took, number, done = list[float](), COMMITS, Event()

    def copy() -> None:
        database.backups.take(Why.MEANWHILE)
        done.set()

    thread = Thread(target=copy)
    thread.start()
    while not done.is_set():
        number += 1
        mark = Mark(number, CODES[0], number, number + 9)
        step = Step((MarkEdit(number, None, mark),))
        begun = time.perf_counter()
        database.record(SMALL.head.id, step, SMALL.rater.id, number)
        took.append(time.perf_counter() - begun)
    thread.join()
    return took


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marks", type=int, default=1_000_000)
    parser.add_argument("--told", type=int, default=1_000_000)
    parser.add_argument("--without-backups", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--team", type=float, default=0)
    asked = parser.parse_args()
    with TemporaryDirectory(dir=asked.folder) as folder:
        path, backups = Path(folder) / "big.iptstudy", not asked.without_backups
        lines = measure(path, asked.marks, asked.told, backups=backups)
    sys.stdout.write("\n".join([*lines, ""]))
    if asked.team:
        cluster = Cluster(settings=("shared_buffers=256MB",))
        try:
            with TemporaryDirectory() as folder:
                lines = measure_team.measure(cluster, Path(folder), asked.team, 300_000)
        finally:
            cluster.remove()
        sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
