from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from ipt_review.domain.mark import Mark
from ipt_review.exchange.sheet_size import pages_across
from ipt_review.exchange.sheets.table import Column, Form, Sheet
from ipt_review.exchange.workbook import (
    add_sheets,
    write_workbook,
)
from ipt_review.exchange.workbook_target import WorkbookNotWritten
from tests.report_builders import a_full_report, a_report, a_review

if TYPE_CHECKING:
    from typing import Any

    from ipt_review.exchange.report import Report


def written(path: Path, report: Report) -> Any:
    write_workbook(path, report)
    return load_workbook(path)


def cell(paper: Any, header: str, row: int = 2) -> Any:
    heads = [each.value for each in paper[1]]
    return paper.cell(row, heads.index(header) + 1)


def test_times_come_back_as_times_to_the_millisecond(tmp_path: Path) -> None:
    marks = written(tmp_path / "a.xlsx", a_report(a_review()))["Marks"]
    start = cell(marks, "Start", 3)
    assert start.value == timedelta(milliseconds=61_005)
    assert start.number_format == "[h]:mm:ss.000"
    assert cell(marks, "start_ms", 3).value == 61_005
    assert cell(marks, "End", 4).value is None


def test_a_mean_is_a_number_and_what_it_rests_on_is_text(tmp_path: Path) -> None:
    sessions = written(tmp_path / "a.xlsx", a_report(a_review()))["Sessions"]
    mean = cell(sessions, "Adherence mean")
    assert (mean.value, mean.number_format) == (5.0, "0.00")
    assert cell(sessions, "Adherence rests on").value == "1 of 1 items"
    assert cell(sessions, "Tape length").number_format == "[h]:mm:ss"


@pytest.mark.parametrize(
    "note", ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "#REF!", "=", "’=1"]
)
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, note: str) -> None:
    marks = (Mark(1, "link_mood", 5, 5, note),)
    book = written(tmp_path / "a.xlsx", a_full_report(a_review(marks)))
    found = cell(book["Marks"], "Note")
    assert found.data_type == "s"
    assert found.value == note.replace("\r", "\n")
    assert found.quotePrefix == (note[0] in "=+-@\t\r")


def test_characters_that_xml_refuses_do_not_end_the_sheet(tmp_path: Path) -> None:
    marks = (
        Mark(1, "link_mood", 5, 5, "bell\x07 half\ud83d \uffff ok 😀"),
        Mark(2, "link_mood", 6, 6, "next"),
    )
    book = written(tmp_path / "a.xlsx", a_full_report(a_review(marks)))
    note = cell(book["Marks"], "Note").value
    assert note == "bell\ufffd half\ufffd \ufffd ok 😀"
    assert cell(book["Marks"], "Note", 3).value == "next"


def test_text_that_no_cell_can_hold_is_cut_and_says_so(tmp_path: Path) -> None:
    marks = (Mark(1, "link_mood", 5, 5, "😀" * 40_000),)
    book = written(tmp_path / "a.xlsx", a_full_report(a_review(marks)))
    note = cell(book["Marks"], "Note").value
    assert note.endswith("[cut here: longer than a cell can hold]")
    assert len(note.encode("utf-16-le")) // 2 <= 32_767


def test_headers_stay_in_view_on_screen_and_on_paper(tmp_path: Path) -> None:
    book = written(tmp_path / "a.xlsx", a_report(a_review()))
    for paper in book.worksheets:
        assert paper.freeze_panes.endswith("2")
        assert paper.print_title_rows == "$1:$1"
        assert paper.page_setup.orientation == "landscape"
        assert paper.sheet_properties.pageSetUpPr.fitToPage
        assert all(each.font.bold for each in paper[1])
    assert book["Marks"].freeze_panes == "D2"
    last = get_column_letter(book["Marks"].max_column)
    assert book["Marks"].auto_filter.ref == f"A1:{last}4"


def test_one_font_is_used_throughout(tmp_path: Path) -> None:
    book = written(tmp_path / "a.xlsx", a_full_report(a_review()))
    fonts = {
        (each.font.name, each.font.size)
        for paper in book.worksheets
        for row in paper.iter_rows()
        for each in row
        if each.value is not None
    }
    assert fonts == {("Arial", 10)}


def test_the_properties_name_the_program_and_no_person(tmp_path: Path) -> None:
    properties = written(tmp_path / "a.xlsx", a_report(a_review())).properties
    assert properties.creator == "IPT Review 0.1.0"
    assert properties.lastModifiedBy == "IPT Review 0.1.0"
    assert properties.title == "IPT Review: Pilot study"


def test_an_empty_study_still_gives_a_workbook(tmp_path: Path) -> None:
    book = written(tmp_path / "a.xlsx", a_report())
    for title in ("Summary", "Trend", "Sessions", "Ratings", "Marks"):
        assert book[title].max_row == 1


def test_a_sheet_that_is_too_long_goes_on_in_the_next(tmp_path: Path) -> None:
    columns = (Column("Number", Form.WHOLE, "Counts."),)
    book = Workbook(write_only=True)
    long = Sheet("Marks", columns, ((n,) for n in range(7)))
    exact = Sheet("Exact", columns, ((n,) for n in range(3)))
    add_sheets(book, (long, exact), most_rows=3)
    book.save(tmp_path / "a.xlsx")
    read = load_workbook(tmp_path / "a.xlsx")
    assert read.sheetnames == ["Marks", "Marks (2)", "Marks (3)", "Exact"]
    found = [
        row[0].value for paper in read.worksheets[:3] for row in paper.iter_rows(2)
    ]
    assert found == list(range(7))
    assert read["Marks (3)"]["A1"].value == "Number"


def test_an_older_workbook_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, a_report())
    write_workbook(path, a_report(a_review()))
    assert load_workbook(path)["Marks"].max_row == 4
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkbookNotWritten, match="does not exist"):
        write_workbook(tmp_path / "nowhere" / "a.xlsx", a_report())


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    with pytest.raises(WorkbookNotWritten, match="is a folder"):
        write_workbook(tmp_path, a_report())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_leaves_the_old_workbook_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, a_report())
    before = path.read_bytes()
    (tmp_path / "a.xlsx.partial").symlink_to("/dev/full")
    with pytest.raises(WorkbookNotWritten, match="disk is full"):
        write_workbook(path, a_report(a_review()))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.skipif(not Path("/sys/kernel").exists(), reason="needs a closed folder")
def test_a_closed_folder_is_named() -> None:
    with pytest.raises(WorkbookNotWritten, match="Nothing can be written"):
        write_workbook(Path("/sys/kernel/a.xlsx"), a_report())


def test_a_place_that_cannot_hold_the_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbookNotWritten, match="could not be written"):
        write_workbook(tmp_path / ("a" * 300 + ".xlsx"), a_report())


def test_a_wide_sheet_is_spread_over_pages_that_follow_each_other(
    tmp_path: Path,
) -> None:
    book = written(tmp_path / "a.xlsx", a_report(a_review()))
    narrow, wide = book["Marks"].page_setup, book["Sessions"].page_setup
    assert (narrow.fitToWidth, narrow.fitToHeight) == (1, 0)
    assert (wide.fitToWidth, wide.fitToHeight) == (3, 0)
    assert wide.pageOrder == "overThenDown"
    assert book["Marks"].print_title_cols == "$A:$C"


def test_columns_that_are_printed_on_each_page_take_room_on_each() -> None:
    assert pages_across([100.0, 90.0]) == 1
    assert pages_across([20.0] * 20) == 2
    assert pages_across([20.0] * 20, 4) == 3
    assert pages_across([300.0] * 4, 4) == 12
