"""Backups from a shell: made, listed, and put in the place of a study."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ipt_review.cli.vault import add_passphrase, secret_for
from ipt_review.domain.backup import Why, newest
from ipt_review.domain.problems import ReviewError
from ipt_review.study import backup_words
from ipt_review.workflow.files.backups import (
    back_up,
    backups_at,
    can_be_backed_up,
    go_back,
    offer_for,
    way_by,
)
from ipt_review.workflow.files.opening import open_study

if TYPE_CHECKING:
    import argparse

    from ipt_review.domain.backup import Backup

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

TAKE: Final = "backup"
LIST: Final = "backups"
RESTORE: Final = "restore"
ALL: Final = (TAKE, LIST, RESTORE)


class NoBackup(ReviewError):
    """A study of which there is no backup, or not the one that was named."""


def add_backups(commands: Commands) -> None:
    """Add the commands about backups."""
    taking = commands.add_parser(TAKE, help="make a checked backup of a study")
    listing = commands.add_parser(LIST, help="list the backups of a study")
    restoring = commands.add_parser(
        RESTORE, help="go back to a backup; the present file is kept aside"
    )
    restoring.add_argument(
        "--backup",
        type=Path,
        metavar="FILE",
        help="the backup to go back to (the newest one)",
    )
    for each in (taking, listing, restoring):
        each.add_argument("study", type=Path, help="a study file (.iptstudy)")
    for each in (taking, restoring):
        add_passphrase(each)


def run_backups(found: argparse.Namespace) -> int:
    """Do what a command of these asks for; return the exit code."""
    doing = {TAKE: _take, LIST: _list, RESTORE: _restore}[found.command]
    try:
        sys.stdout.write(doing(found))
    except ReviewError as problem:
        tell_problem(found.study, problem)
        return 1
    return 0


def tell_problem(study: Path, problem: ReviewError) -> None:
    """Say on the error stream what is wrong, and which backup would help."""
    sys.stderr.write(f"{problem}\n")
    offer = offer_for(study, problem)
    if offer is not None:
        backup, lost = offer.backup, offer.lost
        sys.stderr.write(
            f"The newest checked backup is from {backup_words.clock(backup.taken)}. "
            f"{backup_words.missing(backup.taken, lost.saved, lost.changes)} "
            f"“ipt-review {RESTORE} STUDY” puts it in place; this file is kept.\n"
        )


def _take(found: argparse.Namespace) -> str:
    desk = open_study(found.study, secret_for(found.study, found))
    try:
        if not can_be_backed_up(desk):
            raise NoBackup(
                f"“{found.study.name}” is open for reading only here.",
                "Make the backup where it can be written, or copy the closed file.",
            )
        return f"{_line(back_up(desk, Why.ASKED))}\n"
    finally:
        desk.close()


def _list(found: argparse.Namespace) -> str:
    known = backups_at(found.study)
    if not known:
        return "There is no backup of this study.\n"
    return "".join(f"{_line(each)}\n" for each in known)


def _restore(found: argparse.Namespace) -> str:
    known = backups_at(found.study)
    wanted = newest(known) if found.backup is None else _named(known, found.backup)
    if wanted is None:
        raise NoBackup(
            "There is no such backup of this study.",
            f"“ipt-review {LIST} STUDY” lists those that there are.",
        )
    way = way_by(wanted, secret_for(wanted.path, found))
    restored = go_back(found.study, wanted, way)
    restored.desk.close()
    told = f"The study is as it was on {backup_words.clock(wanted.taken)}.\n"
    if restored.aside is not None:
        told += f"The file from before is kept as “{restored.aside.name}”.\n"
    return told


def _named(known: list[Backup], wanted: Path) -> Backup | None:
    path = wanted.resolve()
    return next((each for each in known if each.path.resolve() == path), None)


def _line(backup: Backup) -> str:
    pinned = ", pinned" if backup.pinned else ""
    size = backup_words.size(backup.size)
    return (
        f"{backup_words.clock(backup.taken)}  {size:>9}  "
        f"{backup_words.checked(backup)}, made {backup.why.value}{pinned}: "
        f"{backup.path}"
    )
