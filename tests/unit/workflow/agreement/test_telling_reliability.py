"""The reliability of a study on paper: a workbook, values, text, JSON, and a shell."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from ipt_review.cli.shell import read, run
from ipt_review.domain.analysis_plan import AnalysisPlan, Goals
from ipt_review.domain.people import Person, Role
from ipt_review.study.permissions import NotAllowed
from ipt_review.workflow.agreement.planning import set_analysis_plan
from ipt_review.workflow.agreement.study_reliability import (
    EVERYTHING,
    study_reliability,
)
from ipt_review.workflow.agreement.telling_reliability import save_reliability
from ipt_review.workflow.export.reporting import report
from ipt_review.workflow.files.opening import open_study
from tests.benchmarks.measure_reliability import make_double_coded
from tests.double_study import DoubleStudy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COORDINATOR = Person(UUID(int=71), "CO-1", frozenset({Role.COORDINATOR}))
RATINGS = ((3, 4), (3, 4), (2, 3), (4, 5), (3, 3), (3, 2))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[DoubleStudy]:
    made = DoubleStudy.make(tmp_path / "study.iptstudy")
    made.rate_all(RATINGS)
    set_analysis_plan(made.desk, AnalysisPlan(seed=77, goals=Goals(tapes=3)), None)
    yield made
    made.database.close()


def saved(study: DoubleStudy, path: Path) -> Path:
    save_reliability(study.desk, study_reliability(study.desk, None, EVERYTHING), path)
    return path


def sheet(path: Path, title: str) -> list[dict[str, Any]]:
    heads, *lines = load_workbook(path)[title].iter_rows(values_only=True)
    names = [str(head) for head in heads]
    return [dict(zip(names, line, strict=True)) for line in lines]


def test_all_forms_hold_the_same_figure_and_name_the_plan(
    study: DoubleStudy, tmp_path: Path
) -> None:
    found = study_reliability(study.desk, None, EVERYTHING)
    line = found.table.lines[0]
    value = line.figure.value
    assert value is not None

    book = saved(study, tmp_path / "r.xlsx")
    row = next(e for e in sheet(book, "Reliability") if e["What"] == "Adh Link")
    assert row["Value"] == pytest.approx(value)
    assert row["Tapes"] == 6
    assert row["Called"].endswith("(Koo & Li 2016)")
    topics = {e["Topic"]: e["Text"] for e in sheet(book, "Reliability methods")}
    assert '"seed": 77' in topics["Analysis plan"]

    with saved(study, tmp_path / "r.csv").open(encoding="utf-8-sig") as file:
        values = next(e for e in csv.DictReader(file) if e["name"] == "adh_link")
    assert float(values["value"]) == pytest.approx(value)
    assert '"seed": 77' in values["plan"]

    told = json.loads(saved(study, tmp_path / "r.json").read_text("utf-8"))
    assert told["lines"][0]["value"] == pytest.approx(value)
    assert told["plan"]["seed"] == 77

    text = saved(study, tmp_path / "r.txt").read_text("utf-8")
    assert f"{value:.2f}" in text
    assert '"seed": 77' in text


def test_what_is_undefined_is_empty_in_values_and_a_dash_in_text(
    study: DoubleStudy, tmp_path: Path
) -> None:
    with saved(study, tmp_path / "r.csv").open(encoding="utf-8-sig") as file:
        values = next(e for e in csv.DictReader(file) if e["name"] == "role_play")
    assert values["value"] == ""
    assert "Never coded: not estimable." in values["reading"]
    text = saved(study, tmp_path / "r.txt").read_text("utf-8")
    assert "Role Play: Never coded: not estimable." in text


def test_the_methods_paragraph_has_the_numbers_of_the_study(
    study: DoubleStudy, tmp_path: Path
) -> None:
    told = json.loads(saved(study, tmp_path / "r.json").read_text("utf-8"))
    methods = told["methods"]
    assert methods.startswith(
        "6 tapes were coded independently by two or more of 2 study raters; first "
        "passes were compared, not consensus codings. Agreement on ratings, means and "
        "counts is ICC(2,1) (two-way random effects, absolute agreement, single rater; "
        "McGraw & Wong 1996) with 95 % intervals."
    )
    assert "not estimated from fewer than 3 tapes" in methods
    assert "Over 1 items the median was" in methods
    assert "1 could not be estimated" in methods


def test_whoever_may_take_no_research_data_out_saves_no_table(
    study: DoubleStudy, tmp_path: Path
) -> None:
    desk = study.desk
    found = study_reliability(desk, None, EVERYTHING)
    study.database.add_person(COORDINATOR)
    nobody = Person(study.raters[0].id, "R-1", frozenset())
    desk.rights.person = nobody
    with pytest.raises(NotAllowed):
        save_reliability(desk, found, tmp_path / "r.csv")


def test_a_study_workbook_has_the_sheet_for_who_may_see_it(tmp_path: Path) -> None:
    path, book = tmp_path / "s.iptstudy", tmp_path / "s.xlsx"
    database = make_double_coded(path, 6)
    database.add_person(COORDINATOR)
    database.close()
    desk = open_study(path)
    rater = next(e for e in desk.holdings().people if Role.RATER in e.roles)
    report(desk, book)
    assert sheet(book, "Reliability")[0]["Section"] == "Items"
    report(desk, book, person=rater)
    titles = load_workbook(book).sheetnames
    desk.close()
    assert "Reliability" not in titles


def test_a_shell_tells_it_and_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "s.iptstudy", tmp_path / "out.csv"
    make_double_coded(path, 6).close()

    assert run(read(["reliability", str(path), "--json"])) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["tapes"], len(told["raters"])) == (6, 4)
    assert run(read(["reliability", str(path)])) == 0
    assert "Reliability: Invented doubles" in capsys.readouterr().out
    assert run(read(["reliability", str(path), "-o", str(out)])) == 0
    assert out.exists()
    assert not read(["reliability", str(path)]).needs_window
    assert run(read(["reliability", str(tmp_path / "none.iptstudy")])) == 1
