"""Samples, assignments and guesses in the workbook of whoever coordinates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from openpyxl import load_workbook

from ipt_review.domain.assignment import AssignmentKind
from ipt_review.domain.coding import Status
from ipt_review.domain.guess import TreatmentGuess
from ipt_review.domain.people import Person, Role
from ipt_review.domain.sampling import Amount
from ipt_review.domain.tape import MediaFile
from ipt_review.study.assigning import Plan
from ipt_review.workflow.export.reporting import report
from ipt_review.workflow.files.opening import make_demo, open_study
from ipt_review.workflow.studies.assigning import begin_assigned, give_out, queue_of
from ipt_review.workflow.studies.sampling import draw_sample, replace_unratable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LEADER = Person(UUID(int=500), "CO-1", frozenset({Role.COORDINATOR}))
RATER = Person(UUID(int=501), "R01", frozenset({Role.RATER}))


def table(sheet: Worksheet) -> list[dict[object, object]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_coordinators_find_what_was_drawn_given_and_guessed_and_others_do_not(
    tmp_path: Path,
) -> None:
    make_demo(tmp_path / "study.iptstudy")
    desk = open_study(tmp_path / "study.iptstudy")
    for person in (LEADER, RATER):
        desk.database.add_person(person)
    for tape in desk.database.tapes():
        file = MediaFile(Path(f"{tape.id}.mp4"), 0, tape.length, 1)
        desk.database.change_tape(replace(tape, files=(file,)))
    draw_sample(desk, LEADER, (), Amount(tapes=2), "seed 1")
    first = desk.database.samples.all()[0].drawn[0].tape
    replace_unratable(desk, LEADER, first, "no sound")
    give_out(desk, LEADER, [RATER], Plan(seed="seed 2", double_percent=0))
    row = queue_of(desk, RATER)[0]
    coding = begin_assigned(desk, row.assignment)
    desk.database.closings.guess(TreatmentGuess(coding, "IPT", 2, 1))
    desk.database.set_status(coding, Status.SUBMITTED, RATER.id, 2)

    report(desk, tmp_path / "all.xlsx", person=LEADER)
    report(desk, tmp_path / "own.xlsx", person=RATER)
    desk.close()

    book = load_workbook(tmp_path / "all.xlsx")
    flow = {row["Step"]: row["Tapes"] for row in table(book["Sample flow"])}
    assert (flow["drawn"], flow["rated by one study rater or more"]) == (3, 1)
    samples = table(book["Samples"])
    assert [row["Could be rated"] for row in samples] == [0, 1, 1]
    assert (
        samples[2]["Stands in for"] == f"{samples[0]['Case']}/{samples[0]['Session']}"
    )
    given = table(book["Assignments"])
    assert [row["State"] for row in given] == ["submitted", "not begun"]
    assert {row["Kind"] for row in given} == {AssignmentKind.SINGLE.value}
    (guess,) = table(book["Guesses"])
    assert (guess["Rater"], guess["Guess"], guess["Certainty"]) == ("R01", "IPT", 2)
    titles = load_workbook(tmp_path / "own.xlsx").sheetnames
    assert not {"Sample flow", "Samples", "Assignments", "Guesses"} & {*titles}
