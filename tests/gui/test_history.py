"""The history of a coding: told in words, and gone about in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.ui.history.window import HistoryWindow
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
FREE = 350_000
"""A moment after everything that the supervisor has coded in the demo study."""


@pytest.fixture
def history(rater: Rater) -> Iterator[HistoryWindow]:
    """Yield the history, shown after a code, a note, a rating and a comment."""
    rater.go_to(FREE)
    rater.press("L", "Return")
    rater.type("Why now?")
    rater.press("Return")
    rater.seat.session.rate("adh_mood_event", 6)
    rater.press("Ctrl+B", "Ctrl+Shift+H")
    window = rater.program.reviewing.remembering.window
    rater.qtbot.waitUntil(window.isActiveWindow, timeout=15_000)
    yield window
    window.hide()
    rater.qtbot.waitUntil(lambda: comes_to_front(rater.window))


def told(window: HistoryWindow) -> list[str]:
    rows = range(window.states.rowCount())
    return [str(window.states.index(row).data()) for row in rows]


def test_steps_are_told_in_words_with_their_place(history: HistoryWindow) -> None:
    assert told(history) == [
        "As it was opened first",
        "0:05:50 Mood-event link added",
        "0:05:50 Mood-event link given a note",
        "Mood linked to event: rated 6",
        "▸ 0:05:50 Bookmark added",
    ]


def test_any_state_can_be_gone_to_and_come_back_from(
    rater: Rater, history: HistoryWindow
) -> None:
    newest = rater.coding
    for _ in range(3):
        QTest.keyClick(history.list, Qt.Key.Key_Up)
    QTest.keyClick(history.list, Qt.Key.Key_Return)

    assert rater.newest().note == ""
    assert rater.stored() == rater.coding
    assert told(history)[1].startswith("▸ ")
    assert told(history)[2].endswith("(undone)")

    QTest.keyClick(history.list, Qt.Key.Key_End)
    QTest.keyClick(history.list, Qt.Key.Key_Return)
    assert rater.coding == newest == rater.stored()
    assert rater.agree()


def test_each_step_of_a_jump_is_in_the_journal(
    rater: Rater, history: HistoryWindow
) -> None:
    coding = rater.coding.head.id
    before = len(rater.desk.database.steps(coding))

    history.state_wanted.emit(0)

    assert len(rater.desk.database.steps(coding)) == before + 4
    again = rater.desk.sit_down(coding)
    assert len(again.session.history.undone) == 4
    assert again.session.coding == rater.coding


def test_what_is_done_meanwhile_is_in_the_list_at_once(
    rater: Rater, history: HistoryWindow
) -> None:
    rater.program.reviewing.do("edit.undo")

    assert told(history)[-1] == "0:05:50 Bookmark added (undone)"


def test_the_history_closes_with_its_tape(rater: Rater, history: HistoryWindow) -> None:
    rater.program.at_tape.leave()

    assert not history.isVisible()
