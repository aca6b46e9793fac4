"""The program from a shell: what is wished for, and what needs no window."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from ipt_review import __version__
from ipt_review.domain.problems import ReviewError
from ipt_review.workflow.opening import SUFFIX, open_study
from ipt_review.workflow.reporting import report

LATER = "Later versions add: agreement, import, export, check, migrate."


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for.

    Attributes:
        command: "open", "demo" or "report".
        study: A study file, if one is named.
        walk: Folder in which a walk through the demo leaves pictures and workbook.
        output: The workbook that a report is written to.
        full: Whether the report holds notes and comments.
    """

    command: str
    study: Path | None = None
    walk: Path | None = None
    output: Path | None = None
    full: bool = False

    @property
    def demo(self) -> bool:
        """Whether the demo study is wanted."""
        return self.command == "demo"

    @property
    def needs_window(self) -> bool:
        """Whether it can only be done in the window."""
        return self.command != "report"


def read(arguments: list[str]) -> Wish:
    """Read the command line; ends the program for --help, --version and mistakes."""
    if arguments and arguments[0].endswith(SUFFIX):
        arguments = ["open", *arguments]
    found = _parser().parse_args(arguments)
    return Wish(
        command=found.command or "open",
        study=getattr(found, "study", None),
        walk=getattr(found, "walk", None),
        output=getattr(found, "output", None),
        full=getattr(found, "full", False),
    )


def run(wish: Wish) -> int:
    """Do what needs no window; return the exit code, 1 when it could not be done."""
    if wish.study is None or wish.output is None:
        return 2
    try:
        desk = open_study(wish.study)
        try:
            made = report(desk, wish.output, full=wish.full)
        finally:
            desk.close()
    except ReviewError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    count = len(made.results)
    noun = "coding" if count == 1 else "codings"
    sys.stdout.write(f"{wish.output}: {count} {noun}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ipt-review",
        description="Review taped sessions of Interpersonal Psychotherapy: play, "
        "code, rate, report. Without a command, the window opens.",
        epilog=LATER,
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
    making = commands.add_parser("report", help="write a study's workbook, no window")
    making.add_argument("study", type=Path, help="a study file (.iptstudy)")
    making.add_argument(
        "-o", "--output", type=Path, required=True, help="the .xlsx file to write"
    )
    making.add_argument(
        "--full",
        action="store_true",
        help="with everything raters wrote (without: fit for research)",
    )
    return parser
