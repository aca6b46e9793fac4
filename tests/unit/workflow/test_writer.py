"""Steps are saved beside the window: in order, none passed over, none twice."""

from __future__ import annotations

import os
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.coding import Coding, Status
from ipt_review.domain.edit import Step
from ipt_review.domain.problems import CodingClosed
from ipt_review.domain.secret import Passphrase
from ipt_review.store.codings import one_coding
from ipt_review.store.database import Database
from ipt_review.store.keys import new_key
from ipt_review.store.problems import (
    DiskFull,
    DriveFailed,
    NotPermitted,
    StudyLocked,
    StudyReadOnly,
)
from ipt_review.store.study_file import engine_for
from ipt_review.workflow.coding.coding_session import CodingSession
from ipt_review.workflow.desk import Desk
from ipt_review.workflow.writer import NotSaved, Unsaved, Writer
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONG = 15.0
"""No test waits for so many seconds unless it fails."""

SMALL = SmallStudy()
NOBODY = 65534
needs_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="needs to become somebody else"
)
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs a limit on files")


class Sitting:
    """A rater who codes a study that is saved beside the window."""

    def __init__(self, path: Path, *, encrypted: bool = False) -> None:
        key = new_key(Passphrase("a long enough sentence")) if encrypted else None
        database = Database.create(path, SMALL.study, key)
        SMALL.put_into(database)
        self.woken = Event()
        codebooks = {SMALL.head.codebook: SMALL.codebook}
        self.desk = Desk(database, codebooks, lambda: 1_000)
        self.writer = self.desk.write_beside(self.woken.set)
        self.session = self.desk.sit_down(SMALL.head.id).session
        self.moment = 0

    def press(self, times: int = 1) -> None:
        """Put a mark some times, each elsewhere."""
        for _ in range(times):
            self.moment += 1_000
            self.session.press("link_mood", self.moment)

    def stored(self) -> Coding:
        """Return the coding as it is on disk, through a door of its own."""
        database = self.desk.database
        engine = engine_for(database.path, database.key, as_found=True)
        try:
            with engine.connect() as connection:
                return one_coding(connection, SMALL.head.id)
        finally:
            engine.dispose()

    def why(self) -> Exception | None:
        """Wait until all is saved or held; return why it is held."""
        assert self.writer.wait(LONG)
        return self.writer.standing[1]


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    made = Sitting(tmp_path / "study.iptstudy")
    yield made
    made.writer.give_up()
    made.desk.close()


@contextmanager
def a_slow_drive(sitting: Sitting) -> Iterator[None]:
    """Let nothing be committed for a while."""
    goes_on = Event()
    engine = sitting.desk.database._engine

    def hold_up(_connection: object) -> None:
        assert goes_on.wait(LONG)

    event.listen(engine, "commit", hold_up)
    try:
        yield
    finally:
        goes_on.set()


@contextmanager
def a_full_drive(sitting: Sitting) -> Iterator[None]:
    """Leave no room for a page more."""

    def limit(connection: sqlcipher.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1").fetchall()

    def widen(connection: sqlcipher.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 4000000000").fetchall()

    engine = sitting.desk.database._engine
    event.listen(engine, "checkout", limit)
    try:
        yield
    finally:
        event.remove(engine, "checkout", limit)
        event.listen(engine, "checkout", widen)


def test_a_mark_is_there_at_once_and_saved_only_when_it_is_on_disk(
    sitting: Sitting,
) -> None:
    with a_slow_drive(sitting):
        sitting.press(3)
        sitting.session.undo()
        assert len(sitting.session.coding.marks) == 2
        assert len(sitting.writer.waiting) == 4
        assert not sitting.stored().marks
        assert not sitting.writer.wait(0.01)

    assert sitting.why() is None
    assert sitting.woken.is_set()
    assert sitting.stored() == sitting.session.coding
    made = [step.move.value for step in sitting.desk.database.steps(SMALL.head.id)]
    assert made == ["do", "do", "do", "undo"]


def test_whatever_is_asked_is_answered_with_what_was_on_its_way(
    sitting: Sitting,
) -> None:
    sitting.press(20)

    assert sitting.desk.database.coding(SMALL.head.id) == sitting.session.coding


@pytest.mark.parametrize("encrypted", [False, True])
def test_on_a_full_drive_all_is_kept_in_order_and_saved_when_there_is_room(
    tmp_path: Path,
    encrypted: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    sitting = Sitting(tmp_path / "study.iptstudy", encrypted=encrypted)
    sitting.press()
    acknowledged = sitting.desk.database.coding(SMALL.head.id)
    with a_full_drive(sitting):
        sitting.session.write_session_comment("word " * 20_000)
        sitting.press(2)
        why = sitting.why()
        assert isinstance(why, DiskFull)
        assert "is full (" in why.what
        assert why.may_pass
        assert len(sitting.writer.waiting) == 3
        assert sitting.stored() == acknowledged
        with pytest.raises(NotSaved, match="3 changes are not saved yet"):
            sitting.desk.submit(SMALL.head.id)

    sitting.writer.try_again()

    assert sitting.why() is None
    assert sitting.stored() == sitting.session.coding
    sitting.desk.submit(SMALL.head.id)
    sitting.desk.close()


@needs_posix
def test_where_files_may_not_grow_the_next_change_tries_again(sitting: Sitting) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        sitting.press()
        assert isinstance(sitting.why(), DriveFailed)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    sitting.press()

    assert sitting.why() is None
    assert len(sitting.stored().marks) == 2


def test_another_program_that_writes_is_named_and_holds_up_nothing_else(
    sitting: Sitting,
) -> None:
    other = sqlcipher.connect(str(sitting.desk.database.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    sitting.press(2)
    why = sitting.why()

    assert isinstance(why, StudyLocked)
    assert why.may_pass
    other.close()
    sitting.writer.try_again()
    assert sitting.why() is None
    assert sitting.stored() == sitting.session.coding


@needs_root
def test_a_folder_that_may_be_written_no_more_is_told_until_it_may(
    sitting: Sitting,
) -> None:
    path = sitting.desk.database.path
    sitting.desk.database._engine.dispose()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    os.seteuid(NOBODY)
    try:
        sitting.press()
        why = sitting.why()
    finally:
        os.seteuid(0)
    assert isinstance(why, NotPermitted | StudyReadOnly)
    assert why.may_pass

    path.chmod(0o644)
    path.parent.chmod(0o755)
    sitting.writer.try_again()

    assert sitting.why() is None
    assert sitting.stored() == sitting.session.coding


def test_what_the_study_refuses_for_good_is_held_until_it_is_given_up(
    sitting: Sitting,
) -> None:
    sitting.press()
    head = SMALL.head
    sitting.desk.database.set_status(head.id, Status.SUBMITTED, head.rater, 1)

    sitting.press(2)

    why = sitting.why()
    assert isinstance(why, CodingClosed)
    assert not why.may_pass
    assert len(sitting.writer.give_up()) == 2
    sitting.desk.start_over(sitting.session)
    assert sitting.session.coding == sitting.stored()
    assert len(sitting.session.history.done) == 1
    assert sitting.session.next_number == 2


def test_in_a_study_open_for_reading_nothing_is_even_handed_over(
    sitting: Sitting,
) -> None:
    sitting.desk.database.read_only = True

    with pytest.raises(StudyReadOnly):
        sitting.press()

    assert not sitting.session.coding.marks
    assert not sitting.writer.waiting


def test_closing_saves_what_still_waits(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "study.iptstudy")
    sitting.press(30)

    sitting.desk.close()

    assert sitting.stored() == sitting.session.coding
    assert not sitting.writer.waiting


def test_closing_on_a_drive_that_stays_full_ends(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "study.iptstudy")
    with a_full_drive(sitting):
        sitting.session.write_session_comment("word " * 20_000)
        assert isinstance(sitting.why(), DiskFull)
        sitting.desk.close()

    assert sitting.stored() == Coding(SMALL.head)


def test_a_bug_holds_what_follows_and_can_be_seen() -> None:
    def save(_made: Unsaved) -> None:
        raise KeyError("bug")

    writer = Writer(save, lambda: None)
    writer.hand_over(Unsaved(SMALL.head.id, (Step(()),), SMALL.rater.id, 0))

    assert writer.wait(LONG)
    waiting, problem = writer.standing
    assert isinstance(problem, KeyError)
    assert len(waiting) == 1
    writer.give_up()
    writer.close()


def test_jumping_in_the_history_is_one_transaction(sitting: Sitting) -> None:
    commits: list[object] = []
    sitting.press(3)
    assert sitting.why() is None
    engine = sitting.desk.database._engine
    note: Callable[[object], None] = commits.append
    event.listen(engine, "commit", note)

    sitting.session.jump(0)
    assert sitting.why() is None

    event.remove(engine, "commit", note)
    assert len(commits) == 1
    assert not sitting.stored().marks


def test_a_session_without_a_window_saves_before_a_step_counts(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "study.iptstudy", SMALL.study)
    SMALL.put_into(database)
    desk = Desk(database, {SMALL.head.codebook: SMALL.codebook}, lambda: 1_000)
    session = desk.sit_down(SMALL.head.id).session
    assert isinstance(session, CodingSession)

    session.press("link_mood", 1_000)

    assert database.coding(SMALL.head.id) == session.coding
    desk.close()
