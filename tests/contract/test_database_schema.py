"""What the file looks like inside, and how an older one becomes a current one."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.assignment import Assignment, AssignmentKind
from ipt_review.domain.backup import Why
from ipt_review.domain.coding import Coding, Status
from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.consent import NO_CONSENT, Consent, Use
from ipt_review.domain.edit import (
    CommentEdit,
    MarkEdit,
    RatingEdit,
    SessionCommentEdit,
    Step,
)
from ipt_review.domain.mark import Mark
from ipt_review.domain.rating import NOT_APPLICABLE, Rating
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.study import AgreedFocus, Ending, GivenBy, Severity
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue, Transcript, TranscriptChange, What
from ipt_review.store import migrate, study_file
from ipt_review.store.backups.folder import backups_of
from ipt_review.store.codings import CodeTotal
from ipt_review.store.database import Database
from ipt_review.store.problems import (
    DamagedStudy,
    NewerStudy,
    StudyLocked,
    UnsafeSqlite,
)
from ipt_review.store.tables import METADATA
from tests.feedback_builders import a_feedback
from tests.ledger_builders import an_hour
from tests.meeting_builders import a_meeting

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tests.builders import SmallStudy

DATA = Path(__file__).parents[1] / "data"
STEP = Step((MarkEdit(1, None, Mark(1, "grief", 0, 9_000)),))


def schema(engine: Engine) -> dict[str, list[str]]:
    """Return by name what each table, index and trigger consists of."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        )
        return {
            row.name: sorted(line.strip().rstrip(",") for line in row.sql.splitlines())
            for row in rows
        }


def run(path: Path, statement: str) -> None:
    """Run one statement on a study from outside the program."""
    connection = sqlcipher.connect(str(path))
    try:
        connection.execute(statement)
        connection.commit()
    finally:
        connection.close()


def test_the_migrations_lay_out_just_the_tables_that_the_code_expects(
    empty: Database,
) -> None:
    expected = create_engine("sqlite://")
    METADATA.create_all(expected)
    wanted = schema(expected)
    expected.dispose()

    found = schema(empty._engine)

    assert {name: found[name] for name in wanted} == wanted
    extra = set(found) - set(wanted)
    assert {name for name in extra if "_no_" not in name} == {"alembic_version"}


def test_the_second_study_that_a_program_makes_is_like_the_first(
    tmp_path: Path, small: SmallStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "_LAID_OUT", {})
    dumps = []
    for name in ("first", "second"):
        path = tmp_path / name
        Database.create(path, small.study).close()
        file = sqlite3.connect(path)
        numbers = [
            file.execute(f"PRAGMA {each}").fetchone()
            for each in ("user_version", "application_id")
        ]
        made = {each for each in file.iterdump() if "VALUES" not in each}
        version = file.execute("SELECT * FROM alembic_version").fetchall()
        dumps.append((made, numbers, version))
        file.close()

    assert dumps[0] == dumps[1]


def test_the_newest_script_is_the_one_the_code_knows() -> None:
    assert ScriptDirectory(str(migrate.SCRIPTS)).get_current_head() == migrate.HEAD


def test_the_sqlite_in_use_is_free_of_the_bug_that_loses_commits() -> None:
    study_file.check_driver()

    with pytest.raises(UnsafeSqlite, match=r"SQLite 3\.51\.2 can lose"):
        study_file.check_driver((3, 51, 2))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO mark VALUES (1, 1, 1, 'soon', NULL, '', NULL, NULL, NULL)",
        "INSERT INTO mark VALUES (1, 1, 1, 1.5, NULL, '', NULL, NULL, NULL)",
        "INSERT INTO mark VALUES (1, 1, 1, 0, NULL, x'00', NULL, NULL, NULL)",
        "INSERT INTO mark VALUES (1, 1, 1, -1, NULL, '', NULL, NULL, NULL)",
        "INSERT INTO mark VALUES (1, 1, 1, 9, 8, '', NULL, NULL, NULL)",
        "INSERT INTO comment VALUES (1, 1, 'strength', 9, 8, '', '', NULL)",
        "INSERT INTO comment VALUES (1, 1, 'strength', 0, 0, NULL, '', NULL)",
        "UPDATE coding SET status = 'half'",
        "INSERT INTO study VALUES (2, x'00', 'second', 'S')",
    ],
)
def test_the_file_itself_refuses_values_of_the_wrong_kind(
    database: Database, statement: str
) -> None:
    with pytest.raises(sqlcipher.IntegrityError):
        run(database.path, statement)


def test_rows_refer_only_to_rows_that_are_there(database: Database) -> None:
    with pytest.raises(IntegrityError), database._writes() as connection:
        connection.exec_driver_sql(
            "INSERT INTO mark VALUES (1, 1, 999, 0, NULL, '', NULL, NULL, NULL)"
        )


@pytest.mark.parametrize("table", ["step", "status_change"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET at_ms = 0", "DELETE FROM {}"])
def test_history_can_only_be_added_to(
    database: Database, small: SmallStudy, table: str, verb: str
) -> None:
    database.record(small.head.id, STEP, small.rater.id, 1)
    database.set_status(small.head.id, Status.SUBMITTED, small.rater.id, 2)

    with pytest.raises(sqlcipher.IntegrityError, match="can only be added to"):
        run(database.path, verb.format(table))


def test_a_commit_is_on_disk_before_it_is_acknowledged(database: Database) -> None:
    with database._writes() as connection:
        asked = {
            pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_study_can_be_read_with_any_sqlite(database: Database) -> None:
    database.close()
    plain = sqlite3.connect(database.path)

    assert plain.execute("SELECT title FROM study").fetchall() == [("Pilot study",)]
    plain.close()


# The files of all schemas that were ever shipped -------------------------------


def test_a_study_of_schema_0001_still_opens_with_everything_in_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0001.iptstudy", path)

    old = Database.open(path)

    assert old.study().title == "Pilot study"
    assert [person.handle for person in old.people()] == ["R01"]
    assert [therapist.person for therapist in old.therapists()] == [UUID(int=2)]
    assert old.cases()[0].foci == (
        AgreedFocus("role_dispute", 3, 5),
        AgreedFocus("grief", 2),
    )
    assert old.sessions()[0].severity == (
        Severity("hamd17", 17, fed_back=True),
        Severity("bdi2", 24),
    )
    assert [file.offset for file in old.tapes()[0].files] == [0, 1_800_000]
    assert old.codebook_text(old.codebook_versions()[0]).endswith("# …\n")
    first, second = old.heads()
    assert (first.status, second.status) == (Status.SUBMITTED, Status.LOCKED)
    assert old.steps(first.id) == steps_of_schema_0001()
    assert old.coding(first.id) == Coding(
        first,
        {2: Mark(2, "explore_options", 90_000, 150_000, "“What else?”")},
        {"adh_link": Rating(5, "clear")},
        "Warm.",
    )
    assert old.coding(second.id).marks == {1: Mark(1, "grief", 0, None)}
    assert old.code_totals() == {first.id: {"explore_options": CodeTotal(1, 60_000)}}
    old.close()


def steps_of_schema_0001() -> list[Step]:
    point = MarkEdit(1, None, Mark(1, "link_mood", 61_000, 61_000))
    interval = Mark(2, "explore_options", 90_000, None)
    closed = Mark(2, "explore_options", 90_000, 150_000, "“What else?”")
    return [
        Step((point,)),
        Step((point,)).reversed(),
        Step((MarkEdit(2, None, interval), SessionCommentEdit("", "Warm."))),
        Step(
            (
                MarkEdit(2, interval, closed),
                RatingEdit("adh_link", None, Rating(5, "clear")),
                RatingEdit("adh_options", None, Rating(NOT_APPLICABLE)),
            )
        ),
        Step((RatingEdit("adh_options", Rating(NOT_APPLICABLE), None),)),
    ]


def test_a_study_of_schema_0002_still_opens_with_its_course(tmp_path: Path) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0002.iptstudy", path)

    old = Database.open(path)

    case = old.cases()[0]
    assert case.facts.ending is Ending.AGREED_EARLY
    assert len(old.course_changes(case.id)) == 2
    assert [each.id for each in old.determinations()] == [UUID(int=90)]
    total = old.sessions()[0].severity_on("phq9")
    assert total == Severity("phq9", 14, fed_back=True, given_by=GivenBy.SELF)
    first, second = old.tapes()[0].files
    assert (first.offset, second.offset) == (0, 1_800_000)
    assert (first.fingerprint, second.fingerprint) == ("", "")
    old.close()


def test_a_study_of_schema_0003_still_opens_and_has_prompts_from_now_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0003.iptstudy", path)

    old = Database.open(path)

    first, second = old.tapes()[0].files
    assert (first.fingerprint, second.fingerprint) == ("16:0f3c", "")
    assert old.study_settings() == {}
    assert all(old.prompt_log(head.id) == [] for head in old.heads())
    old.close()


def test_a_study_of_schema_0004_still_opens_with_its_marks_and_takes_comments(
    tmp_path: Path, small: SmallStudy
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0004.iptstudy", path)
    old = Database.open(path)

    coding = old.coding(small.head.id)

    assert coding.marks == {
        1: Mark(1, "link_mood", 61_000, 61_000, "“näher”"),
        2: Mark(2, "grief", 5_000, None),
    }
    assert (coding.session_comment, coding.comments) == ("Warm.", {})
    assert [len(step.edits) for step in old.steps(small.head.id)] == [1, 2, 1, 1]
    assert old.study_settings() == {"prompts": "off"}
    assert len(old.prompt_log(small.head.id)) == 1
    comment = Comment(1, CommentKind.STRENGTH, 9, 9, "Good.")
    old.record(small.head.id, Step((CommentEdit(1, None, comment),)), UUID(int=2), 9)
    assert old.coding(small.head.id).comments == {1: comment}
    old.close()


def test_a_study_of_schema_0005_still_opens_and_takes_transcripts_from_now_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0005.iptstudy", path)

    old = Database.open(path)

    tape = old.tapes()[0]
    assert tape.captions == Path("tapes/part one.srt")
    assert old.transcripts.of(tape.id) == Transcript()
    assert not old.transcripts.ever_had(tape.id)
    said = Transcript((Cue(Span(0, 9), "patient", "Hm."),))
    change = TranscriptChange(Transcript(), said, What.IMPORTED)
    old.transcripts.change(tape.id, change, None, 1)
    assert old.transcripts.all() == {tape.id: said}
    old.close()


def test_a_study_of_schema_0006_still_opens_and_takes_the_arm_of_a_case(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0006.iptstudy", path)

    old = Database.open(path)

    (case,) = old.cases()
    assert case.arm == ""
    assert old.transcripts.of(old.tapes()[0].id).cues[0].text == "Hm."
    old.change_case(replace(case, arm="IPT"))
    assert old.cases() == [replace(case, arm="IPT")]
    old.change_case(case)
    assert old.cases() == [case]
    old.close()


def test_a_study_of_schema_0007_still_opens_and_takes_assignments_from_now_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0007.iptstudy", path)

    old = Database.open(path)

    (case,), (tape,), rater = old.cases(), old.tapes(), old.people()[0]
    assert case.arm == "IPT"
    assert old.assignments.all() == []
    given = Assignment(UUID(int=9), tape.id, rater.id, AssignmentKind.SINGLE, 1)
    old.assignments.add([given])
    assert old.assignments.all() == [given]
    old.close()


def test_a_study_of_schema_0009_still_opens_and_lets_people_retire(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0009.iptstudy", path)

    old = Database.open(path)

    (rater,) = old.people()
    retired = replace(rater, active=False)
    old.roster.carry_out(RosterStep((RosterEdit(rater, retired),)))
    assert old.people() == [retired]
    assert old.trail.check(lambda _: None, bool).breaks == ()
    old.close()


def test_a_study_of_schema_0010_still_opens_and_takes_consent_from_now_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0010.iptstudy", path)

    old = Database.open(path)

    (case,) = old.cases()
    assert case.consent == NO_CONSENT
    agreed = replace(case, consent=Consent(frozenset({Use.RESEARCH})))
    old.change_case(agreed)
    assert old.cases() == [agreed]
    assert old.trail.check(lambda _: None, bool).breaks == ()
    old.close()


def test_a_study_of_schema_0012_still_opens_and_takes_feedback_from_now_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0012.iptstudy", path)

    old = Database.open(path)

    assert old.feedback.all() == []
    page = a_feedback(old.heads()[0])
    old.feedback.begin(page)
    assert old.feedback.all() == [page]
    assert old.trail.check(lambda _: None, lambda: False).breaks == ()
    old.close()


def test_a_study_of_schema_0014_still_opens_and_plans_meetings_and_keeps_ledgers(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / "schema_0014.iptstudy", path)

    old = Database.open(path)

    assert old.meetings.all() == []
    meeting = a_meeting(old.people()[0].id, old.tapes()[0].id)
    old.meetings.plan(meeting)
    assert old.meetings.all() == [meeting]
    entered = an_hour(old.therapists()[0].id, old.people()[0].id)
    old.ledgers.change(entered)
    assert old.ledgers.changes(old.therapists()[0].id) == [entered]
    assert old.trail.check(lambda _: None, lambda: False).breaks == ()
    old.close()


@pytest.mark.parametrize(
    "schema_number", [f"{number:04}" for number in (*range(1, 13), 14)]
)
def test_an_older_schema_becomes_the_same_as_a_new_one(
    tmp_path: Path, empty: Database, schema_number: str
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / f"schema_{schema_number}.iptstudy", path)

    old = Database.open(path)

    assert schema(old._engine) == schema(empty._engine)
    old.close()


# The next migration, whatever it will be ---------------------------------------

HEAD = int(migrate.HEAD)
HEADER = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{HEAD + 1:04}", "{HEAD:04}"

def upgrade():
"""
REBUILDS_CODINGS = """
    with op.batch_alter_table("coding", recreate="always") as table:
        table.add_column(sa.Column("device", sa.Text))
"""
LOSES_THE_GUARDS = """
    with op.batch_alter_table("step", recreate="always") as table:
        table.add_column(sa.Column("device", sa.Text))
"""
LOSES_ROWS = """
    op.execute("DELETE FROM mark")
"""
LEAVES_LOOSE_ENDS = """
    op.execute("UPDATE mark SET code_id = 999")
"""
FAILS = """
    op.execute("ALTER TABLE study ADD COLUMN site TEXT")
    op.execute("SELECT no_such_function()")
"""


def next_scripts(folder: Path, upgrade: str) -> Path:
    scripts = folder / "50% scripts"
    shutil.copytree(migrate.SCRIPTS, scripts)
    (scripts / "versions" / f"{HEAD + 1:04}_next.py").write_text(HEADER + upgrade)
    return scripts


@pytest.fixture
def older(database: Database, small: SmallStudy) -> Path:
    """Return a closed study with one step, older than the scripts of the test."""
    database.record(small.head.id, STEP, small.rater.id, 1)
    database.close()
    return database.path


def in_file(path: Path, question: str) -> object:
    connection = sqlcipher.connect(str(path))
    answer = connection.execute(question).fetchone()[0]
    connection.close()
    return answer


def test_a_migration_that_rebuilds_a_table_keeps_all_below_it(
    older: Path, tmp_path: Path
) -> None:
    backup = migrate.bring_up_to_date(older, next_scripts(tmp_path, REBUILDS_CODINGS))

    assert in_file(older, "SELECT count(*) FROM mark") == 1
    assert in_file(older, "SELECT count(device) FROM coding") == 0
    assert in_file(older, "PRAGMA user_version") == HEAD + 1
    assert study_file.read_version(older) == HEAD + 1
    assert study_file.read_version(backup) == HEAD
    assert sorted(older.parent.iterdir()) == sorted([backup.parent, older])
    (known,) = backups_of(older)
    assert (known.path, known.why, known.pinned) == (backup, Why.UPDATE, True)
    with pytest.raises(NewerStudy):
        Database.open(older)
    copy = Database.open(backup)
    assert copy.steps(UUID(int=7)) == [STEP]
    copy.close()


def test_opening_an_older_study_brings_it_up_to_date_beside_a_backup(
    older: Path,
) -> None:
    run(older, "PRAGMA user_version = 0")

    database = Database.open(older)

    assert database.steps(UUID(int=7)) == [STEP]
    database.close()
    assert study_file.read_version(older) == int(migrate.HEAD)
    (backup,) = backups_of(older)
    assert study_file.read_version(backup.path) == 0


@pytest.mark.parametrize(
    ("upgrade", "problem"),
    [
        (LOSES_THE_GUARDS, DamagedStudy),
        (LOSES_ROWS, DamagedStudy),
        (LEAVES_LOOSE_ENDS, DamagedStudy),
        (FAILS, OperationalError),
    ],
    ids=["guards", "rows", "loose ends", "failure"],
)
def test_a_migration_that_goes_wrong_leaves_the_study_as_it_was(
    older: Path, tmp_path: Path, upgrade: str, problem: type[Exception]
) -> None:
    before = older.read_bytes()

    with pytest.raises(problem):
        migrate.bring_up_to_date(older, next_scripts(tmp_path, upgrade))

    assert older.read_bytes() == before
    assert list(older.parent.iterdir()) == [older]


def test_a_study_that_is_open_elsewhere_is_not_migrated(
    older: Path, tmp_path: Path
) -> None:
    elsewhere = Database.open(older)

    with pytest.raises(StudyLocked):
        migrate.bring_up_to_date(older, next_scripts(tmp_path, REBUILDS_CODINGS))

    assert elsewhere.steps(UUID(int=7)) == [STEP]
    elsewhere.close()


def test_a_log_that_a_crash_left_is_migrated_too(older: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed.iptstudy"
    database = Database.open(older)
    database.record(UUID(int=7), STEP.reversed(), UUID(int=2), 2)
    shutil.copyfile(older, crashed)
    shutil.copyfile(
        study_file.beside(older, "-wal"), study_file.beside(crashed, "-wal")
    )
    database.close()

    migrate.bring_up_to_date(crashed, next_scripts(tmp_path, REBUILDS_CODINGS))

    assert in_file(crashed, "SELECT count(*) FROM step") == 2


def test_several_backups_stand_side_by_side(older: Path, tmp_path: Path) -> None:
    scripts = next_scripts(tmp_path, REBUILDS_CODINGS)
    first = migrate.bring_up_to_date(older, scripts)
    shutil.copyfile(first, older)

    second = migrate.bring_up_to_date(older, scripts)

    assert first != second
    assert study_file.read_version(first) == study_file.read_version(second) == HEAD


def test_an_unknown_revision_is_not_migrated(older: Path, tmp_path: Path) -> None:
    run(older, "UPDATE alembic_version SET version_num = '0000'")

    with pytest.raises(NewerStudy):
        migrate.bring_up_to_date(older, next_scripts(tmp_path, REBUILDS_CODINGS))
