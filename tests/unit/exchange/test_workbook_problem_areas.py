"""The sheet on problem-area determinations, and who gave each severity scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from openpyxl import load_workbook

from ipt_review.domain.determination import AreaJudgment, Determination, Presence
from ipt_review.domain.study import GivenBy, Severity
from ipt_review.exchange.report import Determined
from ipt_review.exchange.workbook import write_workbook
from tests.report_builders import (
    SMALL,
    a_full_report,
    a_report,
    a_review,
    records,
    told,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.exchange.report import Report

GRIEF = AreaJudgment(Presence.YES, 4, 5, "S1 0:31:02, her mother.")
FORM = Determination(
    UUID(int=50),
    SMALL.case.id,
    SMALL.rater.id,
    {"grief": GRIEF, "gone_area": AreaJudgment(Presence.CANNOT_TELL)},
    "grief",
    "gone_area",
    3,
    submitted=True,
)
DRAFT = Determination(UUID(int=51), SMALL.case.id, UUID(int=8))


def with_forms(report: Report) -> Report:
    second = replace(SMALL.rater, id=UUID(int=8), handle="R02")
    forms = (
        Determined(SMALL.case, second, DRAFT),
        Determined(SMALL.case, SMALL.rater, FORM),
    )
    return replace(report, determinations=forms)


def test_a_determination_is_one_row_and_a_draft_says_so(tmp_path: Path) -> None:
    done, begun = records(
        tmp_path / "a.xlsx", with_forms(a_report(a_review())), "Problem areas"
    )
    assert done == {
        "Case": "C01",
        "Rater": "R01",
        "Status": "submitted",
        "Primary focus": "Grief",
        "Second focus": "gone_area",
        "Certainty of the focus": 3,
        "Grief: present": "yes",
        "gone_area: present": "cannot_tell",
        "Grief: certainty": 4,
        "gone_area: certainty": None,
        "Grief: tied": 5,
        "gone_area: tied": None,
    }
    assert (begun["Rater"], begun["Status"]) == ("R02", "draft")
    assert begun["Grief: present"] is None


def test_what_a_judgment_rests_on_is_only_in_the_full_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    full, _ = records(path, with_forms(a_full_report(a_review())), "Problem areas")
    assert full["Grief: basis"] == "S1 0:31:02, her mother."
    write_workbook(path, with_forms(a_report(a_review())))
    words = {
        str(value)
        for paper in load_workbook(path).worksheets
        for row in paper.iter_rows(values_only=True)
        for value in row
    }
    assert not any("her mother" in word for word in words)


def test_a_study_with_nothing_but_a_determination_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert len(records(path, with_forms(a_report()), "Problem areas")) == 2
    said = told(path, with_forms(a_report()))["In it"]
    assert said.startswith("There is no coding yet")
    assert said.endswith("2 problem-area determinations.")


def test_an_empty_study_says_that_there_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert records(path, a_report(), "Problem areas") == []
    said = told(path, a_report())["In it"]
    assert "no coding yet" in said
    assert "no problem-area determination" in said


def test_a_session_says_who_gave_each_scale(tmp_path: Path) -> None:
    review = a_review()
    severity = (
        Severity("hamd17", 17, fed_back=True, given_by=GivenBy.CLINICIAN),
        Severity("bdi2", 24),
    )
    session = replace(review.session, severity=severity)
    report = a_report(replace(review, session=session))
    (row,) = records(tmp_path / "a.xlsx", report, "Sessions")
    assert row["hamd17 given by"] == "clinician"
    assert row["bdi2 given by"] is None
