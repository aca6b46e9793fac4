"""The table of roles on a server: what each role gets through by SQL of its own."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest

from ipt_review.domain.coding import Perspective
from ipt_review.domain.people import Role
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.study.permissions import TABLE, Act, Scope
from tests.cluster import OWNER
from tests.team_study import a_team, someone

if TYPE_CHECKING:
    from tests.cluster import Cluster
    from tests.team_study import TeamStudy

WHO = {
    Role.COORDINATOR: "COORD",
    Role.SUPERVISOR: "SUPER",
    Role.TRAINEE: "LEARN",
    Role.RATER: "B",
    Role.ADJUDICATOR: "JUDGE",
}
"""Somebody who has this role and no other. The therapist of the case is nobody."""

WRITES = {
    Act.CODE: "INSERT INTO coding SELECT 99, '\\x99', 1, ipt.me(), 1, "
    "CASE (SELECT role FROM person_role WHERE person_id = ipt.me()) "
    "WHEN 'supervisor' THEN 'supervisor' WHEN 'trainee' THEN 'trainee_self' "
    "ELSE 'study_rater' END, 9, 'draft', ''",
    Act.DETERMINE: "INSERT INTO determination "
    "SELECT 99, '\\x99', 1, ipt.me(), NULL, NULL, NULL, 0",
    Act.CHANGE_COURSE: "INSERT INTO agreed_focus VALUES (1, 9, 'grief', 1, NULL)",
    Act.KEEP_CONSENT: "INSERT INTO case_consent "
    "VALUES (1, 'research', '', NULL, NULL, NULL)",
    Act.ADD_TAPE: "INSERT INTO tape (uid, session_id, length_ms) "
    "VALUES ('\\x99', 1, 1)",
    Act.TRANSCRIBE: "INSERT INTO transcript_cue VALUES (1, 0, 0, 1, 'patient', 'Hm.')",
    Act.CHANGE_ROSTER: "INSERT INTO person_role VALUES (1, 'adjudicator')",
    Act.SEE_NAMES: "INSERT INTO person_name VALUES (2, 'Ann Example')",
    Act.CHANGE_SETTINGS: "INSERT INTO study_setting "
    "VALUES ('determined_first', 99, 0, ipt.me(), 'on')",
    Act.CHANGE_CODEBOOK: "INSERT INTO codebook (key, version, title, text) "
    "VALUES ('own', '2', '', '')",
    Act.DRAW_SAMPLE: "INSERT INTO sample_draw "
    "VALUES (9, '\\x99', 0, ipt.me(), '', '', NULL, NULL, 0)",
    Act.ASSIGN: "INSERT INTO assignment "
    "VALUES (9, '\\x99', 1, 1, 'single', 1, 1, NULL, 0)",
    Act.FREEZE: "INSERT INTO study_freeze VALUES (9, 0, ipt.me(), '', 1, '')",
    Act.UNLOCK: "UPDATE coding SET status = 'draft' WHERE id = 3",
}
"""What of the table is writing; each is taken back."""

READS = {
    Act.SEE_DRAFTS: "SELECT 1 FROM mark WHERE coding_id = 2",
    Act.SEE_SUBMITTED: "SELECT 1 FROM mark WHERE coding_id = 3",
    Act.DRAW_SAMPLE: "SELECT 1 FROM sample_draw",
}
"""What of it is reading: A has a draft (2), and what R01 submitted (3)."""


@pytest.fixture(scope="module")
def team(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> TeamStudy:
    """Return a study with a draft, a submitted coding, and a sample."""
    learner = someone("LEARN", Role.TRAINEE)
    made = a_team(cluster, tmp_path_factory.mktemp("team"), [learner])
    with made.client(OWNER) as owner:
        owner.execute("UPDATE therapist SET person_id = NULL")
        owner.execute(
            "INSERT INTO sample_draw SELECT 1, '\\x01', 0, min(id), '', '', NULL, "
            "NULL, 0 FROM person"
        )
    made.code("A")
    made.submit("R01", made.code("R01", Perspective.TRAINEE_SELF))
    return made


def succeeds(team: TeamStudy, role: Role, statement: str) -> bool:
    """Say whether a statement does something for a role; take it back."""
    with team.client(WHO[role]) as client:
        try:
            with client.transaction(force_rollback=True):
                return client.execute(statement).rowcount > 0
        except psycopg.errors.InsufficientPrivilege:
            return False


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", [*WRITES, Act.SEE_DRAFTS, Act.SEE_SUBMITTED])
def test_the_server_lets_each_role_do_what_the_table_says(
    team: TeamStudy, act: Act, role: Role
) -> None:
    statement = WRITES.get(act) or READS[act]

    assert succeeds(team, role, statement) == (TABLE[act].of(role) > Scope.NOBODY)


@pytest.mark.parametrize("role", Role)
def test_only_who_draws_a_sample_sees_its_log(team: TeamStudy, role: Role) -> None:
    seen = succeeds(team, role, READS[Act.DRAW_SAMPLE])

    assert seen == (TABLE[Act.DRAW_SAMPLE].of(role) is Scope.ALL)


def test_where_tapes_are_assigned_a_rater_codes_no_other(team: TeamStudy) -> None:
    assigns = (
        "INSERT INTO assignment SELECT 1, '\\x01', 1, id, 'single', 1, 1, NULL, {} "
    )
    with team.client(OWNER) as owner:
        owner.execute(assigns.format(0) + "FROM person WHERE handle = 'A'")
    try:
        assert not succeeds(team, Role.RATER, WRITES[Act.CODE])
        with team.client("A") as client, client.transaction(force_rollback=True):
            assert client.execute(WRITES[Act.CODE]).rowcount == 1
            assert client.execute("SELECT * FROM assignment").rowcount == 1
        with team.client("B") as client:
            assert client.execute("SELECT * FROM assignment").rowcount == 0
    finally:
        with team.client(OWNER) as owner:
            owner.execute("DELETE FROM assignment")


def test_names_are_read_by_coordinators_alone(team: TeamStudy) -> None:
    with team.client(OWNER) as owner:
        owner.execute("INSERT INTO person_name VALUES (1, 'Bo Example')")

    read = {role for role in Role if succeeds(team, role, "SELECT 1 FROM person_name")}

    assert read == {Role.COORDINATOR}


def test_the_login_of_who_retires_is_closed_at_once_until_they_return(
    team: TeamStudy,
) -> None:
    gone = team.people["LEARN"]
    away = RosterStep((RosterEdit(gone, replace(gone, active=False)),))
    with team.client("LEARN") as still_there, closing(team.enter("COORD")) as chief:
        assert still_there.execute("SELECT 1 FROM study").fetchone()

        chief.roster.carry_out(away)

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            still_there.execute("SELECT 1 FROM ipt.study")
        with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
            team.client("LEARN").__enter__()
        chief.roster.carry_out(away.reversed())
    with closing(team.enter("LEARN")) as back:
        assert gone in back.people()
