"""The workbook of a study from a shell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_review.cli.backups import tell_problem
from ipt_review.cli.vault import add_passphrase, secret_for
from ipt_review.domain.problems import ReviewError
from ipt_review.workflow.export.reporting import (
    example_template,
    report,
    report_values,
)
from ipt_review.workflow.files.opening import open_study

if TYPE_CHECKING:
    import argparse

    from ipt_review.workflow.desk import Desk

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

REPORT = "report"


def add_report(commands: Commands) -> None:
    """Add the command."""
    making = commands.add_parser(REPORT, help="write a study's workbook, no window")
    making.add_argument("study", type=Path, help="a study file (.iptstudy)")
    place = making.add_mutually_exclusive_group(required=True)
    place.add_argument("-o", "--output", type=Path, help="the .xlsx file to write")
    place.add_argument(
        "--values",
        type=Path,
        metavar="FOLDER",
        help="a folder to write for statistics programs instead: CSV with SPSS syntax",
    )
    making.add_argument(
        "--full",
        action="store_true",
        help="with everything raters wrote (without: fit for research)",
    )
    form = making.add_mutually_exclusive_group()
    form.add_argument(
        "--template",
        type=Path,
        metavar="XLSX",
        help="a workbook of your own with placeholders, which is filled",
    )
    form.add_argument(
        "--example-template",
        action="store_true",
        help="write a template to begin with, which lists all placeholders",
    )
    add_passphrase(making)


def run_report(found: argparse.Namespace) -> int:
    """Write what was asked for; return 1 when that could not be done."""
    try:
        desk = open_study(found.study, secret_for(found.study, found))
        try:
            told = _write(desk, found)
        finally:
            desk.close()
    except ReviewError as problem:
        tell_problem(found.study, problem)
        return 1
    sys.stdout.write(f"{found.values or found.output}: {told}\n")
    return 0


def _write(desk: Desk, found: argparse.Namespace) -> str:
    """Write what was asked for; say in a word or two what it is."""
    if found.example_template:
        example_template(desk, found.output, None)
        return "an example template"
    if found.values:
        made = report_values(desk, found.values, full=found.full)
    else:
        made = report(desk, found.output, full=found.full, template=found.template)
    count = made.content.codings
    return f"{count} {'coding' if count == 1 else 'codings'}"
