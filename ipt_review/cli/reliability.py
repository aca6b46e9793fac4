"""The reliability of a study from a shell."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ipt_review.cli.vault import add_passphrase, secret_for
from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.drift_report import drift_json, drift_text
from ipt_review.exchange.reliability_report import as_json, as_text
from ipt_review.workflow.agreement.drifting import drift
from ipt_review.workflow.agreement.study_reliability import (
    EVERYTHING,
    study_reliability,
)
from ipt_review.workflow.agreement.telling_drift import save_drift, told_drift
from ipt_review.workflow.agreement.telling_reliability import save_reliability, told
from ipt_review.workflow.files.opening import open_study

if TYPE_CHECKING:
    import argparse

    from ipt_review.workflow.desk import Desk

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

RELIABILITY: Final = "reliability"


def add_reliability(commands: Commands) -> None:
    """Add the command that tells how well the raters of a study agree."""
    telling = commands.add_parser(
        RELIABILITY, help="tell how well the raters of a study agree, by its plan"
    )
    telling.add_argument("study", type=Path, help="a study file (.iptstudy)")
    telling.add_argument(
        "--drift",
        action="store_true",
        help="tell how raters drift from the reference and lean, and nothing else",
    )
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
            sys.stdout.write((_drift if found.drift else _agreement)(desk, found))
        finally:
            desk.close()
    except ReviewError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


def _agreement(desk: Desk, found: argparse.Namespace) -> str:
    agreed = study_reliability(desk, None, EVERYTHING)
    if found.output is None:
        write = as_json if found.json else as_text
        return f"{write(told(desk, agreed)).rstrip()}\n"
    save_reliability(desk, agreed, found.output)
    return f"{found.output}: {len(agreed.table.lines)} lines\n"


def _drift(desk: Desk, found: argparse.Namespace) -> str:
    followed = drift(desk, None)
    if found.output is not None:
        save_drift(desk, None, followed, found.output)
        return f"{found.output}: {len(followed.raters)} raters beside the reference\n"
    report = told_drift(desk, None, followed)
    if found.json:
        return f"{json.dumps(drift_json(report), indent=2, ensure_ascii=False)}\n"
    return drift_text(report)
