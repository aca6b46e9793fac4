"""Puts the pieces together for the window, and takes them apart again."""

from __future__ import annotations

import gc
import os
import sys
import time
from typing import TYPE_CHECKING

from platformdirs import user_cache_path, user_documents_path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ipt_review.media.choose import best_engine
from ipt_review.media.peak_cache import PeakCache
from ipt_review.ui.dressing import THEME, put_on, theme_for
from ipt_review.ui.links import letterbox
from ipt_review.ui.links.following import Following
from ipt_review.ui.links.letterbox import Letterbox
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.player.qt_start import start_qt
from ipt_review.ui.program import Program
from ipt_review.ui.settings.preferences import Preferences
from ipt_review.ui.theme import sans
from ipt_review.ui.walk import Walk
from ipt_review.ui.zooming import ZOOM, enlarge

if TYPE_CHECKING:
    from pathlib import Path


HOME = "IPT Review"
ENGINE = "IPT_REVIEW_ENGINE"
"""Environment variable with the name of the engine to prefer."""

ENGINE_SETTING = "settings/engine"


def hand_over(link: str) -> bool:
    """Have the window that is open follow a link; say whether there is one."""
    return letterbox.hand_over(link, _box())


def run(study: Path | None, *, demo: bool, walk: Path | None, link: str = "") -> int:
    """Open the window and stay until it is closed.

    Args:
        study: A study file to begin with.
        demo: Begin with the demo study.
        walk: Walk through the demo by itself and leave pictures and workbook here.
        link: A link to a moment on a tape, to be followed.

    Returns:
        0, or 1 when a walk through the demo did not reach its end.
    """
    QApplication.setApplicationName("IPT Review")
    QApplication.setOrganizationName("IPT Review")
    settings = _settings(walk)
    enlarge(Preferences(settings).value(ZOOM), os.environ)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setFont(sans())
    chosen = Preferences(settings).value(THEME)
    theme = theme_for(chosen, application.styleHints().colorScheme())
    put_on(theme)
    window = MainWindow(theme)
    engine, reason = best_engine(start_qt, _wanted_engine(settings))
    home = walk or user_documents_path() / HOME
    program = Program(window, engine, time.monotonic, reason, home, settings)
    kept = walk / "peaks" if walk else user_cache_path(HOME, appauthor=False) / "peaks"
    program.reviewing.listening.keep_in(PeakCache(kept))
    program.opening.safekeeping.work_by_itself()
    window.show()
    window.activateWindow()
    spare_what_stays()
    if walk is not None:
        return Walk(program, walk).run(application)
    if demo:
        program.open_demo()
    elif study is not None:
        program.open_path(study)
    _take_links(program, link)
    return application.exec()


def spare_what_stays() -> None:
    """Have garbage collection begin, and pass over what is there now and stays.

    Looking through the whole program took 150 ms in the middle of playing and coding,
    which one sees; what comes after the start is looked through in 2 ms.
    """
    gc.collect(1)
    gc.freeze()
    gc.enable()


def _take_links(program: Program, link: str) -> None:
    """Follow a link, and those that are opened while the window is."""
    following = Following(
        program.window,
        program.reviewing,
        lambda: program.desk,
        program.review_tape,
    )
    box = Letterbox(_box(), program)
    box.came.connect(following.follow)
    program.window.closing.connect(box.close)
    box.open()
    if link:
        following.follow(link)


def _box() -> Path:
    return user_cache_path(HOME, appauthor=False) / "links"


def _wanted_engine(settings: QSettings) -> str:
    """Return the engine asked for, by the environment before the settings."""
    return os.environ.get(ENGINE, "") or str(settings.value(ENGINE_SETTING, ""))


def _settings(walk: Path | None) -> QSettings:
    if walk is None:
        return QSettings()
    return QSettings(str(walk / "settings.ini"), QSettings.Format.IniFormat)
