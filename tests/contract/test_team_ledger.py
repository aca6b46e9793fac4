"""A ledger on a server: of its therapist, and of those who supervise."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.ledger import Attestation
from ipt_review.domain.people import Role
from ipt_review.domain.problems import ReviewError
from tests.cluster import OWNER
from tests.ledger_builders import an_hour
from tests.team_study import a_team, someone

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cluster import Cluster


def test_a_trainee_enters_hours_a_supervisor_attests_and_a_rater_reads_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    team = a_team(cluster, tmp_path, [someone("LEARN", Role.TRAINEE)])
    with team.client(OWNER) as owner:
        owner.execute(
            "UPDATE therapist SET person_id = "
            "(SELECT id FROM person WHERE handle = 'LEARN')"
        )
    learner, over = team.people["LEARN"].id, team.people["SUPER"].id
    with closing(team.enter("LEARN")) as own:
        whose = own.therapists()[0].id
        own.ledgers.change(an_hour(whose, learner))
        claimed = Attestation(UUID(int=1), "report", learner)
        with pytest.raises(ReviewError):
            own.ledgers.change(an_hour(whose, learner, claimed))
    with closing(team.enter("SUPER")) as theirs:
        seen = Attestation(UUID(int=2), "report", over)
        theirs.ledgers.change(an_hour(whose, over, seen))
        assert len(theirs.ledgers.changes(whose)) == 2
    with team.client(OWNER) as owner:
        owner.execute(
            "UPDATE therapist SET person_id = "
            "(SELECT id FROM person WHERE handle = 'SUPER')"
        )
    with closing(team.enter("SUPER")) as theirs:
        mine = Attestation(UUID(int=3), "report", over)
        with pytest.raises(ReviewError):
            theirs.ledgers.change(an_hour(whose, over, mine))
    with team.client(OWNER) as owner:
        owner.execute(
            "UPDATE therapist SET person_id = "
            "(SELECT id FROM person WHERE handle = 'LEARN')"
        )
    with closing(team.enter("B")) as stranger:
        assert stranger.ledgers.changes(whose) == []
        with pytest.raises(ReviewError):
            stranger.ledgers.change(an_hour(whose, team.people["B"].id))
    with closing(team.enter("LEARN")) as own:
        assert [change.by for change in own.ledgers.changes(whose)] == [learner, over]
