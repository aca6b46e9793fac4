from __future__ import annotations

import gc
import os
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from PySide6.QtCore import QSettings, QStandardPaths

from tests.cluster import Cluster, programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


PATIENCE = 15_000
"""How long to wait for what is sure to come, in ms; the machine may be busy."""


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(50_000, 20, 20)
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        # The program is started many times: what it is compiled to is kept apart.
        kept = config.rootpath / ".pytest_cache" / "compiled"
        os.environ["PYTHONPYCACHEPREFIX"] = str(kept)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A slow moment of the machine is no fault, and main passes twice or not at all;
    # --hypothesis-profile=default searches further.
    settings.register_profile("steady", deadline=None, derandomize=True)
    settings.load_profile("steady")


def pytest_collection_finish() -> None:
    """Have garbage looked for seldom, and not among what all tests share."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _private_settings(tmp_path: Path) -> None:
    """Keep what a test makes the program remember out of everybody's settings."""
    QStandardPaths.setTestModeEnabled(True)
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path)
    )


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Return the hands of a test, which wait patiently unless told how long."""
    for wait in ("waitUntil", "waitExposed"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE))
    return qtbot


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Yield a PostgreSQL server that tests share, each with databases of its own."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    made = Cluster()
    yield made
    made.remove()
