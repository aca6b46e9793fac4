"""What happens to files: those that are no study, cannot be written, or are in use."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.coding import Coding
from ipt_review.domain.edit import MarkEdit, SessionCommentEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.store import migrate
from ipt_review.store.database import Database
from ipt_review.store.header import APPLICATION_ID
from ipt_review.store.problems import (
    DamagedStudy,
    DiskFull,
    NewerStudy,
    NotAStudy,
    StudyExists,
    StudyLocked,
    StudyNotFound,
)
from ipt_review.store.study_file import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.builders import SmallStudy

ROOT = Path(__file__).parents[2]
STEP = Step((MarkEdit(1, None, Mark(1, "grief", 0, 9_000)),))
LONG = Step((SessionCommentEdit("", "x" * 100_000),))
needs_posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def left_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_closed_study_is_one_whole_file(
    database: Database, small: SmallStudy
) -> None:
    database.record(small.head.id, STEP, small.rater.id, 0)

    database.close()

    assert left_in(database.path.parent) == [database.path.name]


def test_a_settled_study_can_be_copied_while_it_is_open(
    database: Database, small: SmallStudy, tmp_path: Path
) -> None:
    database.record(small.head.id, STEP, small.rater.id, 0)
    database.settle()
    shutil.copyfile(database.path, tmp_path / "copy.iptstudy")

    copy = Database.open(tmp_path / "copy.iptstudy")

    assert copy.coding(small.head.id) == STEP.apply(Coding(small.head))
    copy.close()


def test_a_new_study_is_never_laid_over_a_file(
    study_path: Path, small: SmallStudy
) -> None:
    study_path.write_bytes(b"precious")

    with pytest.raises(StudyExists):
        Database.create(study_path, small.study)

    assert study_path.read_bytes() == b"precious"


def test_a_new_study_is_never_put_beside_the_log_of_another(
    study_path: Path, small: SmallStudy
) -> None:
    beside(study_path, "-wal").write_bytes(b"log")

    with pytest.raises(StudyExists):
        Database.create(study_path, small.study)

    assert not study_path.exists()


def test_a_missing_folder_and_a_missing_file_are_named(
    tmp_path: Path, small: SmallStudy
) -> None:
    nowhere = tmp_path / "nowhere" / "a.iptstudy"

    with pytest.raises(StudyNotFound, match="nowhere” does not exist"):
        Database.create(nowhere, small.study)
    with pytest.raises(StudyNotFound, match=r"b\.iptstudy” does not exist"):
        Database.open(tmp_path / "b.iptstudy")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b"SQLite format 3\0", "only its beginning is there"),
        ("Minutes of the meeting, größtenteils.\n".encode() * 500, "it is a text"),
        (bytes(8192), "there are only zeros in it"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8192), "another program made it"),
    ],
)
def test_what_is_no_study_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "minutes.iptstudy"
    path.write_bytes(content)

    with pytest.raises(NotAStudy, match=f"is not a study file: {told}"):
        Database.open(path)

    assert path.read_bytes() == content
    assert left_in(tmp_path) == [path.name]
    assert capfd.readouterr().err == ""


def test_a_folder_is_no_study(tmp_path: Path) -> None:
    with pytest.raises(NotAStudy):
        Database.open(tmp_path)


def test_the_database_of_another_program_is_no_study(tmp_path: Path) -> None:
    path = tmp_path / "mail.iptstudy"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mail (body TEXT)")
    other.close()
    before = fingerprint(path)

    with pytest.raises(NotAStudy):
        Database.open(path)

    assert fingerprint(path) == before


def test_a_cut_off_study_is_damaged(
    database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    database.close()
    content = database.path.read_bytes()
    database.path.write_bytes(content[: len(content) // 2])

    with pytest.raises(DamagedStudy):
        Database.open(database.path)

    assert capfd.readouterr().err == ""


def test_a_study_with_a_hole_in_it_is_damaged(database: Database) -> None:
    database.close()
    content = bytearray(database.path.read_bytes())
    content[8192:16384] = bytes(8192)
    database.path.write_bytes(content)

    with pytest.raises(DamagedStudy):
        Database.open(database.path)


def alter(path: Path, statement: str) -> None:
    """Run one statement on a study from outside the program."""
    connection = sqlcipher.connect(str(path))
    connection.execute(statement)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        f"PRAGMA user_version = {int(migrate.HEAD) + 1}",
        "UPDATE alembic_version SET version_num = '0999'",
    ],
    ids=["by its number", "by its revision"],
)
def test_a_study_of_a_newer_version_is_refused_untouched(
    database: Database, statement: str
) -> None:
    database.close()
    alter(database.path, statement)
    before = fingerprint(database.path)

    with pytest.raises(NewerStudy):
        Database.open(database.path)

    assert fingerprint(database.path) == before
    assert left_in(database.path.parent) == [database.path.name]


def test_every_study_says_in_its_header_that_it_is_one(empty: Database) -> None:
    header = empty.path.read_bytes()[:100]

    assert int.from_bytes(header[68:72]) == APPLICATION_ID
    assert int.from_bytes(header[60:64]) == int(migrate.HEAD)


@pytest.fixture
def busy(database: Database) -> Iterator[Database]:
    """Yield a study that another program is writing to and does not let go of."""
    other = sqlcipher.connect(str(database.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield database
    other.close()


def test_a_study_that_another_program_writes_to_can_be_read_not_written(
    busy: Database, small: SmallStudy
) -> None:
    with pytest.raises(StudyLocked):
        busy.record(small.head.id, STEP, small.rater.id, 0)

    assert busy.coding(small.head.id) == Coding(small.head)
    assert busy.steps(small.head.id) == []


def test_a_full_study_keeps_what_it_has_and_goes_on_when_there_is_room(
    database: Database, small: SmallStudy
) -> None:
    database.record(small.head.id, STEP, small.rater.id, 0)
    limit(database, pages=60)

    with pytest.raises(DiskFull):
        database.record(small.head.id, LONG, small.rater.id, 1)

    assert database.steps(small.head.id) == [STEP]
    limit(database, pages=100_000)
    database.record(small.head.id, LONG, small.rater.id, 2)
    assert database.steps(small.head.id) == [STEP, LONG]


def limit(database: Database, pages: int) -> None:
    with database._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


TRY_AS_NOBODY = """
import os, sys
from pathlib import Path
from ipt_review.domain.problems import ReviewError
from ipt_review.store.database import Database
from tests.builders import SmallStudy

if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
path, small = Path(sys.argv[1]), SmallStudy()
try:
    if path.exists():
        database = Database.open(path)
    else:
        database = Database.create(path, small.study)
    print(database.read_only, len(database.steps(small.head.id)))
    database.set_status(small.head.id, small.head.status, small.rater.id, 0)
except ReviewError as problem:
    print(type(problem).__name__)
"""


def try_as_nobody(path: Path) -> list[str]:
    """Open (or make) a study and change it, as somebody without special rights."""
    done = subprocess.run(
        [sys.executable, "-c", TRY_AS_NOBODY, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.fixture
def public(database: Database, small: SmallStudy) -> Iterator[Path]:
    """Yield a study with one step, in a folder that everybody may look into."""
    database.record(small.head.id, STEP, small.rater.id, 0)
    database.close()
    folder = Path(tempfile.mkdtemp())
    path = folder / "public.iptstudy"
    shutil.copyfile(database.path, path)
    folder.chmod(0o755)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


@needs_posix
@pytest.mark.parametrize(
    ("folder", "file"), [(0o555, 0o444), (0o555, 0o666), (0o777, 0o444)]
)
def test_where_nothing_can_be_written_a_study_opens_for_reading(
    public: Path, folder: int, file: int
) -> None:
    public.chmod(file)
    public.parent.chmod(folder)

    assert try_as_nobody(public) == ["True", "1", "StudyReadOnly"]
    assert left_in(public.parent) == [public.name]


@needs_posix
def test_an_older_study_is_not_updated_where_nothing_can_be_written(
    public: Path,
) -> None:
    alter(public, "PRAGMA user_version = 0")
    public.chmod(0o444)

    assert try_as_nobody(public) == ["OlderStudy"]


@needs_posix
def test_a_study_that_may_not_be_read_is_not_opened(public: Path) -> None:
    public.chmod(0)

    assert try_as_nobody(public) == ["NotPermitted"]


@needs_posix
def test_no_study_is_made_where_nothing_can_be_written(public: Path) -> None:
    public.parent.chmod(0o555)

    assert try_as_nobody(public.with_name("new.iptstudy")) == ["NotPermitted"]


DIE_WITH_A_LOG = """
import os, sys
from pathlib import Path
from tests.contract.test_database_file import STEP
from ipt_review.store.database import Database
from tests.builders import SmallStudy

small = SmallStudy()
database = Database.open(Path(sys.argv[1]))
database.record(small.head.id, STEP.reversed(), small.rater.id, 1)
os._exit(0)
"""


@needs_posix
def test_a_log_that_a_crash_left_is_read_even_where_nothing_can_be_written(
    public: Path,
) -> None:
    subprocess.run(
        [sys.executable, "-c", DIE_WITH_A_LOG, str(public)], cwd=ROOT, check=True
    )
    for each in public.parent.iterdir():
        each.chmod(0o444)
    public.parent.chmod(0o555)

    assert try_as_nobody(public) == ["True", "2", "StudyReadOnly"]


def test_a_failure_while_making_a_study_leaves_nothing_behind(
    study_path: Path, small: SmallStudy
) -> None:
    untitled = replace(small.study, title=None)  # type: ignore[arg-type]

    with pytest.raises(IntegrityError):
        Database.create(study_path, untitled)

    assert left_in(study_path.parent) == []
