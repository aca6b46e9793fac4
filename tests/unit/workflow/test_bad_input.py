"""Input that cannot be used: told in one exact message, and nothing is changed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from ipt_review.domain.problems import ReviewError
from ipt_review.shipped import resource
from ipt_review.study.codebook_change import TakeBook
from ipt_review.workflow.codebooks.codebooks import adopt, give_out, in_use, take_in
from ipt_review.workflow.files.opening import make_demo, open_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipt_review.workflow.desk import Desk

TEXT = resource("codebooks/ipt_core.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.iptstudy"
    make_demo(path)
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "demo.iptstudy"
    shutil.copyfile(made, path)
    opened = open_study(path)
    yield opened
    opened.close()


FAULTY = [
    pytest.param(
        "key: k\n",
        "key: h\n",
        "1 error. Line 127, events › sick_role › key: “h” is already the key of "
        "“Symptom scale / review”.",
        id="a key given twice",
    ),
    pytest.param(
        "evidence: [role_play]",
        "evidence: [roleplay]",
        "2 errors. Line 388, events › role_play › items › entry 1: the item "
        "“adh_role_play” does not list “role_play” as evidence. Line 1280, items › "
        "adh_role_play › evidence › entry 1: there is no code or state “roleplay”.",
        id="a reference to nothing",
    ),
    pytest.param(
        "item: adh_options",
        "item: adh_role_play",
        "1 error. Line 1273, items › adh_role_play › applies › unless › item: these "
        "items depend on each other in a ring.",
        id="a rule that leads back to itself",
    ),
    pytest.param(
        "    scale: extent_1_7\n",
        "    scale: extent_1_5\n",
        "1 error. Line 976, items › adh_illness › scale: there is no rating scale "
        "“extent_1_5”.",
        id="a wrong scale",
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), FAULTY)
def test_a_faulty_codebook_is_told_by_line_and_field(
    desk: Desk, tmp_path: Path, old: str, new: str, told: str
) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    before, versions = in_use(desk), desk.database.codebook_versions()
    with pytest.raises(ReviewError) as caught:
        take_in(path, before)
    assert str(caught.value) == (
        f"The codebook “ours.yaml” has {told} Correct the file and open it again; "
        "nothing was changed."
    )
    assert in_use(desk) == before
    assert desk.database.codebook_versions() == versions


@pytest.mark.parametrize("value", [0, 8, 96])
def test_a_rating_outside_the_scale_is_refused(desk: Desk, value: int) -> None:
    people = {each.handle: each for each in desk.holdings().people}
    tape = next(each for each in desk.holdings().tapes if each.files)
    seat = desk.sit_down(desk.begin(tape.id, people["SV-1"]))
    before = seat.session.coding
    with pytest.raises(ReviewError) as caught:
        seat.session.rate("adh_hope", value)
    assert str(caught.value) == (
        f"{value} is not on the scale from 1 to 7. "
        "Use a whole number on the scale, or 97, 98 or 99."
    )
    assert seat.session.coding == before == desk.database.coding(before.head.id)


def test_a_study_needs_no_codebook_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(TEXT.replace("title: IPT core codebook", "title: Ours", 1), "utf-8")
    change = take_in(path, in_use(desk))
    assert isinstance(change, TakeBook)
    adopt(desk, change.codebook)
    path.unlink()
    again = open_study(desk.database.path)
    assert again.codebook.title == "Ours"
    assert in_use(again).title == "Ours"
    again.close()


def test_a_codebook_file_that_is_gone_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as caught:
        take_in(tmp_path / "gone.yaml", in_use(desk))
    assert str(caught.value) == (
        f"The codebook “{tmp_path / 'gone.yaml'}” cannot be read: No such file or "
        "directory. Check that the file is there and that you may read it."
    )


def test_a_form_with_wrong_columns_is_told(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    give_out(in_use(desk), path)
    book = load_workbook(path)
    heads = book["Items"][1]
    next(cell for cell in heads if cell.value == "text").value = "wording"
    book.save(path)
    before = in_use(desk)
    with pytest.raises(ReviewError) as caught:
        take_in(path, before)
    assert str(caught.value) == (
        "The form “form.xlsx” has 2 errors. Sheet Items, row 1, column “text”: this "
        "column is missing. Sheet Items, row 1, column “wording”: there is no such "
        "column in a form. Correct the sheet and import it again; nothing was changed."
    )
    assert in_use(desk) == before
