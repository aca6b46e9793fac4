"""The recovery key: the key of a study in characters that people can copy by hand.

256 bits make 52 characters of an alphabet without I, L, O and U (Crockford's base 32).
They stand in 13 groups of four, each with a fifth character that says whether the four
were copied rightly and in their place. So a slip is told by its group, before the file
is tried.
"""

from __future__ import annotations

from typing import Final

from ipt_review.domain.problems import ReviewError

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 13
_KEY_BYTES: Final = 32
_IN_GROUP: Final = 4
_SPARE_BITS: Final = 4
_MISREAD: Final = str.maketrans("ILO", "110")
_WEIGHTS: Final = (1, 3, 5, 7)


class MistypedRecoveryKey(ReviewError):
    """What was typed cannot be a recovery key."""

    def __init__(self, what: str) -> None:
        super().__init__(what, "Compare it with the printed recovery key.")


def written(raw: bytes) -> str:
    """Return a key of 32 bytes as 13 groups of five characters, by hyphens."""
    number = int.from_bytes(raw) << _SPARE_BITS
    total = GROUPS * _IN_GROUP
    digits = [number >> 5 * (total - 1 - place) & 31 for place in range(total)]
    groups = (digits[first : first + _IN_GROUP] for first in range(0, total, _IN_GROUP))
    return "-".join(
        "".join(ALPHABET[digit] for digit in (*group, _check(group, place)))
        for place, group in enumerate(groups)
    )


def read(text: str) -> bytes:
    """Return the 32 bytes that a recovery key stands for.

    Raises:
        MistypedRecoveryKey: When characters are missing, unknown or not what they
            were; the message names the first group that is wrong.
    """
    letters = [
        letter for letter in text.upper().translate(_MISREAD) if letter.isalnum()
    ]
    expected = GROUPS * (_IN_GROUP + 1)
    digits: list[int] = []
    for place in range(GROUPS):
        group = letters[place * (_IN_GROUP + 1) : (place + 1) * (_IN_GROUP + 1)]
        if len(group) <= _IN_GROUP:
            break
        found = [ALPHABET.find(letter) for letter in group]
        if -1 in found or _check(found[:-1], place) != found[-1]:
            raise MistypedRecoveryKey(
                f"Group {place + 1} of the recovery key is wrong."
            )
        digits += found[:-1]
    if len(letters) != expected:
        raise MistypedRecoveryKey(
            f"A recovery key has {expected} letters and digits; these are "
            f"{len(letters)}."
        )
    number = 0
    for digit in digits:
        number = number << 5 | digit
    return (number >> _SPARE_BITS).to_bytes(_KEY_BYTES)


def _check(group: list[int], place: int) -> int:
    """Return the digit that tells a slip in a group from the group as it was."""
    weighed = zip(_WEIGHTS, group, strict=True)
    return (sum(weight * digit for weight, digit in weighed) + place) % len(ALPHABET)
