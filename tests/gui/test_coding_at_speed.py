"""Coding without looking at the hands: slips, held keys, the last code, and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ipt_review.domain.mark import Certainty, Direction, Quality

if TYPE_CHECKING:
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
FREE = 350_000
"""A moment after everything that the supervisor has coded in the demo study."""


def count(rater: Rater) -> int:
    return len(rater.coding.marks)


def test_the_same_key_twice_in_a_blink_codes_once(rater: Rater) -> None:
    before = count(rater)
    rater.go_to(FREE)
    rater.play()
    rater.let_run(5_000)

    rater.press("L")
    rater.let_run(120)
    rater.press("L")

    assert count(rater) == before + 1
    rater.let_run(400)
    rater.press("L")
    assert count(rater) == before + 2


def test_a_slip_does_not_close_the_interval_it_opened(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.press("C", "C")

    assert rater.newest().is_open


def test_two_keys_in_a_blink_are_two_codes(rater: Rater) -> None:
    before = count(rater)
    rater.go_to(FREE)

    rater.press("L", "V", "L")

    assert count(rater) == before + 2  # both of L stand on one moment


def test_a_key_that_is_undone_may_be_pressed_again_at_once(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.press("C", "Ctrl+Z", "C")

    assert rater.newest().is_open


def test_the_guard_can_be_switched_off(rater: Rater) -> None:
    rater.program.workplace.preferences.set_value("code.double_press", 0)
    rater.go_to(FREE)

    rater.press("C", "C")

    assert not rater.newest().is_open
    rater.program.workplace.preferences.set_value("code.double_press", 300)


def test_a_space_that_slips_leaves_the_tape_playing(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.play()

    rater.press("Space")
    assert rater.playing

    rater.let_run(1_000)
    rater.press("Space")
    rater.qtbot.waitUntil(lambda: not rater.playing)


def test_an_interval_can_last_as_long_as_its_key_is_held(rater: Rater) -> None:
    rater.program.workplace.preferences.set_value("code.hold", 1)
    rater.go_to(FREE)
    rater.play()
    rater.let_run(1_500)
    start = rater.position

    QTest.keyPress(rater.focused, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    number = rater.newest().number
    assert rater.newest().is_open
    rater.let_run(4_000)
    QTest.keyRelease(rater.focused, Qt.Key.Key_D)

    mark = rater.coding.marks[number]
    assert (mark.start, mark.end) == (start, start + 4_000)
    rater.program.workplace.preferences.set_value("code.hold", 0)
    rater.qtbot.waitUntil(rater.agree, timeout=15_000)


def test_one_key_puts_the_last_code_again(rater: Rater) -> None:
    before = count(rater)
    rater.go_to(FREE)
    rater.press("V")
    rater.go_to(FREE + 9_000)

    rater.press("Ctrl+Shift+R")

    assert count(rater) == before + 2
    assert (rater.newest().code, rater.newest().start) == (
        "affect_validated",
        FREE + 9_000,
    )


def test_a_key_that_codes_makes_its_button_blink(rater: Rater) -> None:
    panel = rater.window.review.panel
    code = panel.shelf.button_of("mood_event_link")
    state = panel.focus_bar._buttons["role_dispute"]
    rater.go_to(FREE)

    for key, button in (("L", code), ("2", state)):
        with rater.qtbot.waitSignal(button._flashes.timeout):
            rater.press(key)

        assert not button.flashing


def test_a_key_that_codes_makes_its_lane_blink(rater: Rater) -> None:
    blink = rater.window.review.timeline.blink
    rater.go_to(FREE)
    places = []

    for key in ("L", "2"):
        with rater.qtbot.waitSignal(blink._timer.timeout):
            rater.press(key)
        places.append(blink.geometry().top())

    assert places[1] < places[0]
    assert not blink.isVisible()


def test_what_is_going_on_is_shown_until_it_is_closed(rater: Rater) -> None:
    strip = rater.window.review.panel.open
    rater.go_to(FREE)
    assert not strip.isVisible()

    rater.press("C", "R")
    assert list(strip.buttons) == ["incident_detail", "role_play"]
    assert strip.buttons["role_play"].text().startswith("0:05:50")

    rater.go_to(FREE + 20_000)
    rater.click(strip.buttons["incident_detail"])
    assert list(strip.buttons) == ["role_play"]
    assert rater.agree()


def test_keys_say_how_well_how_surely_and_which_way(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("L", "Ctrl+H", "2", "U", "M", "Return")

    mark = rater.newest()
    assert (mark.quality, mark.certainty, mark.direction) == (
        Quality.WEAK,
        Certainty.UNSURE,
        Direction.MOOD_TO_EVENT,
    )
    assert rater.stored() == rater.coding
    assert not rater.window.review.panel.attributes.listens


def test_the_same_answer_again_takes_it_back_and_undo_takes_back_one(
    rater: Rater,
) -> None:
    rater.go_to(FREE)
    rater.press("L", "Ctrl+H", "4", "S", "S", "Esc")
    assert (rater.newest().quality, rater.newest().certainty) == (Quality.STRONG, None)

    rater.press("Ctrl+Z")
    assert rater.newest().certainty is Certainty.SURE


def test_any_other_key_ends_the_answers_and_does_what_it_always_does(
    rater: Rater,
) -> None:
    rater.go_to(FREE)
    rater.press("L", "Ctrl+H", "3")

    rater.press("V")

    assert rater.newest().code == "affect_validated"
    assert not rater.window.review.panel.attributes.listens


def test_only_links_have_a_direction(rater: Rater) -> None:
    choices = rater.window.review.panel.attributes.choices
    rater.go_to(FREE)

    rater.press("V")
    assert not choices["direction"].isVisible()
    rater.press("L")
    assert choices["direction"].isVisible()


def test_study_raters_are_not_asked_how_well(visitor: Rater) -> None:
    visitor.sit_down("REF", session=8)
    choices = visitor.window.review.panel.attributes.choices
    visitor.go_to(FREE)

    visitor.press("L", "Ctrl+H", "1", "Esc")

    assert not choices["quality"].isVisible()
    assert choices["certainty"].isVisible()
    assert visitor.newest().quality is None


def test_answers_can_be_chosen_with_the_mouse(rater: Rater) -> None:
    choices = rater.window.review.panel.attributes.choices
    rater.go_to(FREE)
    rater.press("V")

    choices["quality"].setCurrentIndex(choices["quality"].findText("Adequate"))
    choices["quality"].activated.emit(3)

    assert rater.newest().quality is Quality.ADEQUATE


@pytest.mark.parametrize("slower", [5, 0])
def test_codes_and_states_fit_each_other_at_any_speed(
    rater: Rater, slower: int
) -> None:
    rater.go_to(FREE)
    rater.press(*["["] * slower or ["]"] * 10)
    rater.play()
    for key in ("2", "C", "3", "C"):
        rater.let_run(2_000)
        rater.press(key)

    assert not [
        mark for mark in rater.coding.open_marks() if mark.code != "role_transition"
    ]
    rater.press("Backspace")
    assert rater.agree()
