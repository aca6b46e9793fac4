"""Marks that are there already: walked, noted, moved, deleted, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from tests.gui.rater import Rater

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ipt_review.domain.mark import Mark

pytestmark = pytest.mark.gui
FREE = 350_000


def picked(rater: Rater) -> Mark:
    number = rater.program.reviewing.marking.picked
    assert number is not None
    return rater.coding.marks[number]


def begin_note(rater: Rater) -> None:
    note = rater.window.review.panel.note
    rater.press("Return")
    rater.qtbot.waitUntil(lambda: note.hasFocus() and not rater.playing, timeout=15_000)


# ------------------------------------------------------------ notes


def test_enter_stops_the_tape_and_writes_on_the_last_mark(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.play()
    rater.let_run(4_000)
    rater.press("L")
    number = rater.newest().number
    rater.let_run(1_000)

    begin_note(rater)
    rater.type("clear link, well timed 12")
    rater.press("Return")

    assert rater.coding.marks[number].note == "clear link, well timed 12"
    assert rater.agree()
    rater.qtbot.waitUntil(lambda: rater.playing)


def test_a_note_on_a_standing_tape_leaves_it_standing(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L")

    begin_note(rater)
    rater.type("x")
    rater.press("Return")

    assert rater.newest().note == "x"
    assert not rater.playing


def test_typing_a_note_codes_nothing_and_moves_nothing(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L")
    count = len(rater.coding.marks)
    begin_note(rater)

    rater.type("c 2 [ ] SHOUTING")
    rater.press("Home", "Left", "Right", "Backspace", "Del", "Ctrl+Left", "Ctrl+2")

    assert len(rater.coding.marks) == count
    assert rater.position == FREE
    assert rater.newest().start == FREE


def test_a_line_break_in_a_note_takes_shift(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L")
    begin_note(rater)

    rater.type("one")
    rater.press("Shift+Return")
    rater.type("two")
    rater.press("Return")

    assert rater.newest().note == "one\ntwo"


def test_esc_leaves_a_note_as_it_was_and_keeps_what_was_typed(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L")
    begin_note(rater)
    rater.type("half a thought")
    before = rater.coding

    rater.press("Esc")
    assert rater.coding is before
    assert rater.window.review.panel.note.toPlainText() == ""

    begin_note(rater)
    assert rater.window.review.panel.note.toPlainText() == "half a thought"
    rater.press("Return")
    assert rater.newest().note == "half a thought"


def test_esc_lets_a_tape_go_on_that_the_note_had_paused(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.play()
    rater.press("L")
    begin_note(rater)
    rater.qtbot.waitUntil(lambda: not rater.playing)

    rater.press("Esc")

    rater.qtbot.waitUntil(lambda: rater.playing)


@pytest.mark.parametrize("key", ["Ctrl+Space", "F4"])
def test_these_keys_save_the_note_and_play_on(rater: Rater, key: str) -> None:
    rater.go_to(FREE)
    rater.press("L")
    begin_note(rater)
    rater.type("half a thought")

    rater.press(key)

    rater.qtbot.waitUntil(lambda: rater.playing)
    assert not rater.window.review.panel.note.hasFocus()
    assert rater.newest().note == "half a thought"
    assert rater.agree()


def test_undo_while_typing_undoes_the_typing_only(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L")
    count = len(rater.coding.marks)
    begin_note(rater)
    rater.type("slip")

    rater.press("Ctrl+Z")

    assert len(rater.coding.marks) == count
    assert rater.window.review.panel.note.toPlainText() == ""


def test_picking_another_mark_saves_the_note_on_the_first(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L")
    number = rater.newest().number
    begin_note(rater)
    rater.type("for the link")
    table = rater.window.review.panel.marks
    table.scrollToTop()
    row = table.visualRect(table.model().index(0, 0))
    rater.click(table.viewport(), row.center())

    assert rater.coding.marks[number].note == "for the link"
    assert picked(rater).number == rater.listed()[0]
    assert picked(rater).note == "Asked at once, then waits. Good."


def test_opening_the_note_of_a_draft_begun_earlier_finds_the_walked_mark(
    rater: Rater,
) -> None:
    rater.press("Alt+Right")
    begin_note(rater)

    assert rater.window.review.panel.note.toPlainText() == picked(rater).note != ""


# ------------------------------------------------------------ walking and changing


def test_alt_and_arrows_walk_from_mark_to_mark(rater: Rater) -> None:
    starts = [
        mark.start
        for mark in rater.coding.timeline()
        if rater.seat.codebook.track_of(mark.code) is None
    ]

    met = []
    for _ in range(4):
        rater.press("Alt+Right")
        met.append(rater.position)
    rater.press("Alt+Left")

    assert met == starts[:4]
    assert rater.position == picked(rater).start == starts[2]


def test_two_marks_on_one_moment_are_both_walked_to(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L", "V", "E")
    rater.go_to(FREE - 1_000)

    met = []
    for _ in range(3):
        rater.press("Alt+Right")
        met.append(picked(rater).code)

    assert sorted(met) == ["affect_named", "affect_validated", "mood_event_link"]


def test_control_and_arrows_move_the_picked_mark(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L")

    rater.hold("Ctrl+Right", times=2)
    rater.press("Ctrl+Left")

    assert rater.newest().start == FREE + 200
    assert rater.agree()


def test_delete_takes_the_picked_mark_away(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L")
    number = rater.newest().number

    rater.press("Del")

    assert number not in rater.coding.marks
    assert rater.program.reviewing.marking.picked is None
    assert rater.agree()


def test_delete_without_a_picked_mark_takes_nothing(rater: Rater) -> None:
    before = rater.coding

    rater.press("Del", "Ctrl+Left", "Ctrl+Right")

    assert rater.coding is before


def test_a_click_in_the_list_stands_the_tape_at_the_mark(rater: Rater) -> None:
    table = rater.window.review.panel.marks
    table.scrollToTop()
    row = table.visualRect(table.model().index(1, 0))

    rater.click(table.viewport(), row.center())

    start = rater.coding.marks[rater.listed()[1]].start
    rater.qtbot.waitUntil(lambda: rater.position == start)
    rater.press("L")
    assert rater.newest().start == start


def test_a_click_on_the_timeline_picks_the_mark(rater: Rater) -> None:
    timeline = rater.window.review.timeline
    scene = timeline._scene
    assert scene is not None
    block = next(each for each in scene.blocks(0) if each.has_head and each.width == 0)
    band = scene.bands[block.lane]

    rater.click(timeline, QPoint(round(block.left), round(band.middle(block.row))))

    assert rater.program.reviewing.marking.picked == block.number
    assert rater.window.review.panel.note.number == block.number


def test_a_click_on_the_ruler_stands_the_tape_there(rater: Rater) -> None:
    timeline = rater.window.review.timeline
    scene = timeline._scene
    assert scene is not None
    x = round(scene.axis.x(236_200))

    rater.click(timeline, QPoint(x, 22))

    rater.qtbot.waitUntil(lambda: abs(rater.position - 236_200) < 1_000)


def test_walking_begins_where_the_tape_stands_and_not_where_one_was(
    rater: Rater,
) -> None:
    rater.press("Alt+Right")
    rater.go_to(280_000)

    rater.press("Alt+Left")

    rater.qtbot.waitUntil(lambda: picked(rater).code == "praise")


def test_walking_back_gets_on_while_the_tape_runs(rater: Rater) -> None:
    rater.go_to(280_000)
    rater.press("Alt+Left")
    rater.play()
    rater.let_run(1_600)

    rater.press("Alt+Left")

    assert picked(rater).code == "area_explore"


# ------------------------------------------------------------ undo


def test_everything_is_taken_back_and_made_again(rater: Rater) -> None:
    rater.go_to(FREE)
    states = [rater.coding]
    for keys in (["L"], ["C"], ["2"], ["Ctrl+Right"], ["Shift+R"], ["Del"]):
        rater.press(*keys)
        states.append(rater.coding)

    for state in reversed(states[:-1]):
        rater.press("Ctrl+Z")
        assert rater.coding.marks == state.marks
    for state in states[1:]:
        rater.press("Ctrl+Shift+Z")
        assert rater.coding.marks == state.marks
    assert rater.agree()


def test_undo_takes_a_note_back(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L")
    begin_note(rater)
    rater.type("gone soon")
    rater.press("Return")

    rater.press("Ctrl+Z")

    assert rater.newest().note == ""
    assert rater.window.review.panel.note.toPlainText() == ""


def test_undo_reaches_back_beyond_closing_the_program(
    leaver: Rater, qtbot: QtBot, demo: Path, tmp_path: Path
) -> None:
    before = leaver.coding
    leaver.go_to(FREE)
    leaver.press("L", "C", "2")
    after = leaver.coding
    leaver.window.close()

    again = Rater(tmp_path).arrive(qtbot)
    again.program.open_path(demo)
    again.sit_down()
    assert again.coding == after
    again.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert again.coding == before
    again.press("Ctrl+Y")
    assert len(again.coding.marks) == len(before.marks) + 1
    assert again.agree()


def test_undo_with_nothing_to_take_back_is_no_mistake(rater: Rater) -> None:
    before = rater.coding

    rater.press("Ctrl+Z", "Ctrl+Shift+Z")

    assert rater.coding is before
    assert not rater.banner


def test_a_held_undo_goes_on(rater: Rater) -> None:
    before = rater.coding
    rater.go_to(FREE)
    rater.press("L", "V", "E", "F")

    rater.hold("Ctrl+Z", times=9)

    assert rater.coding == before


def test_the_menus_do_what_the_keys_do(rater: Rater) -> None:
    before = rater.coding
    rater.go_to(FREE)
    rater.press("L")
    undo = rater.menu("Edit")[0]

    undo.trigger()

    assert rater.coding == before
    assert undo.text() == "Undo\tCtrl+Z"
