"""What is kept from whom: one rule, asked by everything that shows, writes or tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.coding import Perspective
from ipt_review.domain.masking import NO_MASK, Mask
from ipt_review.domain.people import Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from random import Random

    from ipt_review.domain.masking import Fact
    from ipt_review.domain.people import Person

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which look like each other."""
CODE_LENGTH = 4
_PLACES = range(CODE_LENGTH)


def is_blinded(person: Person, perspective: Perspective | None) -> bool:
    """Say whether facts are kept from a person at all.

    They are from those who code as study raters. Whoever coordinates draws and assigns
    tapes and cannot be blind; who supervises a treatment knows it.
    """
    rates = perspective is Perspective.STUDY_RATER
    return rates and Role.COORDINATOR not in person.roles


def mask_for(
    person: Person,
    perspective: Perspective | None,
    kept_secret: frozenset[Fact],
    code: str,
    *,
    broken: bool = False,
) -> Mask:
    """Return what of a tape is kept from a person, and what it is called for them.

    Args:
        person: Who looks.
        perspective: As what they code, or None for one who does not.
        kept_secret: What the study keeps from its raters.
        code: What the tape is called instead.
        broken: Whether the blind was broken for this person and tape.
    """
    if broken or not kept_secret or not is_blinded(person, perspective):
        return NO_MASK
    return Mask(code, kept_secret)


def new_codes(count: int, taken: Collection[str], chance: Random) -> list[str]:
    """Return so many codes for tapes that nobody has yet, for example "T-7F3K".

    They are random, so that they have no order, and stay with their tapes for good.
    """
    known, made = set(taken), list[str]()
    while len(made) < count:
        drawn = (LETTERS[int(chance.random() * len(LETTERS))] for _ in _PLACES)
        code = f"T-{''.join(drawn)}"
        if code not in known:
            known.add(code)
            made.append(code)
    return made

