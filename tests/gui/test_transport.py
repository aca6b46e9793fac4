"""The tape is moved, looped, heard and looked at by key, on the real window."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ipt_review.media.engine import Channels, State
from ipt_review.ui.player.jump_clock import JumpField
from ipt_review.ui.player.loop import OFF, Loop
from tests.gui.rater import LENGTH

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.ui.player.player import Player
    from ipt_review.ui.player.transport import Transport
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui


@pytest.fixture
def rater(newcomer: Rater, demo: Path) -> Rater:
    """Return the supervisor before a tape, in a window that nobody used before."""
    assert newcomer.program.open_path(demo)
    newcomer.sit_down()
    return newcomer


def transport(rater: Rater) -> Transport:
    return rater.window.review.transport


def player(rater: Rater) -> Player:
    return rater.program.reviewing.player


def unpicked(rater: Rater, at: int) -> None:
    """Have the rater stand somewhere with no mark picked."""
    rater.go_to(at)
    rater.press("Ctrl+D")
    assert rater.program.reviewing.marking.picked is None


# ------------------------------------------------------------ jumping


def test_ctrl_j_reads_a_time_and_jumps_there(rater: Rater) -> None:
    rater.press("Ctrl+J")
    rater.type("2:17.240")
    rater.press("Return")

    rater.qtbot.waitUntil(lambda: rater.position == 137_240)
    assert rater.focused is rater.window.review
    assert not transport(rater).clock.asks()


def test_enter_after_a_time_begins_no_note_on_the_mark_in_hand(rater: Rater) -> None:
    rater.press("L")
    rater.press("Ctrl+J")
    rater.type("2:17.240")
    rater.press("Return")

    rater.qtbot.waitUntil(lambda: rater.position == 137_240)
    assert rater.focused is rater.window.review


def test_a_click_on_the_clock_asks_and_esc_leaves_without_playing(rater: Rater) -> None:
    rater.go_to(90_000)
    rater.click(transport(rater).clock)
    field = rater.focused
    assert isinstance(field, JumpField)
    assert field.text() == "0:01:30"

    rater.type("5:00")
    rater.press("Esc")

    assert rater.position == 90_000
    assert not rater.playing
    assert not transport(rater).clock.asks()
    assert rater.focused is rater.window.review


def test_what_is_no_time_is_told_and_can_be_written_anew(rater: Rater) -> None:
    rater.press("Ctrl+J")
    rater.type("ninety")
    rater.press("Return")
    field = rater.focused
    assert isinstance(field, JumpField)
    assert "0:26:17.240" in field.accessibleDescription()
    assert field.property("kind") == "fault"

    rater.type("1:30")
    rater.press("Return")

    rater.qtbot.waitUntil(lambda: rater.position == 90_000)


def test_a_jump_beyond_the_tape_goes_to_its_end(rater: Rater) -> None:
    rater.press("Ctrl+J")
    rater.type("3:00:00")
    rater.press("Return")

    rater.qtbot.waitUntil(lambda: rater.position == LENGTH)


# ------------------------------------------------------------ frames


def test_frame_steps_are_forty_ms_where_there_are_no_frames(rater: Rater) -> None:
    rater.go_to(60_000)

    rater.press(".", ".", ",")
    rater.qtbot.waitUntil(lambda: rater.position == 60_040)


def test_ctrl_arrows_step_frames_unless_a_mark_is_picked(rater: Rater) -> None:
    unpicked(rater, 60_000)

    rater.press("Ctrl+Right", "Ctrl+Right", "Ctrl+Left")
    rater.qtbot.waitUntil(lambda: rater.position == 60_040)
    before = rater.coding
    rater.press("Alt+Right", "Ctrl+Right")

    picked = rater.program.reviewing.marking.picked
    assert picked is not None
    assert rater.coding.marks[picked].start == before.marks[picked].start + 100


def test_a_frame_step_only_holds_a_tape_that_plays(rater: Rater) -> None:
    rater.go_to(60_000)
    rater.play()

    rater.press(".")

    rater.qtbot.waitUntil(lambda: not rater.playing)


# ------------------------------------------------------------ loop


def test_a_and_b_are_set_in_turn_and_playing_goes_round(rater: Rater) -> None:
    unpicked(rater, 60_000)
    rater.press("Ctrl+L")
    assert player(rater).loop == Loop(60_000)
    rater.go_to(64_000)
    rater.press("Ctrl+L")
    assert player(rater).loop == Loop(60_000, 64_000)
    assert rater.window.review.timeline._loop == (60_000, 64_000)
    assert transport(rater).loop.isChecked()

    rater.go_to(63_500)
    player(rater).back_step = 0
    rater.play()
    rater.let_run(400)
    rater.qtbot.waitUntil(lambda: player(rater)._before == 63_900)
    rater.let_run(200)
    rater.qtbot.waitUntil(lambda: 60_000 <= rater.position < 60_200)
    assert rater.playing

    rater.press("Ctrl+L")
    assert player(rater).loop == OFF
    assert rater.window.review.timeline._loop is None


def test_the_picked_mark_is_looped_and_gone_to(rater: Rater) -> None:
    rater.go_to(0)
    mark = next(
        each for each in rater.coding.timeline() if each.code == "incident_detail"
    )
    assert mark.end is not None
    rater.program.reviewing.marking.pick(mark.number)

    rater.click(transport(rater).loop)

    assert player(rater).loop == Loop(mark.start, mark.end)
    rater.qtbot.waitUntil(lambda: rater.position == mark.start)
    assert "over and over" in transport(rater).loop.accessibleDescription()


def test_a_loop_to_the_end_goes_round_without_closing_what_is_open(
    rater: Rater,
) -> None:
    rater.go_to(LENGTH - 5_000)
    rater.press("R")
    assert rater.newest().is_open
    rater.press("Ctrl+[")
    rater.go_to(LENGTH)
    rater.press("Ctrl+]")
    player(rater).back_step = 1_000
    rater.play()

    rater.let_run(1_100)

    rater.qtbot.waitUntil(lambda: rater.position < LENGTH - 4_000)
    assert rater.newest().is_open


def test_another_tape_starts_without_a_loop(rater: Rater) -> None:
    rater.press("Ctrl+[")
    assert player(rater).loop != OFF

    rater.program.review_tape(rater.seat.review.tape.id)

    assert player(rater).loop == OFF
    assert not transport(rater).loop.isChecked()


# ------------------------------------------------------------ sound


def test_mute_keeps_the_loudness_for_later(rater: Rater) -> None:
    sound = player(rater).sound
    rater.press("Ctrl+Up", "Ctrl+Up")
    assert transport(rater).volume.value() == 120

    rater.press("Ctrl+M")
    assert sound.muted
    assert transport(rater).volume.value() == 120
    assert transport(rater).sound.accessibleName() == "Sound: muted"
    rater.press("Ctrl+M")

    assert (sound.muted, sound.volume) == (False, 120)


def test_the_loudness_goes_up_to_twice_as_recorded_and_ends_muting(
    rater: Rater,
) -> None:
    rater.press("Ctrl+M")

    transport(rater).volume.setValue(200)
    rater.press("Ctrl+Up")

    sound = player(rater).sound
    assert (sound.muted, sound.volume) == (False, 200)


def test_one_channel_alone_by_key_and_by_menu(rater: Rater) -> None:
    rater.press("Ctrl+Shift+M")
    assert player(rater).sound.channels is Channels.LEFT
    assert transport(rater).sound.text() == "L"

    right = next(
        each
        for each in transport(rater).sound.menu().actions()
        if each.text() == "Right channel only"
    )
    right.trigger()

    assert player(rater).sound.channels is Channels.RIGHT
    rater.press("Ctrl+Shift+M")
    assert transport(rater).sound.text() == ""


# ------------------------------------------------------------ the end, and coming back


def test_at_the_end_everything_goes_on(rater: Rater) -> None:
    rater.go_to(LENGTH - 1_000)
    rater.play()
    rater.let_run(10_000)
    rater.qtbot.waitUntil(lambda: player(rater).state is State.ENDED)
    assert rater.position == LENGTH

    rater.press("Right")
    assert rater.position == LENGTH
    rater.press("Left")
    rater.qtbot.waitUntil(lambda: rater.position == LENGTH - 1_000)

    rater.play()
    rater.let_run(10_000)
    rater.qtbot.waitUntil(lambda: player(rater).state is State.ENDED)
    rater.press("Space")
    rater.qtbot.waitUntil(lambda: rater.playing)
    assert rater.position < 1_000


def test_a_tape_opens_where_it_was_left(rater: Rater) -> None:
    rater.go_to(123_456)
    tape = rater.seat.review.tape.id

    rater.program.reviewing.close()
    rater.program.review_tape(tape)

    rater.wait_for_tape()
    rater.qtbot.waitUntil(lambda: rater.position == 123_456)
    assert transport(rater).clock._fraction.text() == ".456"


def test_a_tape_left_at_its_end_opens_at_its_start(rater: Rater) -> None:
    rater.go_to(LENGTH - 500)
    tape = rater.seat.review.tape.id

    rater.program.review_tape(tape)

    rater.wait_for_tape()
    assert rater.position == 0


def test_where_one_stopped_is_kept_under_the_tapes_id_alone(rater: Rater) -> None:
    rater.go_to(123_456)
    tape = rater.seat.review.tape

    rater.program.reviewing.close()

    settings = rater.program.reviewing.playing._stops
    assert settings is not None
    kept = {key for key in settings._settings.allKeys() if key.startswith("stopped")}
    assert kept == {f"stopped/{tape.id}"}


def test_a_back_step_that_was_set_is_heeded(rater: Rater) -> None:
    rater.program.workplace.preferences.set_value("tape.back_step", 4_000)
    rater.go_to(60_000)

    rater.play()

    assert rater.position == 56_000


# ------------------------------------------------------------ dragging


def test_dragging_over_the_timeline_holds_a_tape_and_lets_it_play_on(
    rater: Rater,
) -> None:
    rater.go_to(60_000)
    rater.play()
    view = rater.window.review.timeline
    scene = view._scene
    assert scene is not None
    left = Qt.MouseButton.LeftButton
    y = 30

    def place(moment: int) -> QPoint:
        return QPoint(round(scene.axis.x(moment)), y)

    rater.qtbot.mousePress(view, left, pos=place(100_000))
    for moment in range(110_000, 200_001, 10_000):
        rater.qtbot.mouseMove(view, place(moment))
        QApplication.processEvents()
    rater.qtbot.waitUntil(lambda: not rater.playing)
    assert abs(rater.position - 200_000) < 1_000
    rater.qtbot.mouseRelease(view, left, pos=place(200_000))

    rater.qtbot.waitUntil(lambda: rater.playing)
    assert abs(rater.position - 200_000) < 1_000


# ------------------------------------------------------------ room


@pytest.mark.parametrize("width", [1_100, 1_280, 1_600])
def test_nothing_in_the_bar_is_cut_off_or_covered(rater: Rater, width: int) -> None:
    rater.window.resize(width, 760)
    bar = transport(rater)
    rater.qtbot.waitUntil(lambda: rater.window.width() == width)
    QApplication.processEvents()
    parts = [each for each in bar.children() if isinstance(each, QWidget)]
    shown = [each for each in parts if each.isVisible() and not each.isWindow()]
    shown.sort(key=lambda each: each.x())

    assert all(each.width() >= each.minimumSizeHint().width() for each in shown)
    edges = [(each.x(), each.x() + each.width()) for each in shown]
    assert all(b[0] >= a[1] for a, b in pairwise(edges))
    assert edges[-1][1] <= bar.width()
