"""A study moves from a file to a server and back, and arrives as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.people import Person, Role
from ipt_review.store.database import Database
from ipt_review.store.problems import StudyExists
from ipt_review.store.team import moving
from ipt_review.store.team.problems import NotTheOwner
from ipt_review.store.team.setting_up import StudyThere
from ipt_review.store.team.team_database import TeamDatabase
from tests.cluster import PASSWORD
from tests.team_study import AT, WORK, a_team

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders import SmallStudy
    from tests.cluster import Cluster


def everything(database: Database) -> list[object]:
    codings = list(database.codings())
    return [
        database.study(),
        database.people(),
        database.cases(),
        database.sessions(),
        database.tapes(),
        codings,
        [database.steps(each.head.id) for each in codings],
        database.code_totals(),
        database.study_settings(),
    ]


def test_a_study_goes_to_a_server_and_comes_back_the_same(
    database: Database, small: SmallStudy, cluster: Cluster, tmp_path: Path
) -> None:
    database.record(small.head.id, WORK, small.rater.id, AT)
    database.set_study_setting("determined_first", "off", small.rater.id, AT)
    place = cluster.place(cluster.fresh_name())

    logins, sent = moving.upload(database, place, PASSWORD)
    team = TeamDatabase.enter(place, PASSWORD, tmp_path / "team.iptstudy")
    team.add_person(Person(small.head.id, "new", frozenset({Role.RATER})))
    expected = everything(team)
    team.close()
    back = moving.download(place, PASSWORD, tmp_path / "back.iptstudy")

    assert [each.handle for each in logins] == [small.rater.handle]
    assert sent["mark"].rows == sent["step"].rows == 1
    assert back["person"].rows == 2
    assert {name: each for name, each in back.items() if "person" not in name} == {
        name: each for name, each in sent.items() if "person" not in name
    }
    again = Database.open(tmp_path / "back.iptstudy")
    assert everything(again) == expected
    again.close()


def test_nothing_is_laid_over_a_study_that_is_there(
    database: Database, cluster: Cluster
) -> None:
    place = cluster.place(cluster.fresh_name())
    moving.upload(database, place, PASSWORD)

    with pytest.raises(StudyThere):
        moving.upload(database, place, PASSWORD)
    with pytest.raises(StudyExists):
        moving.download(place, PASSWORD, database.path)


def test_only_the_owner_takes_a_whole_study_away(
    cluster: Cluster, tmp_path: Path
) -> None:
    team = a_team(cluster, tmp_path)
    coordinator = cluster.place(team.place.database, team.logins["COORD"])

    with pytest.raises(NotTheOwner):
        moving.download(coordinator, PASSWORD, tmp_path / "away.iptstudy")

    assert not (tmp_path / "away.iptstudy").exists()
