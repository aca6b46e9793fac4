"""The picture: how large, which part of it, and in which window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import PATIENT, Cue, Transcript
from ipt_review.media.engine import Picture
from ipt_review.ui.player.video_view import VideoView
from ipt_review.ui.player.zoom import FIT, Zoom
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui


@pytest.fixture
def rater(newcomer: Rater, demo: Path) -> Rater:
    """Return the supervisor before a tape, in a window that nobody used before."""
    assert newcomer.program.open_path(demo)
    newcomer.sit_down()
    return newcomer


WIDE, HIGH = 320, 180
LEFT = Qt.MouseButton.LeftButton


def picture(width: int = WIDE, height: int = HIGH) -> Picture:
    """Return a picture whose left half is white and whose right half is black."""
    row = b"\xff" * 4 * (width // 2) + b"\x00\x00\x00\xff" * (width // 2)
    return Picture(width, height, row * height, 0, natural=(WIDE, HIGH))


@pytest.fixture
def view(qtbot: QtBot) -> VideoView:
    view = VideoView()
    qtbot.addWidget(view)
    view.resize(640, 360)
    view.show()
    qtbot.waitExposed(view)
    view.show_picture(picture())
    return view


def turn_wheel(view: VideoView, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        view.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - not inverted
    )
    QApplication.sendEvent(view, event)


def test_the_picture_fills_the_view_until_it_is_zoomed(view: VideoView) -> None:
    assert view._picture_place().width() == 640
    view.set_zoom(Zoom(1.0))
    assert view._picture_place().width() == WIDE / view.devicePixelRatioF()


def test_the_wheel_zooms_about_the_pointer_and_back_to_fit(view: VideoView) -> None:
    turn_wheel(view, QPoint(0, 180), 5)

    assert view.zoom.scale is not None
    assert view._picture_place().left() == 0
    assert view.grab().toImage().pixelColor(630, 100).lightness() > 200
    turn_wheel(view, QPoint(0, 180), -6)
    assert view.zoom == FIT


@pytest.mark.parametrize("width", [320, 480, 960])
@pytest.mark.parametrize("words", ["Mm-hm.", "And then he just left. " * 6])
def test_a_caption_covers_neither_the_time_nor_what_was_just_done(
    view: VideoView, width: int, words: str
) -> None:
    view.resize(width, 270)
    view.show_transcript(Transcript((Cue(Span(0, 9_000), PATIENT, words),)))
    view.move_to(1_000)

    for passing in ("", "1.50×"):
        view.show_passing(passing)
        place, size = view.caption_place()
        assert view.rect().contains(place)
        assert not place.intersects(view._stamp_place())
        assert not place.intersects(view._passing_place())
        assert size >= 12


def test_a_drag_moves_the_picture_and_does_not_play(
    view: VideoView, qtbot: QtBot
) -> None:
    view.set_zoom(Zoom(4.0))
    before = view._picture_place().left()

    with qtbot.assertNotEmitted(view.clicked):
        qtbot.mousePress(view, LEFT, pos=QPoint(300, 180))
        qtbot.mouseMove(view, QPoint(340, 180))
        qtbot.mouseMove(view, QPoint(380, 180))
        qtbot.mouseRelease(view, LEFT, pos=QPoint(380, 180))

    assert view._picture_place().left() == pytest.approx(before + 80)


def test_a_click_on_the_picture_plays(view: VideoView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.clicked):
        qtbot.mouseClick(view, LEFT)


def test_a_zoomed_picture_asks_for_as_many_pixels_as_it_shows(
    view: VideoView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.resized) as asked:
        view.set_zoom(Zoom(8.0))

    assert asked.args == [WIDE * 8, HIGH * 8]


def test_a_smaller_copy_of_the_picture_is_drawn_in_the_same_place(
    view: VideoView,
) -> None:
    view.set_zoom(Zoom(2.0))
    place = view._picture_place()

    view.show_picture(picture(160, 90))

    assert view._picture_place() == place


def test_the_key_goes_through_the_sizes(rater: Rater) -> None:
    video = rater.window.review.video

    seen = []
    for _ in range(3):
        rater.press("F8")
        seen.append(video.zoom.scale)

    assert seen == [1.0, 2.0, None]


def test_the_picture_goes_to_its_own_window_and_comes_back_when_that_is_closed(
    rater: Rater,
) -> None:
    stage, video = rater.window.review.stage, rater.window.review.video
    rater.press("F9")
    own = video.window()
    assert own is not rater.window
    assert own.isVisible()
    assert stage.bring_back.isVisible()

    own.close()

    assert video.window() is rater.window
    assert video.isVisible()
    assert not stage.apart


def test_keys_work_in_the_pictures_own_window_too(rater: Rater) -> None:
    rater.go_to(60_000)
    rater.press("F9")
    own = rater.window.review.video.window()
    rater.qtbot.waitUntil(partial(comes_to_front, own))

    QTest.keyClick(QApplication.focusWidget() or own, Qt.Key.Key_Right)
    rater.qtbot.waitUntil(lambda: rater.position == 61_000)
    QTest.keyClick(QApplication.focusWidget() or own, Qt.Key.Key_L)

    assert rater.newest().code == "mood_event_link"
    QTest.keyClick(QApplication.focusWidget() or own, Qt.Key.Key_F9)
    assert not rater.window.review.stage.apart


def test_an_own_window_is_remembered_when_the_tape_is_left_with_it(
    rater: Rater,
) -> None:
    rater.press("F9")
    tape = rater.seat.review.tape.id

    seen = []
    for _ in range(2):
        rater.program.reviewing.close()
        seen.append(rater.window.review.stage.apart)
        rater.program.review_tape(tape)
        seen.append(rater.window.review.stage.apart)
        rater.click(rater.window.review.stage.bring_back)

    assert seen == [False, True, False, False]


def test_closing_the_program_closes_the_pictures_window(rater: Rater) -> None:
    rater.press("F9")
    own = rater.window.review.video.window()

    rater.window.close()

    assert not own.isVisible()
