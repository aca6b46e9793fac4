"""On a server adjudicators and coordinators begin a consensus, and raters do not."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.coding import Perspective
from ipt_review.domain.consensus import Choice, Consensus, Decision
from ipt_review.domain.edit import Step
from ipt_review.domain.problems import ReviewError
from tests.team_study import AT, a_team

if TYPE_CHECKING:
    from uuid import UUID

    from tests.cluster import Cluster
    from tests.team_study import TeamStudy

KEPT = Decision("mark 1 -", Choice.KEPT, parent=0, reason="heard again")


@pytest.fixture(scope="module")
def team(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> TeamStudy:
    """Return a study in which A and B have submitted codings of one tape."""
    made = a_team(cluster, tmp_path_factory.mktemp("team"))
    for handle in ("A", "B"):
        made.submit(handle, made.code(handle))
    return made


def begin(team: TeamStudy, handle: str, number: int = 1) -> UUID:
    """Have somebody begin a consensus of both codings; return it."""
    head = replace(team.head_of(handle, Perspective.CONSENSUS), pass_number=number)
    with closing(team.enter(handle)) as database:
        parents = tuple(
            each.id
            for each in database.heads()
            if each.perspective is Perspective.STUDY_RATER
            and each.status.value != "draft"
        )
        made = Consensus(head.id, parents, 5_000)
        database.consensuses.begin(head, made, Step(()), [], AT)
        database.consensuses.decide(head.id, Step(()), [KEPT], head.rater, AT)
        assert made in database.consensuses.all()
    return head.id


@pytest.mark.parametrize("handle", ["JUDGE", "COORD"])
def test_who_decides_begins_one_and_its_decisions_are_read_once_it_is_submitted(
    team: TeamStudy, handle: str
) -> None:
    coding = begin(team, handle)
    with closing(team.enter("A")) as database:
        assert coding not in {head.id for head in database.heads()}

    team.submit(handle, coding)

    with closing(team.enter("A")) as database:
        (decided,) = database.consensuses.history(coding)
    assert decided.decision == KEPT
    assert decided.by == team.people[handle].id


@pytest.mark.parametrize("handle", ["A", "SUPER"])
def test_raters_and_supervisors_begin_none(team: TeamStudy, handle: str) -> None:
    with pytest.raises(ReviewError):
        begin(team, handle)


def test_nobody_decides_in_the_consensus_of_another(team: TeamStudy) -> None:
    coding = begin(team, "JUDGE", 2)
    by = team.people["COORD"].id

    with closing(team.enter("COORD")) as database, pytest.raises(ReviewError):
        database.consensuses.decide(coding, Step(()), [KEPT], by, AT)
