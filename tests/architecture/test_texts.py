"""What no file of this repository may say, and how long its code may grow."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
REGISTRIES = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|crates|rubygems|anaconda|conda-forge)\."
    r"(?:org|com|io)\b|\bproxy\.golang\b",
    re.IGNORECASE,
)
OWN_PATHS = re.compile(
    r"(?<![\w.$}~-])/(?:home|Users|root|work)/(?!somebody\b)"
    r"|\b[A-Z]:\\Users\\(?!somebody\b)"
)
CODE = sorted((ROOT / "ipt_review").rglob("*.py"))


@cache
def tracked_texts() -> dict[str, str]:
    """Return every text file that git keeps, by its path in the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git there is
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    texts = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        content = path.read_bytes() if name and path.is_file() else b"\0"
        if b"\0" not in content:
            texts[name] = content.decode("utf-8")
    return texts


def found(pattern: re.Pattern[str]) -> list[str]:
    """Return where in the repository a pattern occurs, with the line."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in tracked_texts().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_every_text_is_utf_8_and_there_are_some() -> None:
    assert "README.md" in tracked_texts()


def test_no_text_names_the_host_of_a_package_registry() -> None:
    assert not found(REGISTRIES)


def test_no_text_leads_to_a_folder_on_somebodys_computer() -> None:
    assert not found(OWN_PATHS)


def test_the_patterns_find_what_they_are_for() -> None:
    registry, home = "files.python" + "hosted.org", "see /ho" + "me/ann/tape.mp4"

    assert REGISTRIES.search(registry)
    assert OWN_PATHS.search(home)


def test_no_file_of_code_is_longer_than_one_can_hold_in_mind() -> None:
    lengths = {each: len(each.read_text("utf-8").splitlines()) for each in CODE}

    assert not {
        str(file.relative_to(ROOT)): length
        for file, length in lengths.items()
        if length >= LONGEST_FILE
    }


def test_no_function_is_longer_than_a_screen() -> None:
    assert not {
        name: length
        for file in CODE
        for name, length in functions_of(file)
        if length >= LONGEST_FUNCTION and "migrations" not in name
    }


def functions_of(file: Path) -> Iterator[tuple[str, int]]:
    """Yield each function of a file with its length in lines, docstring left out."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            words = ast.get_docstring(node, clean=False) or ""
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            name = f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
            yield name, length - len(words.splitlines())
