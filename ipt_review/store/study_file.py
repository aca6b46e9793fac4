"""The file itself: what it must look like, and how SQLite has to treat it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sqlalchemy import QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.store.header import APPLICATION_ID, Sort, look_at
from ipt_review.store.keys import PAGE, key_from
from ipt_review.store.problems import (
    DamagedStudy,
    NotAStudy,
    PassphraseNeeded,
    StudyExists,
    WrongSecret,
    sqlite_name,
    told_plainly,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from ipt_review.domain.problems import ReviewError
    from ipt_review.domain.secret import Secret
    from ipt_review.store.keys import StudyKey

QUICKLY_CHECKED: Final = 16 * 1024 * 1024
"""Files up to this size (bytes) are looked through each time they are opened; that
takes a tenth of a second. Of larger ones each page is checked when it is read, if they
are encrypted, and all pages whenever a backup is made."""

PATIENCE: Final = 2_000
"""How long (ms) to wait for another program to finish writing."""

_LOOKED_AT: Final = 8
_NO_WAY_TO_WRITE: Final = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")


def read_version(path: Path, key: StudyKey | None = None) -> int:
    """Return the version of the schema in the file, without touching the file.

    Raises:
        PassphraseNeeded: When it is encrypted and there is no key.
        WrongSecret: When it is encrypted with another key.
        ReviewError: When it is missing, unreadable, or not a study.
    """
    version = look_at(path).version
    if version is not None:
        return version
    if key is None:
        raise PassphraseNeeded(path)
    engine = engine_for(path, key, read_only=True)
    try:
        with told_plainly(path), engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA application_id").scalar()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    finally:
        engine.dispose()
    if found != APPLICATION_ID or not isinstance(version, int):
        raise NotAStudy(path)
    return version


def key_for(path: Path, secret: Secret | None) -> StudyKey | None:
    """Return the key that a secret makes for this study; None for a plain one.

    This takes a tenth of a second and more, so it is done once for each opening.

    Raises:
        PassphraseNeeded: When the study is encrypted and there is no secret.
        ReviewError: When the file cannot be a study, or a recovery key is mistyped.
    """
    looks = look_at(path)
    if looks.sort is Sort.PLAIN:
        return None
    if secret is None:
        raise PassphraseNeeded(path)
    return key_from(secret, looks.salt)


def reserve(path: Path) -> None:
    """Make an empty file at `path`, where nothing may be yet.

    A write-ahead log that lies there without its study counts as something: SQLite
    would play it into the new file.

    Raises:
        ReviewError: When something is there, or nothing can be put there.
    """
    log = beside(path, "-wal")
    if log.exists():
        raise StudyExists(log)
    with told_plainly(path):
        path.open("xb").close()


def remove(path: Path) -> None:
    """Remove a study file of which nothing is worth keeping, with all beside it."""
    for each in (path, *(beside(path, end) for end in ("-wal", "-shm", "-journal"))):
        each.unlink(missing_ok=True)


def can_write(path: Path, key: StudyKey | None = None) -> bool:
    """Say whether the study can be changed where it lies.

    The file's own permission is asked first: SQLite would put its log beside a file
    that may only be read, and leave the log to its owner with the wrong rights.
    Beyond that only trying tells, since SQLite has to write in the folder as well.

    Raises:
        ReviewError: When the file cannot be used at all.
    """
    if not os.access(path, os.W_OK):
        return False
    engine = engine_for(path, key)
    try:
        with told_plainly(path):
            return _takes_a_write(engine)
    finally:
        engine.dispose()


def engine_for(
    path: Path,
    key: StudyKey | None = None,
    *,
    read_only: bool = False,
    foreign_keys: bool = True,
) -> Engine:
    """Return an engine on a file that exists, each connection set up alike.

    Without a key the file has to be plain, and becomes so if it is empty.

    Foreign keys are off only while a table is rebuilt: dropping the old one would
    delete the rows that refer to it.
    """
    address = _address(path, read_only=read_only)

    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(
            address, uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            _unlock(connection, path, key)
            _set_up(connection, read_only=read_only, foreign_keys=foreign_keys)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        module=sqlcipher,
        poolclass=QueuePool,
        hide_parameters=True,  # what people said and wrote stays out of messages
    )
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """Return the same engine for transactions that write.

    They take the write lock at once: one that starts by reading would be turned
    away, without waiting, when another program writes in between.
    """
    return engine.execution_options(begin="BEGIN IMMEDIATE")


def outside_transactions(engine: Engine) -> Engine:
    """Return the same engine for statements that SQLite runs outside of them."""
    return engine.execution_options(begin=None)


def check_pages(connection: Connection, path: Path) -> None:
    """Look through all pages of the file; those of an encrypted one are sealed.

    Raises:
        DamagedStudy: When they do not hold together.
    """
    seals = connection.exec_driver_sql("PRAGMA cipher_integrity_check")
    broken = seals.first() if seals.returns_rows else None
    if (
        broken is not None
        or connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok"
    ):
        raise DamagedStudy(path)


def make_whole(engine: Engine) -> None:
    """Move what lies in the log beside the study into the one file."""
    with outside_transactions(engine).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def beside(path: Path, ending: str) -> Path:
    """Return the path of the file that SQLite keeps beside a study."""
    return path.with_name(path.name + ending)


def _address(path: Path, *, read_only: bool) -> str:
    place = path.absolute().as_posix()
    address = f"file:///{quote(place.removeprefix('/'))}"
    if not read_only:
        return f"{address}?mode=rw"
    log = beside(path, "-wal")
    if log.exists() and log.stat().st_size:
        return f"{address}?mode=ro"
    # Without a log there is nothing to lock, and a folder in which SQLite cannot
    # make one would not even let it read.
    return f"{address}?mode=ro&immutable=1"


def _unlock(connection: sqlcipher.Connection, path: Path, key: StudyKey | None) -> None:
    """Set the key of a connection, and see whether it is the right one."""
    # First of all: SQLCipher writes its own errors to stderr.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    if key is None:
        return
    connection.execute(f'PRAGMA key = "{key.literal}"').fetchall()
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except sqlcipher.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
        raise _why_not(path, key) from None


def _why_not(path: Path, key: StudyKey) -> ReviewError:
    """Say whether a file did not open for its key or for its first page."""
    with path.open("rb") as file:
        file.seek(PAGE)
        for number in range(2, 2 + _LOOKED_AT):
            page = file.read(PAGE)
            if len(page) == PAGE and key.fits_page(page, number):
                return DamagedStudy(path)
    return WrongSecret(path)


def _set_up(
    connection: sqlcipher.Connection, *, read_only: bool, foreign_keys: bool
) -> None:
    pragmas = [
        f"busy_timeout = {PATIENCE}",
        f"foreign_keys = {int(foreign_keys)}",
        "trusted_schema = OFF",
        "cell_size_check = ON",
    ]
    if not read_only:
        pragmas += ["journal_mode = WAL", "synchronous = FULL"]
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _takes_a_write(engine: Engine) -> bool:
    """Try a write that changes nothing and is taken back."""
    try:
        with writing(engine).connect() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")
            connection.rollback()
    except DBAPIError as error:
        if sqlite_name(error).startswith(_NO_WAY_TO_WRITE):
            return False
        raise
    return True


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
