"""Build the wheel and see that what is in it starts, far away from the checkout."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from build_spec import environment
from build_spec.screen import any_screen
from build_spec.shell import Stuck, carry_out, hand_over, say

SECONDS_TO_ANSWER = 120
SECONDS_FOR_A_WALK = 900

LOOK_AT_THE_SOURCES = "Compare what the wheel holds with what the program reads."


def check_the_wheel(builder: Path, checkout: Path) -> None:
    """Build, install, and start the wheel as a user's machine would.

    Args:
        builder: Environment that has the `build` package.
        checkout: Folder of the sources.

    Raises:
        Stuck: It cannot be built or installed, or the program in it fails.
    """
    say("Building the wheel and installing it into an environment of its own.")
    with tempfile.TemporaryDirectory(prefix="ipt-review-wheel-") as name:
        folder = Path(name).resolve()
        wheel = build(builder, checkout, folder / "dist")
        users = folder / "venv"
        environment.create(users)
        environment.pip_install(users, [str(wheel)])
        elsewhere = folder / "elsewhere"
        elsewhere.mkdir()
        start(environment.program(users, "ipt-review"), elsewhere)


def build(builder: Path, checkout: Path, dist: Path) -> Path:
    """Build the wheel and return its path.

    Raises:
        Stuck: The build failed.
    """
    python = environment.program(builder, "python")
    carry_out(
        [python, "-m", "build", "--wheel", "--outdir", dist, checkout],
        Stuck("The wheel could not be built.", "Read the lines above."),
    )
    (wheel,) = dist.glob("*.whl")
    return wheel


def start(program: Path, folder: Path) -> None:
    """Ask the installed program who it is and let it walk through its demo.

    Raises:
        Stuck: It failed, took too long, or left no workbook.
    """
    walk = folder / "walk"
    walk.mkdir()
    answer(program, ["--version"], folder, SECONDS_TO_ANSWER)
    answer(program, ["--help"], folder, SECONDS_TO_ANSWER)
    answer(program, ["demo", "--walk", str(walk)], folder, SECONDS_FOR_A_WALK)
    if not any(is_workbook(path) for path in walk.rglob("*.xlsx")):
        raise Stuck("The walk through the demo left no workbook.", LOOK_AT_THE_SOURCES)


def answer(program: Path, options: list[str], folder: Path, seconds: float) -> None:
    """Start the installed program with a time limit, blind to the checkout.

    Raises:
        Stuck: It failed or took too long.
    """
    say(f"Starting the installed ipt-review {' '.join(options)}.")
    with any_screen() as environ:
        environ.pop("PYTHONPATH", None)
        code = hand_over(
            [program, *options], folder=folder, environ=environ, seconds=seconds
        )
    if code:
        raise Stuck(
            f"The installed program ended with exit code {code}.", LOOK_AT_THE_SOURCES
        )


def is_workbook(path: Path) -> bool:
    """Tell whether a file is an Excel workbook and not merely called one."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return "xl/workbook.xml" in archive.namelist()
