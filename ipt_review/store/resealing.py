"""Give a study another key, its first one, or none, by a copy that takes its place.

SQLCipher can write a file anew under another key where it lies. That was found to
survive being killed, but a drive that fills up or is pulled out in the middle leaves
pages under two keys. So all rows are written into a new file beside the study, which
is checked and then takes its place in one move: at every moment there is one whole
file, under the old key or under the new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, table

from ipt_review.store import study_file
from ipt_review.store.holders import Stay, holders_of
from ipt_review.store.problems import DamagedStudy, StudyLocked, told_plainly
from ipt_review.store.swapping import reach_disk, seen, take_the_place

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from ipt_review.store.keys import StudyKey


def reseal(path: Path, key: StudyKey | None, new: StudyKey | None) -> None:
    """Encrypt a study that nobody has open with another key.

    Args:
        path: The study, of the newest schema.
        key: What it is encrypted with; None for a plain one.
        new: What it is encrypted with afterwards; None makes it plain.

    Raises:
        StudyLocked: When somebody has it open.
        DamagedStudy: When the copy is not the same as the study.
        ReviewError: When the study or the folder cannot be written. The study is as
            it was then.
    """
    if holders_of(path):
        raise StudyLocked(path)
    stay = Stay.begin(path)
    draft = study_file.draft_beside(path)
    study_file.remove(draft)
    try:
        with told_plainly(path):
            study_file.reserve(draft)
            held = _write_anew(path, key, draft, new)
            was = seen(path)
            _check(draft, new, held, path)
            reach_disk(draft)
            take_the_place(draft, path, was)
    except BaseException:
        study_file.remove(draft)
        raise
    finally:
        if stay is not None:
            stay.end()


def _write_anew(
    path: Path, key: StudyKey | None, draft: Path, new: StudyKey | None
) -> dict[str, object]:
    """Write all of the study into the draft; return what it holds."""
    engine = study_file.engine_for(path, key, as_found=True)
    try:
        with study_file.outside_transactions(engine).connect() as connection:
            connection.exec_driver_sql("PRAGMA locking_mode = EXCLUSIVE")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("COMMIT")
            held = _holds(connection)
            literal = new.literal if new is not None else ""
            connection.exec_driver_sql(
                f'ATTACH DATABASE ? AS draft KEY "{literal}"', (str(draft),)
            )
            connection.exec_driver_sql("SELECT sqlcipher_export('draft')").all()
            for name in ("application_id", "user_version"):
                number = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                connection.exec_driver_sql(f"PRAGMA draft.{name} = {number}")
            return held
    finally:
        engine.dispose()


def _check(
    draft: Path, key: StudyKey | None, held: dict[str, object], path: Path
) -> None:
    """Refuse a draft with a page that is not whole, or that holds something else."""
    engine = study_file.engine_for(draft, key, read_only=True)
    try:
        with engine.connect() as connection:
            study_file.check_pages(connection, path)
            same = _holds(connection) == held
    finally:
        engine.dispose()
    if not same:
        raise DamagedStudy(path)


def _holds(connection: Connection) -> dict[str, object]:
    """Return what makes two files the same: numbers, schema, and counts of rows."""
    found: dict[str, object] = {
        name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        for name in ("application_id", "user_version")
    }
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
    for kind, name, sql in rows.all():
        found[name] = sql
        if kind == "table":
            count = select(func.count()).select_from(table(name))
            found[f"rows of {name}"] = connection.scalar(count)
    return found
