from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QKeySequence,
    QPainter,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from ipt_review.domain.coding import Coding
from ipt_review.domain.mark import Mark
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import Cue
from ipt_review.ui.theme import LIGHT
from ipt_review.ui.timeline.brushes import Brushes
from ipt_review.ui.timeline.heads import HEAD_ROOM, Heads
from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.ui.timeline.painting import paint_lane
from ipt_review.ui.timeline.view import TimelineView
from tests.builders import SmallStudy, the_shipped_codebook
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPaintEvent, QRegion
    from pytestqt.qtbot import QtBot

    from ipt_review.ui.timeline.layout import Block

pytestmark = pytest.mark.gui

BOOK = the_shipped_codebook()
LENGTH = 3_012_000
MARKS = (
    Mark(1, "role_dispute", 140_000, 685_000),
    Mark(2, "off_focus", 685_000, 756_000),
    Mark(3, "affect_named", 302_000, 302_000, "“I was furious.”"),
    Mark(4, "role_play", 1_105_000, 1_290_000),
    Mark(5, "flag_blame", 1_210_000, 1_210_000),
)
OPEN = Mark(6, "incident_detail", 1_500_000, None)


class Watched(TimelineView):
    """Remembers what it had to paint."""

    regions: list[QRegion]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.regions.append(event.region())
        super().paintEvent(event)

    def painted(self) -> int:
        """Return the pixels painted since last asked."""
        pixels = 0
        while self.regions:
            rects = cast("Iterable[QRect]", self.regions.pop())
            pixels += sum(rect.width() * rect.height() for rect in rects)
        return pixels


@pytest.fixture
def view(qtbot: QtBot) -> Watched:
    view = Watched(LIGHT)
    view.regions = []
    qtbot.addWidget(view)
    view.resize(1_100, 380)
    cues = [Cue(Span(0, 9_000), "Therapist", "How have things been?")]
    view.show_tape(BOOK, LENGTH, cues)
    view.show_coding(coding(*MARKS))
    view.show()
    qtbot.waitExposed(view)
    qtbot.waitUntil(lambda: bool(view.regions))
    QApplication.processEvents()
    view.regions.clear()
    return view


def coding(*marks: Mark) -> Coding:
    return Coding(SmallStudy().head, {mark.number: mark for mark in marks})


def block_of(view: TimelineView, number: int) -> Block:
    assert view._scene is not None
    blocks = view._scene.blocks(view._position)
    return next(block for block in blocks if block.number == number)


def place_of(view: TimelineView, number: int) -> QPoint:
    """Return the middle of a mark's block."""
    assert view._scene is not None
    block = block_of(view, number)
    middle = view._scene.bands[block.lane].middle(block.row)
    return QPoint(round(block.left + block.width / 2), round(middle))


def color_at(view: TimelineView, at: QPoint) -> QColor:
    image = view.grab().toImage()
    return image.pixelColor(at * image.devicePixelRatio())


def x_of(view: TimelineView, moment: int) -> float:
    assert view._scene is not None
    return view._scene.axis.x(moment)


def turn_wheel(
    view: TimelineView,
    at: QPoint,
    notches: int,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    event = QWheelEvent(
        QPointF(at),
        view.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - not inverted
    )
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize("number", [mark.number for mark in MARKS])
def test_clicking_a_mark_picks_it(qtbot: QtBot, view: Watched, number: int) -> None:
    with qtbot.waitSignal(view.mark_picked) as picked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place_of(view, number))

    assert picked.args == [number]


def test_clicking_the_ruler_seeks_to_within_a_pixel(
    qtbot: QtBot, view: Watched
) -> None:
    with qtbot.waitSignal(view.seek_wanted) as sought:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(600, 28))

    assert sought.args is not None
    assert abs(x_of(view, sought.args[0]) - 600) <= 1


def test_dragging_along_the_ruler_scrubs_and_stops_at_the_end_of_the_tape(
    qtbot: QtBot, view: Watched
) -> None:
    sought: list[int] = []
    view.seek_wanted.connect(sought.append)

    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(600, 28))
    for x in (700, 800, 5_000):
        qtbot.mouseMove(view, QPoint(x, 28))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(5_000, 28))
    qtbot.mouseMove(view, QPoint(300, 28))

    assert sought == sorted(sought)
    assert len(sought) == 4
    assert sought[-1] == LENGTH


def test_clicking_the_label_of_a_lane_does_nothing(qtbot: QtBot, view: Watched) -> None:
    with qtbot.assertNotEmitted(view.seek_wanted):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(30, 110))


def test_double_clicking_a_mark_plays_it(qtbot: QtBot, view: Watched) -> None:
    with qtbot.waitSignal(view.mark_activated) as played:
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place_of(view, 4))

    assert played.args == [4]


def test_a_playhead_move_paints_little(view: Watched) -> None:
    view.move_playhead(1_000_000)
    QApplication.processEvents()
    view.painted()

    view.move_playhead(1_000_400)
    QApplication.processEvents()

    assert 0 < view.painted() < view.width() * view.height() / 50


def test_an_open_mark_grows_with_the_playhead_and_little_else_is_painted(
    view: Watched,
) -> None:
    view.show_coding(coding(*MARKS, OPEN))
    view.move_playhead(1_800_000)
    before = block_of(view, OPEN.number)
    QApplication.processEvents()
    view.painted()

    view.move_playhead(1_830_000)
    QApplication.processEvents()

    after = block_of(view, OPEN.number)
    assert before.right == pytest.approx(x_of(view, 1_800_000))
    assert after.right == pytest.approx(x_of(view, 1_830_000))
    assert 0 < view.painted() < view.width() * view.height() / 20
    at = QPoint(round(after.right) - 24, place_of(view, OPEN.number).y())
    assert color_at(view, at) != color_at(view, at + QPoint(60, 0))


def test_moving_by_parts_shows_the_same_as_painting_all(view: Watched) -> None:
    view.show_coding(coding(*MARKS, OPEN))
    for position in range(1_500_000, 1_900_000, 7_000):
        view.move_playhead(position)
        QApplication.processEvents()
    view.show_coding(coding(*MARKS[:-1], OPEN))
    by_parts = view.grab().toImage()

    view._sheet.forget()

    assert view.grab().toImage() == by_parts


def test_points_stand_where_they_should_in_the_color_of_their_group(
    view: Watched,
) -> None:
    for number in (3, 5):
        at = place_of(view, number)
        assert color_at(view, at) == QColor(block_of(view, number).color)


def test_flags_are_diamonds_and_other_points_are_dots(view: Watched) -> None:
    large = 8
    for number, shows_white in ((5, True), (3, False)):
        picture = QImage(
            HEAD_ROOM * large, HEAD_ROOM * large, QImage.Format.Format_RGB32
        )
        picture.setDevicePixelRatio(large)
        painter = QPainter(picture)
        block = block_of(view, number)._replace(left=HEAD_ROOM / 2)
        Heads("#ffffff", large).paint(painter, block, HEAD_ROOM / 2)
        painter.end()
        corner = QPoint(HEAD_ROOM // 2 + 3, HEAD_ROOM // 2 - 3) * large
        assert (picture.pixelColor(corner) == QColor("white")) is shows_white


def test_zooming_with_the_wheel_keeps_the_time_under_the_cursor(view: Watched) -> None:
    at = QPoint(700, 200)
    assert view._scene is not None
    moment = view._scene.axis.moment(700)

    turn_wheel(view, at, 3, Qt.KeyboardModifier.ControlModifier)

    assert view.shown.length < LENGTH
    assert abs(x_of(view, moment) - 700) <= 1


def test_shift_and_the_wheel_scroll_when_zoomed_and_leaves_the_whole_tape_alone(
    view: Watched,
) -> None:
    turn_wheel(view, QPoint(700, 200), -2, Qt.KeyboardModifier.ShiftModifier)
    assert view.shown == Span(0, LENGTH)

    view.zoom(4)
    before = view.shown
    turn_wheel(view, QPoint(700, 200), -2, Qt.KeyboardModifier.ShiftModifier)
    assert view.shown.start > before.start
    assert view.shown.length == before.length

    view.zoom_to_fit()
    assert view.shown == Span(0, LENGTH)


def test_zooming_by_key_keeps_the_playhead_in_its_place(view: Watched) -> None:
    view.move_playhead(1_000_000)
    before = x_of(view, 1_000_000)

    view.zoom(2)

    assert x_of(view, 1_000_000) == pytest.approx(before, abs=1)


def test_dragging_in_the_overview_moves_the_window(qtbot: QtBot, view: Watched) -> None:
    view.zoom(8)

    with qtbot.assertNotEmitted(view.seek_wanted):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(900, 10))

    assert view._scene is not None
    middle = view._scene.frame.whole.moment(900)
    assert view.shown.start < middle < view.shown.end


def test_the_page_turns_when_the_playhead_runs_off_it(view: Watched) -> None:
    view.zoom(10)
    end = view.shown.end
    view.move_playhead(end - 20)

    view.move_playhead(end + 20)

    assert view.shown.start < end + 20 < view.shown.end
    assert view.shown.start > end - view.shown.length // 10


def test_the_page_stays_where_one_scrolled_to_while_the_tape_plays_on(
    view: Watched,
) -> None:
    view.zoom(10)
    view.scroll_by(1_000_000)
    there = view.shown

    view.move_playhead(50)
    view.move_playhead(100)
    assert view.shown == there

    view.move_playhead(100_000)
    assert view.shown.start <= 100_000 <= view.shown.end


def test_picking_brings_a_mark_into_view_and_is_told_to_a_screen_reader(
    view: Watched,
) -> None:
    view.zoom(20)

    view.pick(5)

    assert view.shown.start <= MARKS[4].start <= view.shown.end
    assert BOOK.label("flag_blame") in view.accessibleDescription()
    assert "0:20:10" in view.accessibleDescription()

    view.show_coding(coding(*MARKS[:4]))
    assert "Picked" not in view.accessibleDescription()


def test_a_picked_mark_is_seen(view: Watched) -> None:
    beside = place_of(view, 3) + QPoint(7, 0)
    before = color_at(view, beside)

    view.pick(3)

    assert color_at(view, beside).lightness() < before.lightness() - 50


def test_hovering_over_a_mark_tells_label_time_and_note(view: Watched) -> None:
    at = place_of(view, 3)

    event = QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, event)

    assert BOOK.label("affect_named") in QToolTip.text()
    assert "0:05:02" in QToolTip.text()
    assert "“I was furious.”" in QToolTip.text()
    QToolTip.hideText()


def test_keys_are_left_to_the_window_except_enter_on_a_picked_mark(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = TimelineView(LIGHT, window)
    view.show_tape(BOOK, LENGTH)
    view.show_coding(coding(*MARKS))
    heard: list[str] = []
    for name in ("Space", "Return", "Left", "Q", "2"):
        shortcut = QShortcut(QKeySequence(name), window)
        shortcut.activated.connect(partial(heard.append, name))
    window.show()
    qtbot.waitUntil(partial(comes_to_front, window))
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)

    for key in (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Q, Qt.Key.Key_2):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert heard == ["Space", "Left", "Q", "2", "Return"]

    view.pick(4)
    with qtbot.waitSignal(view.mark_activated) as played:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert played.args == [4]
    assert heard[-1:] == ["Return"]
    assert len(heard) == 5


def test_an_empty_timeline_bears_everything(qtbot: QtBot) -> None:
    view = TimelineView(LIGHT)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)

    view.move_playhead(5_000)
    view.pick(1)
    view.zoom(2)
    view.show_coding(coding(*MARKS))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    turn_wheel(view, QPoint(200, 100), 1, Qt.KeyboardModifier.ControlModifier)
    view.show_tape(BOOK, 0)
    view.grab()

    assert view.shown == Span(0, 0)


@pytest.mark.parametrize(("scale", "device_pixels"), [(1, 1), (1.5, 2), (2, 2)])
def test_lines_are_crisp_on_every_screen(
    view: Watched, scale: float, device_pixels: int
) -> None:
    scene = view._scene
    assert scene is not None
    picture = QImage(view.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    for lane in range(len(scene.filled)):
        paint_lane(painter, Brushes(LIGHT, scale), scene, lane)
    painter.end()

    codes = [band for band in scene.bands if band.lane.kind is LaneKind.CODES]
    for band in codes:
        x = round((scene.axis.right - 3) * scale)
        rows = range(round(band.top * scale), round((band.top + band.height) * scale))
        seen = [picture.pixelColor(x, y).alpha() for y in rows]
        solid = sum(alpha > 250 for alpha in seen)
        blurred = sum(0 < alpha <= 250 for alpha in seen)
        assert (solid, blurred) == (device_pixels, 0)
