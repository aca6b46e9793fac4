"""The virtual environment in .venv, made once and remade when it no longer fits."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
import venv
from typing import TYPE_CHECKING, Any

from build_spec.shell import Stuck, carry_out, read, say, succeeds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = ".venv"
STAMPS = "ipt-review-stamps.txt"
DEVELOPMENT = "dev"

NOT_FETCHED = Stuck(
    "The Python packages could not be fetched or installed.",
    "Check the network connection and run this again.",
)


def program(environment: Path, name: str, platform: str = sys.platform) -> Path:
    """Return where an environment keeps a program; Windows has its own layout."""
    if platform == "win32":
        return environment / "Scripts" / f"{name}.exe"
    return environment / "bin" / name


def requirements(pyproject: Mapping[str, Any], group: str) -> list[str]:
    """List a dependency group's requirements, included groups unfolded (PEP 735).

    Read here because the pip that a fresh Debian 12 hands out has no `--group`.
    """
    found: list[str] = []
    for entry in pyproject["dependency-groups"][group]:
        if isinstance(entry, str):
            found.append(entry)
        else:
            found += requirements(pyproject, entry["include-group"])
    return found


def stamp(
    pyproject: bytes, python: str, checkout: Path, groups: tuple[str, ...]
) -> str:
    """Name everything that an installed environment depends on, as one hash.

    Args:
        pyproject: Content of pyproject.toml.
        python: Full version of the Python that made the environment.
        checkout: The folder; a moved checkout leaves scripts that start nothing.
        groups: Dependency groups that were installed besides the program.
    """
    parts = (pyproject, python.encode(), bytes(checkout), " ".join(groups).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def prepare(checkout: Path, *, development: bool) -> Path:
    """Return the checkout's environment, with everything installed in it.

    Raises:
        Stuck: It could not be made, or packages could not be fetched.
    """
    environment = checkout / FOLDER
    if not fits(environment):
        create(environment)
    pyproject = (checkout / "pyproject.toml").read_bytes()
    groups = (DEVELOPMENT,) if development else ()
    wanted = stamp(pyproject, sys.version, checkout, groups)
    stamps = environment / STAMPS
    if stamps.exists() and wanted in stamps.read_text().split():
        return environment
    stamps.unlink(missing_ok=True)
    install(environment, checkout, groups)
    plain = stamp(pyproject, sys.version, checkout, ())
    stamps.write_text(f"{plain}\n{wanted}\n")
    return environment


def fits(environment: Path) -> bool:
    """Tell whether an environment starts and is of the Python that runs this."""
    python = program(environment, "python")
    if not succeeds([python, "-c", "import pip"]):
        return False
    return read([python, "-c", "import sys; print(sys.version)"]).split() == (
        sys.version.split()
    )


def create(environment: Path) -> None:
    """Make an empty environment, in place of a broken one if need be.

    Raises:
        Stuck: This Python cannot make one.
    """
    say(f"Making a virtual environment in {environment}.")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(
            environment
        )
    except (OSError, subprocess.CalledProcessError) as problem:
        raise Stuck(
            f"The virtual environment could not be made ({problem}).",
            f"Remove the folder {environment} and run this again.",
        ) from None


def install(environment: Path, checkout: Path, groups: tuple[str, ...]) -> None:
    """Install the program from the checkout, changeable in place, and its groups.

    Raises:
        Stuck: Packages could not be fetched.
    """
    say("Installing Python packages; the first time this takes some minutes.")
    pyproject = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))
    wanted = [name for group in groups for name in requirements(pyproject, group)]
    pip_install(environment, ["--editable", str(checkout), *wanted])


def pip_install(environment: Path, wanted: list[str]) -> None:
    """Install with an environment's own pip, which is asked no questions.

    Raises:
        Stuck: Packages could not be fetched.
    """
    python = program(environment, "python")
    quiet = ["--no-input", "--quiet", "--disable-pip-version-check"]
    carry_out([str(python), "-m", "pip", "install", *quiet, *wanted], NOT_FETCHED)
