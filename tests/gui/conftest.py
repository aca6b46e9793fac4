from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from ipt_review.ui.theme import LIGHT, palette, sans, style_sheet
from ipt_review.workflow.opening import make_demo
from tests.gui.rater import Rater

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    """Have everything look as in the program itself."""
    qapp.setStyle("Fusion")
    qapp.setPalette(palette(LIGHT))
    qapp.setFont(sans())
    qapp.setStyleSheet(style_sheet(LIGHT))


@pytest.fixture(autouse=True)
def _nothing_left_behind(qtbot: QtBot) -> Iterator[None]:
    """Fail a test that leaves a window, a pool job, or a thread behind.

    What was given to qtbot is closed before fixtures are torn down, so whatever
    still shows here was never handed over.
    """
    del qtbot
    threads = set(threading.enumerate())
    yield
    assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert QThreadPool.globalInstance().waitForDone(2_000)
    assert set(threading.enumerate()) <= threads


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo study as it is shipped; copy it, and leave it as it is."""
    path = tmp_path_factory.mktemp("demo") / "demo.iptstudy"
    make_demo(path)
    return path


@pytest.fixture
def demo(made_demo: Path, tmp_path: Path) -> Path:
    """Return a demo study that can be written to."""
    path = tmp_path / "demo.iptstudy"
    shutil.copy(made_demo, path)
    return path


@pytest.fixture
def newcomer(qtbot: QtBot, tmp_path: Path) -> Rater:
    """Return somebody before a window in which no study is open."""
    return Rater(qtbot, tmp_path)


@pytest.fixture
def visitor(newcomer: Rater, demo: Path) -> Rater:
    """Return somebody in the library of the demo study."""
    assert newcomer.program.open_path(demo)
    return newcomer


@pytest.fixture
def rater(visitor: Rater) -> Rater:
    """Return the supervisor before the tape of session 5, coded to 5:40.128."""
    visitor.sit_down()
    return visitor
