"""The overviews of a workbook: means as formulas, shades, and charts that follow."""

from __future__ import annotations

import shutil
import subprocess
from statistics import fmean
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from ipt_review.domain.rating import Rating
from ipt_review.exchange.sheets.features import name_of
from ipt_review.exchange.workbook import write_workbook
from tests.report_builders import MARKS, SMALL, a_report, a_review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook

    from ipt_review.domain.review import Review

OFFICE = shutil.which("soffice")
ITEMS = [
    item.id
    for item in SMALL.codebook.items
    if item.id.startswith("adh_") and not item.applies.once
]
FIRST = ITEMS[0]


def rated(score: int) -> dict[str, Rating]:
    return {item: Rating(score) for item in ITEMS}


@pytest.fixture
def reviews() -> tuple[Review, ...]:
    return (
        a_review(ratings=rated(3), session=4),
        a_review(ratings=rated(6), session=6),
        a_review(ratings={FIRST: Rating(97)}, session=9),
    )


@pytest.fixture
def file(tmp_path: Path, reviews: tuple[Review, ...]) -> Path:
    path = tmp_path / "a.xlsx"
    write_workbook(path, a_report(*reviews))
    return path


def shown(path: Path, title: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet as a program shows them that does not calculate."""
    heads, *lines = load_workbook(path, data_only=True)[title].iter_rows(
        values_only=True
    )
    return [dict(zip(map(str, heads), line, strict=True)) for line in lines]


def formulas(book: Workbook, title: str) -> Iterator[str]:
    for row in book[title].iter_rows(min_row=2, values_only=True):
        yield from (str(value) for value in row if str(value).startswith("="))


def test_means_of_a_therapist_are_those_of_the_sheet_sessions(file: Path) -> None:
    (row,) = shown(file, "Summary")
    means = [
        each["Adherence mean"]
        for each in shown(file, "Sessions")
        if each["Adherence mean"] is not None
    ]
    assert len(means) == 2
    assert row["Adherence mean"] == pytest.approx(fmean(means))
    assert (row["Codings"], row["Sessions"], row["Drafts"]) == (3, 3, 3)
    assert row["Rests on"] == "2 sessions: not enough"
    assert row["Competence mean"] is None


def test_every_name_in_a_formula_is_one_of_the_workbook(file: Path) -> None:
    book = load_workbook(file)
    known = set(book.defined_names)
    for title in ("Summary", "Items", "Trend", "Focus"):
        found = list(formulas(book, title))
        assert found
        for formula in found:
            words = formula.replace("(", " ").replace(")", " ").replace(",", " ")
            words = words.replace("=", " ").replace("/", " ")
            names = {word for word in words.split() if "_" in word and '"' not in word}
            assert names <= known, formula


def test_a_name_stands_for_the_rows_of_its_column(file: Path) -> None:
    book = load_workbook(file)
    place = book.defined_names[name_of("Sessions", "Adherence mean")].attr_text
    assert place is not None
    title, cells = place.split("!")
    first, _, last = book[title.strip("'")][cells.replace("$", "")]
    assert (first[0].row, last[0].row) == (2, 4)
    header = book["Sessions"].cell(1, first[0].column).value
    assert header == "Adherence mean"


def test_items_show_how_many_ratings_a_mean_rests_on(file: Path) -> None:
    (row,) = [each for each in shown(file, "Items") if each["Item"] == FIRST]
    series = f"{SMALL.therapist.handle} supervisor"
    assert (row[series], row[f"{series} n"]) == (4.5, 2)


def test_the_matrix_has_a_column_for_each_session_up_to_the_last(file: Path) -> None:
    rows = shown(file, "Session matrix")
    adherence = [each for each in rows if each["Measure"] == "Adherence mean"]
    (row,) = adherence
    assert (row["Session 4"], row["Session 5"], row["Session 6"]) == (3, None, 6)
    assert "Session 9" in row
    book = load_workbook(file)
    assert book["Session matrix"].conditional_formatting


def test_trend_and_focus_follow_what_is_chosen_and_draw_it(file: Path) -> None:
    book = load_workbook(file)
    rows = shown(file, "Trend")
    assert (rows[0]["Therapist"], rows[0]["Perspective"]) == ("all", "supervisor")
    assert rows[3]["Adherence mean"] == 3
    assert rows[4]["Adherence mean"] == "#N/A"
    for title in ("Trend", "Focus"):
        places = {
            str(each.sqref) for each in book[title].data_validations.dataValidation
        }
        chosen = book.defined_names[f"{title}_therapist"].attr_text
        assert chosen is not None
        assert chosen.split("!")[1].replace("$", "") in places
    grief = shown(file, "Focus")[3]["Grief (min)"]
    whole = MARKS[0].end
    assert whole is not None
    assert grief == pytest.approx(whole / 60_000)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_a_spreadsheet_that_calculates_comes_to_the_same(
    file: Path, tmp_path: Path
) -> None:
    assert OFFICE is not None
    bare = tmp_path / "bare.xlsx"
    load_workbook(file).save(bare)  # which drops what the formulas came to
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation=file://{tmp_path / 'office'}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(bare),
        ],
        check=True,
        capture_output=True,
    )
    for title in ("Summary", "Items", "Trend", "Focus"):
        calculated = shown(tmp_path / "out" / "bare.xlsx", title)
        for ours, theirs in zip(shown(file, title), calculated, strict=True):
            assert theirs == pytest.approx(
                {
                    key: "" if value is None and theirs[key] == "" else value
                    for key, value in ours.items()
                }
            )


def test_without_codings_the_overviews_hold_headers_only(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, a_report())
    for title in ("Summary", "Session matrix", "Trend", "Focus"):
        assert shown(path, title) == []
