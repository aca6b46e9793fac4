"""The file itself: what it must look like, and how SQLite has to treat it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sqlalchemy import QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.problems import ReviewError
from ipt_review.store.drives import Drive, drive_of
from ipt_review.store.header import APPLICATION_ID, OTHER_DATABASE, Sort, look_at
from ipt_review.store.keys import PAGE, key_from
from ipt_review.store.problems import (
    DamagedStudy,
    NotAStudy,
    PassphraseNeeded,
    StudyExists,
    UnsafeSqlite,
    WrongSecret,
    sqlite_name,
    told_plainly,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from ipt_review.domain.secret import Secret
    from ipt_review.store.keys import StudyKey

SOUND: Final = (3, 51, 3)
"""From this SQLite on, two windows that write cannot reset the log under each other."""

QUICKLY_CHECKED: Final = 16 * 1024 * 1024
"""Files up to this size (bytes) are looked through each time they are opened; that
takes a tenth of a second. Of larger ones each page is checked when it is read, if they
are encrypted, and all pages when they get another key or schema."""

PATIENCE: Final = 2_000
"""How long (ms) to wait for another program to finish writing."""

_ANYTHING: Final = "SELECT count(*) FROM sqlite_master"

LOGGED: Final = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
"""Changes go into a log beside the file: others can read meanwhile."""

ROLLED_BACK: Final = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA locking_mode = NORMAL",
    _ANYTHING,  # lets go of the file, which was had alone until now
)
"""Changes go into the file itself, which is whole after each; for network drives."""

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
        raise NotAStudy(path, OTHER_DATABASE)
    return version


def check_driver(version: tuple[int, ...] = sqlcipher.sqlite_version_info) -> None:
    """Make sure that SQLite is free of a fault that loses commits (until 3.51.2).

    Raises:
        UnsafeSqlite: When it is not.
    """
    if version < SOUND:
        raise UnsafeSqlite(".".join(map(str, version)))


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
    check_driver()
    with told_plainly(path):
        path.open("xb").close()


def remove(path: Path) -> None:
    """Remove a study file of which nothing is worth keeping, with all beside it."""
    for each in (path, *(beside(path, end) for end in ("-wal", "-shm", "-journal"))):
        each.unlink(missing_ok=True)


def can_be_written(path: Path) -> bool:
    """Say whether this user has the right to write a file and beside it.

    It is asked before anything is tried: SQLite would put its log beside a file that
    may only be read, and leave the log to its owner with the wrong rights.
    """
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def lacks_its_log(path: Path, key: StudyKey | None) -> bool:
    """Say whether a study was copied while it was open, without its log.

    A study that is open says in its header that it has a log, and one that was put
    away that it has none. A crash leaves the log where it is, so a header without it
    belongs to a copy.
    """
    if beside(path, "-wal").exists():
        return False
    engine = engine_for(path, key, as_found=True)
    try:
        with told_plainly(path), outside_transactions(engine).connect() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    finally:
        engine.dispose()
    return bool(mode == "wal")


def put_away(path: Path, key: StudyKey | None) -> None:
    """Have a study that was closed say so, unless another window has it open."""
    if drive_of(path) is not Drive.LOCAL:
        return  # it has no log there
    engine = engine_for(path, key, as_found=True)
    try:
        with outside_transactions(engine).connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    except (DBAPIError, ReviewError):
        return  # the other window does it, or the file went away meanwhile
    finally:
        engine.dispose()


def can_write(path: Path, key: StudyKey | None = None) -> bool:
    """Say whether the study can be changed where it lies.

    Only trying tells, since SQLite has to write in the folder as well.

    Raises:
        ReviewError: When the file cannot be used at all.
    """
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
    as_found: bool = False,
) -> Engine:
    """Return an engine on a file that exists, each connection set up alike.

    Without a key the file has to be plain, and becomes so if it is empty.

    Foreign keys are off only while a table is rebuilt: dropping the old one would
    delete the rows that refer to it. As found, the file keeps the kind of journal that
    it has, so that reading alone changes nothing in it.
    """
    address = _address(path, read_only=read_only)
    local = drive_of(path) is Drive.LOCAL
    journal: tuple[str, ...] = LOGGED if local else ROLLED_BACK
    if read_only or as_found:
        journal = ()

    def connect() -> sqlcipher.Connection:
        connection = _connect(path, key, address, alone=not (local or read_only))
        try:
            _set_up(connection, journal, foreign_keys=foreign_keys)
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


def draft_beside(path: Path) -> Path:
    """Return where a file is written that is to take the place of a study.

    It is there only until then, or where that was cut short.
    """
    return beside(path, ".partial")


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


def _connect(
    path: Path, key: StudyKey | None, address: str, *, alone: bool = False
) -> sqlcipher.Connection:
    """Return a connection on which the key is set, and was found to be right.

    On its own it reads a log that a crash left without the memory that windows on one
    computer share, and that a network drive does not have.
    """
    connection = sqlcipher.connect(
        address, uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        # First of all: SQLCipher writes its own errors to stderr.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        if key is not None:
            connection.execute(f'PRAGMA key = "{key.literal}"').fetchall()
        if alone:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        if key is not None:
            _try_key(connection, path, key)
    except BaseException:
        connection.close()
        raise
    return connection


def _try_key(connection: sqlcipher.Connection, path: Path, key: StudyKey) -> None:
    try:
        connection.execute(_ANYTHING).fetchall()
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
    connection: sqlcipher.Connection, journal: tuple[str, ...], *, foreign_keys: bool
) -> None:
    for statement in (
        f"PRAGMA busy_timeout = {PATIENCE}",
        f"PRAGMA foreign_keys = {int(foreign_keys)}",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cell_size_check = ON",
        *journal,
    ):
        connection.execute(statement).fetchall()


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
