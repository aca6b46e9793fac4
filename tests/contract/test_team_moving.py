"""A study moves from a file to a server and back, and arrives as it was."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import create_engine, inspect

from ipt_review.domain.people import Person, Role
from ipt_review.store import migrate
from ipt_review.store.database import Database
from ipt_review.store.problems import StudyExists
from ipt_review.store.tables import METADATA
from ipt_review.store.team import moving
from ipt_review.store.team.problems import NotTheOwner, OtherVersion
from ipt_review.store.team.setting_up import StudyThere
from ipt_review.store.team.team_database import TeamDatabase
from ipt_review.store.team.updating import update
from tests.builders import SmallStudy
from tests.cluster import PASSWORD
from tests.team_study import AT, WORK, a_team

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.team import TeamPlace
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
    assert back["study_trail"].rows == sent["study_trail"].rows + 1
    grown = {"person", "person_role", "study_trail"}
    assert {name: each for name, each in back.items() if name not in grown} == {
        name: each for name, each in sent.items() if name not in grown
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


def as_of(cluster: Cluster, place: TeamPlace, revision: str) -> None:
    """Have a team study with the tables that an older version made."""
    older = create_engine("sqlite://")
    with older.begin() as connection:
        migrate.lay_out(connection, revision)
        known = {*inspect(connection).get_table_names()}
    older.dispose()
    newer = [each.name for each in METADATA.sorted_tables if each.name not in known]
    assert newer
    cluster.run(
        *(f"DROP TABLE {each} CASCADE" for each in reversed(newer)),
        f"UPDATE alembic_version SET version_num = '{revision}'",  # noqa: S608
        database=place.database,
    )


def test_an_older_team_study_is_brought_up_to_date_with_all_that_is_in_it(
    cluster: Cluster, tmp_path: Path
) -> None:
    team = a_team(cluster, tmp_path)
    coding = team.code("A")
    with closing(TeamDatabase.enter(team.place, PASSWORD, tmp_path / "x")) as owner:
        expected = everything(owner)
    as_of(cluster, team.place, "0007")
    with pytest.raises(OtherVersion, match="an older version"):
        team.enter("A")

    assert update(team.place, PASSWORD)

    with closing(TeamDatabase.enter(team.place, PASSWORD, tmp_path / "x")) as owner:
        assert everything(owner) == expected
    assert not update(team.place, PASSWORD)
    with closing(team.enter("A")) as rater, closing(team.enter("B")) as other:
        rater.record(coding, WORK.reversed(), team.people["A"].id, AT)
        assert rater.heads()
        assert not other.heads()
    with team.client("A") as client, pytest.raises(psycopg.errors.Error):
        client.execute("SELECT * FROM ipt_before.mark")


def test_a_newer_team_study_is_left_alone(cluster: Cluster, tmp_path: Path) -> None:
    place = cluster.fresh_study(SmallStudy().study)
    newer = "UPDATE ipt.alembic_version SET version_num = '9999'"
    cluster.run(newer, database=place.database)

    for attempt in (
        lambda: update(place, PASSWORD),
        lambda: TeamDatabase.enter(place, PASSWORD, tmp_path / "x"),
        lambda: moving.download(place, PASSWORD, tmp_path / "away.iptstudy"),
    ):
        with pytest.raises(OtherVersion, match="a newer version"):
            attempt()


def test_only_the_owner_takes_a_whole_study_away(
    cluster: Cluster, tmp_path: Path
) -> None:
    team = a_team(cluster, tmp_path)
    coordinator = cluster.place(team.place.database, team.logins["COORD"])

    with pytest.raises(NotTheOwner):
        moving.download(coordinator, PASSWORD, tmp_path / "away.iptstudy")

    assert not (tmp_path / "away.iptstudy").exists()
