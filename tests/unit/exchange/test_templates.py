"""A template of a study's own is filled, and all else in it stays as it was."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from PIL import Image as Picture

from ipt_review.cli.shell import read, run
from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.exchange.templates.archive import (
    MAIN,
    parsed,
    read_template,
    written,
)
from ipt_review.exchange.templates.example import write_example
from ipt_review.exchange.templates.filling import fill_template
from ipt_review.exchange.templates.growing import Growth, grow_pivot
from ipt_review.exchange.templates.problems import BadTemplate
from ipt_review.exchange.watch import CalledOff, Watch
from ipt_review.workflow.files.opening import new_study
from tests.report_builders import SMALL, a_full_report, a_report, a_review

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ipt_review.exchange.report import Report


def a_template(path: Path, cells: Mapping[str, str]) -> Path:
    book = Workbook()
    paper = book.worksheets[0]
    paper.title = "Page"
    for cell, value in cells.items():
        paper[cell] = value
    book.save(path)
    return path


def filled(tmp_path: Path, template: Path, report: Report) -> Any:
    fill_template(tmp_path / "filled.xlsx", read_template(template), report)
    return load_workbook(tmp_path / "filled.xlsx")


@pytest.fixture
def report() -> Report:
    """Return three sessions of one case."""
    return a_report(a_review(), a_review(session=5), a_review(session=6))


def test_single_values_stand_alone_or_within_a_text(
    tmp_path: Path, report: Report
) -> None:
    cells = {
        "A1": "{{study}}",
        "B1": "{{ Codings }}",
        "C1": "{{codings}} codings of {{study code}}, {{written on}}",
        "D1": "no {placeholder} in {{braces",
    }
    page = filled(tmp_path, a_template(tmp_path / "t.xlsx", cells), report)["Page"]
    assert [cell.value for cell in page[1]] == [
        SMALL.study.title,
        3,
        f"3 codings of {SMALL.study.code}, 2026-11-23",
        "no {placeholder} in {{braces",
    ]


def a_rich_template(path: Path) -> None:
    """Write a template with all that can refer to the row that repeats."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Page"
    page["A1"], page["B1"] = "=SUM(B4:B4)", "=COUNTA(Page!A4:A4)+B2+B4"
    page.append([])
    page.append(["Case", "Session", "Twice", "Length"])
    page.append(["{{Sessions.Case}} #{{Sessions.Session}}", "{{Sessions.Session}}"])
    page["C4"], page["D4"] = "=B4*2", "{{sessions.tape LENGTH}}"
    page["A4"].font = Font(bold=True, name="Courier")
    page["D4"].number_format = "[h]:mm"
    page.row_dimensions[4].height = 30
    page.merge_cells("E4:F4")
    page.add_table(Table(displayName="Listed", ref="A3:D4"))
    rule = Rule("cellIs", operator="greaterThan", formula=["4"])
    page.conditional_formatting.add("B4:B4", rule)
    book.defined_names.add(DefinedName("Numbers", attr_text="Page!$B$4"))
    chart = BarChart()
    chart.add_data(Reference(page, 2, 3, 2, 4), titles_from_data=True)
    page.add_chart(chart, "H3")
    logo = BytesIO()
    Picture.new("RGB", (8, 8), "red").save(logo, "PNG")
    page.add_image(Image(logo), "H1")
    book.save(path)


def test_a_row_repeats_with_its_look(tmp_path: Path, report: Report) -> None:
    a_rich_template(tmp_path / "t.xlsx")
    page = filled(tmp_path, tmp_path / "t.xlsx", report)["Page"]
    rows = [[cell.value for cell in row[:3]] for row in page.iter_rows(4, 6)]
    assert rows == [[f"C01 #{n}", n, f"=B{n}*2"] for n in (4, 5, 6)]
    for row in (4, 5, 6):
        assert page.cell(row, 1).font.name == "Courier"
        assert page.cell(row, 4).number_format == "[h]:mm"
        assert page.row_dimensions[row].height == 30
    merged = {str(each) for each in page.merged_cells.ranges}
    assert merged == {"E4:F4", "E5:F5", "E6:F6"}


def test_what_ends_with_the_row_grows_and_all_else_is_kept(
    tmp_path: Path, report: Report
) -> None:
    a_rich_template(tmp_path / "t.xlsx")
    made = filled(tmp_path, tmp_path / "t.xlsx", report)
    page = made["Page"]
    assert page["A1"].value == "=SUM(B4:B6)"
    assert page["B1"].value == "=COUNTA(Page!A4:A6)+B2+B4"
    assert page.tables["Listed"].ref == "A3:D6"
    assert [str(each.sqref) for each in page.conditional_formatting] == ["B4:B6"]
    assert made.defined_names["Numbers"].attr_text == "Page!$B$4:$B$6"
    with ZipFile(tmp_path / "filled.xlsx") as after, ZipFile(tmp_path / "t.xlsx") as it:
        assert b"'Page'!$B$4:$B$6" in after.read("xl/charts/chart1.xml")
        assert after.read("xl/media/image1.png") == it.read("xl/media/image1.png")
        assert sorted(after.namelist()) == sorted(it.namelist())


def test_text_stays_text_and_a_link_opens_the_moment(tmp_path: Path) -> None:
    comment = Comment(1, CommentKind.STRENGTH, 5_000, 5_000, "=1+1 <&>")
    review = a_review()
    coding = replace(review.coding, comments={1: comment})
    report = a_full_report(replace(review, coding=coding))
    cells = {"A1": "{{Comments.Text}}", "B1": "{{Comments.Open}}"}
    page = filled(tmp_path, a_template(tmp_path / "t.xlsx", cells), report)["Page"]
    assert (page["A1"].value, page["A1"].data_type) == ("=1+1 <&>", "s")
    assert page["A1"].quotePrefix
    assert page["B1"].value.startswith('=HYPERLINK("ipt-review://tape/')


def test_without_any_row_one_empty_row_stays(tmp_path: Path) -> None:
    cells = {"A1": "=SUM(B2:B2)", "A2": "{{Marks.Code}}", "B2": "{{Marks.start_ms}}"}
    page = filled(tmp_path, a_template(tmp_path / "t.xlsx", cells), a_report())["Page"]
    assert [page["A1"].value, page["A2"].value] == ["=SUM(B2:B2)", None]
    assert page.max_row == 2


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"B7": "{{codigns}}"}, ["“Page”, cell B7", "no {{codigns}}", "{{codings}}"]),
        ({"A1": "{{Sessions.Sesion}}"}, ["cell A1", "mean {{Sessions.Session}}"]),
        ({"A1": "{{Notes.Text}}"}, ["cell A1", "no {{Notes. …}}"]),
        ({"A1": "{{Comments.Text}}"}, ["no sheet “Comments”", "in the full"]),
        ({"A1": "{{Marks.Code}}", "A2": "{{Marks.Code}}"}, ["A2", "second row"]),
        (
            {"A1": "{{Marks.Code}}", "B1": "{{Sessions.Case}}"},
            ["B1", "already"],
        ),
        ({"A1": "{{Marks.Code}} {{study}}"}, ["cell A1", "mixes columns"]),
        ({"A1": "{{Marks.Code}}", "C9": "Total"}, ["C9", "below the row"]),
        ({"A1": "nothing"}, ["has no placeholder"]),
    ],
)
def test_what_cannot_be_filled_is_named_with_its_cell(
    tmp_path: Path, report: Report, cells: dict[str, str], told: list[str]
) -> None:
    template = read_template(a_template(tmp_path / "t.xlsx", cells))
    with pytest.raises(BadTemplate) as refused:
        fill_template(tmp_path / "filled.xlsx", template, report)
    for words in told:
        assert words in str(refused.value)
    assert not (tmp_path / "filled.xlsx").exists()


def a_book_with(part: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        a_template(path, {"A1": "{{study}}"})
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[part] = parts[part].replace(old, new)
        with ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return make


def a_file_of(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


OLE = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (a_file_of(b"Case,Session\n"), "is no Excel workbook"),
        (a_file_of(b"PK\x03\x04" + bytes(40)), "is no Excel workbook"),
        (a_file_of(OLE + bytes(600)), "of an old kind"),
        (a_file_of(OLE + "EncryptedPackage".encode("utf-16-le")), "by a password"),
        (
            a_book_with("[Content_Types].xml", b"sheet.main", b"macroEnabled.main"),
            "with macros",
        ),
        (a_book_with("xl/worksheets/sheet1.xml", b"<sheetData>", b"<"), "is damaged"),
        (lambda _: None, "cannot be filled"),
    ],
)
def test_what_is_no_template_is_told(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    make(tmp_path / "t.xlsx")
    with pytest.raises(BadTemplate, match=told):
        read_template(tmp_path / "t.xlsx")


def test_the_template_itself_is_never_written_over(
    tmp_path: Path, report: Report
) -> None:
    path = a_template(tmp_path / "t.xlsx", {"A1": "{{study}}"})
    with pytest.raises(BadTemplate, match="is the template itself"):
        fill_template(path, read_template(path), report)
    assert load_workbook(path)["Page"]["A1"].value == "{{study}}"


def test_filling_can_be_called_off(tmp_path: Path, report: Report) -> None:
    path = a_template(tmp_path / "t.xlsx", {"A1": "{{Marks.Code}}"})
    watch = Watch(lambda _: None, lambda: True)
    with pytest.raises(CalledOff):
        fill_template(tmp_path / "filled.xlsx", read_template(path), report, watch)
    assert [each.name for each in tmp_path.iterdir()] == ["t.xlsx"]


def test_the_example_can_be_filled_and_names_all_that_there_is(
    tmp_path: Path, report: Report
) -> None:
    path = tmp_path / "example.xlsx"
    write_example(path, report)
    names = {row[0] for row in load_workbook(path)["Names"].values}
    assert {"study", "Sessions.Adherence mean", "Marks.Open"} <= names
    page = filled(tmp_path, path, report)["Overview"]
    assert [page.cell(row, 2).value for row in (6, 7, 8)] == [4, 5, 6]
    assert page["F4"].value == '=IFERROR(AVERAGE(F6:F8),"")'
    assert page.auto_filter.ref == "A5:I8"


def test_the_command_saves_an_example_and_fills_a_template(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, path, out = (tmp_path / name for name in ("a.iptstudy", "t.xlsx", "o.xlsx"))
    new_study(study, "Trial", "SV-1").close()
    asked = ["report", str(study), "-o"]
    assert run(read([*asked, str(path), "--example-template"])) == 0
    assert run(read([*asked, str(out), "--template", str(path)])) == 0
    assert load_workbook(out)["Overview"]["A1"].value == "Trial"
    assert run(read([*asked, str(out), "--template", str(tmp_path / "no.xlsx")])) == 1
    assert "“no.xlsx” cannot be filled" in capsys.readouterr().err


def test_what_a_pivot_table_counts_grows_and_is_counted_anew() -> None:
    source = '<cacheSource type="worksheet"><worksheetSource ref="{}" sheet="{}"/>'
    text = f'<pivotCacheDefinition xmlns="{MAIN}">{source}</cacheSource></{{}}>'
    growth = Growth("Page", 4, 9)
    for ref, sheet, grown in (("A3:D4", "Page", "A3:D9"), ("A3:D4", "Other", "A3:D4")):
        end = "pivotCacheDefinition"
        cache = parsed(text.format(ref, sheet, end).encode())
        grow_pivot(cache, growth)
        assert f'ref="{grown}"'.encode() in written(cache)
        assert (b"refreshOnLoad" in written(cache)) is (sheet == "Page")
