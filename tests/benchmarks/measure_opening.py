"""How long it takes to open a study with a passphrase, and to give it another one.

    python -m tests.benchmarks.measure_opening [--marks 1000000] [--folder FOLDER]

Makes a plain study of codings with 500 marks each, encrypts it, and opens it several
times. Prints lines of a table in Markdown.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.secret import Passphrase, RecoveryKey
from ipt_review.store.database import Database
from ipt_review.store.keys import new_key
from ipt_review.store.resealing import reseal
from ipt_review.store.study_file import key_for
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.secret import Secret

A_CODING = 500
TIMES = 7
WORDS = Passphrase("four words nobody expects")
SMALL = SmallStudy()


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marks", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with TemporaryDirectory(dir=asked.folder) as folder:
        measure(Path(folder) / "big.iptstudy", asked.marks)


def measure(path: Path, marks: int) -> None:
    """Print how long each thing takes on a study of so many marks."""
    fill(path, marks)
    plain = median(opening(path, None) for _ in range(TIMES))
    key = new_key(WORDS)
    sealing = seconds(lambda: reseal(path, None, key))
    derive = median(seconds(lambda: key_for(path, WORDS)) for _ in range(TIMES))
    opened = median(opening(path, WORDS) for _ in range(TIMES))
    by_key = median(opening(path, RecoveryKey(key.recovery_key)) for _ in range(TIMES))
    commits = sorted(committing(path))
    again = seconds(lambda: reseal(path, key, new_key(WORDS)))
    p95 = commits[int(0.95 * len(commits))]
    size = path.stat().st_size / 1e6
    print(  # noqa: T201 - what it is for
        f"| {marks:,} | {size:.0f} | {1e3 * plain:.0f} | {1e3 * derive:.0f} | "
        f"{1e3 * opened:.0f} | {1e3 * by_key:.0f} | "
        f"{1e3 * median(commits):.1f} / {1e3 * p95:.1f} | {sealing:.1f} | {again:.1f} |"
    )


def opening(path: Path, secret: Secret | None) -> float:
    """Return how long it takes from the secret to the first coding on hand."""
    begun = time.perf_counter()
    database = Database.open(path, key_for(path, secret))
    coding = database.coding(SMALL.head.id)
    took = time.perf_counter() - begun
    assert len(coding.marks) >= A_CODING
    database.close()
    return took


def committing(path: Path) -> list[float]:
    """Return how long each of 500 marks took to be on disk, in an encrypted study."""
    database = Database.open(path, key_for(path, WORDS))
    first = 10_000
    took = []
    for number in range(first, first + 500):
        step = Step(
            (MarkEdit(number, None, Mark(number, "grief", number, number + 9)),)
        )
        begun = time.perf_counter()
        database.record(SMALL.head.id, step, SMALL.rater.id, number)
        took.append(time.perf_counter() - begun)
    database.close()
    return took


def fill(path: Path, marks: int) -> None:
    """Make a plain study; its codings are copies of one, by statements in the file."""
    database = Database.create(path, SMALL.study)
    SMALL.put_into(database)
    step = Step(
        tuple(
            MarkEdit(n, None, Mark(n, "grief", n * 5_000, n * 5_000 + 900, "a note"))
            for n in range(1, A_CODING + 1)
        )
    )
    database.record(SMALL.head.id, step, SMALL.rater.id, 0)
    with database._writes() as connection:
        connection.exec_driver_sql(
            """
            WITH RECURSIVE number (n) AS (
                SELECT 2 UNION ALL SELECT n + 1 FROM number WHERE n < ?
            )
            INSERT INTO coding (uid, tape_id, rater_id, codebook_id, perspective,
                                pass_number, status, comment)
            SELECT randomblob(16), tape_id, rater_id, codebook_id, perspective,
                   n, 'draft', '' FROM number, (SELECT * FROM coding LIMIT 1)
            """,
            (marks // A_CODING,),
        )
        connection.exec_driver_sql("""
            INSERT INTO mark
            SELECT coding.id, mark.number, mark.code_id, mark.start_ms, mark.end_ms,
                   mark.note, mark.quality, mark.certainty, mark.direction
            FROM coding, mark WHERE coding.id > 1 AND mark.coding_id = 1
            """)
    database.close()


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
