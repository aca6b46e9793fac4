"""What people can do with an SQL client of their own on a team's server, row by row."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

from ipt_review.domain.coding import Perspective
from ipt_review.domain.people import Role
from ipt_review.domain.sampling import EventKind, StudyEvent
from ipt_review.domain.version import Freeze, KeptVersion
from ipt_review.store.problems import StaleEdit
from ipt_review.store.tables import METADATA
from ipt_review.store.team.problems import NotTheOwner
from ipt_review.store.team.rules import RULES
from tests.cluster import OWNER
from tests.team_study import AT, WORK, a_team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from tests.cluster import Cluster
    from tests.team_study import TeamStudy

OF_A_CODING = (
    "coding",
    "mark",
    "rating",
    "comment",
    "coding_code_total",
    "step",
)
MEMBERS = ("A", "B", "COORD", "SUPER", "JUDGE", "R01")
FORBIDDEN = psycopg.errors.InsufficientPrivilege


@pytest.fixture(scope="module")
def team(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> TeamStudy:
    """Return a study in which A has a draft and B has nothing; tests put it back."""
    made = a_team(cluster, tmp_path_factory.mktemp("team"))
    made.code("A")
    return made


@pytest.fixture
def draft(team: TeamStudy) -> Iterator[UUID]:
    """Yield A's coding; what a test does to codings is undone afterwards."""
    with closing(team.enter("A")) as database:
        mine = [head.id for head in database.heads()]
    yield mine[0]
    with team.client(OWNER) as owner:
        owner.execute("SET session_replication_role = replica")
        for table in ("status_change", "prompt_event", *reversed(OF_A_CODING)):
            key = "id" if table == "coding" else "coding_id"
            owner.execute(f"DELETE FROM {table} WHERE {key} > 2")  # noqa: S608
        owner.execute("UPDATE coding SET status = 'draft'")


def seen_by(team: TeamStudy, handle: str) -> dict[str, int]:
    """Return how many rows of A's coding somebody sees in each table."""
    with team.client(handle) as client:
        found = {}
        for table in OF_A_CODING:
            key = "id" if table == "coding" else "coding_id"
            row = client.execute(
                f"SELECT count(*) FROM {table} WHERE {key} = 2"  # noqa: S608
            ).fetchone()
            assert row is not None
            found[table] = int(row[0])
    return found


ALL, NONE = dict.fromkeys(OF_A_CODING, 1), dict.fromkeys(OF_A_CODING, 0)
ONLY_THAT_IT_IS_THERE = NONE | {"coding": 1}


@pytest.mark.parametrize(
    ("handle", "of_a_draft", "of_a_submitted_one"),
    [
        ("A", ALL, ALL),
        ("B", NONE, NONE),
        ("COORD", ONLY_THAT_IT_IS_THERE, ALL),
        ("SUPER", NONE, ALL),
        ("JUDGE", NONE, ALL),
    ],
)
def test_who_sees_what_is_in_the_coding_of_a_rater(
    team: TeamStudy,
    draft: UUID,
    handle: str,
    of_a_draft: dict[str, int],
    of_a_submitted_one: dict[str, int],
) -> None:
    assert seen_by(team, handle) == of_a_draft

    team.submit("A", draft)

    assert seen_by(team, handle) == of_a_submitted_one


def test_a_rater_sees_another_once_both_are_submitted(
    team: TeamStudy, draft: UUID
) -> None:
    own = team.code("B")
    team.submit("A", draft)
    assert seen_by(team, "B") == NONE

    team.submit("B", own)

    assert seen_by(team, "B") == ALL


def test_a_supervisor_who_codes_the_tape_sees_others_afterwards(
    team: TeamStudy, draft: UUID
) -> None:
    team.submit("A", draft)
    own = team.code("SUPER", Perspective.SUPERVISOR)
    assert seen_by(team, "SUPER") == NONE

    team.submit("SUPER", own)

    assert seen_by(team, "SUPER") == ALL


def test_counts_and_searches_tell_a_rater_nothing_of_others(
    team: TeamStudy, draft: UUID
) -> None:
    del draft
    with team.client("B") as client:
        for asked in (
            "SELECT count(*) FROM mark",
            "SELECT count(*) FROM step WHERE edits LIKE '%worse%'",
            "SELECT count(*) FROM mark JOIN code ON code.id = code_id",
            "SELECT coalesce(sum(n), 0) FROM coding_code_total",
            "WITH all_marks AS (TABLE mark) SELECT count(*) FROM all_marks",
        ):
            row = client.execute(asked).fetchone()
            assert row is not None
            assert row[0] == 0, asked


@pytest.mark.parametrize("handle", ["B", "SUPER", "JUDGE", "COORD"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mark SET note = 'mine' WHERE coding_id = 2",
        "DELETE FROM mark WHERE coding_id = 2",
        "UPDATE rating SET value = 1 WHERE coding_id = 2",
        "DELETE FROM comment WHERE coding_id = 2",
    ],
)
def test_nobody_changes_what_is_in_the_coding_of_another(
    team: TeamStudy, draft: UUID, handle: str, statement: str
) -> None:
    del draft
    with team.client(handle) as client:
        assert client.execute(statement).rowcount == 0

    assert seen_by(team, "A") == ALL


REFUSED = {
    "puts a mark into the coding of another": (
        "INSERT INTO mark VALUES (2, 9, 1, 0, NULL, '', NULL, NULL, NULL)"
    ),
    "adds to the history of another": (
        "INSERT INTO step VALUES (2, 9, 'do', 0, ipt.me(), '[]')"
    ),
    "codes in the name of another": (
        "INSERT INTO coding SELECT 99, '\\x00', 1, p.id, 1, 'study_rater', 7, 'draft', "
        "'' FROM person p WHERE handle = 'A'"
    ),
    "codes as what they are not": (
        "INSERT INTO coding SELECT 99, '\\x00', 1, ipt.me(), 1, 'gold_standard', 7, "
        "'draft', ''"
    ),
    "raises their role": ("INSERT INTO person_role SELECT ipt.me(), 'coordinator'"),
    "adds a person": "INSERT INTO person (uid, handle) VALUES ('\\x00', 'X')",
    "gives themselves another login": "INSERT INTO login VALUES ('me', 1)",
    "takes the login of another": "UPDATE login SET person_id = 1",
    "acts as another role": "SET ROLE owner",
    "acts as another session": "SET SESSION AUTHORIZATION owner",
    "ends the blinding": (
        "INSERT INTO study_setting VALUES ('determined_first', 99, 0, ipt.me(), 'off')"
    ),
    "takes a rule away": "ALTER TABLE mark DISABLE ROW LEVEL SECURITY",
    "reads what the trail of the study says": "SELECT what FROM study_trail",
    "drops a rule": "DROP POLICY sees ON mark",
    "empties a table": "TRUNCATE mark",
    "rewrites the history": "UPDATE step SET at_ms = 0",
    "removes from the history": "DELETE FROM step",
    "makes a table": "CREATE TABLE mine (id int)",
    "makes a function": (
        "CREATE FUNCTION ipt.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"
    ),
    "reads the passwords": "SELECT * FROM pg_authid",
    "gives a coding away": "UPDATE coding SET rater_id = 1",
    "changes whose case it is": "INSERT INTO case_facts VALUES (1, 0, 0, NULL)",
    "adds a tape": (
        "INSERT INTO tape (uid, session_id, length_ms) VALUES ('\\x00', 1, 1)"
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_rater_is_refused_who(team: TeamStudy, draft: UUID, what: str) -> None:
    del draft
    with team.client("B") as client, pytest.raises(FORBIDDEN):
        client.execute(REFUSED[what])


@pytest.mark.parametrize(
    "handle", ["A", "B", "SUPER", "JUDGE", "COORD"], ids=lambda each: each
)
def test_nobody_rewrites_history(team: TeamStudy, draft: UUID, handle: str) -> None:
    team.submit("A", draft)
    with team.client(handle) as client:
        for statement in (
            "UPDATE step SET at_ms = 0",
            "DELETE FROM status_change",
            "UPDATE study_setting SET value = 'on'",
        ):
            with pytest.raises(FORBIDDEN):
                client.execute(statement)


def test_even_the_owner_only_adds_to_history(team: TeamStudy, draft: UUID) -> None:
    del draft
    with (
        team.client(OWNER) as client,
        pytest.raises(psycopg.errors.RestrictViolation, match="only be added to"),
    ):
        client.execute("DELETE FROM step")


def test_a_submitted_coding_is_closed_for_who_made_it(
    team: TeamStudy, draft: UUID
) -> None:
    team.submit("A", draft)

    with team.client("A") as client:
        for statement in (
            "UPDATE coding SET status = 'draft'",
            "UPDATE coding SET comment = 'Better so.'",
            "INSERT INTO mark VALUES (2, 9, 1, 0, NULL, '', NULL, NULL, NULL)",
            "INSERT INTO step VALUES (2, 9, 'do', 0, ipt.me(), '[]')",
        ):
            with pytest.raises(FORBIDDEN):
                client.execute(statement)
        assert client.execute("DELETE FROM mark").rowcount == 0
    assert seen_by(team, "A") == ALL


def test_a_coordinator_opens_a_coding_again_but_writes_no_word_of_it(
    team: TeamStudy, draft: UUID
) -> None:
    team.submit("A", draft)

    with team.client("COORD") as client:
        with pytest.raises(FORBIDDEN):
            client.execute("UPDATE coding SET comment = 'Better so.'")
        opened = client.execute("UPDATE coding SET status = 'draft' WHERE id = 2")
        assert opened.rowcount == 1


def test_a_coordinator_opens_a_coding_again_in_the_program_and_its_rater_goes_on(
    cluster: Cluster, tmp_path: Path
) -> None:
    team = a_team(cluster, tmp_path)
    draft = team.code("A")
    team.submit("A", draft)
    by, at = team.people["COORD"].id, AT + 1
    opens = StudyEvent(at, by, EventKind.REOPENED)
    with closing(team.enter("COORD")) as database:
        database.closings.reopen(draft, KeptVersion(1, at, by, "A slip.", "{}"), opens)
        frozen, thawed = (Freeze(at, by, "End.", each, "{}") for each in (True, False))
        database.closings.set_frozen(frozen, StudyEvent(at, by, EventKind.FROZEN))
        assert not database.is_writable
        database.closings.set_frozen(thawed, StudyEvent(at, by, EventKind.THAWED))

    with closing(team.enter("A")) as database:
        database.record(draft, WORK.reversed(), team.people["A"].id, AT + 2)
        database.record(draft, WORK.again(), team.people["A"].id, AT + 3)
    assert seen_by(team, "A") == ALL | {"step": 3}
    assert seen_by(team, "COORD") == ONLY_THAT_IT_IS_THERE


def test_only_the_owner_checks_the_trail_since_nobody_else_sees_all_of_it(
    team: TeamStudy, draft: UUID
) -> None:
    del draft
    for handle in ("COORD", "A"):
        with closing(team.enter(handle)) as database, pytest.raises(NotTheOwner):
            database.trail.check(lambda _: None, lambda: False)


def test_who_only_rates_learns_neither_arm_nor_focus_before_the_own_judgment(
    team: TeamStudy, draft: UUID
) -> None:
    del draft
    hidden = ("case_arm", "agreed_focus", "course_change")
    with team.client(OWNER) as owner:
        owner.execute("INSERT INTO case_arm VALUES (1, 'IPT')")
        owner.execute(
            "INSERT INTO study_setting VALUES ('determined_first', 50, 0, NULL, 'on')"
        )
    counts = {}
    for handle in ("A", "SUPER"):
        with team.client(handle) as client:
            counts[handle] = [
                client.execute(f"SELECT count(*) FROM {each}").fetchone()  # noqa: S608
                for each in hidden
            ]
    with team.client(OWNER) as owner:
        owner.execute("DELETE FROM case_arm")
        owner.execute(
            "INSERT INTO study_setting VALUES ('determined_first', 51, 0, NULL, 'off')"
        )
    assert counts == {"A": [(0,), (0,), (0,)], "SUPER": [(1,), (2,), (0,)]}


def test_a_rater_works_with_what_the_program_needs_and_a_stranger_with_nothing(
    team: TeamStudy,
) -> None:
    with team.client("B") as client:
        for table in ("study", "person", "patient_case", "session", "tape", "codebook"):
            assert client.execute(f"TABLE {table}").fetchall()
        assert client.execute("SELECT name FROM login").fetchall() == [
            (team.logins["B"],)
        ]
    name = team.place.database
    team.cluster.run(f"CREATE ROLE stranger_{name} LOGIN")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        team.cluster.run("SELECT 1", database=name, login=f"stranger_{name}")


def test_a_frozen_study_takes_nothing_from_anybody(
    team: TeamStudy, draft: UUID
) -> None:
    del draft
    freeze = "INSERT INTO study_freeze VALUES (%s, 0, ipt.me(), '', %s, '')"
    with team.client("COORD") as client:
        client.execute(freeze, (1, 1))
    try:
        with team.client("A") as client:
            assert client.execute("DELETE FROM mark").rowcount == 0
            with pytest.raises(FORBIDDEN):
                client.execute("INSERT INTO step VALUES (2, 9, 'do', 0, ipt.me(), '')")
    finally:
        with team.client("COORD") as client:
            client.execute(freeze, (2, 0))
    assert seen_by(team, "A") == ALL


def test_what_a_rater_adds_to_the_log_of_the_study_is_numbered_behind_all(
    team: TeamStudy,
) -> None:
    line = (
        "INSERT INTO study_event VALUES (1, 0, ipt.me(), 'unratable', NULL, NULL, "
        "'no sound', '')"
    )
    for handle in ("COORD", "A", "B"):
        with team.client(handle) as client:
            client.execute(line)

    seen = {}
    for handle in ("COORD", "A", "B"):
        with team.client(handle) as client:
            seen[handle] = client.execute("SELECT seq FROM study_event").fetchall()
    assert seen == {"COORD": [(1,), (2,), (3,)], "A": [(2,)], "B": [(3,)]}


def test_each_history_names_who_wrote_it(team: TeamStudy, draft: UUID) -> None:
    del draft
    with team.client("A") as client, pytest.raises(FORBIDDEN):
        client.execute(
            "INSERT INTO step SELECT 2, 9, 'do', 0, id, '[]' FROM person "
            "WHERE handle = 'B'"
        )


def test_two_windows_of_one_rater_never_overwrite_each_other(
    team: TeamStudy, draft: UUID
) -> None:
    by = team.people["A"].id
    with closing(team.enter("A")) as first, closing(team.enter("A")) as second:
        first.record(draft, WORK.reversed(), by, AT)

        with pytest.raises(StaleEdit):
            second.record(draft, WORK.reversed(), by, AT)

        first.record(draft, WORK.again(), by, AT)


def test_every_table_has_a_rule_or_is_closed() -> None:
    """A table without one, that is in no coding, is for coordinators alone."""
    assert {*RULES} <= {*METADATA.tables}


def test_the_members_of_the_study_are_those_with_a_login(team: TeamStudy) -> None:
    assert {*team.logins} == {*MEMBERS}
    assert team.people["COORD"].roles == {Role.COORDINATOR}
