"""The audit trail: everything is in it, and where it was tampered with is found."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy.exc import IntegrityError

from ipt_review.domain.coding import Coding, Status
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.people import Person, Role
from ipt_review.domain.roster import RosterEdit, RosterStep
from ipt_review.domain.sampling import EventKind, StudyEvent
from ipt_review.domain.trail import Fault, TrailBreak
from ipt_review.domain.version import Freeze
from ipt_review.store.database import Database
from ipt_review.store.kept_trail import NotAHead
from tests.builders import SmallStudy
from tests.cluster import everywhere
from tests.trail_builders import live_through, past_the_program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

    from ipt_review.domain.trail import TrailCheck

DATA = Path(__file__).parents[1] / "data"
CODING, OTHER = UUID(int=7), UUID(int=8)
STEP = Step((MarkEdit(7, None, Mark(7, "grief", 0, 9_000)),))


@pytest.fixture(scope="module")
def lived_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a study in which something of every kind has happened."""
    small = SmallStudy()
    path = tmp_path_factory.mktemp("lived") / "lived.iptstudy"
    database = Database.create(path, small.study)
    small.put_into(database)
    live_through(database, small)
    database.close()
    return path


@pytest.fixture
def lived(lived_once: Path, tmp_path: Path) -> Iterator[Database]:
    """Yield that study, to be done with as a test likes."""
    path = tmp_path / lived_once.name
    shutil.copyfile(lived_once, path)
    database = Database.open(path)
    yield database
    database.close()


def checked(database: Database) -> TrailCheck:
    """Look through the whole trail."""
    return database.trail.check(lambda _: None, lambda: False)


def test_everything_that_happened_is_in_the_trail_and_holds(lived: Database) -> None:
    found = checked(lived)

    assert (found.breaks, found.codings) == ((), 2)
    of_study = [entry.kind for entry in lived.trail.entries()]
    assert set(of_study) == {
        "study", "person", "therapist", "patient_case", "session", "tape", "codebook",
        "coding", "course_change", "determination_change", "study_setting",
        "transcript_change", "assignment", "tape_code", "sample_draw", "drawn_tape",
        "study_event", "study_freeze", "feedback", "feedback_change",
        "feedback_answer", "meeting", "meeting_change", "meeting_mention",
        "ledger_change",
    }  # fmt: skip
    of_coding = [entry.kind for entry in lived.trail.entries_of(CODING)]
    assert of_coding == [
        *["step"] * 4, "prompt_event", "status_change", "treatment_guess",
        "coding_version", "status_change",
    ]  # fmt: skip


@everywhere
def test_the_trail_is_the_same_in_a_file_and_on_a_server(
    database: Database, small: SmallStudy
) -> None:
    live_through(database, small)
    head = database.trail.seal()

    assert checked(database).breaks == ()
    assert database.trail.holds(head.short)
    lasts = [each.number for each in database.trail.entries_of(CODING)]
    assert lasts == [*range(1, 10)]


def test_an_entry_says_who_when_what_the_old_value_and_why(
    lived: Database, small: SmallStudy
) -> None:
    entries = list(lived.trail.entries())

    reason = next(each for each in entries if each.kind == "course_change")
    assert (reason.by, reason.at, reason.reason) == (
        small.rater.id,
        6_000,
        "Typing error.",
    )
    arm = [each for each in entries if each.kind == "patient_case"][-1]
    assert (arm.what["before"]["arm"], arm.what["after"]["arm"]) == ("", "IPT")
    assert arm.by == small.rater.id
    assert arm.at is not None
    gone = [each for each in entries if each.what.get("after", "") is None]
    assert [each.what["before"]["handle"] for each in gone] == ["R03"]


def test_the_trail_names_no_file_and_no_folder(lived: Database) -> None:
    told = [str(entry.what) for entry in lived.trail.entries()]

    assert not any("part one" in each or "tapes/" in each for each in told)


def test_who_removes_themselves_leaves_an_entry_without_a_name(
    database: Database,
) -> None:
    newcomer = Person(UUID(int=20), "R02", frozenset({Role.RATER}))
    database.add_person(newcomer)
    database.trail.at_work = newcomer.id

    database.roster.carry_out(RosterStep((RosterEdit(newcomer, None),)))

    *_, last = database.trail.entries()
    assert (last.of, last.by) == (newcomer.id.hex, None)
    assert checked(database).breaks == ()


def test_a_freeze_seals_what_was_coded_before(
    database: Database, small: SmallStudy
) -> None:
    database.record(small.head.id, STEP, small.rater.id, 1)
    by = small.rater.id
    freeze = Freeze(2, by, "Data base lock.", frozen=True, manifest="")

    database.closings.set_frozen(freeze, StudyEvent(2, by, EventKind.FROZEN))

    head = database.trail.head()
    assert database.trail.seal() == head
    assert checked(database).breaks == ()


def test_a_head_once_written_down_stays_in_the_trail(lived: Database) -> None:
    written_down = lived.trail.head()
    lived.record(OTHER, STEP, UUID(int=2), 10_000)
    grown = lived.trail.seal()

    assert grown.entries == written_down.entries + 2
    assert grown.hash != written_down.hash
    assert lived.trail.holds(written_down.short)
    assert lived.trail.holds(grown.hash.upper())
    assert not lived.trail.holds("0123 4567 89ab")
    with pytest.raises(NotAHead):
        lived.trail.holds("3f2")
    with pytest.raises(NotAHead):
        lived.trail.holds("not a head")


def test_closing_seals_what_was_coded_since(lived: Database) -> None:
    lived.record(OTHER, STEP, UUID(int=2), 10_000)
    lived.close()

    again = Database.open(lived.path)
    with again._reads() as connection:
        sealed = connection.exec_driver_sql(
            "SELECT max(seq) FROM trail_seal WHERE coding_id = 2"
        ).scalar()
    assert sealed == 2
    assert checked(again).breaks == ()
    again.close()


ASSIGNING = ("coding_version", "sample_draw")
TAMPERING = {
    "a step is rewritten": (
        """UPDATE step SET edits = replace(edits, '61000', '61001')
        WHERE coding_id = 1 AND seq = 1""",
        TrailBreak(Fault.CHANGED, CODING, 1, "step", CODING.hex),
    ),
    "somebody else is said to have done it": (
        "UPDATE step SET person_id = 2 WHERE coding_id = 1 AND seq = 2",
        TrailBreak(Fault.CHANGED, CODING, 2, "step", CODING.hex),
    ),
    "an hour is changed": (
        "UPDATE status_change SET at_ms = 1 WHERE seq = 1",
        TrailBreak(Fault.CHANGED, CODING, 6, "status_change", CODING.hex),
    ),
    "a prompt leaves the history": (
        "DELETE FROM prompt_event",
        TrailBreak(Fault.ROW_MISSING, CODING, 5, "prompt_event", CODING.hex),
    ),
    "an entry is taken out of the middle": (
        "DELETE FROM coding_trail WHERE coding_id = 1 AND seq = 3",
        TrailBreak(Fault.MISSING, CODING, 3, "step", CODING.hex),
    ),
    "a step is put in past the program": (
        "INSERT INTO step VALUES (2, 2, 'do', 9, 1, '[]')",
        TrailBreak(Fault.NOT_TOLD, OTHER, 2, "step"),
    ),
    "the end of a coding is cut off, trail and all": (
        """DELETE FROM step WHERE coding_id = 2;
        DELETE FROM coding_trail WHERE coding_id = 2;
        DELETE FROM mark WHERE coding_id = 2""",
        TrailBreak(Fault.CUT_OFF, OTHER, 1, "seal"),
    ),
    "a mark is moved without a step": (
        "UPDATE mark SET start_ms = 5001 WHERE coding_id = 1",
        TrailBreak(Fault.NOT_AS_TOLD, CODING, None, "coding"),
    ),
    "a rating is added without a step": (
        "INSERT INTO rating VALUES (2, 1, 7, '')",
        TrailBreak(Fault.NOT_AS_TOLD, OTHER, None, "coding"),
    ),
    "a coding is locked without a word": (
        "UPDATE coding SET status = 'locked' WHERE id = 1",
        TrailBreak(Fault.NOT_AS_TOLD, CODING, None, "status"),
    ),
    "a total is lowered without a word": (
        "UPDATE severity SET total = 3 WHERE scale = 'hamd17'",
        TrailBreak(Fault.NOT_AS_TOLD, None, None, "session", UUID(int=5).hex),
    ),
    "a judgment is changed without a word": (
        "UPDATE determination SET primary_area = 'dispute'",
        TrailBreak(Fault.NOT_AS_TOLD, None, None, "determination", UUID(int=90).hex),
    ),
    "a case gets another handle without a word": (
        "UPDATE patient_case SET handle = 'C99'",
        TrailBreak(Fault.NOT_AS_TOLD, None, None, "patient_case", UUID(int=4).hex),
    ),
    "a codebook is reworded": (
        "UPDATE codebook SET text = 'another'",
        TrailBreak(Fault.NOT_AS_TOLD, None, None, "codebook", "small 1.0"),
    ),
    "a person is slipped in": (
        "INSERT INTO person VALUES (9, x'00000000000000000000000000000009', 'R09')",
        TrailBreak(Fault.NOT_TOLD, None, None, "person", UUID(int=9).hex),
    ),
    "the reason of a change is reworded": (
        "UPDATE course_change SET reason = 'Wish of the sponsor.' WHERE seq = 2",
        None,
    ),
    "what was told of a tape is reworded": (
        "UPDATE study_trail SET what = replace(what, '3100000', '3000000')",
        None,
    ),
    "the reason of opening it again is reworded": (
        "UPDATE coding_version SET reason = 'Typing error.'",
        TrailBreak(Fault.CHANGED, CODING, 8, "coding_version", CODING.hex),
    ),
    "a tape is given to somebody else": (
        "UPDATE assignment SET withdrawn = 0",
        TrailBreak(Fault.NOT_AS_TOLD, None, None, "assignment", UUID(int=31).hex),
    ),
    "a draw is made to look like another": ("UPDATE sample_draw SET seed = 'x'", None),
    "a setting is forgotten": ("DELETE FROM study_setting", None),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_what_was_tampered_with_is_found_where_it_was_done(
    lived: Database, how: str
) -> None:
    statements, expected = TAMPERING[how]
    tables = ("step", "status_change", "prompt_event", "coding_trail", "study_trail")
    with past_the_program(
        lived.path, *tables, "study_setting", "course_change", *ASSIGNING
    ) as connection:
        connection.executescript(statements)

    breaks = checked(lived).breaks

    if expected is not None:
        assert expected in breaks
        assert {each.coding for each in breaks} == {expected.coding}
    else:
        faults = {each.fault for each in breaks}
        assert faults <= {Fault.CHANGED, Fault.ROW_MISSING}
        assert faults
        assert all(each.coding is None and each.number for each in breaks)


CUT = "SELECT max(seq) FROM study_trail WHERE kind = 'transcript_change'"


def test_the_end_of_the_study_cut_off_is_found_by_a_head_kept_elsewhere(
    lived: Database,
) -> None:
    kept_elsewhere = lived.trail.head()
    with past_the_program(
        lived.path, "study_trail", "transcript_change", "trail_seal"
    ) as connection:
        connection.executescript(
            f"""DELETE FROM trail_seal WHERE study_seq >= ({CUT});
            DELETE FROM study_trail WHERE seq >= ({CUT});
            DELETE FROM transcript_change; DELETE FROM transcript_cue"""  # noqa: S608
        )

    assert checked(lived).breaks == ()
    assert not lived.trail.holds(kept_elsewhere.short)


def test_a_guard_that_somebody_dropped_is_put_back_and_told(lived: Database) -> None:
    lived.close()
    connection = past_the_program(lived.path)
    with connection as other:
        other.execute("DROP TRIGGER step_no_update")

    again = Database.open(lived.path)

    told = [each.of for each in list(again.trail.entries()) if each.kind == "guard"]
    assert told == ["step update"]
    assert checked(again).breaks == ()
    with again._writes() as other, pytest.raises(IntegrityError, match="added"):
        other.exec_driver_sql("UPDATE step SET at_ms = 0")
    again.close()


def test_a_guard_missing_while_the_study_is_open_is_found(lived: Database) -> None:
    with past_the_program(lived.path) as other:
        other.execute("DROP TRIGGER status_change_no_delete")

    (only,) = checked(lived).breaks

    assert (only.fault, only.of) == (Fault.UNGUARDED, "status_change")


@pytest.mark.parametrize("schema", range(1, 9))
def test_an_older_study_has_its_trail_from_the_migration_on(
    tmp_path: Path, schema: int
) -> None:
    path = tmp_path / "old.iptstudy"
    shutil.copyfile(DATA / f"schema_{schema:04}.iptstudy", path)

    old = Database.open(path)

    assert checked(old).breaks == ()
    coding = old.heads()[0].id
    steps = [each for each in old.trail.entries_of(coding) if each.kind == "step"]
    assert len(steps) == len(old.steps(coding)) > 0
    assert old.trail.head().entries > len(steps)
    with past_the_program(path) as other:
        other.execute("UPDATE mark SET note = 'otherwise'")
    assert Fault.NOT_AS_TOLD in {each.fault for each in checked(old).breaks}
    old.close()


def test_a_coding_that_came_whole_is_compared_with_what_came(
    database: Database, small: SmallStudy
) -> None:
    head = replace(small.head, id=OTHER, pass_number=2, status=Status.DRAFT)
    mark = Mark(7, "link_mood", 5, 5)
    database.add_whole_coding(Coding(head, {7: mark}))
    change = MarkEdit(7, mark, replace(mark, note="näher"))
    database.record(OTHER, Step((change,)), small.rater.id, 1)

    assert checked(database).breaks == ()
    with past_the_program(database.path) as other:
        other.execute("UPDATE mark SET start_ms = 4")
    (only,) = checked(database).breaks
    assert only == TrailBreak(Fault.NOT_AS_TOLD, OTHER, None, "coding")


def test_a_check_can_be_called_off(lived: Database) -> None:
    told: list[float] = []

    lived.trail.check(told.append, lambda: True)

    assert told == []


def change_one(
    other: sqlcipher.Connection, table: str, column: str, which: int
) -> None:
    """Write another value into a column of one row of a table, whichever that is."""
    count, kind = other.execute(
        f"SELECT count(*), max(typeof({column})) FROM {table}"  # noqa: S608 - a test
    ).fetchone()
    anew = {
        "integer": f"{column} + 1000",
        "text": f"{column} || ' '",
        "blob": "zeroblob(32)",
    }[kind]
    if column == "move":
        anew = "CASE move WHEN 'do' THEN 'redo' ELSE 'do' END"
    columns = other.execute(f"PRAGMA table_info({table})").fetchall()
    key = ", ".join(each[1] for each in columns if each[5])
    row = f"SELECT {key} FROM {table} LIMIT 1 OFFSET {which % count}"  # noqa: S608 - a test
    other.execute(f"UPDATE {table} SET {column} = {anew} WHERE ({key}) = ({row})")  # noqa: S608 - a test


HASHED = (
    ("step", "edits"),
    ("step", "move"),
    ("step", "at_ms"),
    ("status_change", "status"),
    ("course_change", "edit"),
    ("course_change", "at_ms"),
    ("determination_change", "after"),
    ("study_setting", "value"),
    ("transcript_change", "cues"),
    ("study_event", "reason"),
    ("study_freeze", "at_ms"),
    ("drawn_tape", "stratum"),
    ("treatment_guess", "arm"),
    ("study_trail", "what"),
    ("study_trail", "kind"),
    ("study_trail", "hash"),
    ("coding_trail", "hash"),
    ("coding_trail", "row_seq"),
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(place=some.sampled_from(HASHED), which=some.integers(0, 9))
def test_no_value_of_the_history_can_be_changed_unseen(
    lived: Database, place: tuple[str, str], which: int
) -> None:
    table, column = place
    lived.settle()
    copy = lived.path.with_name(f"{table} {column} {which}.iptstudy")
    shutil.copyfile(lived.path, copy)
    with past_the_program(copy, table) as other:
        change_one(other, table, column, which)

    changed = Database.open(copy)
    breaks = checked(changed).breaks
    changed.close()

    assert breaks
