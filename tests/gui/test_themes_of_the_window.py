"""Themes at the real window: they change while everything stays open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QTabWidget

from ipt_review.ui.dressing import ALWAYS_DARK, ALWAYS_LIGHT
from ipt_review.ui.settings.dialog import SettingsDialog
from ipt_review.ui.theme import DARK, LIGHT
from tests.gui.rater import comes_to_front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QDialog, QWidget

    from tests.gui.rater import Rater

import pytest


@pytest.fixture(autouse=True)
def _light_again(visitor: Rater) -> Iterator[None]:
    yield
    hints = QApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    visitor.program.workplace.preferences.set_value("look.theme", ALWAYS_LIGHT)
    visitor.program.workplace.preferences.set_value("look.theme", 0)


def ground(widget: QWidget, at: QPoint) -> QColor:
    """Return the color of a pixel as it is painted."""
    return widget.grab().toImage().pixelColor(at)


def choose(rater: Rater, place: int) -> None:
    """Choose a theme in the settings."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, SettingsDialog)
        pages = dialog.findChild(QTabWidget)
        assert pages is not None
        pages.setCurrentIndex(1)
        box = dialog.fields["look.theme"]
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(place)
        dialog.accept()

    rater.qtbot.waitUntil(partial(comes_to_front, rater.window), timeout=15_000)
    rater.answer(act)
    rater.program.do("study.settings")


def test_a_theme_that_is_chosen_is_worn_at_once_by_every_room(rater: Rater) -> None:
    window = rater.window
    light = window.rail.buttons["review"].icon().pixmap(22).toImage()
    timeline = window.review.timeline

    choose(rater, ALWAYS_DARK)

    assert window.theme == DARK
    assert LIGHT != DARK
    corner = timeline.mapTo(window, timeline.rect().bottomRight() - QPoint(3, 3))
    assert ground(window, corner).name() == DARK.card
    assert window.rail.buttons["review"].icon().pixmap(22).toImage() != light
    for room, screen in (("rate", window.rate), ("case", window.case)):
        rater.program.enter(room)
        assert DARK.accent in screen.styleSheet()
        assert ground(window, QPoint(window.width() - 2, 300)).lightness() < 60


def test_marks_and_waveform_are_painted_anew(rater: Rater) -> None:
    timeline = rater.window.review.timeline
    before = timeline.grab().toImage()

    choose(rater, ALWAYS_DARK)
    dark = timeline.grab().toImage()
    choose(rater, ALWAYS_LIGHT)

    assert dark != before
    assert timeline.grab().toImage() == before


def test_the_window_follows_the_system_while_it_is_open(visitor: Rater) -> None:
    hints = QApplication.styleHints()

    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert visitor.window.theme == DARK

    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert visitor.window.theme == LIGHT


def test_a_chosen_theme_is_kept_whatever_the_system_does(visitor: Rater) -> None:
    choose(visitor, ALWAYS_DARK)

    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)

    assert visitor.window.theme == DARK
    assert visitor.settings.value("settings/look.theme") == "dark"
