"""The reliability of a study from a shell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ipt_review.cli_vault import add_passphrase, secret_for
from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.reliability_report import as_json, as_text
from ipt_review.workflow.opening import open_study
from ipt_review.workflow.study_reliability import EVERYTHING, study_reliability
from ipt_review.workflow.telling_reliability import save_reliability, told

if TYPE_CHECKING:
    import argparse

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

RELIABILITY: Final = "reliability"


def add_reliability(commands: Commands) -> None:
    """Add the command that tells how well the raters of a study agree."""
    telling = commands.add_parser(
        RELIABILITY, help="tell how well the raters of a study agree, by its plan"
    )
    telling.add_argument("study", type=Path, help="a study file (.iptstudy)")
    telling.add_argument("--json", action="store_true", help="answer as JSON")
    telling.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="write to this file instead: .xlsx, .csv, .json, or .txt",
    )
    add_passphrase(telling)


def run_reliability(found: argparse.Namespace) -> int:
    """Tell it, or write it to a file; return the exit code."""
    try:
        desk = open_study(found.study, secret_for(found.study, found))
        try:
            agreed = study_reliability(desk, None, EVERYTHING)
            if found.output is None:
                write = as_json if found.json else as_text
                sys.stdout.write(f"{write(told(desk, agreed)).rstrip()}\n")
            else:
                save_reliability(desk, agreed, found.output)
                lines = len(agreed.table.lines)
                sys.stdout.write(f"{found.output}: {lines} lines\n")
        finally:
            desk.close()
    except ReviewError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0
