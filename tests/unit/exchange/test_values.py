"""Values for statistics programs: the numbers of the workbook, in names SPSS takes."""

from __future__ import annotations

import csv
import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ipt_review.cli.shell import read, run
from ipt_review.exchange.values.folder import FolderTaken, check_folder
from ipt_review.exchange.values.lists import safe_text
from ipt_review.exchange.values.syntax import LONGEST_LABEL, quoted
from ipt_review.exchange.values.variables import COMMANDS, LONGEST, RESERVED, plain_name
from ipt_review.exchange.watch import CalledOff
from ipt_review.workflow.export.handing_on import handing_on
from ipt_review.workflow.export.reporting import Wanted, report
from ipt_review.workflow.files.opening import make_demo, open_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.workflow.desk import Desk

NAME = re.compile(r"[a-z][a-z0-9_]*")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("values") / "demo.iptstudy"
    make_demo(path)
    with closing(open_study(path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("out") / "DEMO values"
    assert run(read(["report", str(desk.database.path), "--values", str(found)])) == 0
    return found


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_ratings_are_those_of_the_workbook(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    report(desk, tmp_path / "demo.xlsx")
    book = load_workbook(tmp_path / "demo.xlsx", read_only=True)
    sheet = [row for row in book["Ratings"].iter_rows(values_only=True) if any(row)]
    book.close()
    start = next(at for at, row in enumerate(sheet) if "adh_severity" in row)
    heads, rows = sheet[start], sheet[start + 1 :]
    items = [head for head in map(str, heads) if head.startswith(("adh_", "cmp_"))]

    found = rows_of(folder / "ratings.csv")

    assert len(found) == len(rows) == len(desk.database.heads())
    for row, values in zip(found, rows, strict=True):
        told = dict(zip(map(str, heads), values, strict=False))
        assert {item: row[item] for item in items} == {
            item: "" if told.get(item) is None else str(told[item]) for item in items
        }


def test_every_list_has_syntax_that_names_its_columns_labels_and_missing_values(
    folder: Path,
) -> None:
    lists = {path.stem for path in folder.glob("*.csv")} - {"columns"}
    assert lists == {path.stem for path in folder.glob("*.sps")}
    assert {"sessions", "ratings", "marks", "focus_time"} <= lists
    told = rows_of(folder / "columns.csv")
    for stem in lists:
        with (folder / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
            names = next(csv.reader(file))
        assert len(set(names)) == len(names)
        assert all(NAME.fullmatch(name) and name not in RESERVED for name in names)
        assert names == [each["name"] for each in told if each["file"] == f"{stem}.csv"]
        text = (folder / f"{stem}.sps").read_text("utf-8-sig")
        assert re.findall(r"^  (\w+) [AF]\d+", text, re.MULTILINE) == names
        assert max(map(len, text.splitlines())) <= 250
    ratings = (folder / "ratings.sps").read_text("utf-8-sig")
    assert "  adh_severity (97, 98, 99)" in ratings
    assert "  97 'Not applicable'" in ratings


def test_research_values_hold_no_notes(folder: Path) -> None:
    assert "note" not in rows_of(folder / "marks.csv")[0]
    assert not (folder / "comments.csv").exists()


def test_values_of_an_earlier_time_are_replaced_and_nothing_else_is(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    check_folder(folder)
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", "utf-8")

    with pytest.raises(FolderTaken, match="holds something else") as refused:
        handing_on(desk, Wanted(other, values=True))

    assert [each.name for each in other.iterdir()] == ["thesis.txt"]
    assert refused.value.instead == tmp_path / "mine (2)"


def test_what_is_called_off_leaves_no_folder(desk: Desk, tmp_path: Path) -> None:
    shares = list[float]()
    job = handing_on(desk, Wanted(tmp_path / "values", values=True))

    with pytest.raises(CalledOff):
        job(shares.append, lambda: bool(shares) and shares[-1] > 0.5)

    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=200))
def test_any_words_become_a_name_and_a_label_that_spss_takes(words: str) -> None:
    name, label = plain_name(words), quoted(words)

    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    assert len(name) <= LONGEST
    assert name not in RESERVED | COMMANDS
    inside = label[1:-1]
    assert label[0] == label[-1] == "'"
    assert "'" not in inside.replace("''", "")
    assert len(inside.replace("''", "'").encode()) <= LONGEST_LABEL
    assert len(label.splitlines()) == 1


@pytest.mark.parametrize("header", ["Comment", "Document", "To", "95 % CI low"])
def test_a_header_that_spss_reads_as_something_else_gets_a_letter_before_it(
    header: str,
) -> None:
    assert plain_name(header).startswith("v_")


def test_a_text_that_a_spreadsheet_would_compute_is_a_text() -> None:
    assert safe_text("=1+1") == "'=1+1"
    assert safe_text("first\nsecond") == "first / second"
