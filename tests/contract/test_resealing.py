"""A study gets another passphrase: whole under one key at every moment."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.coding import Coding
from ipt_review.domain.edit import MarkEdit, SessionCommentEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.store import keys, resealing
from ipt_review.store.database import Database
from ipt_review.store.header import is_encrypted
from ipt_review.store.problems import StudyLocked, WrongSecret
from ipt_review.store.resealing import reseal
from ipt_review.store.study_file import beside, draft_beside
from ipt_review.store.swapping import reach_disk
from tests.contract.test_database_schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.store.keys import StudyKey
    from tests.builders import SmallStudy

ROOT = Path(__file__).parents[2]
OLD, NEW = (keys.StudyKey(each * 32, each * 16) for each in (b"o", b"n"))
STEP = Step(
    (
        MarkEdit(1, None, Mark(1, "grief", 0, 9_000, "said so")),
        SessionCommentEdit("", "long " * 2_000),
    )
)


@pytest.fixture
def study(database: Database, small: SmallStudy) -> Path:
    database.record(small.head.id, STEP, small.rater.id, 0)
    database.close()
    return database.path


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, NEW), (OLD, NEW), (OLD, None)],
    ids=["encrypted", "another passphrase", "plain again"],
)
def test_all_is_there_under_the_new_key_and_nothing_opens_with_the_old(
    study: Path, small: SmallStudy, before: StudyKey | None, after: StudyKey | None
) -> None:
    plain = Database.open(study)
    as_it_was = schema(plain._engine)
    plain.close()
    if before is not None:
        reseal(study, None, before)

    reseal(study, before, after)

    database = Database.open(study, after)
    assert database.coding(small.head.id) == STEP.apply(Coding(small.head))
    assert database.steps(small.head.id) == [STEP]
    assert schema(database._engine) == as_it_was
    database.close()
    assert is_encrypted(study) == (after is not None)
    assert list(study.parent.iterdir()) == [study]
    if after is not None and before is not None:
        with pytest.raises(WrongSecret):
            Database.open(study, before)


def test_a_study_that_is_open_elsewhere_keeps_its_key(study: Path) -> None:
    elsewhere = Database.open(study)

    with pytest.raises(StudyLocked):
        reseal(study, None, NEW)

    elsewhere.close()
    assert not is_encrypted(study)
    assert list(study.parent.iterdir()) == [study]


RESEAL = """
import sys
from pathlib import Path
from ipt_review.store.resealing import reseal
from tests.contract.test_resealing import keys_of

old, new = keys_of(sys.argv[2:])
print("now", flush=True)
reseal(Path(sys.argv[1]), old, new)
print("done", flush=True)
"""


def keys_of(written: list[str]) -> list[StudyKey | None]:
    """Return keys from how they are written for another process."""
    return [
        keys.StudyKey(bytes.fromhex(each[:64]), bytes.fromhex(each[64:]))
        if each
        else None
        for each in written
    ]


def killed_while_resealing(
    study: Path, now: StudyKey | None, other: StudyKey | None, after: float
) -> bool:
    """Begin to give a study another key and kill that; say whether it was done."""
    written = [(key.raw + key.salt).hex() if key else "" for key in (now, other)]
    child = subprocess.Popen(
        [sys.executable, "-c", RESEAL, str(study), *written],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    child.stdout.readline()
    try:
        child.wait(after)
    except subprocess.TimeoutExpired:
        child.kill()
    done = child.stdout.read()
    child.wait()
    child.stdout.close()
    return bool(done)


def test_killed_at_any_moment_it_is_whole_under_one_of_the_two_keys(
    study: Path, small: SmallStudy
) -> None:
    dice = random.Random(20_061_123)  # noqa: S311  (nothing here is secret)
    now: StudyKey | None = None
    ways: dict[StudyKey | None, StudyKey | None] = {None: OLD, OLD: NEW, NEW: None}
    for _ in range(6):
        other = ways[now]
        done = killed_while_resealing(study, now, other, dice.uniform(0, 0.2))

        opened = [key for key in (now, other) if opens(study, key, small)]

        assert len(opened) == 1
        assert not done or opened == [other]
        assert list(study.parent.iterdir()) == [study]
        (now,) = opened


def opens(study: Path, key: StudyKey | None, small: SmallStudy) -> bool:
    """Say whether a key opens the study; it has to be complete then."""
    if is_encrypted(study) == (key is None):
        return False
    try:
        database = Database.open(study, key)
    except WrongSecret:
        return False
    assert database.steps(small.head.id) == [STEP]
    database.close()
    return True


def test_what_an_attempt_left_behind_is_in_nobodys_way_and_goes(study: Path) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: reseal(study, None, OLD),
        lambda: Database.open(study, OLD).close(),
    )
    for act in acts:
        left = draft_beside(study)
        left.write_bytes(b"half a file")
        beside(left, "-journal").write_bytes(b"and its journal")

        act()

        assert list(study.parent.iterdir()) == [study]


def test_what_somebody_wrote_while_it_was_resealed_is_kept(
    study: Path, small: SmallStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_meanwhile(draft: Path) -> None:
        reach_disk(draft)
        database = Database.open(study)
        database.record(small.head.id, STEP.reversed(), small.rater.id, 1)
        database.close()

    monkeypatch.setattr(resealing, "reach_disk", write_meanwhile)

    with pytest.raises(StudyLocked):
        reseal(study, None, NEW)

    database = Database.open(study)
    assert database.steps(small.head.id) == [STEP, STEP.reversed()]
    database.close()
