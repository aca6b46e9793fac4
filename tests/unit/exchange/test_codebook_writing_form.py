"""Forms as sheets: written, changed with openpyxl, and read again."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from ipt_review.domain.codebook import Need, Part, Phase
from ipt_review.exchange.codebook_file import parse_as_written
from ipt_review.exchange.form_sheet import FormUnreadable, read_form, save_form
from ipt_review.exchange.form_sheet_shape import FormFaulty
from ipt_review.shipped import resource

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook

OWN = {
    "id": "own_culture",
    "label": "Culture asked about",
    "part": "adherence",
    "subscale": "own_culture_form",
    "scale": "extent_1_7",
    "reverse": "yes",
    "phases": "opening, middle",
    "optional in": "termination",
    "text": "The therapist asked what the illness means where the patient is from.",
    "anchor 1": "Not asked.",
    "anchor 4": "Asked once.",
    "anchor 7": "Worked through.",
}


@cache
def the_book() -> Codebook:
    text = resource("codebooks/ipt_core.yaml").read_text("utf-8")
    return parse_as_written(text, "ipt_core.yaml")


class Sheet:
    """A form on disk, changed as a person would change it in Excel."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "form.xlsx"
        save_form(the_book(), self.path)
        self.book = load_workbook(self.path)

    def column(self, name: str, sheet: str = "Items") -> int:
        heads = [cell.value for cell in self.book[sheet][1]]
        return heads.index(name) + 1

    def put(self, row: int, column: str, value: str, sheet: str = "Items") -> None:
        place = self.column(column, sheet)
        self.book[sheet].cell(row, place).value = value

    def add(self, **cells: str) -> int:
        row = self.book["Items"].max_row + 1
        for column, value in (OWN | cells).items():
            self.put(row, column, value)
        return row

    def add_subscale(self) -> None:
        self.book["Subscales"].append(["own_culture_form", "Culture", "yes", "yes"])

    def faults(self) -> list[str]:
        self.book.save(self.path)
        with pytest.raises(FormFaulty) as caught:
            read_form(self.path, the_book())
        return [str(fault) for fault in caught.value.faults]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path)


def test_a_form_comes_back_as_it_went_out(sheet: Sheet) -> None:
    form = read_form(sheet.path, the_book())
    assert form.items == the_book().items
    assert form.subscales == the_book().subscales


def test_a_form_of_ones_own_is_taken_in(sheet: Sheet) -> None:
    sheet.add()
    sheet.add_subscale()
    sheet.book.save(sheet.path)
    form = read_form(sheet.path, the_book())
    item = form.items[-1]
    assert (item.id, item.part, item.reverse) == ("own_culture", Part.ADHERENCE, True)
    assert item.applies.phases == {Phase.OPENING, Phase.MIDDLE}
    assert item.applies.optional_in == {Phase.TERMINATION}
    assert item.anchors == {1: "Not asked.", 4: "Asked once.", 7: "Worked through."}
    assert form.subscales[-1].apart


def test_a_known_item_keeps_what_the_sheet_does_not_hold(sheet: Sheet) -> None:
    row = [item.id for item in the_book().items].index("adh_role_play") + 2
    sheet.put(row, "label", "Role play tried")
    sheet.book["Items"].delete_cols(sheet.column("rule"))
    sheet.book.save(sheet.path)
    form = read_form(sheet.path, the_book())
    item = next(each for each in form.items if each.id == "adh_role_play")
    assert item.label == "Role play tried"
    assert item.applies == the_book().item("adh_role_play").applies
    assert item.evidence == ("role_play",)


def test_wrong_columns_are_named(sheet: Sheet) -> None:
    items = sheet.book["Items"]
    items.cell(1, sheet.column("text")).value = "txt"
    items.cell(1, sheet.column("rule")).value = "label"
    assert sheet.faults() == [
        "Sheet Items, row 1, column “text”: this column is missing.",
        "Sheet Items, row 1, column “label”: this column is there twice.",
        "Sheet Items, row 1, column “txt”: there is no such column in a form.",
    ]


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("scale", "extent_0_4", "there is no rating scale “extent_0_4”."),
        ("part", "skill", "“skill” is not one of adherence, off_model, competence."),
        ("subscale", "none", "there is no subscale “none”."),
        ("id", "adh_hope", "“adh_hope” is already the id in row 5."),
        (
            "id",
            "Own",
            "“Own” is not an id: small letters, digits and _, a letter first.",
        ),
        ("label", "", "a label must not be empty."),
        ("text", "", "this must not be empty."),
        ("essential", "perhaps", "“perhaps” is neither yes nor no."),
        ("phases", "early", "“early” is not one of opening, middle, termination."),
        ("from session", "0", "“0” is not a session number."),
        ("once", "often", "“often” is neither yes nor no."),
        (
            "needs",
            "sunshine",
            f"“sunshine” is not one of {', '.join(need.value for need in Need)}.",
        ),
        (
            "unless",
            "adh_options",
            "“adh_options” is not an item and its ratings, as in adh_options: 1, 2.",
        ),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(
    sheet: Sheet, column: str, value: str, what: str
) -> None:
    sheet.add_subscale()
    row = sheet.add(**{column: value})
    assert sheet.faults() == [f"Sheet Items, row {row}, column “{column}”: {what}"]


def test_every_wrong_cell_of_a_row_is_told_at_once(sheet: Sheet) -> None:
    sheet.add_subscale()
    row = sheet.add(**{"from session": "0", "needs": "sun", "unless": "it"})
    told = [fault.split("“")[1].split("”")[0] for fault in sheet.faults()]
    assert told == ["from session", "needs", "unless"]
    assert all(f"row {row}," in fault for fault in sheet.faults())


CULTURE = "“Culture asked about”"


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("areas", "loss", "There is no problem area “loss”."),
        ("unless", "adh_none: 1", "There is no item “adh_none”."),
        (
            "unless",
            "adh_hope: 8",
            "8 is not on the scale from 1 to 7, and is not 97, 98 or 99.",
        ),
        (
            "unless",
            "own_culture: 1",
            f"These items depend on each other in a ring: {CULTURE} → {CULTURE}.",
        ),
    ],
)
def test_a_rule_that_refers_to_nothing_or_to_itself_is_told_by_row(
    sheet: Sheet, column: str, value: str, what: str
) -> None:
    sheet.add_subscale()
    row = sheet.add(**{column: value})
    assert sheet.faults() == [f"Sheet Items, row {row}: {what}"]


def test_an_anchor_off_the_scale_is_told(sheet: Sheet) -> None:
    sheet.add_subscale()
    row = sheet.add()
    sheet.book["Items"].cell(1, 30).value = "anchor 9"
    sheet.book["Items"].cell(row, 30).value = "Beyond."
    assert sheet.faults() == [
        f"Sheet Items, row {row}, column “anchor 9”: 9 is not on the scale from 1 to 7."
    ]


def test_an_item_that_does_not_fit_the_codebook_is_told_by_row(sheet: Sheet) -> None:
    sheet.add_subscale()
    row = sheet.add(part="competence")
    lack = sheet.add(id="own_other", **{"anchor 4": ""})
    assert sheet.faults() == [
        f"Sheet Items, row {row}: A subscale of adherence is for adherence items.",
        f"Sheet Items, row {lack}: There is no anchor for 4.",
    ]


def test_all_faults_are_told_at_once(sheet: Sheet) -> None:
    row = sheet.add(scale="x", part="y", essential="z")
    assert len(sheet.faults()) == 4
    assert all(f"row {row}" in fault for fault in sheet.faults())


def test_a_workbook_without_items_is_told(sheet: Sheet) -> None:
    del sheet.book["Items"]
    assert sheet.faults() == ["Sheet Items: there is no such sheet."]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_text("not a workbook")
    with pytest.raises(FormUnreadable) as caught:
        read_form(path, the_book())
    assert caught.value.what == (
        "The form “form.xlsx” cannot be read: it is no workbook of Excel."
    )
    with pytest.raises(FormUnreadable, match="No such file"):
        read_form(tmp_path / "none.xlsx", the_book())


def test_a_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    save_form(the_book(), path)
    cells = [cell for row in load_workbook(path)["Items"] for cell in row]
    assert all(cell.data_type in {"s", "n"} for cell in cells)
