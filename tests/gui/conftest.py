from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtWidgets import QApplication

from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.theme import LIGHT, palette, sans
from ipt_review.workflow.files.opening import make_demo
from tests.gui.rater import Rater

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    """Have everything look as in the program itself."""
    qapp.setStyle("Fusion")
    qapp.setPalette(palette(LIGHT))
    qapp.setFont(sans())


@pytest.fixture(autouse=True)
def _nothing_left_behind(qtbot: QtBot) -> Iterator[None]:
    """Fail a test that leaves a window, a pool job, or a thread behind.

    What was given to qtbot is closed before fixtures are torn down, so whatever
    still shows here was never handed over.
    """
    del qtbot
    threads, windows = set(threading.enumerate()), shown()
    yield
    assert shown() <= windows
    assert QThreadPool.globalInstance().waitForDone(15_000)
    assert set(threading.enumerate()) <= threads
    _let_go_of_closed_windows()


def _let_go_of_closed_windows() -> None:
    """Delete them now; each would hear every key and wear every theme from then on."""
    for each in QApplication.topLevelWidgets():
        if isinstance(each, MainWindow) and not each.isVisible():
            each.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def shown() -> set[QWidget]:
    """Return the windows that can be seen; a tool tip goes by itself, in its time."""
    return {
        each
        for each in QApplication.topLevelWidgets()
        if each.isVisible() and each.objectName() != "qtooltip_label"
    }


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


@pytest.fixture(scope="session")
def _one_window(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rater]:
    """Yield somebody at one window for many tests, since it takes long to make."""
    del qapp
    rater = Rater(tmp_path_factory.mktemp("home"))
    rater.window.show()
    yield rater
    rater.window.close()


@pytest.fixture
def newcomer(qtbot: QtBot, tmp_path: Path) -> Rater:
    """Return somebody before a new window in which no study is open."""
    return Rater(tmp_path).arrive(qtbot)


@pytest.fixture
def visitor(_one_window: Rater, qtbot: QtBot, demo: Path) -> Iterator[Rater]:
    """Yield somebody in the library of the demo study."""
    rater = _one_window.arrive(qtbot, to_stay=True)
    rater.tidy()
    assert rater.program.open_path(demo)
    yield rater
    if rater.program.desk is not None and rater.program.desk.has_unsaved:
        rater.program.saving.give_up()
    rater.program._leave_study()


@pytest.fixture
def rater(visitor: Rater) -> Rater:
    """Return the supervisor before the tape of session 5, coded to 5:40.128."""
    visitor.sit_down()
    return visitor


@pytest.fixture
def leaver(newcomer: Rater, demo: Path) -> Rater:
    """Return the same supervisor before a window that may be closed."""
    assert newcomer.program.open_path(demo)
    newcomer.sit_down()
    return newcomer
