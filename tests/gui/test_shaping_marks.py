"""Marks moved and stretched at the real window, with the mouse and by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ipt_review.ui.timeline.lanes import LaneKind
from ipt_review.workflow.coding.shaping import Edge

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.mark import Mark
    from ipt_review.ui.timeline.view import TimelineView
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def view_of(rater: Rater) -> TimelineView:
    return rater.window.review.timeline


def where(rater: Rater, number: int, moment: int) -> QPoint:
    """Return the pixel of a moment in the row of a mark."""
    scene = view_of(rater)._scene
    assert scene is not None
    for lane, filled in enumerate(scene.filled):
        for item in filled.items if filled.lane.is_own else ():
            if item.number == number:
                middle = scene.bands[lane].middle(item.row)
                return QPoint(round(scene.axis.x(moment)), round(middle))
    raise AssertionError(number)


def moment_at(rater: Rater, x: int) -> int:
    scene = view_of(rater)._scene
    assert scene is not None
    return scene.axis.moment(x)


def go(rater: Rater, at: QPoint, held: Qt.KeyboardModifier = NO_KEY) -> None:
    """Move the mouse there with its button down."""
    view = view_of(rater)
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        QPointF(at),
        view.mapToGlobal(QPointF(at)),
        LEFT,
        LEFT,
        held,
    )
    QApplication.sendEvent(view, event)


def press(rater: Rater, at: QPoint) -> None:
    QTest.mousePress(view_of(rater), LEFT, NO_KEY, at)


def drop(rater: Rater, at: QPoint) -> None:
    QTest.mouseRelease(view_of(rater), LEFT, NO_KEY, at)
    rater.see_all()


def drag(rater: Rater, start: QPoint, *stops: QPoint) -> None:
    press(rater, start)
    for stop in stops:
        go(rater, stop)
    drop(rater, stops[-1])


def newest_interval(rater: Rater) -> Mark:
    """Code an interval on a free stretch and return it."""
    rater.go_to(380_000)
    rater.press("R")
    rater.go_to(420_000)
    rater.press("R")
    return rater.newest()


def states(rater: Rater) -> list[Mark]:
    book = rater.seat.codebook
    return [m for m in rater.coding.timeline() if book.track_of(m.code) is book.focus]


def steps(rater: Rater) -> int:
    return len(rater.seat.session.history.done)


def test_dragging_an_edge_is_one_step_and_the_picture_comes_back(rater: Rater) -> None:
    mark = newest_interval(rater)
    rater.go_to(100_000)
    before, there = steps(rater), where(rater, mark.number, 420_000)
    seen: list[int] = []
    rater.program.reviewing.player.moved.connect(seen.append)

    target = there + QPoint(30, 0)
    drag(rater, there - QPoint(1, 0), there + QPoint(10, 0), target)

    after = rater.coding.marks[mark.number]
    assert after.start == 380_000
    assert after.end is not None
    assert abs(after.end - moment_at(rater, target.x() + 1)) <= 2_000
    assert steps(rater) == before + 1
    assert after.end in seen
    rater.qtbot.waitUntil(lambda: rater.position == 100_000)
    assert rater.agree()
    rater.press("Ctrl+Z")
    assert rater.coding.marks[mark.number] == mark


def test_the_tape_is_held_while_an_edge_is_dragged_and_plays_on(rater: Rater) -> None:
    mark = newest_interval(rater)
    rater.go_to(100_000)
    rater.play()
    stood = rater.position
    there = where(rater, mark.number, 420_000) - QPoint(1, 0)

    press(rater, there)
    go(rater, there + QPoint(20, 0))
    rater.qtbot.waitUntil(lambda: not rater.playing)
    drop(rater, there + QPoint(20, 0))

    rater.qtbot.waitUntil(lambda: rater.playing)
    assert rater.position == stood


def test_esc_gives_a_drag_up_and_changes_nothing(rater: Rater) -> None:
    mark = newest_interval(rater)
    rater.go_to(100_000)
    before, there = steps(rater), where(rater, mark.number, 420_000) - QPoint(1, 0)

    press(rater, there)
    go(rater, there + QPoint(40, 0))
    assert view_of(rater).is_dragging
    rater.press("Esc")
    drop(rater, there + QPoint(40, 0))

    assert rater.coding.marks[mark.number] == mark
    assert steps(rater) == before
    assert not rater.playing
    assert rater.agree()
    rater.qtbot.waitUntil(lambda: rater.position == 100_000)


def test_a_click_picks_and_moves_nothing(rater: Rater) -> None:
    mark = newest_interval(rater)
    before, there = steps(rater), where(rater, mark.number, 400_000)

    drag(rater, there, there + QPoint(2, 0))

    assert steps(rater) == before
    assert rater.program.reviewing.marking.picked == mark.number


def test_a_whole_mark_goes_along_with_the_mouse(rater: Rater) -> None:
    mark = newest_interval(rater)
    there = where(rater, mark.number, 400_000)

    drag(rater, there, there + QPoint(-30, 0))

    after = rater.coding.marks[mark.number]
    assert after.end is not None
    assert after.end - after.start == 40_000
    assert after.start < mark.start
    assert rater.agree()


def test_the_edge_between_two_states_moves_for_both(rater: Rater) -> None:
    first, second = states(rater)[1:3]
    assert first.end == second.start
    there = where(rater, second.number, second.start) + QPoint(1, 0)
    before = steps(rater)

    drag(rater, there, there + QPoint(-25, 0))

    one, two = (rater.coding.marks[each.number] for each in (first, second))
    assert one.end == two.start < second.start
    assert steps(rater) == before + 1
    assert rater.agree()


def test_a_submitted_coding_cannot_be_dragged(rater: Rater) -> None:
    mark = newest_interval(rater)
    rater.desk.submit(rater.coding.head.id)
    rater.program.review_tape(rater.seat.review.tape.id)
    there = where(rater, mark.number, 420_000) - QPoint(1, 0)

    drag(rater, there, there + QPoint(40, 0))

    assert rater.coding.marks[mark.number] == mark


def test_edges_snap_to_speech_if_wanted_and_alt_turns_that_round(rater: Rater) -> None:
    mark = newest_interval(rater)
    rater.press("Ctrl+Shift+S")
    edges = {at for cue in rater.seat.cues for at in (cue.span.start, cue.span.end)}
    near = min(edges, key=lambda edge: abs(edge - 430_000))
    there = where(rater, mark.number, 420_000) - QPoint(1, 0)
    target = where(rater, mark.number, near) + QPoint(2, 0)

    press(rater, there)
    go(rater, target)
    shown = view_of(rater)._marks[mark.number].end
    go(rater, target, Qt.KeyboardModifier.AltModifier)
    free = view_of(rater)._marks[mark.number].end
    go(rater, target)
    drop(rater, target)

    assert shown in edges
    assert free not in edges
    assert rater.coding.marks[mark.number].end == shown


def test_keys_stop_at_speech_too_where_edges_snap(rater: Rater) -> None:
    mark = newest_interval(rater)
    edges = sorted({cue.span.end for cue in rater.seat.cues if cue.span.end > 380_500})
    rater.go_to(edges[0] - 60)
    rater.press("Ctrl+Shift+S", "Ctrl+G", "Alt+[", "Ctrl+Z")
    rater.go_to(edges[0] + 5)
    rater.press("Alt+[")
    assert rater.coding.marks[mark.number].start == edges[0]

    rater.press("Ctrl+Left", "Ctrl+Right")
    assert rater.coding.marks[mark.number].start == edges[0]
    rater.press("Ctrl+Right")
    assert rater.coding.marks[mark.number].start != edges[0]
    rater.press("Ctrl+Shift+S")


@pytest.mark.parametrize(
    ("key", "by"),
    [
        ("Ctrl+Left", -100),
        ("Ctrl+Right", 100),
        ("Alt+Shift+Left", -40),
        ("Alt+Shift+Right", 40),
        ("Ctrl+Shift+Left", -1_000),
        ("Ctrl+Shift+Right", 1_000),
    ],
)
def test_keys_move_the_mark_or_the_edge_that_a_key_chose(
    rater: Rater, key: str, by: int
) -> None:
    mark = newest_interval(rater)
    number = mark.number

    rater.press(key)
    assert rater.coding.marks[number].start == 380_000 + by
    assert rater.coding.marks[number].end == 420_000 + by

    rater.press("Ctrl+Z", "Ctrl+G", key)
    assert rater.coding.marks[number].start == 380_000 + by
    assert rater.coding.marks[number].end == 420_000
    assert rater.position == 380_000 + by

    rater.press("Ctrl+Z", "Ctrl+G", key)
    assert rater.coding.marks[number].start == 380_000
    assert rater.coding.marks[number].end == 420_000 + by

    rater.press("Ctrl+G")
    assert rater.program.reviewing.marking.edge is None


def test_the_edge_that_keys_move_is_told_to_a_screen_reader(rater: Rater) -> None:
    newest_interval(rater)

    rater.press("Ctrl+G")

    assert rater.program.reviewing.marking.edge is Edge.START
    assert "its start is held" in view_of(rater).accessibleDescription()


def test_an_edge_is_put_where_the_tape_stands(rater: Rater) -> None:
    mark = newest_interval(rater)
    rater.go_to(400_000)

    rater.press("Alt+[")
    rater.go_to(410_000)
    rater.press("Alt+]")

    after = rater.coding.marks[mark.number]
    assert (after.start, after.end) == (400_000, 410_000)


# ------------------------------------------------------------ lanes


def shown_lanes(rater: Rater) -> list[str]:
    scene = view_of(rater)._scene
    assert scene is not None
    return [band.lane.label for band in scene.bands]


def in_menu(rater: Rater, *keys: Callable[[], None]) -> None:
    rater.press("Shift+F5")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    for key in keys:
        key()
    menu.close()
    rater.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def tap(key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> Callable[[], None]:
    def do() -> None:
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup.focusWidget(), key, held)

    return do


def test_lanes_are_hidden_moved_and_resized_by_key_and_stay_so(rater: Rater) -> None:
    before = shown_lanes(rater)
    ctrl = Qt.KeyboardModifier.ControlModifier

    in_menu(rater, tap(Qt.Key.Key_Space))
    assert shown_lanes(rater) == before[1:]

    in_menu(rater, tap(Qt.Key.Key_Down), tap(Qt.Key.Key_Down, ctrl))
    swapped = [before[2], before[1], *before[3:]]
    assert shown_lanes(rater) == swapped

    in_menu(rater, tap(Qt.Key.Key_Down), tap(Qt.Key.Key_Plus))
    assert max(view_of(rater).arrangement.sizes.values()) == pytest.approx(1.2)

    rater.program.review_tape(rater.seat.review.tape.id)
    assert shown_lanes(rater) == swapped
    kept = [rater.settings.value(key) for key in rater.settings.allKeys()]
    assert "T-04" not in str(kept)


def test_comments_stand_on_a_lane_and_a_click_goes_to_them(rater: Rater) -> None:
    scene = view_of(rater)._scene
    assert scene is not None
    lane = next(
        n for n, b in enumerate(scene.bands) if b.lane.kind is LaneKind.COMMENTS
    )
    item = scene.filled[lane].items[0]
    at = QPoint(round(scene.axis.x(item.start)), round(scene.bands[lane].middle(0)))

    rater.click(view_of(rater), at)

    rater.qtbot.waitUntil(lambda: rater.position == item.start)
    assert rater.window.review.tabs.currentWidget() is rater.window.review.comments


def test_a_supervisor_sees_the_self_review_as_lanes_once_both_are_submitted(
    rater: Rater,
) -> None:
    assert not any(label.startswith("T-04") for label in shown_lanes(rater))

    rater.desk.submit(rater.coding.head.id)
    rater.program.review_tape(rater.seat.review.tape.id)

    assert any(label.startswith("T-04") for label in shown_lanes(rater))


# ------------------------------------------------------------ following


def test_the_playhead_keeps_the_middle_if_wanted_and_that_is_remembered(
    rater: Rater,
) -> None:
    rater.go_to(200_000)
    for _ in range(4):
        rater.press("Ctrl++")
    rater.press("Ctrl+Shift+P")
    view = view_of(rater)

    rater.go_to(201_000)

    middle = view.shown.start + view.shown.length // 2
    assert abs(middle - 201_000) <= 1
    view.keep_middle(wanted=False)
    rater.program.review_tape(rater.seat.review.tape.id)
    assert view.keeps_middle


def test_pages_are_turned_by_key(rater: Rater) -> None:
    rater.go_to(200_000)
    for _ in range(4):
        rater.press("Ctrl++")
    start = view_of(rater).shown.start

    rater.press("PgDown")
    assert view_of(rater).shown.start > start
    rater.press("PgUp")

    assert view_of(rater).shown.start == start
