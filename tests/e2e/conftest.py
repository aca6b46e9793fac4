from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = "1600x1000x24"


@pytest.fixture(scope="session")
def display() -> Iterator[dict[str, str]]:
    """Yield what says where windows go: to a screen that nobody sees, if possible."""
    server = shutil.which("Xvfb")
    if server is None:
        there = "DISPLAY" in os.environ
        yield {} if there else {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    with subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            running.kill()
            pytest.skip("Xvfb does not start here")
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        running.terminate()


@pytest.fixture
def surroundings(display: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Return an environment with a home of its own and a screen to draw on."""
    home = tmp_path / "home"
    for name in ("config", "data", "cache", "run"):
        (home / name).mkdir(parents=True, mode=0o700)
    taken = ("XDG_", "QT_", "WAYLAND_", "DISPLAY", "PYTHONPATH")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(taken)}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        **display,
    }
