"""What a codebook may hold: the rules that a change is checked against.

Each check refuses with one sentence about what is wrong; what a whole file may hold
is checked once more when it is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError
from ipt_review.study.codebook_words import MENTION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ipt_review.domain.codebook import Codebook, Scale, Thresholds, TrackState

ID: Final = r"^[a-z][a-z0-9_]*$"
LETTER_KEY: Final = r"^([a-z]|Shift\+[A-Z])$"
DIGIT_KEY: Final = r"^[0-9]$"
CTRL_KEY: Final = r"^Ctrl\+[0-9]$"
COLOR: Final = r"^#[0-9A-Fa-f]{6}$"
LONGEST_ID: Final = 64
LONGEST_LABEL: Final = 32

NOT_A_KEY: Final = {
    LETTER_KEY: "a code: a small letter, or Shift+ and a capital one.",
    DIGIT_KEY: "a focus state: a digit.",
    CTRL_KEY: "an affect state: Ctrl+ and a digit.",
}
_UNWRITABLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)


class ChangeRefused(ReviewError):
    """A change that a codebook cannot take."""


def check_id(codebook: Codebook, new: str, among: Iterable[str] = ()) -> None:
    """Refuse an id that is malformed, or taken by a code, state or item."""
    if not re.fullmatch(ID, new):
        raise ChangeRefused(
            f"“{new}” is not an id: small letters, digits and _, with a letter first."
        )
    if len(new) > LONGEST_ID:
        raise ChangeRefused(
            f"“{new}” has {len(new)} characters; {LONGEST_ID} is the most."
        )
    taken = names(codebook) | dict.fromkeys(among, "something else")
    if new in taken:
        raise ChangeRefused(f"“{new}” is already the id of “{taken[new]}”.")


def names(codebook: Codebook) -> dict[str, str]:
    """Return the labels of codes, states and items, which share one set of ids."""
    found = {code.id: code.label for code in codebook.codes}
    found |= {state.id: state.label for state in _states(codebook)}
    return found | {item.id: item.label for item in codebook.items}


def _states(codebook: Codebook) -> list[TrackState]:
    return [state for track in codebook.tracks for state in track.states]


def check_label(label: str) -> None:
    """Refuse a label that is empty or too long."""
    if not label.strip():
        raise ChangeRefused("A label must not be empty.")
    if len(label) > LONGEST_LABEL:
        raise ChangeRefused(
            f"“{label}” has {len(label)} characters; {LONGEST_LABEL} is the most."
        )
    check_characters(label)


def check_text(text: str, codebook: Codebook) -> None:
    """Refuse a text that is empty or names a code or item that is not there."""
    if not text.strip():
        raise ChangeRefused("This must not be empty.")
    check_mentions(text, codebook)


def check_mentions(text: str, codebook: Codebook) -> None:
    """Refuse a text that names a code or item in braces that is not there."""
    check_characters(text)
    known = {code.id for code in codebook.codes}
    known |= {item.id for item in codebook.items}
    for found in MENTION.finditer(text):
        if found[1] not in known:
            raise ChangeRefused(f"There is no code or item “{found[1]}”.")


def check_characters(text: str) -> None:
    """Refuse characters that a file cannot hold."""
    found = _UNWRITABLE.search(text)
    if found:
        raise ChangeRefused(
            f"The character U+{ord(found[0]):04X} cannot be kept in a codebook."
        )


def check_key(codebook: Codebook, owner: str, key: str, pattern: str) -> None:
    """Refuse a key of the wrong form, or one that another code or state has.

    Args:
        codebook: Whose keys are taken; those of silenced codes are free.
        owner: Id of the code or state that would have it.
        key: As the codebook writes it.
        pattern: What keys of its sort look like.
    """
    if not re.fullmatch(pattern, key):
        raise ChangeRefused(f"“{key}” is not a key for {NOT_A_KEY[pattern]}")
    taken = [(code.key, code.id, code.label) for code in codebook.offered]
    taken += [(state.key, state.id, state.label) for state in _states(codebook)]
    for other, holder, label in taken:
        if other == key and holder != owner:
            raise ChangeRefused(f"“{key}” is already the key of “{label}”.")


def check_color(color: str) -> None:
    """Refuse what is not a color."""
    if not re.fullmatch(COLOR, color):
        raise ChangeRefused(
            f"“{color}” is not a color: # and six digits of 0-9 and A-F."
        )


def check_anchors(anchors: Mapping[int, str], scale: Scale) -> None:
    """Refuse anchors off the scale, and a lack of one for its ends or its middle."""
    for value, text in sorted(anchors.items()):
        if not scale.low <= value <= scale.high:
            raise ChangeRefused(
                f"{value} is not on the scale from {scale.low} to {scale.high}."
            )
        if not text.strip():
            raise ChangeRefused(f"The anchor for {value} must not be empty.")
        check_characters(text)
    middle = (scale.low + scale.high) / 2
    for wanted, slack in ((scale.low, 0.0), (middle, 0.5), (scale.high, 0.0)):
        if not any(abs(value - wanted) <= slack for value in anchors):
            raise ChangeRefused(f"There is no anchor for {wanted:g}.")


def check_known(noun: str, wanted: Iterable[str], known: Collection[str]) -> None:
    """Refuse a reference to what is not there."""
    for each in wanted:
        if each not in known:
            raise ChangeRefused(f"There is no {noun} “{each}”.")


def check_thresholds(lines: Thresholds, codebook: Codebook) -> None:
    """Refuse thresholds that contradict each other or lie off every scale."""
    for lower, upper in (
        ("review_adherence", "adherence"),
        ("review_overall", "overall"),
        ("amber", "red"),
    ):
        low, high = getattr(lines, lower), getattr(lines, upper)
        if low > high:
            raise ChangeRefused(
                f"“{THRESHOLDS[upper]}” ({high:g}) must not be below "
                f"“{THRESHOLDS[lower]}” ({low:g})."
            )
    least = min(scale.low for scale in codebook.scales)
    most = max(scale.high for scale in codebook.scales)
    for name in THRESHOLDS:
        value = getattr(lines, name)
        low, high = (0, 100) if name == "essentials" else (least, most)
        if not low <= value <= high:
            where = f"{low} to {high}"
            raise ChangeRefused(f"{value:g} is not on the scale from {where}.")


THRESHOLDS: Final = {
    "met": "An item counts as met from",
    "adherence": "Adherence is adequate from",
    "essentials": "Essentials are adequate from",
    "competence": "Competence is adequate from",
    "overall": "The overall rating is adequate from",
    "amber": "Off-model asks for a look from",
    "red": "Off-model asks for a look at once from",
    "review_adherence": "Adherence asks for a supervisor below",
    "review_overall": "The overall rating asks for a supervisor up to",
}
"""What each threshold says, for people."""
