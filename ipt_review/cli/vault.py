"""Passphrases from a shell: asked for, read from a file, changed."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.secret import Passphrase, RecoveryKey
from ipt_review.workflow.files.opening import open_study, opens_by_secret
from ipt_review.workflow.files.passphrases import SHORTEST, strength_of
from ipt_review.workflow.files.vault import change_passphrase, may_reseal, recovery_key

if TYPE_CHECKING:
    import argparse

    from ipt_review.domain.secret import Secret

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

CHANGE: Final = "passphrase"
SHOW: Final = "recovery-key"
VARIABLE: Final = "IPT_REVIEW_PASSPHRASE"
"""Environment variable with the passphrase, for scripts."""

NEW_VARIABLE: Final = "IPT_REVIEW_NEW_PASSPHRASE"
"""Environment variable with the passphrase that a study gets, for scripts."""


class NoPassphrase(ReviewError):
    """A passphrase that is missing, too short, or was typed in two ways."""


def add_vault(commands: Commands) -> None:
    """Add the commands that change a passphrase and show the recovery key."""
    changing = commands.add_parser(
        CHANGE,
        help="encrypt a study, or give it another passphrase",
        epilog=f"For scripts, {VARIABLE} and {NEW_VARIABLE} are read as well.",
    )
    changing.add_argument("study", type=Path, help="a study file (.iptstudy)")
    what = changing.add_mutually_exclusive_group()
    add_new_passphrase(what)
    what.add_argument(
        "--remove", action="store_true", help="leave the study without a passphrase"
    )
    showing = commands.add_parser(SHOW, help="write out the recovery key of a study")
    showing.add_argument("study", type=Path, help="a study file (.iptstudy)")
    for each in (changing, showing):
        add_passphrase(each)


def add_new_passphrase(parser: argparse._ActionsContainer) -> None:
    """Let a new passphrase come out of a file."""
    parser.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"its first line is the new passphrase (or {NEW_VARIABLE}, or asked)",
    )


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """Let a command be told how an encrypted study opens."""
    given = parser.add_mutually_exclusive_group()
    given.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"its first line is the passphrase (or {VARIABLE}, or it is asked for)",
    )
    given.add_argument(
        "--use-recovery-key",
        action="store_true",
        help="ask for the recovery key in place of the passphrase",
    )


def secret_for(study: Path, found: argparse.Namespace) -> Secret | None:
    """Return what opens a study, asked for if nobody gave it; None for a plain one.

    Raises:
        ReviewError: When the file cannot be a study, or none was given.
    """
    if not opens_by_secret(study):
        return None
    if getattr(found, "use_recovery_key", False):
        return RecoveryKey(_asked("Recovery key: "))
    file = getattr(found, "passphrase_file", None)
    known = first_line(file) if file is not None else os.environ.get(VARIABLE)
    if known is None:
        known = _asked(f"Passphrase of “{study.name}”: ")
    return Passphrase(known)


def run_vault(found: argparse.Namespace) -> int:
    """Do what a command of these asks for; return the exit code."""
    try:
        sys.stdout.write(_done(found))
    except ReviewError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _done(found: argparse.Namespace) -> str:
    study: Path = found.study
    desk = open_study(study, secret_for(study, found))
    key, code, may = desk.database.key, recovery_key(desk), may_reseal(desk)
    desk.close()
    if found.command == SHOW:
        return f"{code}\n" if code else "This study has no passphrase.\n"
    if not may:
        raise NoPassphrase(f"“{study.name}” cannot be written here.")
    words = None if found.remove else new_passphrase(found)
    changed = change_passphrase(study, key, words)
    code = recovery_key(changed.desk)
    changed.desk.close()
    if changed.problem is not None:
        raise changed.problem
    if not code:
        return "The study has no passphrase any more.\n"
    told = "The study opens with the new passphrase.\n"
    if key is None:
        told += "Copies and backups made until now can still be read without it.\n"
    return f"{told}Recovery key: {code}\n"


def new_passphrase(found: argparse.Namespace) -> Passphrase:
    """Return the passphrase that a study gets; typed twice, if it is typed."""
    file = found.new_passphrase_file
    known = first_line(file) if file is not None else os.environ.get(NEW_VARIABLE)
    if known is None:
        known = _asked("New passphrase: ")
        sys.stderr.write(f"{strength_of(known).told}\n")
        if known != _asked("Once more: "):
            raise NoPassphrase("The two are not the same.", "Type it once more.")
    if len(known) < SHORTEST:
        raise NoPassphrase(
            "The new passphrase is too short.", f"Take {SHORTEST} characters at least."
        )
    return Passphrase(known)


def _asked(question: str) -> str:
    if not sys.stdin.isatty():
        raise NoPassphrase(
            "The study is encrypted, and nobody is there to be asked.",
            f"Give --passphrase-file, or set {VARIABLE}.",
        )
    return getpass.getpass(question)


def first_line(file: Path) -> str:
    """Return the first line of a text file.

    Raises:
        NoPassphrase: When it cannot be read.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise NoPassphrase(
            f"“{file}” cannot be read: {error.strerror}.",
            "Name a text file with the passphrase in its first line.",
        ) from error
    return lines[0] if lines else ""
