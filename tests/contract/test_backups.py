"""Backups of a study file: checked before they count, and good to go back to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import count
from threading import Event, Thread
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from ipt_review.domain.backup import Why
from ipt_review.domain.coding import Coding
from ipt_review.domain.edit import MarkEdit, Step
from ipt_review.domain.mark import Mark
from ipt_review.domain.secret import Passphrase
from ipt_review.store import keys
from ipt_review.store.backups import kept, taking
from ipt_review.store.backups.folder import (
    backups_of,
    choose_folder,
    own_folder,
    pin,
)
from ipt_review.store.backups.restoring import (
    BackupChanged,
    Lost,
    put_in_place,
    what_is_lost,
)
from ipt_review.store.backups.taking import (
    BackupStopped,
    BackupUnsound,
    NoRoomForBackup,
)
from ipt_review.store.database import Database
from ipt_review.store.header import is_encrypted
from ipt_review.store.problems import StudyLocked
from ipt_review.store.study_file import beside
from tests.trail_builders import live_through, past_the_program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.builders import SmallStudy

KEY = keys.new_key(Passphrase("grüner Löwe geht tanzen"))


def a_step(number: int) -> Step:
    return Step((MarkEdit(number, None, Mark(number, "grief", number, number + 9)),))


@pytest.fixture
def sealed(study_path: Path, small: SmallStudy) -> Iterator[Database]:
    """Yield an encrypted study in which something of every kind happened."""
    database = Database.create(study_path, small.study, KEY)
    small.put_into(database)
    live_through(database, small)
    yield database
    database.close()


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_backup_opens_as_the_study_does_and_holds_everything(
    sealed: Database, small: SmallStudy
) -> None:
    made = sealed.backups.take(Why.ASKED)

    assert backups_of(sealed.path) == sealed.backups.all() == [made]
    assert made.path.parent == own_folder(sealed.path)
    assert names_in(made.path.parent) == [made.path.name, f"{made.path.name}.checked"]
    assert is_encrypted(made.path)
    assert (made.study, made.holds, made.pinned) == (small.study.id, True, False)
    assert made.head == sealed.trail.head()
    assert made.size == made.path.stat().st_size
    note = beside(made.path, ".checked").read_text("utf-8")
    assert small.study.title not in note
    before = made.path.read_bytes()
    copy = Database.open(made.path, KEY, only_read=True)
    assert copy.coding(small.head.id) == sealed.coding(small.head.id)
    assert copy.read_only
    copy.close()
    assert made.path.read_bytes() == before
    assert names_in(made.path.parent) == [made.path.name, f"{made.path.name}.checked"]


def test_somebody_codes_on_while_backups_are_made_and_each_is_one_state_of_it(
    database: Database, small: SmallStudy
) -> None:
    enough, acknowledged = Event(), list[int]()

    def code() -> None:
        for number in count(1):
            database.record(small.head.id, a_step(number), small.rater.id, number)
            acknowledged.append(number)
            if enough.is_set():
                return

    coder = Thread(target=code)
    coder.start()
    counts = []
    for _ in range(3):
        counts.append(len(acknowledged))
        database.backups.take(Why.MEANWHILE)
    enough.set()
    coder.join()

    assert len(database.steps(small.head.id)) == len(acknowledged)
    made = list(reversed(database.backups.all()))
    assert len(made) == len(counts)
    for least, each in zip(counts, made, strict=True):
        copy = Database.open(each.path, only_read=True)
        steps = copy.steps(small.head.id)
        replayed = Coding(small.head)
        for step in steps:
            replayed = step.apply(replayed)
        assert copy.coding(small.head.id) == replayed
        assert least <= len(steps) <= len(acknowledged)
        assert each.holds
        copy.close()


def test_a_copy_that_does_not_stand_the_checks_never_counts(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = database.backups.take(Why.ASKED)
    copying = taking._copy

    def copy_badly(study: Path, engine: object, draft: Path, key: object) -> None:
        copying(study, engine, draft, key)  # type: ignore[arg-type]
        content = bytearray(draft.read_bytes())
        content[8192:12288] = bytes(4096)
        draft.write_bytes(content)

    monkeypatch.setattr(taking, "_copy", copy_badly)

    with pytest.raises(BackupUnsound, match="did not stand its checks"):
        database.backups.take(Why.ASKED)

    assert database.backups.all() == [good]
    assert len(names_in(good.path.parent)) == 2


def test_what_was_altered_past_the_program_is_told_with_the_backup(
    database: Database, small: SmallStudy
) -> None:
    database.record(small.head.id, a_step(1), small.rater.id, 1)
    good = database.backups.take(Why.ASKED)
    with past_the_program(database.path) as connection:
        connection.execute("UPDATE mark SET start_ms = 3")

    bad = database.backups.take(Why.ASKED)

    assert (good.breaks, bad.breaks) == (0, 1)


def test_a_backup_made_by_itself_looks_through_what_is_new_and_once_a_week_through_all(
    database: Database, small: SmallStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(small.head, id=UUID(int=77), pass_number=2)
    database.add_coding(other)
    for head in (small.head, other):
        database.record(head.id, a_step(1), small.rater.id, 1)
    first = database.backups.take(Why.MEANWHILE)
    database.record(other.id, a_step(2), small.rater.id, 2)
    with past_the_program(database.path) as connection:
        connection.execute("UPDATE mark SET start_ms = 3 WHERE number = 1")

    second = database.backups.take(Why.MEANWHILE)
    asked = database.backups.take(Why.ASKED)
    monkeypatch.setattr(kept, "WHOLE_EACH", -1)
    weekly = database.backups.take(Why.CLOSED)

    seen = [(each.whole, each.breaks) for each in (first, second, asked, weekly)]
    assert seen == [(True, 0), (False, 1), (True, 2), (True, 2)]


def test_a_backup_is_called_off_or_refused_without_a_trace(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BackupStopped):
        database.backups.take(Why.CLOSED, cancelled=lambda: True)
    monkeypatch.setattr(taking, "ROOM_TO_SPARE", 1 << 60)
    with pytest.raises(NoRoomForBackup, match="There is no room for a backup"):
        database.backups.take(Why.CLOSED)

    assert names_in(own_folder(database.path)) == []


def test_backups_lie_where_somebody_wants_them_while_that_folder_is_there(
    database: Database, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    first = database.backups.take(Why.ASKED)
    choose_folder(database.path, stick)
    second = database.backups.take(Why.ASKED)
    assert second.path.parent.parent == stick
    assert database.backups.all() == [second, first]

    stick.rename(tmp_path / "taken away")
    third = database.backups.take(Why.ASKED)

    assert third.path.parent == first.path.parent
    assert database.backups.all() == [third, first]
    choose_folder(database.path, None)
    assert database.backups.all() == [third, first]


def test_pinned_backups_stay_and_are_what_an_update_or_import_makes(
    database: Database,
) -> None:
    made = database.backups.take(Why.ASKED)

    pin(made, pinned=True)

    assert [each.pinned for each in database.backups.all()] == [True]
    assert database.backups.take(Why.IMPORT).pinned


def test_going_back_keeps_the_replaced_file_with_its_log_aside(
    database: Database, small: SmallStudy
) -> None:
    path = database.path
    database.record(small.head.id, a_step(1), small.rater.id, 1)
    made = database.backups.take(Why.ASKED)
    database.record(small.head.id, a_step(2), small.rater.id, 2)
    database.close()
    log = beside(path, "-wal")
    log.write_bytes(b"")
    later = path.read_bytes()
    assert what_is_lost(path, made, None).changes == 2  # the step, and a seal

    aside = put_in_place(path, made)

    assert aside is not None
    assert "kept aside" in aside.name
    assert aside.read_bytes() == later
    assert beside(aside, "-wal").exists()
    assert not log.exists()
    again = Database.open(path)
    assert again.steps(small.head.id) == [a_step(1)]
    again.close()
    assert path.read_bytes() != made.path.read_bytes()
    beside(aside, "-wal").unlink()
    replaced = Database.open(aside)
    assert replaced.steps(small.head.id) == [a_step(1), a_step(2)]
    replaced.close()


def test_nothing_is_replaced_while_somebody_works_or_by_another_file(
    database: Database,
) -> None:
    made = database.backups.take(Why.ASKED)
    database.close()
    before = database.path.read_bytes()
    content = bytearray(made.path.read_bytes())
    content[-1] ^= 1
    shutil.copyfile(made.path, made.path.with_name("whole"))
    made.path.write_bytes(content)

    with pytest.raises(BackupChanged):
        put_in_place(database.path, made)

    (made.path.with_name("whole")).replace(made.path)
    beside(database.path, ".1.open").write_text(
        '{"host": "elsewhere", "user": "sv", "pid": 1, "since": 0}', "utf-8"
    )
    with pytest.raises(StudyLocked, match="sv on elsewhere"):
        put_in_place(database.path, made)
    assert database.path.read_bytes() == before


def test_a_study_that_is_gone_comes_back(database: Database) -> None:
    made = database.backups.take(Why.ASKED)
    database.close()
    database.path.unlink()

    assert what_is_lost(database.path, made, None) == Lost(None, None)
    assert put_in_place(database.path, made) is None

    Database.open(database.path).close()
