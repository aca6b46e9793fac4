"""What can happen to a study, and the sentence that a person reads; see docs/faults.md.

Each fault is provoked on a real file. The page is held against what was told.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.backup import Why
from ipt_review.domain.coding import Coding
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.problems import ReviewError
from ipt_review.domain.secret import Passphrase
from ipt_review.domain.team import TeamPlace
from ipt_review.exchange.codebook_file import read_codebook
from ipt_review.media.probe import glance
from ipt_review.store import keys, migrate
from ipt_review.store.backups import taking
from ipt_review.store.backups.restoring import put_in_place
from ipt_review.store.database import Database
from ipt_review.store.drives import Drive
from ipt_review.store.study_file import beside, key_for
from ipt_review.store.team.team_database import TeamDatabase
from ipt_review.workflow.files.whereabouts import remarks_on
from tests.builders import SmallStudy
from tests.cluster import PASSWORD
from tests.contract.test_whereabouts_of_studies import end, other_window
from tests.faults_child import told_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "faults.md"
SMALL = SmallStudy()
WORDS = Passphrase("grüner Löwe geht tanzen")
STEP = Step((MarkEdit(1, None, Mark(1, "grief", 0, 9_000, "said so")),))
ROW = re.compile(r"^\| ([^|]+?) \| ([^|]+?) \| [^|]+ \|$", re.MULTILINE)
HEADER = "fault"
FLIPS = 200
FAULTS: dict[str, Callable[[Fresh], str]] = {}
needs_posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


class Fresh:
    """A study with a step in it, made anew for each fault."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.patch = patch
        self.path = folder / "pilot.iptstudy"

    def make(self, key: keys.StudyKey | None = None) -> Path:
        """Return a study that was closed."""
        with closing(Database.create(self.path, SMALL.study, key)) as database:
            SMALL.put_into(database)
            database.record(SMALL.head.id, STEP, SMALL.rater.id, 0)
        return self.path

    def open(self, secret: Passphrase | None = None) -> None:
        """Open it and close it again, as the program does."""
        Database.open(self.path, key_for(self.path, secret)).close()

    def told(self, secret: Passphrase | None = None) -> str:
        """Return what is read when it is opened; the file stays as it is."""
        before = self.path.read_bytes() if self.path.is_file() else b""
        said = told_by(lambda: self.open(secret))
        assert (self.path.read_bytes() if self.path.is_file() else b"") == before
        return said

    def remarks(self) -> str:
        """Return what is read once it is open."""
        with closing(Database.open(self.path)) as database:
            return " ".join(remarks_on(database))


def fault(name: str) -> Callable[[Callable[[Fresh], str]], Callable[[Fresh], str]]:
    """Have a function stand for a row of the page."""

    def keep(provoke: Callable[[Fresh], str]) -> Callable[[Fresh], str]:
        FAULTS[name] = provoke
        return provoke

    return keep


def rows() -> dict[str, str]:
    """Return what the page says is told, by fault."""
    found = dict(ROW.findall(PAGE.read_text("utf-8")))
    del found[HEADER]
    return found


def without_names(said: str, folder: Path) -> str:
    """Return a sentence with places and people as the page writes them."""
    said = re.sub(f"“{re.escape(str(folder))}[^”]*”", "“PLACE”", said)
    said = said.replace(str(folder), "PLACE")
    said = re.sub(r"\S+ on \S+( computer)? \(process \d+, since [\d:]+\)", "WHO", said)
    return re.sub(r"[\d.]+ MB", "SIZE", said)


# ------------------------------------------------------------ no study


@fault("There is no such file")
def _missing(fresh: Fresh) -> str:
    return fresh.told()


@fault("A folder")
def _folder(fresh: Fresh) -> str:
    fresh.path.mkdir()
    return fresh.told()


@fault("An empty file")
def _empty(fresh: Fresh) -> str:
    fresh.path.write_bytes(b"")
    return fresh.told()


@fault("A text")
def _text(fresh: Fresh) -> str:
    fresh.path.write_text("Minutes of the meeting.\n" * 500, "utf-8")
    return fresh.told()


@fault("Only zeros, as some drives leave after a crash")
def _zeros(fresh: Fresh) -> str:
    fresh.path.write_bytes(bytes(16_384))
    return fresh.told()


@fault("A file of another program")
def _picture(fresh: Fresh) -> str:
    fresh.path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(8_192))
    return fresh.told()


@fault("A database of another program")
def _database(fresh: Fresh) -> str:
    with closing(sqlite3.connect(fresh.path)) as other:
        other.execute("CREATE TABLE mail (body TEXT)")
    return fresh.told()


# ------------------------------------------------------------ secrets and versions


@fault("Wrong passphrase")
def _wrong(fresh: Fresh) -> str:
    fresh.make(keys.new_key(WORDS))
    return fresh.told(Passphrase("grüner Löwe"))


@fault("No passphrase, from a script")
def _none(fresh: Fresh) -> str:
    fresh.make(keys.new_key(WORDS))
    return fresh.told()


@fault("Saved by a newer version")
def _newer(fresh: Fresh) -> str:
    fresh.make()
    with closing(sqlcipher.connect(str(fresh.path))) as other:
        other.execute(f"PRAGMA user_version = {int(migrate.HEAD) + 1}")
    return fresh.told()


# ------------------------------------------------------------ damage


@fault("Cut off, encrypted, within a page")
def _cut(fresh: Fresh) -> str:
    content = fresh.make(keys.new_key(WORDS)).read_bytes()
    fresh.path.write_bytes(content[: len(content) // 2 + 100])
    return fresh.told(WORDS)


@fault("Cut off, between two pages")
def _halved(fresh: Fresh) -> str:
    content = fresh.make(keys.new_key(WORDS)).read_bytes()
    fresh.path.write_bytes(content[: len(content) // 8192 * 4096])
    return fresh.told(WORDS)


@fault("Cut off, without a passphrase")
def _halved_plain(fresh: Fresh) -> str:
    content = fresh.make().read_bytes()
    fresh.path.write_bytes(content[: len(content) // 2])
    return fresh.told()


@fault("A hole in it")
def _hole(fresh: Fresh) -> str:
    content = bytearray(fresh.make().read_bytes())
    content[8_192:16_384] = bytes(8_192)
    fresh.path.write_bytes(content)
    return fresh.told()


@fault("Damaged in its first 16 bytes, encrypted")
def _salt(fresh: Fresh) -> str:
    content = bytearray(fresh.make(keys.new_key(WORDS)).read_bytes())
    content[3] ^= 1
    fresh.path.write_bytes(content)
    return fresh.told(WORDS)


@fault("Copied while it was open, without its log")
def _copied(fresh: Fresh) -> str:
    with closing(Database.create(fresh.path, SMALL.study)) as database:
        SMALL.put_into(database)
        copy = shutil.copyfile(fresh.path, fresh.folder / "copy.iptstudy")
    fresh.path = copy
    return fresh.remarks()


# ------------------------------------------------------------ others


@fault("Another program writes and does not let go")
def _locked(fresh: Fresh) -> str:
    with (
        closing(Database.open(fresh.make())) as database,
        closing(sqlcipher.connect(str(fresh.path), isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        return told_by(
            lambda: database.record(SMALL.head.id, STEP.reversed(), SMALL.rater.id, 1)
        )


def _elsewhere(fresh: Fresh) -> None:
    told = {"host": "ward-pc", "user": "ann", "pid": 7, "since": 1_700_000_000_000}
    beside(fresh.path, ".0011aabb.open").write_text(json.dumps(told), "utf-8")


@fault("Open on another computer")
def _open_elsewhere(fresh: Fresh) -> str:
    fresh.make()
    _elsewhere(fresh)
    return fresh.remarks()


@fault("Open in another window")
def _open_twice(fresh: Fresh) -> str:
    other = other_window(fresh.make())
    try:
        return fresh.remarks()
    finally:
        end(other)


@fault("On a network drive")
def _network(fresh: Fresh) -> str:
    fresh.make()
    _lies_on(fresh, Drive.NETWORK)
    return fresh.remarks()


@fault("In a folder that is copied to other computers")
def _synced(fresh: Fresh) -> str:
    fresh.make()
    _lies_on(fresh, Drive.SYNCED)
    return fresh.remarks()


def _lies_on(fresh: Fresh, drive: Drive) -> None:
    for module in ("study_file", "arrival"):
        name = f"ipt_review.store.{module}.drive_of"
        fresh.patch.setattr(name, lambda _path: drive)


@fault("Another window changed the coding meanwhile")
def _stale(fresh: Fresh) -> str:
    with closing(Database.open(fresh.make())) as database:
        return told_by(lambda: database.record(SMALL.head.id, STEP, SMALL.rater.id, 1))


@fault("The server of a team study does not answer")
def _unreachable(fresh: Fresh) -> str:
    place = TeamPlace(str(fresh.folder), "trial", "ann")
    path = fresh.folder / "team" / "x"
    said = told_by(lambda: TeamDatabase.enter(place, PASSWORD, path))
    return said.replace(place.name, "trial on this computer")


# ------------------------------------------------------------ what lies beside it


@fault("A recording is not where it was")
def _tape(fresh: Fresh) -> str:
    return told_by(lambda: glance(fresh.folder / "C01_S04.mp4"))


@fault("A codebook file is not there")
def _codebook(fresh: Fresh) -> str:
    return told_by(lambda: read_codebook(fresh.folder / "own.yaml"))


@fault("No room for a backup")
def _no_room(fresh: Fresh) -> str:
    fresh.patch.setattr(taking, "ROOM_TO_SPARE", 1 << 60)
    with closing(Database.open(fresh.make())) as database:
        return told_by(lambda: database.backups.take(Why.ASKED))


@fault("A file lies where the folder of backups should be")
def _no_folder(fresh: Fresh) -> str:
    (fresh.folder / "pilot backups").write_text("", "utf-8")
    with closing(Database.open(fresh.make())) as database:
        return told_by(lambda: database.backups.take(Why.ASKED))


@fault("A backup was changed after it was made")
def _changed(fresh: Fresh) -> str:
    with closing(Database.open(fresh.make())) as database:
        backup = database.backups.take(Why.ASKED)
    content = bytearray(backup.path.read_bytes())
    content[-1] ^= 1
    backup.path.write_bytes(content)
    said = told_by(lambda: put_in_place(fresh.path, backup))
    return said.replace(backup.path.name, "BACKUP")


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_told_is_what_the_page_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = FAULTS[name](Fresh(tmp_path, monkeypatch))

    assert without_names(said, tmp_path) == rows()[name]


# ------------------------------------------------------------ rights and room


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder that everybody may look into, with a study for each fault."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    for name in ("full", "limited", "write-protected", "private"):
        (folder / name).mkdir()
    with mounted(folder / "full"):
        for name in ("full", "limited", "write-protected", "private"):
            Fresh(folder / name, monkeypatch).make()
        older = folder / "write-protected" / "older"
        older.mkdir()
        oldest = ROOT / "tests" / "data" / "schema_0001.iptstudy"
        shutil.copyfile(oldest, older / "pilot.iptstudy")
        (folder / "private" / "pilot.iptstudy").chmod(0)
        for each in (older, older.parent):
            each.chmod(0o555)
        yield folder
        for each in (older.parent, older):
            each.chmod(0o755)
    shutil.rmtree(folder)


class mounted:  # noqa: N801 - used as a verb
    """A drive of 1 MB at a folder, where this user may have one."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._there = False

    def __enter__(self) -> None:
        program = shutil.which("mount")
        if program is not None:
            done = subprocess.run(
                [program, "-t", "tmpfs", "-o", "size=1m", "tmpfs", self._folder],
                capture_output=True,
                check=False,
            )
            self._there = done.returncode == 0

    def __exit__(self, *_how: object) -> None:
        program = shutil.which("umount")
        if self._there and program is not None:
            subprocess.run([program, self._folder], check=True)


@needs_posix
def test_where_rights_or_room_are_missing_nothing_saved_is_lost(public: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults_child", str(public)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    page = rows()
    told = {
        name: without_names(said, public)
        for name, said in json.loads(done.stdout).items()
    }
    if not told["drive full"]:
        del told["drive full"]  # there is no such drive here
    assert told == {name: page[name] for name in told}
    for name in ("full", "limited"):
        with closing(Database.open(public / name / "pilot.iptstudy")) as database:
            comment = database.coding(SMALL.head.id).session_comment
            assert set(comment) == {"y"}


def test_every_row_of_the_page_was_provoked() -> None:
    in_a_process = {
        "drive full",
        "a file may not grow",
        "write-protected, changed",
        "write-protected, older",
        "write-protected, new study",
        "not for this user",
        BYTE,
    }

    assert {*rows()} == {*FAULTS} | in_a_process


# ------------------------------------------------------------ one byte

BYTE = "One byte is another one, encrypted"


def test_one_byte_that_changed_is_noticed_wherever_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Fresh(tmp_path, monkeypatch)
    key = keys.new_key(WORDS)
    content = fresh.make(key).read_bytes()
    dice = Random(20_061_123)  # noqa: S311 - nothing here is secret
    said = set[str]()
    for _ in range(FLIPS // 2):
        damaged = bytearray(content)
        damaged[dice.randrange(keys.SALT_BYTES, len(content))] ^= 1 << dice.randrange(8)
        fresh.path.write_bytes(damaged)

        said.add(told_by(lambda: Database.open(fresh.path, key).close()))
        assert fresh.path.read_bytes() == damaged
    assert said == {rows()[BYTE]}


def test_in_a_plain_study_a_changed_byte_is_noticed_or_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of a plain study have no seals; the audit trail tells what they do not."""
    fresh = Fresh(tmp_path, monkeypatch)
    content = fresh.make().read_bytes()
    dice = Random(20_061_124)  # noqa: S311 - nothing here is secret
    wanted = STEP.apply(Coding(SMALL.head))
    for _ in range(FLIPS // 2):
        damaged = bytearray(content)
        damaged[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        fresh.path.write_bytes(damaged)

        with (
            suppress(ReviewError),
            closing(Database.open(fresh.path, only_read=True)) as database,
        ):
            if database.coding(SMALL.head.id) != wanted:
                check = database.trail.check(lambda _: None, lambda: False)
                assert check.breaks
