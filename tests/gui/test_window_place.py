"""The window is where and as it was the last time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter

from tests.gui.rater import Rater, comes_to_front

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PATIENCE = 15_000


def split_of(rater: Rater) -> QSplitter:
    found = rater.window.review.findChild(QSplitter)
    assert found is not None
    return found


def test_place_shares_and_tab_are_there_after_a_restart(
    qtbot: QtBot, tmp_path: Path
) -> None:
    first = Rater(tmp_path).arrive(qtbot)
    first.window.setGeometry(20, 30, 1_100, 720)
    qtbot.waitUntil(lambda: first.window.width() == 1_100, timeout=PATIENCE)
    first.window.enter("review")
    split_of(first).setSizes([260, 300])
    shares = split_of(first).sizes()
    tabs = first.window.review.tabs
    tabs.setCurrentIndex(tabs.count() - 1)
    size, tab = first.window.size(), tabs.tabText(tabs.currentIndex())
    first.window.close()

    again = Rater(tmp_path).arrive(qtbot)
    again.window.enter("review")

    assert again.window.size().width() <= size.width()
    assert again.window.review.tabs.tabText(
        again.window.review.tabs.currentIndex()
    ) == (tab)
    kept = split_of(again).sizes()
    assert abs(kept[0] / sum(kept) - shares[0] / sum(shares)) < 0.05


def test_a_window_whose_screen_is_gone_comes_back_on_one_that_is_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    first = Rater(tmp_path).arrive(qtbot)
    first.window.setGeometry(QRect(6_000, 4_000, 1_050, 650))
    qtbot.waitUntil(lambda: first.window.x() >= 5_900, timeout=PATIENCE)
    first.window.close()

    again = Rater(tmp_path).arrive(qtbot)

    screens = [screen.geometry() for screen in QGuiApplication.screens()]
    frame = again.window.frameGeometry()
    assert any(screen.contains(frame.topLeft()) for screen in screens)


def test_a_picture_whose_screen_is_gone_comes_back_on_one_that_is_there(
    leaver: Rater,
) -> None:
    stage = leaver.window.review.stage
    stage.set_apart(apart=True)
    apart = stage.video.window()
    apart.setGeometry(QRect(6_000, 4_000, 400, 300))
    leaver.qtbot.waitUntil(lambda: apart.x() >= 5_900, timeout=PATIENCE)
    stage.set_apart(apart=False)

    stage.set_apart(apart=True)
    apart = stage.video.window()

    screens = [screen.geometry() for screen in QGuiApplication.screens()]
    corner = apart.frameGeometry().topLeft()
    assert any(screen.contains(corner) for screen in screens)
    stage.set_apart(apart=False)
    leaver.qtbot.waitUntil(partial(comes_to_front, leaver.window), timeout=PATIENCE)


def test_what_was_kept_and_makes_no_sense_is_passed_over(
    qtbot: QtBot, tmp_path: Path
) -> None:
    rater = Rater(tmp_path)
    rater.settings.setValue("window/place", "nonsense")
    rater.settings.setValue("window/split/review-0-2", "nonsense")
    rater.settings.setValue("window/tab", "No such tab")
    rater.settings.sync()
    rater.arrive(qtbot)

    again = Rater(tmp_path).arrive(qtbot)

    assert again.window.isVisible()
