"""A study gets another passphrase: whole under one key at every moment."""

from __future__ import annotations

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
    from pathlib import Path

    from ipt_review.store.keys import StudyKey
    from tests.builders import SmallStudy

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
