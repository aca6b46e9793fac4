"""The Progress room: charts and tables that lead to the tapes, at the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from ipt_review.ui.progress.leading_list import PLACE
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


def test_a_case_is_shown_and_each_picture_can_be_saved_without_telling_whose_it_is(
    rater: Rater, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = room(rater, "SV-1")
    assert screen.therapists.currentText() == "Therapist T-04"
    assert cells(screen, "HAM-D 17")[0] == "24"
    assert "–" in cells(screen, "Sick role")
    proposed: list[str] = []

    def choose(*asked: str) -> tuple[str, str]:
        name = asked[2].rpartition("/")[2]
        proposed.append(name)
        kind = ".svg" if len(proposed) % 2 else ""
        return str(tmp_path / name.removesuffix(".png")) + kind, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    for place in range(3):
        screen.saves.aboutToShow.emit()
        screen.saves.actions()[place].trigger()
    assert proposed == [
        "progress-adherence.png",
        "progress-focus.png",
        "progress-items-supervisor.png",
    ]
    drawn = (tmp_path / "progress-adherence.svg").read_text("utf-8")
    assert "Adherence over the sessions" in drawn
    assert not QImage(str(tmp_path / "progress-focus.png")).isNull()
    assert (tmp_path / "progress-items-supervisor.svg").stat().st_size > 1_000


def opened(rater: Rater) -> tuple[int, str | None]:
    """Return which session is open now, and the code of the mark that is picked."""
    assert rater.window.room == "review"
    picked = rater.program.reviewing.marking.picked
    code = None if picked is None else rater.coding.marks[picked].code
    return rater.seat.review.session.number, code


def test_every_cell_point_and_line_leads_to_the_tape_by_key_and_by_mouse(
    rater: Rater, qtbot: QtBot
) -> None:
    screen = room(rater, "SV-1")
    row = screen.heat.heat.names.index("Sick role")
    screen.heat.setCurrentIndex(screen.heat.heat.index(row, 0))
    screen.heat.setFocus()
    rater.press("Return")
    assert opened(rater) == (1, "sick_role")  # the recording is not there, the mark is

    rater.press("Alt+0")
    scores, focus = screen.charts.scores, screen.charts.focus
    place = next(n for n, each in enumerate(scores.columns) if each.session.number == 8)
    qtbot.waitUntil(lambda: scores.isVisible() and focus.isVisible(), timeout=15_000)
    scores.setFocus()
    rater.press("Home")
    for _ in range(place):
        rater.press("Right")
    assert screen.charts.key.text().startswith("Session 8: supervisor")
    rater.press("Return")
    assert opened(rater)[0] == 8
    rater.press("Alt+0")
    qtbot.waitUntil(scores.isVisible, timeout=15_000)
    box, spots, _ = scores.points[-1]
    x, y = spots[0][1:]
    at = scores.mapFromScene(box.mapViewToScene(QPointF(x, y)))
    qtbot.mouseClick(scores.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened(rater)[0] == 1

    rater.press("Alt+0")
    focus.setFocus()
    rater.press("Home")
    for _ in range(place):
        rater.press("Right")
    assert "[Role dispute" in screen.charts.states.text()
    rater.press("Return")
    assert opened(rater) == (8, "role_dispute")


def test_lists_beside_the_charts_lead_to_the_tape_and_say_what_is_short(
    rater: Rater,
) -> None:
    screen = room(rater, "SV-1")
    for at in (screen.differing, screen.frame_lines, screen.criterion):
        screen.tabs.setCurrentWidget(at)
        leading = [
            each
            for each in at.findItems("", Qt.MatchFlag.MatchContains)
            if each.data(0, PLACE) is not None or each.childCount()
        ]
        first = leading[0]
        chosen = first if first.data(0, PLACE) else first.child(0)
        assert chosen is not None
        at.setCurrentItem(chosen)
        at.setFocus()
        rater.press("Return")
        assert rater.window.room == "review"
        rater.press("Alt+0")
    lines = [
        screen.frame_lines.topLevelItem(n).text(0)  # type: ignore[union-attr]
        for n in range(screen.frame_lines.topLevelItemCount())
    ]
    assert any("Length of treatment" in each for each in lines)
    assert "not validated" in screen.tiles.rests[3].text()
    assert "3 tapes: 3 ending" in screen.tiles.rests[0].text()


def test_a_trainee_sees_only_what_is_theirs_to_see(rater: Rater) -> None:
    screen = room(rater, "T-04")
    adherence = cells(screen, "Adherence (mean)")
    assert adherence[0]
    place = [each.session.number for each in screen._shown].index(12)
    assert adherence[place] == ""  # there is no self-review of it yet
    column = screen._shown[place]
    assert column.tape is not None
    assert column.tape.hidden

    screen.sides.setCurrentIndex(1)
    screen.sides.activated.emit(1)
    assert cells(screen, "Adherence (mean)")[1]
    screen.cases.setCurrentIndex(1)
    screen.cases.activated.emit(1)
    assert screen.cases.currentText() == "All cases"
    assert screen.counts.text().startswith(f"{len(screen._shown)} taped sessions")

    people = {each.handle: each for each in rater.desk.holdings().people}
    rater.program.person = people["REF"]
    rater.press("Alt+0")
    assert "may not see who coded what" in rater.banner
