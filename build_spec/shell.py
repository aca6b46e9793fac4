"""Talk to the person at the terminal and start programs for them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LINES_SHOWN = 20


class Stuck(Exception):
    """Something foreseeable that only a person can put right.

    Args:
        what: One sentence that says what is wrong.
        remedy: One sentence that says what to do about it.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")


def say(sentence: str) -> None:
    """Print at once, so that it stands before what a started program prints."""
    print(sentence, flush=True)


def tail(output: str, lines: int = LINES_SHOWN) -> str:
    """Return the last lines of a program's output, indented."""
    kept = output.rstrip().splitlines()[-lines:]
    return "\n".join(f"    {line}" for line in kept)


def succeeds(command: Sequence[str | Path]) -> bool:
    """Tell whether a command can be started and ends well; it stays silent."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def read(command: Sequence[str | Path]) -> str:
    """Return what a command prints."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    return done.stdout.decode(errors="replace")


def carry_out(
    command: Sequence[str | Path],
    otherwise: Stuck,
    *,
    folder: Path | None = None,
) -> None:
    """Run a command whose output matters only if it fails.

    Raises:
        Stuck: `otherwise`, after the last lines of the output were shown.
    """
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as problem:
        say(f"    {problem}")
        raise otherwise from None
    if done.returncode:
        say(tail(done.stdout.decode(errors="replace")))
        raise otherwise


def hand_over(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environ: Mapping[str, str],
    seconds: float | None = None,
) -> int:
    """Run a command that talks to the person itself and return its exit code.

    Raises:
        Stuck: It did not end in time; it was ended.
    """
    try:
        return subprocess.run(
            command, cwd=folder, env=environ, timeout=seconds, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        shown = " ".join(str(part) for part in command)
        raise Stuck(
            f"“{shown}” did not end within {seconds:.0f} seconds and was stopped.",
            "Try again when the machine is less busy.",
        ) from None
