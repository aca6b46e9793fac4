"""Bring a study file up to the newest schema, never in place."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, table

from ipt_review.domain.backup import Why
from ipt_review.store import study_file
from ipt_review.store.backups.folder import folder_now, free_name, throw_away
from ipt_review.store.backups.taking import Copy, land
from ipt_review.store.header import APPLICATION_ID
from ipt_review.store.problems import (
    DamagedStudy,
    NewerStudy,
    told_plainly,
)
from ipt_review.store.swapping import reach_disk, seen, take_the_place
from ipt_review.store.trail_begin import begin_where_missing
from ipt_review.store.trail_check import missing_guards

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ipt_review.domain.backup import Backup
    from ipt_review.store.keys import StudyKey

SCRIPTS: Final = Path(__file__).parent / "migrations"

HEAD: Final = "0016"
"""The newest revision; as a number, the `user_version` of a file that has it."""


_LAID_OUT: Final[dict[str, tuple[str, ...]]] = {}
"""What the migrations up to a revision came to, once this program ran them."""


def lay_out(connection: Connection, revision: str = "head") -> None:
    """Give an empty file a schema, the newest, within the caller's transaction.

    Running all migrations takes a tenth of a second, so a further file gets in one go
    what they came to for the first.
    """
    if revision in _LAID_OUT:
        for statement in _LAID_OUT[revision]:
            connection.exec_driver_sql(statement)
        return
    _upgrade(connection, SCRIPTS, revision)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    _LAID_OUT[revision] = _statements(connection)


def _statements(connection: Connection) -> tuple[str, ...]:
    """Return what makes an empty file like one that has a schema and no rows."""
    schema = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY type <> 'table', rowid"
    )
    version = _revision(connection)
    return (
        *(row.sql for row in schema),
        f"INSERT INTO alembic_version VALUES ('{version}')",  # noqa: S608 - our own
        f"PRAGMA user_version = {version}",
        f"PRAGMA application_id = {APPLICATION_ID}",
    )


def check_revision(connection: Connection, path: Path) -> None:
    """Refuse a file of the right version that holds a schema unknown here.

    Raises:
        NewerStudy: When it does.
    """
    if _revision(connection) != HEAD:
        raise NewerStudy(path)


def bring_up_to_date(
    path: Path, scripts: Path = SCRIPTS, key: StudyKey | None = None
) -> Path:
    """Bring the study at `path` up to the newest of `scripts`; return its backup.

    A copy becomes a pinned backup, a second one is migrated and checked, and only
    then takes the place of the study. When anything fails, the study is as it was.
    Copies of an encrypted study are encrypted with the same key.

    Raises:
        StudyLocked: When another program has it open.
        NewerStudy: When it holds a schema unknown here.
        DamagedStudy: When it did not stand the checks.
    """
    draft = study_file.draft_beside(path)
    study_file.remove(draft)
    backup: Backup | None = None
    try:
        with told_plainly(path):
            backup = _back_up(path, scripts, key)
            was = seen(path)
            shutil.copyfile(backup.path, draft)
            shutil.copymode(path, draft)
            _migrate(draft, path, scripts, key)
            reach_disk(draft)
            take_the_place(draft, path, was)
    except BaseException:
        study_file.remove(draft)
        if backup is not None:
            throw_away(backup)
        with suppress(OSError):  # other backups may lie in it
            folder_now(path).rmdir()
        raise
    return backup.path


def _back_up(path: Path, scripts: Path, key: StudyKey | None) -> Backup:
    """Make a backup of a study that nobody else has open, its log included."""
    taken = time.time_ns() // 1_000_000
    folder = folder_now(path)
    engine = study_file.engine_for(path, key, as_found=True)
    try:
        with study_file.outside_transactions(engine).connect() as connection:
            connection.exec_driver_sql("PRAGMA locking_mode = EXCLUSIVE")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("COMMIT")
            _must_know(connection, path, scripts)
            folder.mkdir(parents=True, exist_ok=True)
            backup = free_name(folder, path, taken)
            copy = study_file.draft_beside(backup)
            study_file.remove(copy)
            try:
                connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
                shutil.copymode(path, copy)
                return land(
                    Copy(copy, backup, key, Why.UPDATE, taken), of_this_schema=False
                )
            except BaseException:
                study_file.remove(copy)
                raise
    finally:
        engine.dispose()


def _migrate(draft: Path, path: Path, scripts: Path, key: StudyKey | None) -> None:
    engine = study_file.engine_for(draft, key, foreign_keys=False)
    try:
        with study_file.writing(engine).begin() as connection:
            before = _row_counts(connection)
            _upgrade(connection, scripts)
            begin_where_missing(connection)
            _check(connection, before, path)
        study_file.make_whole(engine)
    finally:
        engine.dispose()


def _upgrade(connection: Connection, scripts: Path, revision: str = "head") -> None:
    """Run the migrations up to a revision, and number the file after them."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    connection.exec_driver_sql(f"PRAGMA user_version = {_revision(connection)}")


def _check(connection: Connection, before: dict[str, int], path: Path) -> None:
    """Refuse a migrated file that lost rows, references or its guards.

    A table rebuilt by Alembic silently loses its triggers, so they are looked for.
    """
    after = _row_counts(connection)
    kept = all(after[name] == rows for name, rows in before.items() if name in after)
    unguarded = missing_guards(connection)
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if not kept or unguarded or loose is not None:
        raise DamagedStudy(path)
    study_file.check_pages(connection, path)


def _must_know(connection: Connection, path: Path, scripts: Path) -> None:
    known = {each.revision for each in ScriptDirectory(str(scripts)).walk_revisions()}
    revision = _revision(connection)
    if revision is None:
        raise DamagedStudy(path)
    if revision not in known:
        raise NewerStudy(path)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _row_counts(connection: Connection) -> dict[str, int]:
    return {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0
        for name in _names(connection, "table")
    }


def _names(connection: Connection, kind: str) -> set[str]:
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = ?", (kind,)
    )
    return {row.name for row in rows}
