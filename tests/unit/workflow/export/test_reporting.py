"""From a real study to a real workbook, over a change of its codebook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from ipt_review.domain.codebook import Part, Subscale
from ipt_review.domain.determination import AreaJudgment, Presence
from ipt_review.study.codebook_change import AddForm, SetField, apply
from ipt_review.study.codebook_entries import Noun, Ref
from ipt_review.workflow.codebooks.codebooks import adopt, in_use
from ipt_review.workflow.course.course_keeping import CourseKeeper
from ipt_review.workflow.export.reporting import report
from ipt_review.workflow.files.opening import make_demo, new_study, open_study
from ipt_review.workflow.prompting import keep, log_shown, shown
from tests.builders import an_item

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.workflow.desk import Desk


def sheet(path: Path, title: str) -> list[dict[str, Any]]:
    heads, *lines = load_workbook(path)[title].iter_rows(values_only=True)
    names = [str(head) for head in heads]
    return [dict(zip(names, line, strict=True)) for line in lines]


def adopt_changes(desk: Desk) -> None:
    """Adopt another label, and a form of the study's own."""
    relabel = SetField(Ref(Noun.CODE, "sick_role"), "label", "Role of the ill")
    item = replace(
        an_item("own_one"),
        part=Part.COMPETENCE,
        subscale="own_form",
        scale="quality_1_7",
        anchors={1: "No.", 4: "Some.", 7: "All."},
    )
    own = Subscale("own_form", "Own form", prescribed=False, apart=True)
    book = apply(apply(in_use(desk), relabel), AddForm((own,), (item,)))
    adopt(desk, book)


def test_a_study_that_changed_its_codebook_has_one_workbook(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.iptstudy")
    desk = open_study(tmp_path / "demo.iptstudy")
    adopt_changes(desk)
    people = {each.handle: each for each in desk.holdings().people}
    tape = desk.holdings().tapes[0]
    seat = desk.sit_down(desk.begin(tape.id, people["REF"]))
    seat.session.rate("own_one", 6)
    CourseKeeper(desk, desk.holdings().cases[0].id, people["SV-1"]).determine()
    path = tmp_path / "report.xlsx"
    report(desk, path)
    desk.close()

    scores = {row["Codebook"]: row for row in sheet(path, "Sessions")}
    old, new = scores["ipt_core 1.0.0"], scores["ipt_core 1.0.0+study.1"]
    assert (new["Own form mean"], new["Own form rests on"]) == (6, "1 of 1 items")
    assert (old["Own form mean"], old["Own form rests on"]) == (None, None)
    codes = {row["Code"]: row for row in sheet(path, "Codebook")}
    assert codes["sick_role"]["Label"] == "Role of the ill"
    assert codes["sick_role"]["Versions"] == "1.0.0 (differs), 1.0.0+study.1"
    assert codes["hope"]["Versions"] == "1.0.0, 1.0.0+study.1"
    items = {row["Item"]: row["Versions"] for row in sheet(path, "Rating items")}
    assert items["own_one"] == "1.0.0+study.1"
    (form,) = sheet(path, "Problem areas")
    assert (form["Rater"], form["Status"]) == ("SV-1", "draft")


def test_a_study_with_nothing_in_it_has_a_workbook_that_says_so(
    tmp_path: Path,
) -> None:
    desk = new_study(tmp_path / "trial.iptstudy", "Trial", "SV-1")
    path = tmp_path / "report.xlsx"
    report(desk, path)
    desk.close()
    assert sheet(path, "Sessions") == sheet(path, "Problem areas") == []
    (said,) = [row for row in sheet(path, "Read me") if row["Read me"] == "In it"]
    assert "There is no coding yet" in str(said)
    assert len(sheet(path, "Rating items")) > 50


def test_prompts_and_judgments_are_told_in_order_and_privately(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.iptstudy")
    desk = open_study(tmp_path / "demo.iptstudy")
    people = {each.handle: each for each in desk.holdings().people}
    tape = next(each for each in desk.holdings().tapes if each.files)
    seat = desk.sit_down(desk.begin(tape.id, people["SV-1"]))
    seat.session.rate("adh_role_play", 6)
    coding = seat.session.coding
    happened = shown(seat.codebook, coding, (), desk.now())
    log_shown(desk.database, coding.head.id, happened)
    keep(desk.database, seat.codebook, coding, "adh_role_play", desk.now())
    keeper = CourseKeeper(desk, desk.holdings().cases[0].id, people["SV-1"])
    judged = AreaJudgment(Presence.YES, basis="Her mother, S1 0:31:02")
    keeper.keep_determination(keeper.determine().with_judgment("grief", judged))
    report(desk, tmp_path / "research.xlsx")
    report(desk, tmp_path / "full.xlsx", full=True)
    desk.close()

    asked = [
        row
        for row in sheet(tmp_path / "research.xlsx", "Prompts")
        if row["Items"] == "adh_role_play"
    ]
    assert [(row["Session"], row["Value"], row["Outcome"]) for row in asked] == [
        (5, 6, "shown"),
        (5, 6, "kept"),
    ]
    told = sheet(tmp_path / "research.xlsx", "Judgment history")
    assert [(row["Change"], row["What"], row["Area"], row["To"]) for row in told] == [
        (1, "begun", None, None),
        (2, "presence", "grief", "yes"),
        (2, "basis", "grief", None),
    ]
    assert all("At (UTC)" not in row for row in (*asked, *told))
    full = sheet(tmp_path / "full.xlsx", "Judgment history")
    assert full[2]["To"] == "Her mother, S1 0:31:02"
    assert full[2]["At (UTC)"].startswith("20")
    assert "At (UTC)" in sheet(tmp_path / "full.xlsx", "Prompts")[0]
