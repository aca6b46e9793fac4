"""Packages of raters, taken in in any order and any number of times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipt_review.store.database import Database
from ipt_review.study.canonical import text_of
from tests.builders import SmallStudy
from tests.package_builders import careers, take_in

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.package import CodingRecord

    Returned = dict[str, tuple[CodingRecord, ...]]

NAMES = ("begun", "a", "b", "a, further")
orders = st.permutations(NAMES).flatmap(
    lambda once: st.lists(st.sampled_from(NAMES), max_size=3).map(
        lambda again: [*once, *again]
    )
)


@pytest.fixture(scope="module")
def small() -> SmallStudy:
    return SmallStudy()


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory, small: SmallStudy) -> Returned:
    return careers(tmp_path_factory.mktemp("rater"), small)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory, small: SmallStudy) -> Path:
    path = tmp_path_factory.mktemp("study") / "study.iptstudy"
    database = Database.create(path, small.study)
    small.put_into(database)
    database.close()
    return path


def opened(untouched: Path, folder: Path) -> Database:
    path = folder / "taken in.iptstudy"
    path.write_bytes(untouched.read_bytes())
    return Database.open(path)


def state(database: Database) -> object:
    """Return what a study holds, as somebody who works with it would see it."""
    conflicts = [
        (each.coding, each.shown, {rival.head for rival in each.versions})
        for each in database.packages.conflicts()
    ]
    said = {each.head: text_of(each) for each in database.codings()}
    guesses = {
        coding: (each.arm, each.certainty)
        for coding, each in database.closings.guesses().items()
        if each.arm
    }
    return said, conflicts, guesses


@given(order=orders)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_the_order_and_however_often_the_study_is_the_same(
    order: list[str],
    untouched: Path,
    returned: Returned,
    small: SmallStudy,
    tmp_path: Path,
    expected: object,
) -> None:
    database = opened(untouched, tmp_path)

    for name in order:
        take_in(database, small, *returned[name])

    found, check = state(database), database.trail.check(lambda _: None, lambda: False)
    database.close()
    assert found == expected
    assert check.breaks == ()


@pytest.fixture(scope="module")
def expected(
    untouched: Path,
    returned: Returned,
    small: SmallStudy,
    tmp_path_factory: pytest.TempPathFactory,
) -> object:
    """Return the study after all packages, as they were made."""
    database = opened(untouched, tmp_path_factory.mktemp("in order"))
    for name in NAMES:
        take_in(database, small, *returned[name])
    found = state(database)
    database.close()
    return found
