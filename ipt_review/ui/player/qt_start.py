"""How Qt Multimedia is started, and what to say where it cannot be."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory

from ipt_review.media.engine import EngineMissing

if TYPE_CHECKING:
    from ipt_review.ui.player.qt_engine import QtEngine

QUIET = "qt.multimedia.*=false"
"""Qt would write the name and path of every tape to the terminal or system log."""


def start_qt() -> QtEngine:
    """Start Qt Multimedia; a QApplication must be there.

    Raises:
        EngineMissing: When its libraries, or those that it needs, are not here.
    """
    QLoggingCategory.setFilterRules(QUIET)
    try:
        from ipt_review.ui.player.qt_engine import QtEngine  # noqa: PLC0415
    except ImportError as problem:
        raise EngineMissing(
            f"Qt Multimedia cannot be loaded ({problem}).", _remedy()
        ) from problem
    engine = QtEngine()
    if not engine.works:
        engine.close()
        raise EngineMissing("Qt Multimedia has nothing to decode with.", _remedy())
    return engine


def _remedy() -> str:
    """Say what to install, on this kind of machine."""
    if platform.system() == "Linux":
        return (
            "On Debian and Ubuntu, “sudo apt install libgssapi-krb5-2 libpulse0"
            " libxrandr2” adds what it needs; then start again."
        )
    return "Install the program again, then start again."
