"""The rooms of the house, checked as code (docs/architecture.md)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ABOVE = {"ui", "app", "__main__"}
ROOMS = sorted(
    path.stem
    for path in (ROOT / "ipt_review").iterdir()
    if (path.suffix == ".py" or (path / "__init__.py").is_file())
    and path.stem not in ABOVE | {"__init__"}
)
SCRIPT = """
import importlib, pkgutil, sys
for name in sys.argv[1].split():
    sys.modules[name] = None
for room in sys.argv[2].split():
    module = importlib.import_module(f"ipt_review.{room}")
    parts = pkgutil.walk_packages(
        getattr(module, "__path__", []), module.__name__ + "."
    )
    for part in parts:
        if not part.name.endswith(".env"):  # Alembic runs that one itself
            importlib.import_module(part.name)
            print(part.name)
"""


def load(rooms: list[str], missing: list[str]) -> list[str]:
    """Load every module of these rooms where `missing` cannot be imported."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, " ".join(missing), " ".join(rooms)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_nothing_below_ui_loads_qt() -> None:
    loaded = load(ROOMS, ["PySide6", "shiboken6"])

    assert {"ipt_review.media.vlc_engine", "ipt_review.workflow.desk"} <= {*loaded}


def test_the_vlc_engine_loads_where_vlc_is_not_installed() -> None:
    assert "ipt_review.media.vlc_engine" in load(["media"], ["vlc"])


@pytest.mark.parametrize("room", ["domain", "study", "scoring", "reliability"])
def test_the_pure_rooms_need_nothing_but_python(room: str) -> None:
    load([room], ["PySide6", "sqlalchemy", "vlc", "av", "openpyxl", "pydantic"])
