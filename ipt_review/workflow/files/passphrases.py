"""How good a passphrase is, told so that a person can choose a better one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST: Final = 8
"""Fewer characters are not taken."""

TRIES_A_SECOND: Final = 10_000
"""What one fast graphics card manages: 256,000 rounds of SHA-512 for each try."""

WEAK, GOOD = 10.0, 15.0
"""Powers of ten of tries: below twelve days, from 3,000 years on."""

_LONGEST: Final = 72
"""The estimate takes no more characters; what follows only makes it harder."""

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3_600, 86_400, 31_557_600
_SPANS: Final = (
    (1_000 * _YEAR, "more than a thousand years"),
    (100 * _YEAR, "centuries"),
    (2 * _YEAR, "years"),
    (60 * _DAY, "months"),
    (2 * _DAY, "days"),
    (2 * _HOUR, "hours"),
    (2 * _MINUTE, "minutes"),
)


@dataclass(frozen=True, slots=True)
class Strength:
    """How long a passphrase would stand.

    Attributes:
        told: One sentence for the person who is choosing it.
        share: From 0 (no use) to 1 (good), for a bar.
        is_weak: Whether somebody with the file could guess it.
    """

    told: str
    share: float
    is_weak: bool


def strength_of(passphrase: str, known: Sequence[str] = ()) -> Strength:
    """Estimate how long it would take to guess a passphrase.

    Args:
        passphrase: What was typed.
        known: What somebody would try first, such as the title of the study.
    """
    if len(passphrase) < SHORTEST:
        left = SHORTEST - len(passphrase)
        more = "1 more character" if left == 1 else f"{left} more characters"
        return Strength(f"Too short: {more} at least.", 0.0, is_weak=True)
    # Its word lists take a tenth of a second to load; most starts never need them.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    inputs = [word for each in known for word in each.split()]
    tries = float(zxcvbn(passphrase[:_LONGEST], inputs)["guesses_log10"])
    span = _span(10 ** min(tries, 40.0) / TRIES_A_SECOND)
    told = f"Somebody who has the file would need {span} to guess it."
    if tries < WEAK:
        told = f"Weak. {told} Add words that have nothing to do with each other."
    elif tries >= GOOD:
        told = f"Good. {told}"
    return Strength(told, min(1.0, tries / GOOD), is_weak=tries < WEAK)


def _span(seconds: float) -> str:
    return next((said for least, said in _SPANS if seconds >= least), "a minute")
