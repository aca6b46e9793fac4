"""Studies that open with a passphrase only."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.coding import Coding
from ipt_review.domain.edit import SessionCommentEdit, Step
from ipt_review.domain.secret import Passphrase, RecoveryKey
from ipt_review.store import keys, migrate, study_file
from ipt_review.store.backups.folder import backups_of
from ipt_review.store.database import Database
from ipt_review.store.header import is_encrypted
from ipt_review.store.problems import (
    CutOffStudy,
    DamagedStudy,
    NewerStudy,
    NotAStudy,
    PassphraseNeeded,
    WrongSecret,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.domain.secret import Secret
    from ipt_review.store.keys import StudyKey
    from tests.builders import SmallStudy

DATA = Path(__file__).parents[1] / "data"
WORDS = Passphrase("grüner Löwe geht tanzen")
SAID = "she said nothing for a while"
STEP = Step((SessionCommentEdit("", SAID),))


@pytest.fixture
def key() -> StudyKey:
    return keys.new_key(WORDS)


@pytest.fixture
def sealed(study_path: Path, small: SmallStudy, key: StudyKey) -> Iterator[Database]:
    """Yield an encrypted study with one step."""
    database = Database.create(study_path, small.study, key)
    small.put_into(database)
    database.record(small.head.id, STEP, small.rater.id, 0)
    yield database
    database.close()


@pytest.fixture
def closed(sealed: Database) -> Path:
    sealed.close()
    return sealed.path


def open_with(path: Path, secret: Secret | None) -> Database:
    return Database.open(path, study_file.key_for(path, secret))


def in_file(path: Path, key: StudyKey, statement: str) -> None:
    """Run a statement on an encrypted study from outside the program."""
    connection = sqlcipher.connect(str(path))
    connection.execute(f'PRAGMA key = "{key.literal}"')
    connection.execute(statement)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def test_an_encrypted_study_opens_with_its_passphrase_or_its_recovery_key(
    closed: Path, key: StudyKey, small: SmallStudy
) -> None:
    for secret in (WORDS, RecoveryKey(key.recovery_key)):
        database = open_with(closed, secret)
        assert database.coding(small.head.id) == STEP.apply(Coding(small.head))
        assert database.key == key
        database.close()


def test_letters_typed_on_another_system_are_the_same_letters(closed: Path) -> None:
    apart = unicodedata.normalize("NFD", WORDS.text)
    assert apart != WORDS.text

    open_with(closed, Passphrase(apart)).close()


def test_other_programs_that_know_sqlcipher_open_it_with_the_passphrase(
    closed: Path,
) -> None:
    connection = sqlcipher.connect(str(closed))
    connection.execute(f"PRAGMA key = '{WORDS.text}'")

    assert connection.execute("SELECT count(*) FROM step").fetchone() == (1,)
    connection.close()


def test_nothing_of_it_can_be_read_on_disk_while_it_is_open(sealed: Database) -> None:
    files = list(sealed.path.parent.iterdir())

    assert sealed.path in files
    assert len(files) > 1
    for file in files:
        content = file.read_bytes()
        assert SAID.encode() not in content
        assert b"CREATE TABLE" not in content


def test_without_the_right_secret_it_stays_closed_and_as_it_was(
    closed: Path, key: StudyKey, capfd: pytest.CaptureFixture[str]
) -> None:
    before = closed.read_bytes()
    other = keys.new_key(WORDS).recovery_key

    assert is_encrypted(closed)
    with pytest.raises(PassphraseNeeded):
        open_with(closed, None)
    with pytest.raises(PassphraseNeeded):
        Database.open(closed)
    for wrong in (Passphrase("grüner Löwe"), Passphrase(""), RecoveryKey(other)):
        with pytest.raises(WrongSecret) as told:
            open_with(closed, wrong)
        assert not wrong.text or wrong.text not in str(told.value)

    assert closed.read_bytes() == before
    assert list(closed.parent.iterdir()) == [closed]
    assert capfd.readouterr().err == ""
    assert key.raw.hex() not in repr(key)


def test_a_key_tells_whether_a_secret_makes_it(key: StudyKey) -> None:
    assert key.is_opened_by(WORDS)
    assert key.is_opened_by(RecoveryKey(key.recovery_key))
    assert not key.is_opened_by(Passphrase("another one"))


def test_a_plain_study_needs_no_secret_and_takes_any(
    database: Database, small: SmallStudy
) -> None:
    database.close()

    for secret in (None, WORDS):
        again = open_with(database.path, secret)
        assert again.coding(small.head.id) == Coding(small.head)
        assert again.key is None
        again.close()


def damage(path: Path, first: int, count: int = 16) -> None:
    content = bytearray(path.read_bytes())
    for place in range(first, first + count):
        content[place] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("first", [200, 4_096 * 3 + 50])
def test_damage_is_told_from_a_wrong_passphrase(closed: Path, first: int) -> None:
    damage(closed, first)

    with pytest.raises(DamagedStudy):
        open_with(closed, WORDS)


def test_damage_where_the_salt_lies_cannot_be_told_from_a_wrong_passphrase(
    closed: Path,
) -> None:
    damage(closed, 0)

    with pytest.raises(WrongSecret, match="or the file is damaged"):
        open_with(closed, WORDS)


def test_a_part_that_is_missing_is_told(closed: Path) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[: 4_096 * 4 + 1_000])
    with pytest.raises(CutOffStudy):
        open_with(closed, WORDS)

    closed.write_bytes(content[: 4_096 * 4])
    with pytest.raises(DamagedStudy):
        open_with(closed, WORDS)


def test_an_encrypted_database_of_another_program_is_no_study(tmp_path: Path) -> None:
    path = tmp_path / "mail.iptstudy"
    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = '{WORDS.text}'")
    connection.execute("CREATE TABLE mail (body TEXT)")
    connection.close()

    with pytest.raises(NotAStudy):
        open_with(path, WORDS)


def test_an_encrypted_study_of_a_newer_version_is_refused_untouched(
    closed: Path, key: StudyKey
) -> None:
    in_file(closed, key, "PRAGMA user_version = 9999")
    before = closed.read_bytes()

    with pytest.raises(NewerStudy):
        open_with(closed, WORDS)

    assert closed.read_bytes() == before
    assert list(closed.parent.iterdir()) == [closed]


def encrypted_copy(plain: Path, path: Path, key: StudyKey) -> None:
    """Write what is in a plain file into an encrypted one."""
    connection = sqlcipher.connect(str(plain), isolation_level=None)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f'ATTACH ? AS copy KEY "{key.literal}"', [str(path)])
    connection.execute("SELECT sqlcipher_export('copy')").fetchall()
    connection.execute(f"PRAGMA copy.user_version = {version}")
    connection.execute(
        f"PRAGMA copy.application_id = {int.from_bytes(b'IPTR')}"
    ).fetchall()
    connection.close()


def test_an_older_encrypted_study_is_brought_up_to_date_and_so_is_its_backup_sealed(
    tmp_path: Path, key: StudyKey
) -> None:
    path = tmp_path / "old.iptstudy"
    encrypted_copy(DATA / "schema_0003.iptstudy", path, key)

    database = open_with(path, WORDS)

    assert database.tapes()[0].files[0].fingerprint == "16:0f3c"
    database.close()
    assert study_file.read_version(path, key) == int(migrate.HEAD)
    (backup,) = backups_of(path)
    assert is_encrypted(backup.path)
    again = shutil.copyfile(backup.path, tmp_path / "again.iptstudy")
    open_with(again, WORDS).close()
