"""The Progress room: charts and tables that lead to the tapes, at the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from tests.gui.rater import Rater

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.ui.progress.screen import ProgressScreen


@pytest.fixture
def rater(demo: Path, tmp_path: Path, qtbot: QtBot) -> Rater:
    """Return the supervisor of the demo, at the library."""
    sits = Rater(tmp_path).arrive(qtbot)
    sits.program.open_path(demo)
    return sits


def room(rater: Rater, who: str) -> ProgressScreen:
    people = {each.handle: each for each in rater.desk.holdings().people}
    rater.program.person = people[who]
    rater.press("Alt+0")
    assert rater.window.room == "progress"
    return rater.program.supervising.progressing.screen


def cells(screen: ProgressScreen, name: str) -> list[str]:
    heat = screen.heat.heat
    row = heat.names.index(name)
    return [heat.cell(row, place).text for place in range(heat.columnCount())]


def test_a_case_is_shown_with_its_gaps_and_its_chart_can_be_saved(
    rater: Rater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = room(rater, "SV-1")
    assert screen.therapists.currentText() == "Therapist T-04"
    assert cells(screen, "HAM-D 17") == ["24", "23", "22", "19", "21", "11", "7"]
    assert cells(screen, "Sick role")[-2:] == ["–", "–"]
    assert "not enough" not in screen.tiles.rests[0].text()
    chosen = iter((tmp_path / "chart.svg", tmp_path / "chart.png"))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(next(chosen)), "")
    )
    screen.save.click()
    screen.save.click()
    assert "<svg" in (tmp_path / "chart.svg").read_text("utf-8")
    assert not QImage(str(tmp_path / "chart.png")).isNull()


def test_cells_points_and_differences_lead_to_the_tape(rater: Rater) -> None:
    screen = room(rater, "SV-1")
    names = [label for label, _ in screen.heat.heat._rows]
    place = screen.heat.heat.index(names.index("Sick role"), 0)
    screen.heat.setCurrentIndex(place)
    screen.heat.setFocus()
    rater.press("Return")
    assert rater.window.room == "review"
    assert rater.seat.review.session.number == 1
    picked = rater.program.reviewing.marking.picked
    assert picked is not None  # the recording is not there, what was coded is
    assert rater.coding.marks[picked].code == "sick_role"

    rater.press("Alt+0")
    screen.scores.picked.emit(8)
    assert rater.seat.review.session.number == 8
    rater.press("Alt+0")
    first = screen.differing.topLevelItem(0)
    assert first is not None
    assert first.text(4) == "−2"
    screen.differing.setCurrentItem(first)
    screen.differing.setFocus()
    rater.press("Return")
    assert rater.window.room == "review"


def test_a_trainee_sees_only_what_is_theirs_to_see(rater: Rater) -> None:
    screen = room(rater, "T-04")
    adherence = cells(screen, "Adherence (mean)")
    assert adherence[0]
    assert adherence[5] == ""  # session 12: no self-review yet
    column = screen._shown[5]
    assert column.tape is not None
    assert column.tape.hidden

    screen.sides.setCurrentIndex(1)
    screen.sides.activated.emit(1)
    assert cells(screen, "Adherence (mean)")[1]
    screen.cases.setCurrentIndex(1)
    screen.cases.activated.emit(1)
    assert screen.cases.currentText() == "All cases"
    assert screen.counts.text().startswith("7 taped sessions")

    people = {each.handle: each for each in rater.desk.holdings().people}
    rater.program.person = people["REF"]
    rater.press("Alt+0")
    assert "may not see who coded what" in rater.banner
