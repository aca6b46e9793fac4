"""Drift and leniency leave the study with the numbers that the screen has."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from ipt_review.cli.shell import read, run
from ipt_review.domain.analysis_plan import AnalysisPlan, DriftRule, Goals
from ipt_review.domain.coding import Perspective
from ipt_review.exchange.drift_report import drift_json, drift_text
from ipt_review.workflow.agreement.drifting import drift
from ipt_review.workflow.agreement.planning import set_analysis_plan
from ipt_review.workflow.agreement.telling_drift import (
    drift_report,
    save_drift,
    told_drift,
)
from tests.benchmarks.measure_reliability import make_double_coded
from tests.double_study import SMALL, DoubleStudy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAN = AnalysisPlan(drift=DriftRule(window=2), goals=Goals(tapes=3))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[DoubleStudy]:
    """Return a study with gold tapes on which R-1 lies 0, 1 and 2 points above."""
    made = DoubleStudy.make(tmp_path / "study.iptstudy", raters=3)
    set_analysis_plan(made.desk, PLAN, None)
    for bias in range(3):
        tape = made.add_tape()
        gold = {"adh_link": 3}
        made.code(tape, 3, gold, perspective=Perspective.GOLD_STANDARD)
        made.code(tape, 1, {"adh_link": 3 + bias})
        made.code(tape, 2, {"adh_link": 3})
    yield made
    made.database.close()


def test_text_values_json_and_workbook_have_the_same_bias(
    study: DoubleStudy, tmp_path: Path
) -> None:
    found = drift(study.desk, None)
    leaning = found.by_reference[0]
    assert (leaning.rater, leaning.item.name, leaning.bias.value) == ("R-1", "", 1)
    limits = leaning.bias.interval
    assert limits is not None

    for name in ("out.csv", "out.xlsx"):
        save_drift(study.desk, None, found, tmp_path / name)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    (row,) = (
        each
        for each in rows
        if (each["what"], each["rater"], each["held_against"], each["label"])
        == ("leniency", "R-1", "reference", "All items")
    )
    assert (float(row["bias"]), float(row["ci_low"])) == (1, limits.low)
    rolling = [
        each["rolling_bias"]
        for each in rows
        if (each["what"], each["rater"], each["item"]) == ("chart", "R-1", "adh_link")
    ]
    assert rolling == ["", "0.5", "1.5"]
    sheet = load_workbook(tmp_path / "out.xlsx")["Leniency"]
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert ("R-1", "reference", "All items", 1) in [line[:4] for line in lines]

    report = told_drift(study.desk, None, found)
    told = drift_json(report)
    assert told["reminders"][0].startswith("R-1 rated 1.50 points above the reference")
    (line,) = (
        each
        for each in told["lines"]
        if (each["what"], each["rater"], each["held_against"], each["item"])
        == ("leniency", "R-1", "reference", "")
    )
    assert (line["bias"], line["ci_high"]) == (1, limits.high)
    out = drift_text(report)
    assert "R-1 against the reference, All items: 1.00 (-1.48 to 3.48)" in out


def test_a_shell_tells_drift_and_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "s.iptstudy", tmp_path / "out.csv"
    make_double_coded(path, 6).close()

    assert run(read(["reliability", str(path), "--drift", "--json"])) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["raters"] == []
    assert {each["held_against"] for each in told["lines"]} == {"other raters"}
    assert run(read(["reliability", str(path), "--drift"])) == 0
    assert capsys.readouterr().out.startswith("Drift and calibration")
    assert run(read(["reliability", str(path), "--drift", "-o", str(out)])) == 0
    assert out.read_text("utf-8-sig").startswith("what,rater,held_against,")


def test_the_workbook_of_a_study_has_drift_and_a_study_without_raters_has_none(
    study: DoubleStudy, tmp_path: Path
) -> None:
    report = drift_report(study.desk, None)
    assert report is not None
    assert [one.rater for one in report.raters] == ["R-1", "R-2"]
    assert set(report.names.values()) == {
        f"Case {SMALL.case.handle}, session {number}" for number in (1, 2, 3)
    }

    empty = DoubleStudy.make(tmp_path / "empty.iptstudy")
    assert drift_report(empty.desk, None) is None
    empty.database.close()
