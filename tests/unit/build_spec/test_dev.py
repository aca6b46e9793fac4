from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_spec.chores import split
from build_spec.dev import version_complaint

CHECKOUT = Path(__file__).parents[3]


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (4, 0)])
def test_a_recent_python_is_welcome(version: tuple[int, int]) -> None:
    assert version_complaint(version) == ""


@pytest.mark.parametrize("version", [(3, 8), (3, 10)])
def test_an_old_python_is_told_what_to_do(version: tuple[int, int]) -> None:
    complaint = version_complaint(version)
    assert complaint.startswith("Python 3.11 or newer is needed; this is 3.")
    assert "python3.12 build_spec/dev.py" in complaint


def test_the_entry_stays_readable_for_the_pythons_it_turns_away() -> None:
    compile_for_3_8 = "import ast, sys; ast.parse(sys.stdin.read(), feature_version=8)"
    subprocess.run(
        [sys.executable, "-c", compile_for_3_8],
        input=(CHECKOUT / "build_spec" / "dev.py").read_bytes(),
        check=True,
    )


def test_arguments_behind_the_command_are_handed_on() -> None:
    assert split(["test", "-k", "undo"]) == ("test", ["-k", "undo"])


def test_a_double_dash_only_marks_the_seam() -> None:
    assert split(["run", "--", "--version"]) == ("run", ["--version"])
    assert split(["test", "-k", "--", "x"]) == ("test", ["-k", "--", "x"])


def test_no_command_is_no_command() -> None:
    assert split([]) == ("", [])


def test_a_wrong_command_shows_the_usage_and_fails() -> None:
    done = subprocess.run(
        [sys.executable, CHECKOUT / "build_spec" / "dev.py", "fly"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "python3 build_spec/dev.py test" in done.stdout
