"""The page Reliability of the Study room: computed, read, and followed to its tapes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from ipt_review.domain.coding import Perspective
from ipt_review.domain.people import Person, Role
from ipt_review.reliability.study_line import Section
from ipt_review.store.database import Database
from ipt_review.ui.study.plan_dialog import PlanDialog
from tests.benchmarks.measure_reliability import make_double_coded

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from ipt_review.ui.study.drift_page import DriftPage
    from ipt_review.ui.study.reliability_page import ReliabilityPage
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
COORDINATOR = Person(UUID(int=71), "CO-1", frozenset({Role.COORDINATOR}))
ADJUDICATOR = Person(UUID(int=72), "AD-1", frozenset({Role.ADJUDICATOR}))
LONG = 15_000


@pytest.fixture
def doubles(tmp_path: Path) -> Path:
    """Return a study of 14 tapes, each coded by one of two pairs of raters."""
    path = tmp_path / "doubles.iptstudy"
    database = make_double_coded(path, 14)
    for person in (COORDINATOR, ADJUDICATOR):
        database.add_person(person)
    database.close()
    return path


def look(rater: Rater, person: str) -> ReliabilityPage:
    """Have somebody go to the page and wait for the table."""
    program, study = rater.program, rater.window.study
    program.person = next(
        each for each in rater.desk.holdings().people if each.handle == person
    )
    program.enter("study")
    study.tabs.setCurrentWidget(study.reliability)
    rater.qtbot.waitUntil(lambda: study.reliability.found is not None, timeout=LONG)
    return study.reliability


def test_a_line_is_read_and_followed_to_a_tape_in_compare(
    visitor: Rater, doubles: Path
) -> None:
    assert visitor.program.open_path(doubles)
    page = look(visitor, "CO-1")

    assert page.outlook.text().startswith("14 tapes coded by two or more of 4 raters.")
    page.table.pick("adh_hope", Section.ITEM)
    assert page.words.text().startswith("Realistic hope: ICC(1,1) = ")
    assert "(Koo & Li 2016)" in page.words.text()
    line = page.table.line
    assert line is not None
    behind = line.furthest_first()
    assert len(page.tapes.cells()) == line.tapes == len(behind)

    page.to_compare.click()
    assert visitor.window.room == "compare"
    held = visitor.program.comparing.comparison
    assert held is not None
    assert visitor.program.comparing.tape is not None
    assert visitor.program.comparing.tape.tape.id == behind[0].tape
    shown = visitor.window.compare.bar.pair
    assert set(shown) == set(behind[0].codings)


def test_another_choice_is_computed_beside_the_window_and_can_be_stopped(
    visitor: Rater, doubles: Path
) -> None:
    assert visitor.program.open_path(doubles)
    page = look(visitor, "CO-1")
    pair = page.filter.boxes["pair"]
    assert [pair.itemText(n) for n in range(pair.count())] == [
        "All raters",
        "R-0 and R-1",
        "R-2 and R-3",
    ]
    before = page.found
    pair.setCurrentIndex(1)
    assert page.outlook.text().startswith("Computing")
    visitor.qtbot.waitUntil(lambda: page.found is not before, timeout=LONG)
    page.table.pick("adh_hope", Section.ITEM)
    assert page.words.text().startswith("Realistic hope: ICC(2,1) = ")
    assert "R-0 rates" in page.words.text()

    page.compute.click()
    assert page.compute.text() == "Stop"
    page.compute.click()
    assert page.outlook.text().startswith("Stopped before it was done.")


def test_an_adjudicator_sees_the_pages_on_agreement_alone_and_a_rater_none(
    visitor: Rater, doubles: Path
) -> None:
    assert visitor.program.open_path(doubles)
    page = look(visitor, "AD-1")
    tabs = visitor.window.study.tabs
    shown = [tabs.tabText(n) for n in range(tabs.count()) if tabs.isTabVisible(n)]
    assert shown == ["Reliability", "Drift"]
    assert page.table.rows.rowCount() > 10

    visitor.program.person = next(
        each for each in visitor.desk.holdings().people if each.handle == "R-1"
    )
    visitor.program.enter("study")
    assert visitor.window.room != "study"
    assert "may not see how well the raters of the study agree" in visitor.banner


def test_the_plan_is_changed_by_a_coordinator_and_the_table_follows(
    visitor: Rater, doubles: Path
) -> None:
    assert visitor.program.open_path(doubles)
    page = look(visitor, "CO-1")
    before = page.found

    def plan(dialog: QDialog) -> None:
        assert isinstance(dialog, PlanDialog)
        dialog.tapes.setValue(14)
        dialog.analyzed.item(0).setCheckState(Qt.CheckState.Unchecked)
        dialog.accept()

    visitor.answer(plan)
    page.plan.click()
    visitor.qtbot.waitUntil(lambda: page.found is not before, timeout=LONG)
    assert page.found is not None
    assert page.found.plan.goals.tapes == 14
    items = page.found.table.of(Section.ITEM)
    assert "adh_illness" not in {each.name for each in items}
    page.standing.setCurrentText("What is not estimable")
    page.table.selectRow(1)
    assert "the plan asks for 14" in page.words.text()


def test_raters_are_followed_beside_the_reference(
    visitor: Rater, doubles: Path
) -> None:
    database = Database.open(doubles)
    for coding in [*database.codings()][::2]:  # of each tape the first, as reference
        head = replace(coding.head, id=uuid4(), perspective=Perspective.GOLD_STANDARD)
        database.add_whole_coding(replace(coding, head=head))
    database.close()
    assert visitor.program.open_path(doubles)
    look(visitor, "CO-1")
    page = visitor.window.study.drift
    visitor.window.study.tabs.setCurrentWidget(page)
    visitor.qtbot.waitUntil(lambda: len(page.raters.cells()) == 4, timeout=LONG)

    first, second, *_ = page.raters.cells()
    assert first[:4] == ["R-0", "7", "0.00", "steady"]
    assert second[0] == "R-1"
    assert page.words.text().startswith("R-0 is between the lines.")
    assert "Bias over all items 0.00 (goal ±0.5): met" in page.words.text()
    assert len(page.tapes.cells()) == 7

    places = [page.item.itemText(n) for n in range(page.item.count())]
    page.item.setCurrentIndex(places.index("Realistic hope"))
    assert page.chart.accessibleName() == "Control chart, R-0, Realistic hope"
    assert {row[4] for row in page.tapes.cells()} == {"1"}
    saved_leniency_is_that_of_the_screen(page, doubles.parent)
    page.to_compare.click()
    assert visitor.window.room == "compare"


def saved_leniency_is_that_of_the_screen(page: DriftPage, folder: Path) -> None:
    """Look at how raters lean, then save it and hold the sheet against the screen."""
    page.raters.selectRow(1)
    page.views.setCurrentIndex(1)
    rows = page.leniency.cells()
    assert rows[0][0] == "All raters: realistic hope"
    assert [row[0].strip() for row in rows[1:5]] == ["R-0", "R-1", "R-2", "R-3"]
    assert rows[5][0] == "R-1: each item"
    page.against.setCurrentIndex(1)
    among_others = next(
        each.bias.value
        for each in page.found.by_others  # type: ignore[union-attr]
        if (each.rater, each.item.name) == ("R-1", "adh_hope")
    )
    assert page.leniency.cells()[2][1] == f"{among_others:+.2f}"
    page.leniency.selectRow(2)
    assert len(page.tapes.cells()) > 1

    def save(name: str) -> Path:
        path = folder / name
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "ipt_review.ui.study.following.QFileDialog.getSaveFileName",
                lambda *_: (str(path), ""),
            )
            page.save.click()
        assert page.outlook.text() == f"Saved as “{name}”."
        return path

    book = load_workbook(save("drift.xlsx"))
    assert book.sheetnames == ["Drift", "Pass rules", "Leniency"]
    told = {
        (row[0], row[1], row[2]): row[3]
        for row in book["Leniency"].iter_rows(min_row=2, values_only=True)
    }
    assert told["R-1", "other raters", "Realistic hope"] == among_others
