"""What a few typed letters mean among many commands: pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOLE, STARTS, INITIALS, INSIDE = 100.0, 95.0, 90.0, 85.0
LIKELY = 72.0
"""From which likeness (0 to 100) on a misspelled command is offered."""

TOO_SHORT = 3
"""Fewer letters than these are like everything."""


class Command(NamedTuple):
    """Something that can be done.

    Attributes:
        id: What it is remembered by, for example "action tape.play".
        words: What it does.
        kind: What sort of thing it is, in a word.
        keys: The key that does the same, as it is called, or nothing.
        against: Why it is not possible now, or nothing.
    """

    id: str
    words: str
    kind: str
    keys: str
    against: str


def found(
    typed: str, commands: Sequence[Command], recent: Sequence[str]
) -> list[Command]:
    """Return the commands that are meant, the likeliest first.

    Of equally likely ones those that were used last come first; where nothing is
    typed, all are there.
    """
    wanted = " ".join(typed.casefold().split())
    rank = {name: place for place, name in enumerate(recent)}
    scored = [
        (likeness(wanted, each) if wanted else WHOLE, place, each)
        for place, each in enumerate(commands)
    ]
    left = [each for each in scored if each[0] >= LIKELY]
    left.sort(key=lambda each: (-each[0], rank.get(each[2].id, len(rank)), each[1]))
    return [command for _, _, command in left]


def likeness(wanted: str, command: Command) -> float:
    """Say how likely a command is meant, 0 to 100.

    Args:
        wanted: What is typed, in small letters.
        command: What may be meant; its kind counts too, its key only as a whole.
    """
    text = command.words.casefold()
    words = f"{text} {command.kind.casefold()}".split()
    initials = "".join(word[0] for word in words)
    exact = wanted in (text, command.keys.casefold())
    begins = text.startswith(wanted) or _all_start(wanted.split(), words)
    short = len(wanted) > 1 and initials.startswith(wanted)
    for holds, score in (
        (exact, WHOLE),
        (begins, STARTS),
        (short, INITIALS),
        (wanted in text, INSIDE),
        (len(wanted) < TOO_SHORT, 0.0),
    ):
        if holds:
            return score
    return min(fuzz.partial_ratio(wanted, text), INSIDE - 1)


def _all_start(wanted: list[str], words: list[str]) -> bool:
    """Say whether each typed word begins one of the words."""
    return all(any(word.startswith(each) for word in words) for each in wanted)
