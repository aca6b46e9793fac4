"""The file itself: what it must look like, and how SQLite has to treat it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sqlalchemy import QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.store.problems import (
    DamagedStudy,
    NotAStudy,
    StudyExists,
    sqlite_name,
    told_plainly,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

APPLICATION_ID: Final = int.from_bytes(b"IPTR")
"""Stands in the header of every study file, so that no other file is taken for one."""

PATIENCE: Final = 2_000
"""How long (ms) to wait for another program to finish writing."""

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
_USER_VERSION: Final = slice(60, 64)
_APPLICATION_ID: Final = slice(68, 72)
_NO_WAY_TO_WRITE: Final = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")


def read_version(path: Path) -> int:
    """Return the version of the schema in the file, without touching the file.

    Raises:
        ReviewError: When it is missing, unreadable, or not a study.
    """
    if path.is_dir():
        raise NotAStudy(path)
    with told_plainly(path), path.open("rb") as file:
        header = file.read(_HEADER)
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise NotAStudy(path)
    if int.from_bytes(header[_APPLICATION_ID]) != APPLICATION_ID:
        raise NotAStudy(path)
    return int.from_bytes(header[_USER_VERSION])


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
    for each in (path, beside(path, "-wal"), beside(path, "-shm")):
        each.unlink(missing_ok=True)


def can_write(path: Path) -> bool:
    """Say whether the study can be changed where it lies.

    The file's own permission is asked first: SQLite would put its log beside a file
    that may only be read, and leave the log to its owner with the wrong rights.
    Beyond that only trying tells, since SQLite has to write in the folder as well.

    Raises:
        ReviewError: When the file cannot be used at all.
    """
    if not os.access(path, os.W_OK):
        return False
    engine = engine_for(path)
    try:
        with told_plainly(path):
            return _takes_a_write(engine)
    finally:
        engine.dispose()


def engine_for(
    path: Path, *, read_only: bool = False, foreign_keys: bool = True
) -> Engine:
    """Return an engine on a file that exists, each connection set up alike.

    Foreign keys are off only while a table is rebuilt: dropping the old one would
    delete the rows that refer to it.
    """
    address = _address(path, read_only=read_only)

    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(
            address, uri=True, isolation_level=None, check_same_thread=False
        )
        try:
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
    """Look through all pages of the file.

    Raises:
        DamagedStudy: When they do not hold together.
    """
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
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


def _set_up(
    connection: sqlcipher.Connection, *, read_only: bool, foreign_keys: bool
) -> None:
    pragmas = [
        # First of all: SQLCipher writes its own errors to stderr. A passphrase,
        # once there is one, is set right after this line.
        "cipher_log_level = NONE",
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
