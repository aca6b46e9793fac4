from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from PySide6.QtCore import QSettings, QStandardPaths

from tests.cluster import Cluster, programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def pytest_configure(config: pytest.Config) -> None:
    del config
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A slow moment of the machine is no fault, and main passes twice or not at all;
    # --hypothesis-profile=default searches further.
    settings.register_profile("steady", deadline=None, derandomize=True)
    settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _private_settings(tmp_path: Path) -> None:
    """Keep what a test makes the program remember out of everybody's settings."""
    QStandardPaths.setTestModeEnabled(True)
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path)
    )


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Yield a PostgreSQL server that tests share, each with databases of its own."""
    if programs() is None:
        pytest.skip("no PostgreSQL server is installed on this machine")
    made = Cluster()
    yield made
    made.remove()
