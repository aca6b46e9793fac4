"""Keys become marks: on the screen, in the list, on the timeline and on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.media.engine import State
from tests.gui.rater import LENGTH

if TYPE_CHECKING:
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
FREE = 350_000
"""A moment after everything that the supervisor has coded in the demo study."""


def start_of(rater: Rater, code: str) -> int:
    return max(m.start for m in rater.coding.marks.values() if m.code == code)


def test_while_the_tape_runs_a_letter_marks_what_began_before_it(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.play()
    rater.let_run(10_000)

    rater.press("L")

    heard = FREE - 1_500 + 10_000
    mark = rater.newest()
    assert (mark.code, mark.start, mark.end) == (
        "mood_event_link",
        heard - 2_000,
        heard - 2_000,
    )
    assert rater.agree()


def test_the_set_back_is_longer_on_a_faster_tape(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("]", "]", "]", "]", "]")
    rater.play()
    rater.let_run(10_000)

    rater.press("V")

    assert rater.newest().start == FREE - 1_500 + 15_000 - 3_000


def test_while_the_tape_stands_a_letter_marks_what_is_on_the_screen(
    rater: Rater,
) -> None:
    rater.go_to(FREE + 7)

    rater.press("E")

    assert rater.newest().start == FREE + 7
    assert rater.agree()


def test_a_mark_is_never_set_back_beyond_the_start_of_the_tape(rater: Rater) -> None:
    rater.play()
    rater.let_run(900)

    rater.press("Q")

    assert rater.newest().start == 0


def test_shift_and_a_letter_flag(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.press("Shift+R", "R")

    kinds = [rater.coding.marks[number].code for number in sorted(rater.coding.marks)]
    assert kinds[-2:] == ["flag_rigid", "role_play"]
    assert rater.agree()


def test_a_digit_sets_the_focus_and_closes_the_one_before(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("2")
    opened = rater.newest()
    rater.go_to(FREE + 20_000)

    rater.press("3")

    assert rater.coding.marks[opened.number].end == FREE + 20_000
    assert (rater.newest().code, rater.newest().is_open) == ("role_transition", True)
    assert rater.agree()


def test_the_focus_that_holds_already_is_not_marked_twice(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("2")
    count = len(rater.coding.marks)
    rater.go_to(FREE + 20_000)

    rater.press("2")

    assert len(rater.coding.marks) == count


def test_the_focus_bar_follows_the_tape(rater: Rater) -> None:
    buttons = rater.window.review.panel.focus_bar._buttons

    rater.go_to(100_000)
    rater.qtbot.waitUntil(lambda: buttons["role_dispute"].lit)
    rater.go_to(200_000)

    rater.qtbot.waitUntil(lambda: buttons["off_focus"].lit)
    assert not buttons["role_dispute"].lit


def test_control_and_a_digit_set_what_the_patient_shows(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.press("Ctrl+2")

    assert rater.newest().code == "angry"
    assert rater.agree()


def test_an_interval_is_opened_and_closed_by_the_same_key(rater: Rater) -> None:
    button = rater.window.review.panel.shelf.button_of("incident_detail")
    rater.go_to(FREE)

    rater.press("C")
    number = rater.newest().number
    assert (button.lit, rater.drawn()[number]) == (True, True)
    assert rater.agree()

    rater.go_to(FREE + 30_000)
    rater.press("C")
    mark = rater.coding.marks[number]
    assert (mark.start, mark.end) == (FREE, FREE + 30_000)
    assert (button.lit, rater.drawn()[number]) == (False, False)
    assert rater.agree()


def test_an_interval_is_not_set_back(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.play()
    rater.let_run(5_000)

    rater.press("C")

    assert rater.newest().start == FREE - 1_500 + 5_000


def test_an_open_interval_grows_on_the_timeline(rater: Rater) -> None:
    rater.go_to(FREE)
    rater.press("R")
    scene = rater.window.review.timeline._scene
    assert scene is not None
    (before,) = scene.open_blocks(FREE + 10_000)
    (after,) = scene.open_blocks(FREE + 20_000)

    assert after.width > before.width > 0


def test_a_key_that_is_held_marks_once(rater: Rater) -> None:
    rater.go_to(FREE)
    count = len(rater.coding.marks)

    rater.hold("C", times=30)

    assert len(rater.coding.marks) == count + 1
    assert rater.newest().is_open


def test_a_space_bar_that_is_held_plays_once(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.hold("Space", times=7)

    rater.qtbot.waitUntil(lambda: rater.playing)


def test_an_arrow_that_is_held_walks_on(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.hold("Right", times=3)

    rater.qtbot.waitUntil(lambda: rater.position == FREE + 4_000)


def test_several_arrows_in_one_breath_are_not_lost(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.press("Shift+Right", "Shift+Right", "Left")

    rater.qtbot.waitUntil(lambda: rater.position == FREE + 9_000)


def test_the_end_of_the_tape_closes_what_is_open(rater: Rater) -> None:
    rater.go_to(LENGTH - 5_000)
    rater.press("C", "2")
    rater.play()

    rater.let_run(60_000)

    player = rater.program.reviewing.player
    rater.qtbot.waitUntil(lambda: player.state is State.ENDED)
    assert not rater.coding.open_marks()
    assert rater.newest().end == start_of(rater, "incident_detail") + 5_000 == LENGTH
    assert rater.agree()


def test_what_the_end_of_the_tape_closed_is_opened_again_in_one_step(
    rater: Rater,
) -> None:
    rater.go_to(LENGTH - 5_000)
    rater.press("C", "2")
    rater.play()
    rater.let_run(60_000)
    rater.qtbot.waitUntil(lambda: not rater.coding.open_marks())

    rater.press("Ctrl+Z")

    assert len(rater.coding.open_marks()) == 2
    assert rater.agree()


def test_keys_move_the_tape(rater: Rater) -> None:
    for key, moment in {
        "Left": FREE - 1_000,
        "Right": FREE + 1_000,
        "Shift+Left": FREE - 5_000,
        "Shift+Right": FREE + 5_000,
        "Home": 0,
        "End": LENGTH,
    }.items():
        rater.go_to(FREE)
        rater.press(key)
        assert rater.position == moment


def test_brackets_change_the_speed_within_its_bounds(rater: Rater) -> None:
    rate = rater.window.review.transport.rate

    rater.press("[")
    assert rate.text() == "0.9×"
    rater.press(*["["] * 9)
    assert rate.text() == "0.5×"
    rater.press("Backspace")
    assert rate.text() == "1.0×"
    rater.press(*["]"] * 20)
    assert rate.text() == "2.0×"


def test_resuming_starts_a_little_earlier(rater: Rater) -> None:
    rater.go_to(FREE)

    rater.play()

    assert rater.position == FREE - 1_500


def test_a_letter_outside_the_codebook_does_nothing(rater: Rater) -> None:
    before = rater.coding

    rater.press("Shift+Q", "9", "Ctrl+G")

    assert rater.coding is before
    assert not rater.banner
