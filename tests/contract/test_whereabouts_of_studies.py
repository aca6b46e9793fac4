"""Where a study lies and who else has it open: told, and acted on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.coding import Coding
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.store import study_file
from ipt_review.store.database import Database
from ipt_review.store.drives import Drive
from ipt_review.store.holders import ALIVE, holders_of
from ipt_review.store.keys import StudyKey
from ipt_review.store.problems import StudyLocked, StudyReadOnly
from ipt_review.store.study_file import beside
from ipt_review.workflow.files.whereabouts import (
    ANOTHER_WINDOW,
    ELSEWHERE,
    LACKS_LOG,
    NETWORK,
    remarks_on,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.builders import SmallStudy

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
KEY = StudyKey(b"k" * 32, b"s" * 16)
STEP = Step((MarkEdit(1, None, Mark(1, "grief", 0, 9_000)),))
OPEN_AND_STAY = """
import sys
from pathlib import Path
from ipt_review.store.database import Database

database = Database.open(Path(sys.argv[1]))
if sys.argv[2:]:
    change = database._writes()
    change.__enter__()
print("open", flush=True)
sys.stdin.read()
"""


def other_window(study: Path, *more: str) -> subprocess.Popen[str]:
    """Open a study in another process, which goes on until it is killed."""
    child = subprocess.Popen(
        [sys.executable, "-c", OPEN_AND_STAY, str(study), *more],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    return child


@pytest.fixture
def study(database: Database) -> Path:
    database.close()
    return database.path


@pytest.fixture
def other(study: Path) -> Iterator[subprocess.Popen[str]]:
    child = other_window(study)
    yield child
    end(child)


def end(child: subprocess.Popen[str]) -> None:
    child.kill()
    child.communicate()


def left_in(study: Path) -> list[str]:
    return sorted(each.name for each in study.parent.iterdir())


def test_two_windows_on_one_computer_both_write_and_know_of_each_other(
    study: Path, other: subprocess.Popen[str], small: SmallStudy
) -> None:
    database = Database.open(study)
    (holder,) = holders_of(study)

    assert (holder.pid, holder.is_here) == (other.pid, True)
    assert remarks_on(database) == [ANOTHER_WINDOW.format(who=holder.told)]
    assert "on this computer (process" in holder.told
    database.record(small.head.id, STEP, small.rater.id, 0)
    database.close()


def test_a_crash_leaves_nobody_behind(study: Path) -> None:
    end(other_window(study))
    assert any(name.endswith(".open") for name in left_in(study))

    database = Database.open(study)

    assert remarks_on(database) == []
    database.close()
    assert left_in(study) == [study.name]


def test_who_does_not_let_go_is_named(study: Path, small: SmallStudy) -> None:
    database = Database.open(study)
    child = other_window(study, "and write")
    try:
        with pytest.raises(StudyLocked, match=rf"process {child.pid}, since"):
            database.record(small.head.id, STEP, small.rater.id, 0)
        with pytest.raises(StudyLocked, match="in use by"):
            Database.open(study)
    finally:
        end(child)
        database.close()


def someone_elsewhere(study: Path, *, silent: int = 0) -> Path:
    """Leave the file that a window on another computer keeps beside a study."""
    told = {"host": "ward-pc", "user": "ann", "pid": 7, "since": 1_700_000_000_000}
    file = beside(study, ".0011aabb.open")
    file.write_text(json.dumps(told), "utf-8")
    at = file.stat().st_mtime - silent
    os.utime(file, (at, at))
    return file


def test_what_is_open_on_another_computer_is_only_read_here(
    study: Path, small: SmallStudy
) -> None:
    file = someone_elsewhere(study)
    before = study.read_bytes()

    database = Database.open(study)

    with pytest.raises(StudyReadOnly):
        database.record(small.head.id, STEP, small.rater.id, 0)
    (holder,) = holders_of(study)
    assert holder.told.startswith("ann on ward-pc (process 7, since ")
    assert remarks_on(database) == [ELSEWHERE.format(who=holder.told)]
    database.close()
    assert study.read_bytes() == before
    assert file.exists()


def test_what_is_open_elsewhere_is_not_brought_up_to_date_here(tmp_path: Path) -> None:
    old = shutil.copyfile(DATA / "schema_0003.iptstudy", tmp_path / "old.iptstudy")
    before = old.read_bytes()
    someone_elsewhere(old)

    with pytest.raises(StudyLocked, match="in use by ann on ward-pc"):
        Database.open(old)

    assert old.read_bytes() == before


def test_another_computer_that_fell_silent_is_not_waited_for(
    study: Path, small: SmallStudy
) -> None:
    someone_elsewhere(study, silent=ALIVE + 60)

    database = Database.open(study)

    database.record(small.head.id, STEP, small.rater.id, 0)
    database.close()


def test_an_open_study_is_renewed_for_other_computers(study: Path) -> None:
    database = Database.open(study)
    (file,) = study.parent.glob("*.open")
    os.utime(file, (0, 0))

    database.still_here()

    assert file.stat().st_mtime > ALIVE
    database.close()


# ------------------------------------------------------------ drives of others


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_on_a_network_drive_each_change_is_in_the_one_file(
    study_path: Path,
    small: SmallStudy,
    key: StudyKey | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = Database.create(study_path, small.study, key)
    small.put_into(database)
    crash(database, small)
    for module in ("study_file", "arrival"):
        monkeypatch.setattr(
            f"ipt_review.store.{module}.drive_of", lambda _: Drive.NETWORK
        )

    again = Database.open(study_path, key)
    assert again.steps(small.head.id) == [STEP]
    assert remarks_on(again) == [NETWORK]
    again.record(small.head.id, STEP.reversed(), small.rater.id, 1)

    with again._engine.connect() as connection:
        ask = connection.exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == "delete"
        assert ask("PRAGMA synchronous").scalar() == 3
    others = [name for name in left_in(study_path) if not name.endswith(".open")]
    assert others == [study_path.name]
    copy = shutil.copyfile(study_path, study_path.with_name("copy.iptstudy"))
    again.close()
    copied = Database.open(copy, key)
    assert copied.coding(small.head.id) == Coding(small.head)
    assert len(copied.steps(small.head.id)) == 2
    copied.close()


def crash(database: Database, small: SmallStudy) -> None:
    """Leave a study as a crash does: with a log, and without saying goodbye."""
    database.record(small.head.id, STEP, small.rater.id, 0)
    kept = {
        path: path.read_bytes()
        for path in (database.path, beside(database.path, "-wal"))
    }
    database.close()
    for path, content in kept.items():
        path.write_bytes(content)


# ------------------------------------------------------------ copied while open


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_a_copy_without_its_log_says_that_something_may_be_missing(
    study_path: Path, small: SmallStudy, tmp_path: Path, key: StudyKey | None
) -> None:
    database = Database.create(study_path, small.study, key)
    small.put_into(database)
    database.record(small.head.id, STEP, small.rater.id, 0)
    copy = shutil.copyfile(study_path, tmp_path / "copy.iptstudy")
    database.close()

    copied = Database.open(copy, key)
    assert remarks_on(copied) == [LACKS_LOG]
    copied.close()

    for path in (copy, study_path):  # it is said once, and never of what was closed
        again = Database.open(path, key)
        assert remarks_on(again) == []
        again.close()


def test_a_crash_is_no_copy(database: Database, small: SmallStudy) -> None:
    crash(database, small)

    again = Database.open(database.path)

    assert remarks_on(again) == []
    assert again.steps(small.head.id) == [STEP]
    again.close()


def test_a_closed_study_can_be_read_where_nothing_can_be_written(
    study: Path,
) -> None:
    connection = sqlcipher.connect(f"file:{study}?mode=ro", uri=True)

    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
    assert not study_file.lacks_its_log(study, None)
