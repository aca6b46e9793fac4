"""What is kept from whom: one rule, asked by everything that shows, writes or tells."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from ipt_review.domain.masking import NO_MASK, Mask
from ipt_review.domain.people import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from random import Random
    from uuid import UUID

    from ipt_review.domain.masking import Fact
    from ipt_review.domain.people import Person

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which look like each other; 32 of them."""
CODE_LENGTH = 4
_SEEING = frozenset({Role.COORDINATOR, Role.SUPERVISOR})


def rates_blind(person: Person) -> bool:
    """Say whether a person is a study rater from whom facts can be kept.

    Whoever coordinates draws and assigns tapes and cannot be blind; who supervises
    treatments knows them.
    """
    return Role.RATER in person.roles and _SEEING.isdisjoint(person.roles)


def mask_for(
    person: Person, kept_secret: frozenset[Fact], code: str, *, broken: bool = False
) -> Mask:
    """Return what of a tape is kept from a person, and what it is called for them.

    Args:
        person: Who looks.
        kept_secret: What the study keeps from its raters.
        code: What the tape is called instead.
        broken: Whether the blind was broken for this person and tape.
    """
    if broken or not kept_secret or not rates_blind(person):
        return NO_MASK
    return Mask(code, kept_secret)


def new_codes(count: int, taken: Collection[str], chance: Random) -> list[str]:
    """Return so many codes for tapes that nobody has yet, for example "T-7F3K".

    They are random, so that they have no order, and stay with their tapes for good.
    """
    known, made = set(taken), list[str]()
    while len(made) < count:
        places = (int(chance.random() * len(LETTERS)) for _ in range(CODE_LENGTH))
        code = _written(places)
        if code not in known:
            known.add(code)
            made.append(code)
    return made


def stand_in_code(tape: UUID, pass_number: int) -> str:
    """Return a longer code for a tape in a study to which none can be written."""
    digits = sha256(f"{tape}/{pass_number}".encode()).digest()
    return _written(byte % len(LETTERS) for byte in digits[: 2 * CODE_LENGTH])


def _written(places: Iterable[int]) -> str:
    return "T-" + "".join(LETTERS[place] for place in places)
