"""What one computer keeps of a team study: steps not sent yet, and where tapes lie.

A small encrypted SQLite file that only its owner may read; the server has the key.
What stands in it is on disk before it counts as kept.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.problems import ReviewError
from ipt_review.store.problems import DriveFailed
from ipt_review.store.step_words import edits_text, step_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ipt_review.domain.edit import Step

_TABLES: Final = (
    """
    CREATE TABLE IF NOT EXISTS unsent (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      coding BLOB NOT NULL,
      person BLOB NOT NULL,
      at_ms INTEGER NOT NULL,
      move TEXT NOT NULL,
      edits TEXT NOT NULL,
      refused TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE IF NOT EXISTS whereabouts (
      tape BLOB NOT NULL,
      position INTEGER NOT NULL,
      path TEXT NOT NULL,
      PRIMARY KEY (tape, position)
    ) STRICT, WITHOUT ROWID
    """,
)


NAME: Final = "kept.iptkept"
BEFORE: Final = "kept.sqlite"
"""What the file was called when it was not encrypted."""

_TAKE_OVER: Final = (
    "INSERT OR IGNORE INTO main.unsent SELECT * FROM plain.unsent",
    "INSERT OR IGNORE INTO main.whereabouts SELECT * FROM plain.whereabouts",
)


class KeptForAnother(ReviewError):
    """A file of this place that the key of the login does not open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "What this computer kept of the team study cannot be read: the study on "
            "the server was made anew since then, or the file is damaged.",
            f"Move the file “{path}” somewhere else, then open the study again; "
            "changes that wait in it were not sent.",
        )


class NotKept(ReviewError):
    """A change that neither the server nor this computer could keep."""

    may_pass = True

    def __init__(self, problem: ReviewError) -> None:
        super().__init__(
            "The server cannot be reached, and this computer could not keep the last "
            "change either.",
            problem.remedy,
        )


@dataclass(frozen=True, slots=True)
class Unsent:
    """A step that the server does not have yet.

    Attributes:
        number: In the order in which steps were kept.
        refused: Why the server would not take it; empty while it was not asked.
    """

    number: int
    coding: UUID
    by: UUID
    at: int
    step: Step
    refused: str = ""


class KeptHere:
    """The file; may be used from several threads.

    Args:
        folder: Where the file lies; made when something is first kept.
        key: What it is encrypted with, 32 bytes.

    Attributes:
        path: The file.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self.path = folder / NAME
        self._before = folder / BEFORE
        self._key = key
        self._lock = RLock()
        self._connection: sqlcipher.Connection | None = None

    def keep(self, coding: UUID, steps: Sequence[Step], by: UUID, at: int) -> None:
        """Keep steps, all of them or none; they are on disk when this returns."""
        rows = [
            (coding.bytes, by.bytes, at, step.move.value, edits_text(step))
            for step in steps
        ]
        with self._writes() as connection:
            connection.executemany(
                "INSERT INTO unsent (coding, person, at_ms, move, edits) "
                "VALUES (?, ?, ?, ?, ?)",
                rows,
            )

    def unsent(self, coding: UUID | None = None) -> list[Unsent]:
        """Return what is to be sent, in order: all of it, or that of one coding."""
        return [
            each
            for each in self._all()
            if not each.refused and coding in (None, each.coding)
        ]

    def refused(self) -> list[Unsent]:
        """Return what the server did not take."""
        return [each for each in self._all() if each.refused]

    def sent(self, number: int) -> None:
        """Forget a step that the server has."""
        with self._writes() as connection:
            connection.execute("DELETE FROM unsent WHERE id = ?", (number,))

    def refuse(self, coding: UUID, why: str) -> None:
        """Set all aside that waits of one coding: each builds on the one before."""
        with self._writes() as connection:
            connection.execute(
                "UPDATE unsent SET refused = ? WHERE coding = ? AND refused = ''",
                (why, coding.bytes),
            )

    def forget_refused(self) -> None:
        """Forget what the server did not take."""
        with self._writes() as connection:
            connection.execute("DELETE FROM unsent WHERE refused <> ''")

    def whereabouts(self) -> dict[tuple[UUID, int], str]:
        """Return where files of tapes lie on this computer, by tape and position."""
        if self._is_empty():
            return {}
        with self._writes() as connection:
            rows = connection.execute("SELECT tape, position, path FROM whereabouts")
            return {(UUID(bytes=tape), place): path for tape, place, path in rows}

    def place(self, tape: UUID, paths: Sequence[str]) -> None:
        """Remember where the files of a tape lie on this computer, in their order."""
        with self._writes() as connection:
            connection.execute("DELETE FROM whereabouts WHERE tape = ?", (tape.bytes,))
            connection.executemany(
                "INSERT INTO whereabouts VALUES (?, ?, ?)",
                [(tape.bytes, place, path) for place, path in enumerate(paths)],
            )

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _is_empty(self) -> bool:
        return not self.path.exists() and not self._before.exists()

    def _all(self) -> list[Unsent]:
        if self._is_empty():
            return []
        with self._writes() as connection:
            rows = connection.execute(
                "SELECT id, coding, person, at_ms, move, edits, refused FROM unsent "
                "ORDER BY id"
            ).fetchall()
        return [
            Unsent(
                number,
                UUID(bytes=coding),
                UUID(bytes=person),
                at,
                step_from(edits, move),
                refused,
            )
            for number, coding, person, at, move, edits, refused in rows
        ]

    @contextmanager
    def _writes(self) -> Iterator[sqlcipher.Connection]:
        with self._lock:
            try:
                connection = self._opened()
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")
            except (sqlcipher.Error, OSError) as error:
                raise NotKept(DriveFailed(self.path)) from error

    def _opened(self) -> sqlcipher.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path.touch(mode=0o600)
            made = sqlcipher.connect(
                str(self.path), isolation_level=None, check_same_thread=False
            )
            try:
                self._make_ready(made)
            except BaseException:
                made.close()
                raise
            self._connection = made
        return self._connection

    def _make_ready(self, made: sqlcipher.Connection) -> None:
        """Set the key, have the tables, and take over what was not encrypted."""
        key = f"PRAGMA key = \"x'{self._key.hex()}'\""
        for statement in ("PRAGMA cipher_log_level = NONE", key):
            made.execute(statement).fetchall()
        try:
            for statement in ("PRAGMA synchronous = FULL", *_TABLES):
                made.execute(statement).fetchall()
        except sqlcipher.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
                raise
            raise KeptForAnother(self.path) from error
        if self._before.exists():
            made.execute("ATTACH ? AS plain KEY ''", (str(self._before),))
            made.execute("BEGIN IMMEDIATE")
            for statement in _TAKE_OVER:
                made.execute(statement)
            made.execute("COMMIT")
            made.execute("DETACH plain")
            self._before.unlink()
