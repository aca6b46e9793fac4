"""The commands of dev.py: run, test, and check."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from build_spec import environment, machine
from build_spec.screen import any_screen, has_screen
from build_spec.shell import Stuck, hand_over, say
from build_spec.wheel import check_the_wheel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHECKOUT = Path(__file__).resolve().parent.parent
WALK = CHECKOUT / "walk"
SECONDS_FOR_A_WALK = 900

GATES = {
    "style": ("ruff", "check", "."),
    "layout": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    "imports between rooms": ("lint-imports",),
}


def main(arguments: Sequence[str], usage: str) -> int:
    """Carry out one command and return its exit code.

    Args:
        arguments: The command and what follows it.
        usage: Shown for no command, a wrong one, and a call for help.
    """
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    command, rest = split(arguments)
    if command not in COMMANDS:
        say(usage.strip())
        return 0 if command in {"-h", "--help"} else 2
    try:
        return COMMANDS[command](rest)
    except Stuck as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def split(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Part the command from what is handed on; a leading `--` only marks the seam."""
    command, *rest = arguments or [""]
    return command, rest[1:] if rest[:1] == ["--"] else rest


def settle(*, development: bool) -> Path:
    """Set up what this machine still lacks and return the virtual environment."""
    screen = has_screen(sys.platform, os.environ)
    machine.prepare(screen=screen, development=development)
    return environment.prepare(CHECKOUT, development=development)


def run(rest: list[str]) -> int:
    """Start the program: on its demo study, unless told otherwise."""
    program = environment.program(settle(development=False), "ipt-review")
    if rest or has_screen(sys.platform, os.environ):
        with any_screen() as environ:
            command = [str(program), *(rest or ["demo"])]
            return hand_over(command, folder=Path.cwd(), environ=environ)
    return walk(program)


def walk(program: Path) -> int:
    """Let the program walk through its demo alone, and list what it left."""
    say(f"There is no screen here, so the demo walks by itself into {WALK}.")
    shutil.rmtree(WALK, ignore_errors=True)
    WALK.mkdir()
    with any_screen() as environ:
        code = hand_over(
            [program, "demo", "--walk", WALK],
            folder=CHECKOUT,
            environ=environ,
            seconds=SECONDS_FOR_A_WALK,
        )
    if code:
        say(f"The walk did not reach its end (exit code {code}).")
    files = sorted(path for path in WALK.rglob("*") if path.is_file())
    say(f"Left in {WALK}:" if files else f"Nothing was left in {WALK}.")
    for path in files:
        say(f"    {path.relative_to(WALK)}  {path.stat().st_size:,} bytes")
    return code


def test(rest: list[str]) -> int:
    """Run the tests, on a virtual screen where there is no other."""
    python = environment.program(settle(development=True), "python")
    with any_screen() as environ:
        return hand_over(
            [str(python), "-m", "pytest", *rest], folder=CHECKOUT, environ=environ
        )


def check(_rest: list[str]) -> int:
    """Ask every gate, then say which of them refused."""
    ours = settle(development=True)
    refused = []
    for gate, (name, *options) in GATES.items():
        say(f"Checking {gate}.")
        command = [str(environment.program(ours, name)), *options]
        if hand_over(command, folder=CHECKOUT, environ=os.environ):
            refused.append(gate)
    try:
        check_the_wheel(ours, CHECKOUT)
    except Stuck as problem:
        say(str(problem))
        refused.append("installed wheel")
    say(f"Refused by: {', '.join(refused)}." if refused else "All checks passed.")
    return 1 if refused else 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
}
