"""Puts the pieces together for the window, and takes them apart again."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from platformdirs import user_documents_path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ipt_review.media.choose import best_engine
from ipt_review.media.silent_engine import SilentEngine
from ipt_review.ui.main_window import MainWindow
from ipt_review.ui.program import Program
from ipt_review.ui.theme import LIGHT, palette, sans, style_sheet
from ipt_review.ui.walk import Walk

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.cli import Wish

HOME = "IPT Review"


def run(wish: Wish) -> int:
    """Open the window, do what was wished for, and stay until it is closed.

    Returns:
        0, or 1 when a walk through the demo did not reach its end.
    """
    application = QApplication(sys.argv[:1])
    application.setApplicationName("IPT Review")
    application.setOrganizationName("IPT Review")
    application.setStyle("Fusion")
    application.setPalette(palette(LIGHT))
    application.setFont(sans())
    application.setStyleSheet(style_sheet(LIGHT))
    window = MainWindow(LIGHT)
    engine, reason = best_engine()
    without_picture = reason if engine.name == SilentEngine.name else ""
    home = wish.walk or user_documents_path() / HOME
    program = Program(
        window, engine, time.monotonic, without_picture, home, _settings(wish.walk)
    )
    window.show()
    window.activateWindow()
    if wish.walk is not None:
        return Walk(program, wish.walk).run(application)
    if wish.demo:
        program.open_demo()
    elif wish.study is not None:
        program.open_path(wish.study)
    return application.exec()


def _settings(walk: Path | None) -> QSettings:
    if walk is None:
        return QSettings()
    return QSettings(str(walk / "settings.ini"), QSettings.Format.IniFormat)
