from __future__ import annotations

from pathlib import Path

import pytest

from build_spec.environment import program, requirements, stamp

CHECKOUT = Path("/home/somebody/ipt-review")
STAMP = stamp(b"[project]", "3.11.2 (main)", CHECKOUT, ("dev",))


def test_the_same_ground_gives_the_same_stamp() -> None:
    assert stamp(b"[project]", "3.11.2 (main)", CHECKOUT, ("dev",)) == STAMP


@pytest.mark.parametrize(
    ("pyproject", "python", "checkout", "groups"),
    [
        (b"[project] ", "3.11.2 (main)", CHECKOUT, ("dev",)),
        (b"[project]", "3.11.9 (main)", CHECKOUT, ("dev",)),
        (b"[project]", "3.11.2 (main)", CHECKOUT.parent, ("dev",)),
        (b"[project]", "3.11.2 (main)", CHECKOUT, ()),
    ],
    ids=["other requirements", "other Python", "moved checkout", "other groups"],
)
def test_whatever_an_environment_depends_on_changes_its_stamp(
    pyproject: bytes, python: str, checkout: Path, groups: tuple[str, ...]
) -> None:
    assert stamp(pyproject, python, checkout, groups) != STAMP


def test_programs_stand_where_each_platform_puts_them() -> None:
    folder = Path(".venv")
    assert program(folder, "ipt-review", "linux") == Path(".venv/bin/ipt-review")
    assert program(folder, "ipt-review", "darwin") == Path(".venv/bin/ipt-review")
    assert program(folder, "ipt-review", "win32") == Path(
        ".venv/Scripts/ipt-review.exe"
    )


def test_an_included_group_is_unfolded() -> None:
    pyproject = {
        "dependency-groups": {
            "style": ["ruff>=0.12"],
            "dev": ["pytest>=8", {"include-group": "style"}, "build"],
        }
    }
    assert requirements(pyproject, "dev") == ["pytest>=8", "ruff>=0.12", "build"]
