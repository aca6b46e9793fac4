"""Feedback on a server: with the supervisor until it is handed back."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.coding import Perspective
from ipt_review.domain.feedback import ChangeKind
from ipt_review.domain.people import Role
from ipt_review.domain.problems import ReviewError
from tests.cluster import OWNER
from tests.feedback_builders import a_feedback, an_answer, edited
from tests.team_study import a_team, someone

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cluster import Cluster


def test_a_trainee_reads_what_was_handed_back_and_answers_and_nobody_else_does(
    cluster: Cluster, tmp_path: Path
) -> None:
    team = a_team(cluster, tmp_path, [someone("LEARN", Role.TRAINEE)])
    with team.client(OWNER) as owner:
        owner.execute("UPDATE therapist SET person_id = NULL")
    coding = team.code("SUPER", Perspective.SUPERVISOR)
    team.submit("SUPER", coding)
    team.submit("LEARN", team.code("LEARN", Perspective.TRAINEE_SELF))
    page = a_feedback(replace(team.head_of("SUPER", Perspective.SUPERVISOR), id=coding))
    with closing(team.enter("SUPER")) as theirs:
        theirs.feedback.begin(page)
        theirs.feedback.change(page.id, edited(page))
    learner = team.people["LEARN"].id

    with closing(team.enter("LEARN")) as own:
        assert own.feedback.all() == []
        with closing(team.enter("SUPER")) as theirs:
            back = replace(edited(page), kind=ChangeKind.HANDED_BACK)
            theirs.feedback.change(page.id, back)
        (read,) = own.feedback.all()
        assert read.changes == (back,)  # what it was before stays with the supervisor
        own.feedback.answer(page.id, an_answer(learner))
        with pytest.raises(ReviewError):
            own.feedback.change(page.id, replace(back, by=learner))
    with closing(team.enter("B")) as stranger:
        assert stranger.feedback.all() == []
        with pytest.raises((ReviewError, KeyError)):
            stranger.feedback.answer(page.id, an_answer(team.people["B"].id))
    with closing(team.enter("SUPER")) as theirs:
        assert theirs.feedback.all()[0].answers == (an_answer(learner),)
