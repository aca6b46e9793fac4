"""Killed at any moment, the program loses nothing that it acknowledged.

Two hundred times in all, or as often as IPT_REVIEW_KILLS says.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.backup import Why
from ipt_review.domain.coding import Coding, Perspective
from ipt_review.store import keys
from ipt_review.store.backups.folder import backups_of, is_unchanged, throw_away
from ipt_review.store.database import Database
from ipt_review.store.header import is_encrypted
from ipt_review.store.problems import WrongSecret
from ipt_review.store.study_file import draft_beside
from ipt_review.store.team.team_database import TeamDatabase
from tests.cluster import PASSWORD, Cluster, programs
from tests.killed import AHEAD, Victims, written
from tests.team_study import a_team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from ipt_review.store.keys import StudyKey
    from tests.builders import SmallStudy

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL and fork")
KILLS = int(os.environ.get("IPT_REVIEW_KILLS", "200"))
DATA = Path(__file__).parents[1] / "data"
OLD, NEW = (keys.StudyKey(each * 32, each * 16) for each in (b"o", b"n"))
EACH = 25
"""After so many rounds, and after the last one, the whole audit trail is checked."""


def rounds(share: float) -> range:
    """Return the numbers of the rounds of one kind, which has this share of them."""
    return range(1, round(KILLS * share) + 1)


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    made = Victims.begin(seed=20_061_123)
    yield made
    made.end()


@pytest.fixture
def sealed(study_path: Path, small: SmallStudy) -> Path:
    """Return an encrypted study with an empty draft, closed."""
    with closing(Database.create(study_path, small.study, OLD)) as database:
        small.put_into(database)
    return study_path


def whole(database: Database, coding: UUID, *, trail: bool) -> int:
    """Make sure that a coding is what its steps lead to; return their number."""
    stored, steps = database.coding(coding), database.steps(coding)
    replayed = Coding(stored.head)
    for step in steps:
        replayed = step.apply(replayed)
    assert stored == replayed
    assert sorted(stored.marks) == [*range(1, len(steps) + 1)]
    if trail:
        assert database.trail.check(lambda _: None, lambda: False).breaks == ()
    return len(steps)


def test_while_somebody_codes_in_an_encrypted_study(
    sealed: Path, small: SmallStudy, victims: Victims
) -> None:
    steps, numbers = 0, rounds(0.53)
    for number in numbers:
        lines = victims.dice.randint(1, 8)
        told = victims.kill("code", str(sealed), written(OLD), lines=lines)

        with closing(Database.open(sealed, OLD)) as database:
            checked = number % EACH == 0 or number == numbers[-1]
            before, steps = steps, whole(database, small.head.id, trail=checked)
        acknowledged = int(told[-1])
        assert before <= acknowledged <= steps <= acknowledged + AHEAD + 1
    assert steps >= 2 * len(numbers)


def test_while_a_study_gets_another_key_its_first_one_or_none(
    sealed: Path, small: SmallStudy, victims: Victims
) -> None:
    now: StudyKey | None = OLD
    ways: dict[StudyKey | None, StudyKey | None] = {None: OLD, OLD: NEW, NEW: None}
    for _ in rounds(0.25):
        other = ways[now]
        told = victims.kill(
            *("change_key", str(sealed), written(now), written(other)), longest=0.1
        )

        opened = [key for key in (now, other) if opens(sealed, key, small)]

        assert len(opened) == 1
        assert "done" not in told or opened == [other]
        assert [*sealed.parent.iterdir()] == [sealed]
        (now,) = opened


def opens(study: Path, key: StudyKey | None, small: SmallStudy) -> bool:
    """Say whether a key opens the study; it has to be complete then."""
    if is_encrypted(study) == (key is None):
        return False
    try:
        with closing(Database.open(study, key)) as database:
            assert whole(database, small.head.id, trail=True) == 0
            return True
    except WrongSecret:
        return False


def test_while_an_older_study_is_brought_up_to_date(
    tmp_path: Path, victims: Victims
) -> None:
    older = DATA / "schema_0008.iptstudy"
    for number in rounds(0.1):
        study = tmp_path / f"{number}.iptstudy"
        shutil.copyfile(older, study)
        told = victims.kill("update", str(study), longest=0.6)

        made = backups_of(study)
        assert all(is_unchanged(each) and each.pinned for each in made)
        assert made or "done" not in told
        if "done" not in told and number % 3:  # opening brings it up to date now
            continue
        with closing(Database.open(study)) as database:
            assert len(database.heads()) > 0
            assert database.trail.check(lambda _: None, lambda: False).breaks == ()
        assert not draft_beside(study).exists()


def test_while_backups_are_made_and_while_one_takes_the_place_of_the_study(
    sealed: Path, small: SmallStudy, victims: Victims
) -> None:
    for number in rounds(0.07):
        if number % 2:
            lines = victims.dice.randint(1, 2)
            told = victims.kill(
                *("back_up", str(sealed), written(OLD)), lines=lines, longest=0.3
            )
            assert told[-1] in {str(each.path) for each in backups_of(sealed)}
        else:
            victims.kill("go_back", str(sealed), longest=0.1)
        made = backups_of(sealed)
        assert all(is_unchanged(each) and each.why is Why.ASKED for each in made)
        for each in made[1:]:
            throw_away(each)
        with closing(Database.open(sealed, OLD)) as database:
            assert whole(database, small.head.id, trail=True) == 0
        for aside in sealed.parent.glob("*kept aside*"):
            with closing(Database.open(aside, OLD, only_read=True)) as database:
                assert whole(database, small.head.id, trail=False) == 0
            aside.unlink()


@pytest.fixture(scope="module")
def lasting() -> Iterator[Cluster]:
    """Yield a server that keeps what it acknowledged."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    made = Cluster(settings=())
    yield made
    made.remove()


def test_while_somebody_codes_in_a_study_on_a_server(
    lasting: Cluster, tmp_path: Path, victims: Victims
) -> None:
    team = a_team(lasting, tmp_path)
    head = team.head_of("A", Perspective.STUDY_RATER)
    place = replace(team.place, login=team.logins["A"])
    folder = tmp_path / "A" / "team.iptstudy"
    with closing(team.enter("A")) as database:
        database.add_coding(head)
    steps, numbers = 0, rounds(0.05)
    for number in numbers:
        told = victims.kill(
            *("code_in_team", list(astuple(place)), str(folder), str(head.id)),
            lines=victims.dice.randint(1, 8),
        )

        with closing(team.enter("A")) as database:
            checked = number == numbers[-1]
            before, steps = steps, whole(database, head.id, trail=False)
        acknowledged = int(told[-1])
        assert before <= acknowledged <= steps <= acknowledged + AHEAD + 1
        if checked:
            own = TeamDatabase.enter(team.place, PASSWORD, tmp_path / "own" / "x")
            with closing(own) as database:
                check = database.trail.check(lambda _: None, lambda: False)
                assert check.breaks == ()
    assert steps >= 2 * len(numbers)
