"""The program from a shell: what is wished for, and what needs no window."""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_review import __version__
from ipt_review.cli.backups import ALL, add_backups, run_backups, tell_problem
from ipt_review.cli.packages import PACKAGE, add_package, run_package
from ipt_review.cli.reliability import RELIABILITY, add_reliability, run_reliability
from ipt_review.cli.report import REPORT, add_report, run_report
from ipt_review.cli.team import DOWNLOAD, TEAM, UPLOAD, add_team, run_team, wish_of
from ipt_review.cli.vault import (
    CHANGE,
    SHOW,
    add_new_passphrase,
    add_passphrase,
    add_vault,
    new_passphrase,
    run_vault,
    secret_for,
)
from ipt_review.domain.link import is_link
from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.agreement_cases import answer_line
from ipt_review.exchange.agreement_text import json_of, text_of
from ipt_review.workflow.agreement.agreeing import Comparison, agreement_in
from ipt_review.workflow.files.opening import SUFFIX, open_study
from ipt_review.workflow.files.trail_checking import check_trail

if TYPE_CHECKING:
    from ipt_review.cli.team import TeamWish
    from ipt_review.domain.secret import Secret

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

AGREEMENT = "agreement"
CHECK = "check"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for.

    Attributes:
        command: "open", "demo", "report", "check", "agreement", "reliability", "team",
            "package", "passphrase", "recovery-key", "backup", "backups" or "restore".
        study: A study file, if one is named.
        link: A link to a moment on a tape, if the program was started by one.
        walk: Folder in which a walk through the demo leaves pictures and workbook.
        table: A CSV file of ratings or events whose agreement is wanted.
        comparison: How its raters are compared.
        as_json: Whether agreement is wanted as JSON.
        team: What is to be done with a team study.
        found: All that was typed, for what else a command takes.
    """

    command: str
    study: Path | None = None
    link: str = ""
    walk: Path | None = None
    table: Path | None = None
    comparison: Comparison = field(default_factory=Comparison)
    as_json: bool = False
    team: TeamWish | None = None
    found: argparse.Namespace = field(default_factory=argparse.Namespace)

    @property
    def demo(self) -> bool:
        """Whether the demo study is wanted."""
        return self.command == "demo"

    @property
    def needs_window(self) -> bool:
        """Whether it can only be done in the window."""
        own = (REPORT, CHECK, AGREEMENT, RELIABILITY)
        return self.command not in (*own, TEAM, PACKAGE, CHANGE, SHOW, *ALL)


def read(arguments: list[str]) -> Wish:
    """Read the command line; ends the program for --help, --version and mistakes."""
    if len(arguments) == 1 and is_link(arguments[0]):
        return Wish("open", link=arguments[0])
    if arguments and arguments[0].endswith(SUFFIX):
        arguments = ["open", *arguments]
    found = _parser().parse_args(arguments)
    return Wish(
        command=found.command or "open",
        study=getattr(found, "study", None),
        walk=getattr(found, "walk", None),
        table=getattr(found, "table", None),
        comparison=_comparison(found) if found.command == AGREEMENT else Comparison(),
        as_json=getattr(found, "json", False),
        team=wish_of(found) if found.command == TEAM else None,
        found=found,
    )


def run(wish: Wish) -> int:
    """Do what needs no window; return the exit code, 1 when it could not be done."""
    if wish.team is not None:
        return _run_team(wish.team, wish.found)
    by_itself = {CHANGE: run_vault, SHOW: run_vault, PACKAGE: run_package}
    by_itself |= dict.fromkeys(ALL, run_backups)
    by_itself |= {RELIABILITY: run_reliability, REPORT: run_report}
    if wish.command in by_itself:
        return by_itself[wish.command](wish.found)
    doings = {CHECK: _check, AGREEMENT: _compare}
    return doings[wish.command](wish)


def _run_team(team: TeamWish, found: argparse.Namespace) -> int:
    try:
        secret: Secret | None = None
        if team.command == UPLOAD:
            secret = secret_for(team.file, found)
        elif team.command == DOWNLOAD and not found.plain:
            secret = new_passphrase(found)
    except ReviewError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return run_team(team, secret)


def _check(wish: Wish) -> int:
    """Check the audit trail; return 1 when it breaks or cannot be read."""
    if wish.study is None:
        return 2
    try:
        desk = open_study(wish.study, secret_for(wish.study, wish.found))
        try:
            head = wish.found.head
            holds, lines = check_trail(desk, lambda _: None, lambda: False, head)
        finally:
            desk.close()
    except ReviewError as problem:
        tell_problem(wish.study, problem)
        return 1
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if holds else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ipt-review",
        description="Review taped sessions of Interpersonal Psychotherapy: play, "
        "code, rate, report. Without a command, the window opens.",
    )
    parser.add_argument(
        "--version", action="version", version=f"ipt-review {__version__}"
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    opening = commands.add_parser("open", help="open a study in the window")
    opening.add_argument("study", type=Path, help="a study file (.iptstudy)")
    demo = commands.add_parser("demo", help="open the demo study with its tape")
    demo.add_argument(
        "--walk",
        type=Path,
        metavar="FOLDER",
        help="walk through the demo by itself (open, play, code, rate, export) and "
        "leave screenshots and the workbook in FOLDER",
    )
    add_report(commands)
    checking = commands.add_parser(CHECK, help="check the audit trail of a study")
    checking.add_argument("study", type=Path, help="a study file (.iptstudy)")
    checking.add_argument(
        "--head",
        default="",
        metavar="DIGITS",
        help="the head that was written down earlier, which the trail has to have",
    )
    add_passphrase(checking)
    _add_agreement(commands)
    uploading, downloading = add_team(commands)
    add_passphrase(uploading)
    add_new_passphrase(downloading)
    add_reliability(commands)
    add_package(commands)
    add_vault(commands)
    add_backups(commands)
    return parser


def _add_agreement(commands: Commands) -> None:
    agreeing = commands.add_parser(
        AGREEMENT,
        help="measure how well raters agree, in a CSV file of ratings or events",
        epilog="Ratings: one row a session, one column a rater; or columns unit, "
        "rater, rating (and item). Events: columns rater, code, start, end (and tape), "
        "times in seconds or as h:mm:ss.",
    )
    source = agreeing.add_mutually_exclusive_group(required=True)
    source.add_argument("table", nargs="?", type=Path, help="a CSV file")
    source.add_argument(
        "--cases",
        action="store_true",
        help="read questions as JSON, one a line, and answer one a line",
    )
    agreeing.add_argument("--json", action="store_true", help="answer as JSON")
    agreeing.add_argument(
        "--scale",
        default="",
        help="the categories (or codes) in their order, as in 1,2,3,4,5,6,7",
    )
    agreeing.add_argument(
        "--missing", default="", help="ratings that count as missing, as in 97,98,99"
    )
    for name, default, what in (
        ("--length", 0.0, "length of the tape in seconds"),
        ("--unit", 1.0, "length of a time unit in seconds (1)"),
        ("--tolerance", 2.0, "how far onsets may lie apart, in seconds (2)"),
        ("--overlap", 0.6, "share of the longer event from which two link (0.6)"),
    ):
        agreeing.add_argument(name, type=_not_negative, default=default, help=what)


def _not_negative(text: str) -> float:
    value = float(text)
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is below 0 or endless")
    return value


def _comparison(found: argparse.Namespace) -> Comparison:
    return Comparison(
        scale=tuple(each.strip() for each in found.scale.split(",") if each.strip()),
        missing=tuple(found.missing.split(",")),
        length=round(found.length * 1000),
        width=max(1, round(found.unit * 1000)),
        tolerance=round(found.tolerance * 1000),
        overlap=found.overlap,
    )


def _compare(wish: Wish) -> int:
    try:
        if wish.table is None:
            for line in sys.stdin:
                sys.stdout.write(f"{answer_line(line)}\n")
                sys.stdout.flush()
            return 0
        found = [
            (each.title, each.figures, each.notes)
            for each in agreement_in(wish.table, wish.comparison)
        ]
    except ReviewError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    parts = [json_of(found)] if wish.as_json else [text_of(*each) for each in found]
    sys.stdout.write("\n".join(parts) + "\n")
    return 0
