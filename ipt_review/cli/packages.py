"""Rater packages from a shell: sent, opened, returned, and taken in."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ipt_review.cli.vault import (
    add_new_passphrase,
    add_passphrase,
    first_line,
    new_passphrase,
    secret_for,
)
from ipt_review.domain.package import PackageCode, in_figures
from ipt_review.domain.package_problems import CodeNeeded
from ipt_review.domain.problems import ReviewError
from ipt_review.study.permissions import Act
from ipt_review.workflow.files.opening import open_study
from ipt_review.workflow.packages.package_opening import open_package, take_further
from ipt_review.workflow.packages.package_return import conflicts, return_work, take_in
from ipt_review.workflow.packages.package_sending import send

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ipt_review.domain.people import Person
    from ipt_review.workflow.desk import Desk

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

PACKAGE: Final = "package"
SEND, OPEN, FURTHER, RETURN, TAKE_IN = "send", "open", "further", "return", "take-in"


class NoSuchPerson(ReviewError):
    """A handle that nobody in the study has."""

    def __init__(self, handle: str, known: list[str]) -> None:
        super().__init__(
            f"Nobody in the study is called “{handle}”.",
            f"There are: {', '.join(known)}.",
        )


def add_package(commands: Commands) -> None:
    """Add the commands about packages."""
    parser = commands.add_parser(
        PACKAGE, help="send tapes to raters without the study, and take their work in"
    )
    doings = parser.add_subparsers(dest="package", metavar="what", required=True)
    sending = doings.add_parser(SEND, help="write a package with the tapes of a rater")
    _add_study(sending)
    sending.add_argument("--rater", required=True, metavar="HANDLE")
    _add_output(sending, "the package to write (.iptpackage)")
    sending.add_argument(
        "--recordings",
        action="store_true",
        help="put copies of the recordings beside it, named by their codes",
    )
    opening = doings.add_parser(
        OPEN, help="make a study of a package that one was sent"
    )
    _add_files(opening)
    _add_output(opening, "the study file to make (.iptstudy)")
    _add_code(opening)
    opening.add_argument("--plain", action="store_true", help="do not encrypt it")
    add_new_passphrase(opening)
    more = doings.add_parser(FURTHER, help="take further tapes into one's study")
    _add_study(more)
    _add_files(more)
    _add_code(more)
    back = doings.add_parser(RETURN, help="write a package with what one made")
    _add_study(back)
    _add_output(back, "the package to write (.iptpackage)")
    taking = doings.add_parser(TAKE_IN, help="take what raters returned into the study")
    _add_study(taking)
    _add_files(taking, several=True)
    for each in (sending, taking):
        each.add_argument("--as", dest="by", metavar="HANDLE", help="who does it")


def run_package(found: argparse.Namespace) -> int:
    """Do what a command of these asks for; return the exit code."""
    doings: dict[str, Callable[[argparse.Namespace], str]] = {
        SEND: _send,
        OPEN: _open,
        FURTHER: _further,
        RETURN: _return,
        TAKE_IN: _take_in,
    }
    try:
        sys.stdout.write(doings[found.package](found))
    except ReviewError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _send(found: argparse.Namespace) -> str:
    def doing(desk: Desk) -> str:
        rater = _called(desk, found.rater)
        made = send(
            desk, _who(desk, found.by), rater, found.output, recordings=found.recordings
        )
        beside = f", {made.copied} recordings beside it" if found.recordings else ""
        return (
            f"{made.path}: {made.tapes} tapes{beside}\n"
            f"Code: {made.code.text}\n"
            "Give the code to the rater apart from the file; it is kept nowhere.\n"
        )

    return _in_study(found, doing)


def _open(found: argparse.Namespace) -> str:
    code = _code(found)
    words = None if found.plain else new_passphrase(found)
    desk = open_package(found.packages[0], code, found.output, words)
    key, count = desk.database.key, len(desk.database.assignments.all())
    desk.close()
    told = f"{found.output}: {count} tapes to code\n"
    return told if key is None else f"{told}Recovery key: {key.recovery_key}\n"


def _further(found: argparse.Namespace) -> str:
    code = _code(found)
    return _in_study(
        found,
        lambda desk: f"{take_further(desk, found.packages[0], code)} further tapes\n",
    )


def _return(found: argparse.Namespace) -> str:
    return _in_study(
        found,
        lambda desk: f"{found.output}: {return_work(desk, found.output)} codings\n",
    )


def _take_in(found: argparse.Namespace) -> str:
    def doing(desk: Desk) -> str:
        by, lines = _who(desk, found.by), []
        for each in found.packages:
            came = take_in(desk, by, each)
            again = " (taken in before)" if came.again else ""
            lines.append(f"{each}: {in_figures(came.came)}{again}\n")
        open_ones = len(conflicts(desk))
        if open_ones:
            lines.append(
                f"{open_ones} to be settled in the window: Study room, Packages.\n"
            )
        return "".join(lines)

    return _in_study(found, doing)


def _in_study(found: argparse.Namespace, doing: Callable[[Desk], str]) -> str:
    desk = open_study(found.study, secret_for(found.study, found))
    try:
        return doing(desk)
    finally:
        desk.close()


def _called(desk: Desk, handle: str) -> Person:
    people = desk.database.people()
    for each in people:
        if each.handle == handle:
            return each
    raise NoSuchPerson(handle, [each.handle for each in people])


def _who(desk: Desk, handle: str | None) -> Person:
    """Return who does it: the one who is named, or the first who may."""
    people = desk.database.people()
    if handle is None:
        able = (e for e in people if desk.rights.may(Act.ASSIGN, person=e).allowed)
        return next(able, people[0])
    return _called(desk, handle)


def _code(found: argparse.Namespace) -> PackageCode:
    if found.code_file is not None:
        return PackageCode(first_line(found.code_file))
    if not sys.stdin.isatty():
        raise CodeNeeded
    return PackageCode(getpass.getpass("Code of the package: "))


def _add_study(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", type=Path, help="a study file (.iptstudy)")
    add_passphrase(parser)


def _add_files(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    parser.add_argument(
        "packages",
        nargs="+" if several else 1,
        type=Path,
        metavar="package",
        help="a package (.iptpackage)",
    )


def _add_output(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, help=what)


def _add_code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--code-file",
        type=Path,
        metavar="FILE",
        help="its first line is the code of the package (or it is asked for)",
    )
