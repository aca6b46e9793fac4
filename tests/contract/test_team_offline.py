"""What is coded while a team's server cannot be reached: kept here, then sent."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from itertools import count
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING, Self

import pytest
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.coding import Coding, Perspective, Status
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.team import Standing
from ipt_review.store.team.keeping import key_of_login
from ipt_review.store.team.kept_here import BEFORE, NAME, KeptForAnother, KeptHere
from ipt_review.store.team.problems import TeamUnreachable
from ipt_review.store.team.team_database import TeamDatabase, Unfinished
from tests.cluster import PASSWORD, Cluster, programs
from tests.team_study import AT, a_team

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.domain.coding import CodingHead
    from tests.team_study import TeamStudy

PATIENCE = 30
ROUNDS = int(os.environ.get("IPT_REVIEW_KILLS", "3"))
"""How often the server is killed; more on demand."""
STEPS = [
    Step(
        (
            MarkEdit(
                number, None, Mark(number, "link_mood", number * 1000, number * 1000)
            ),
        )
    )
    for number in range(1, 13)
]


@pytest.fixture(scope="module")
def frail() -> Iterator[Cluster]:
    """Yield a server that is taken away and comes back; nobody else works on it."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    made = Cluster(settings=())  # what it acknowledged it has to have
    yield made
    made.remove()


@pytest.fixture
def team(
    frail: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TeamStudy]:
    """Yield a study on it; the server runs again afterwards."""
    yield a_team(frail, tmp_path_factory.mktemp("team"))
    frail.start()


@pytest.fixture
def begun(team: TeamStudy) -> Iterator[tuple[TeamDatabase, CodingHead]]:
    """Yield what rater A has open, with a draft that was looked at."""
    head = team.head_of("A", Perspective.STUDY_RATER)
    with closing(team.enter("A")) as database:
        database.add_coding(head)
        assert database.coding(head.id) == Coding(head)
        assert database.steps(head.id) == []
        yield database, head


def kept_by(database: TeamDatabase) -> KeptHere:
    """Open what this computer keeps of it through a door of its own."""
    return KeptHere(database.path.parent, key_of_login(database._writing))


def all_of(steps: list[Step], head: CodingHead) -> Coding:
    coding = Coding(head)
    for step in steps:
        coding = step.apply(coding)
    return coding


def test_steps_made_without_the_server_are_kept_here_and_sent_in_order(
    team: TeamStudy, begun: tuple[TeamDatabase, CodingHead]
) -> None:
    database, head = begun
    heard, sent = list[Standing](), Event()

    def hear(standing: Standing) -> None:
        heard.append(standing)
        if standing == Standing():
            sent.set()

    database.sending.watch(hear)
    database.live.begin(lambda: None)
    people = database.people()
    database.record(head.id, STEPS[0], head.rater, AT)

    team.cluster.stop(how="immediate")
    for step in STEPS[1:]:
        database.record(head.id, step, head.rater, AT)

    assert database.sending.standing == Standing(reached=False, unsent=11)
    kept = database.path.with_name(NAME)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert b"link_mood" not in kept.read_bytes()
    assert database.coding(head.id) == all_of(STEPS, head)
    assert database.steps(head.id) == STEPS
    assert database.people() == people
    with pytest.raises(TeamUnreachable):
        database.prompt_log(head.id)
    with pytest.raises(Unfinished, match="11 changes"):
        database.set_status(head.id, Status.SUBMITTED, head.rater, AT)

    team.cluster.start()
    assert sent.wait(PATIENCE)

    with closing(team.enter("A")) as elsewhere:
        assert elsewhere.coding(head.id) == all_of(STEPS, head)
        assert elsewhere.steps(head.id) == STEPS
    database.set_status(head.id, Status.SUBMITTED, head.rater, AT)
    assert {each.reached for each in heard} == {True, False}


def test_what_was_kept_is_sent_when_the_study_is_next_entered(
    team: TeamStudy, begun: tuple[TeamDatabase, CodingHead]
) -> None:
    database, head = begun
    team.cluster.stop(how="immediate")
    database.record_all(head.id, STEPS[:3], head.rater, AT)
    database.close()
    team.cluster.start()

    with closing(team.enter("A")) as again:
        assert again.sending.standing == Standing()
        assert again.steps(head.id) == STEPS[:3]


def test_a_step_whose_receipt_was_lost_is_not_made_twice(
    team: TeamStudy, begun: tuple[TeamDatabase, CodingHead]
) -> None:
    database, head = begun
    database.record(head.id, STEPS[0], head.rater, AT)
    here = kept_by(database)
    here.keep(head.id, STEPS[:2], head.rater, AT)
    here.close()

    with closing(team.enter("A")) as again:
        assert again.sending.standing == Standing()
        assert again.steps(head.id) == STEPS[:2]


def test_steps_that_were_kept_without_encryption_are_taken_over_and_sent(
    team: TeamStudy, begun: tuple[TeamDatabase, CodingHead]
) -> None:
    database, head = begun
    here = kept_by(database)
    here.keep(head.id, STEPS[:2], head.rater, AT)
    here.close()
    before = database.path.with_name(BEFORE)
    with closing(sqlcipher.connect(str(here.path), isolation_level=None)) as file:
        file.execute(f"PRAGMA key = \"x'{here._key.hex()}'\"").fetchall()
        file.execute("ATTACH ? AS plain KEY ''", (str(before),))
        file.execute("SELECT sqlcipher_export('plain')").fetchall()
    here.path.unlink()

    with closing(team.enter("A")) as again:
        assert again.steps(head.id) == STEPS[:2]
    assert not before.exists()


def test_what_was_kept_of_a_study_that_was_made_anew_is_left_alone_and_told(
    begun: tuple[TeamDatabase, CodingHead],
) -> None:
    database, head = begun
    here = kept_by(database)
    here.keep(head.id, STEPS[:1], head.rater, AT)
    here.close()
    stored = here.path.read_bytes()

    with pytest.raises(KeptForAnother, match="made anew"):
        KeptHere(database.path.parent, bytes(32)).unsent()
    assert here.path.read_bytes() == stored


def test_what_the_server_does_not_take_is_set_aside_and_told(
    team: TeamStudy, begun: tuple[TeamDatabase, CodingHead]
) -> None:
    database, head = begun
    team.cluster.stop(how="immediate")
    database.record_all(head.id, STEPS[:2], head.rater, AT)
    team.cluster.start()
    other = Step((MarkEdit(1, None, Mark(1, "grief", 0, None)),))
    name = "elsewhere"
    place = team.place.database, team.logins["A"]
    elsewhere = TeamDatabase.enter(
        team.cluster.place(*place), PASSWORD, team.folder / name / "x.iptstudy"
    )
    elsewhere.record(head.id, other, head.rater, AT + 1)
    elsewhere.close()

    database.sending.send()

    assert database.sending.standing == Standing(refused=2)
    assert database.coding(head.id) == all_of([other], head)
    here = kept_by(database)
    refused = here.refused()
    here.close()
    assert [each.step for each in refused] == STEPS[:2]
    assert "changed in another window" in refused[0].refused
    database.sending.forget_refused()
    assert database.sending.standing == Standing()


class Busy:
    """Somebody who makes one mark after the other, whatever happens to the server."""

    def __init__(self, database: TeamDatabase, head: CodingHead) -> None:
        self.made = list[Step]()
        self._database = database
        self._head = head
        self._ended = Event()
        self._beat = Condition()
        self._thread = Thread(target=self._code)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_how: object) -> None:
        self._ended.set()
        self._thread.join()

    def wait_for(self, more: int) -> None:
        with self._beat:
            wanted = len(self.made) + more
            assert self._beat.wait_for(lambda: len(self.made) >= wanted, PATIENCE)

    def _code(self) -> None:
        for number in count(1):
            if self._ended.wait(0.03):
                return
            mark = Mark(number, "link_mood", number, number)
            step = Step((MarkEdit(number, None, mark),))
            self._database.record(self._head.id, step, self._head.rater, AT + number)
            with self._beat:
                self.made.append(step)
                self._beat.notify_all()


def test_a_server_killed_while_somebody_codes_loses_and_doubles_nothing(
    team: TeamStudy, begun: tuple[TeamDatabase, CodingHead]
) -> None:
    database, head = begun
    found = Event()
    database.sending.watch(lambda now: found.set() if now == Standing() else None)
    database.live.begin(lambda: None)

    with Busy(database, head) as busy:
        for _ in range(ROUNDS):
            busy.wait_for(10)
            found.clear()
            team.cluster.stop(how="immediate")
            busy.wait_for(5)
            team.cluster.start()
            assert found.wait(PATIENCE)

    assert database.sending.standing == Standing()
    with closing(team.enter("A")) as elsewhere:
        assert elsewhere.steps(head.id) == busy.made
        assert elsewhere.coding(head.id) == all_of(busy.made, head)
