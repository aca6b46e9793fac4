"""A roster comes in from a sheet as one step; a row that does not fit says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from ipt_review.domain.consent import Consent, Use
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import AgreedFocus
from ipt_review.exchange.roster_file import RosterUnreadable
from ipt_review.study.roster_columns import RosterField, matched
from ipt_review.workflow.files.opening import new_study
from ipt_review.workflow.library.roster_import import (
    read_cells,
    reading_of,
    save_roster_template,
    take_in_roster,
)
from ipt_review.workflow.library.rostering import Rostering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.study.roster_reading import RosterReading
    from ipt_review.workflow.desk import Desk

HEAD = "Clinician;Patient ID;Condition;Planned;Session no;Phase;Day;Consent;Shoe size"
GOOD = """T-01;C-001;IPT;16;1;opening;1;research, supervision;42
T-01;C-001;;;2;Middle phase;8;;
T-02;C-002;Control;;;;;none;
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = new_study(tmp_path / "own.iptstudy", "Own study", "SV-1")
    yield opened
    opened.close()


def read(desk: Desk, path: Path, text: str) -> RosterReading:
    path.write_text(f"{HEAD}\n{text}", "utf-8")
    cells = read_cells(path)
    return reading_of(desk, cells, matched(cells[0]))


def test_a_sheet_comes_in_as_one_step_once(desk: Desk, tmp_path: Path) -> None:
    rostering, path = Rostering(desk), tmp_path / "roster.csv"

    reading = read(desk, path, GOOD)
    assert [row.told for row in reading.rows] == [
        "New: therapist T-01, case C-001, session 1",
        "New: session 2",
        "New: therapist T-02, case C-002",
    ]
    assert desk.database.cases() == []
    take_in_roster(rostering, reading)

    first, second = desk.database.cases()
    assert (first.arm, first.planned_sessions) == ("IPT", 16)
    assert first.consent == Consent(frozenset({Use.RESEARCH, Use.SUPERVISION}))
    assert second.consent == Consent(frozenset())
    assert [(s.number, s.phase, s.day) for s in desk.database.sessions()] == [
        (1, Phase.OPENING, 1),
        (2, Phase.MIDDLE, 8),
    ]
    again = read(desk, path, GOOD)
    assert {row.told for row in again.rows} == {"In the study already."}
    assert again.entries == []
    rostering.undo()
    assert desk.database.therapists() == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (";C-009;;;;;;;", "The therapist is missing."),
        ("T-01;;;;4;;;;", "The session belongs to no case"),
        ("T-01;C-009;;;;opening;;;", "The session's number is missing."),
        ("T-01;C-001;;;1;;;;", "Session 1 of case C-001 is in row 2."),
        ("T-02;C-001;;;3;;;;", "Case C-001 belongs to therapist T-01."),
        ("T-01;C-001;;12;3;;;;", "Planned sessions: row 2 says something else"),
        ("T-01;C-009;;twelve;;;;;", "“twelve” is no whole number from 1 to 99"),
        ("T-01;C-009;;;0;;;;", "“0” is no whole number"),
        ("T-01;C-009;;;1;midle;;;", "“midle” is no phase; write one of opening"),
        ("T-01;C-009;;;1;;2024-01-05;;", "is a date; write the day of treatment"),
        ("T-01;C-009;;;;;;sale;", "“sale” is none of supervision"),
        ("T-01;=1+1;;;;;;;", "cannot be the id of a case"),
        ("T-01;20240105;;;;;;;", "holds a date"),
    ],
)
def test_a_row_that_does_not_fit_is_left_out_whole_and_says_why(
    desk: Desk, tmp_path: Path, row: str, said: str
) -> None:
    reading = read(desk, tmp_path / "roster.csv", f"{GOOD}{row}\n")

    last = reading.rows[-1]
    assert (last.number, last.fits) == (5, False)
    assert said in last.told
    assert len(reading.entries) == 6, "all of the others, and nothing of this one"


def test_the_template_is_a_roster_that_fits(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    save_roster_template(path)

    cells = read_cells(path)
    columns = matched(cells[0])
    assert set(columns) == set(RosterField)
    reading = reading_of(desk, cells, columns)
    assert all(row.fits for row in reading.rows)
    take_in_roster(Rostering(desk), reading)

    assert desk.database.cases()[0].foci == (AgreedFocus("role_dispute", 3),)


def test_numbers_of_excel_are_read_as_a_person_sees_them(
    desk: Desk, tmp_path: Path
) -> None:
    book, path = Workbook(), tmp_path / "roster.xlsx"
    for line in (["Therapist", "Case", "Session"], ["T-01", 17, 2.0], [None] * 3):
        book.worksheets[0].append(line)
    book.save(path)
    cells = read_cells(path)

    reading = reading_of(desk, cells, matched(cells[0]))

    (row,) = reading.rows
    assert row.told == "New: therapist T-01, case 17, session 2"


@pytest.mark.parametrize("content", [b"", b"PK not a workbook"])
def test_a_file_that_is_no_sheet_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)

    with pytest.raises(RosterUnreadable):
        read_cells(path)
    with pytest.raises(RosterUnreadable):
        read_cells(tmp_path / "nowhere.csv")
