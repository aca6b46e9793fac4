"""Rules for severity scales, profiles, and what decides when an item is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ipt_review.domain.rating import REASONS
from ipt_review.study import codebook_rules as rules
from ipt_review.study.codebook_rules import ChangeRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipt_review.domain.codebook import Codebook, Item, Profile, SeverityScale

MOST_TOTAL: Final = 9_999
MOST_PERCENT: Final = 100


def check_new_id(new: str, taken: Iterable[str]) -> None:
    """Refuse an id that is malformed or that an entry of the same list has."""
    if not re.fullmatch(rules.ID, new):
        raise ChangeRefused(
            f"“{new}” is not an id: small letters, digits and _, with a letter first."
        )
    if new in taken:
        raise ChangeRefused(f"“{new}” is already the id of another one.")


def check_severity(scale: SeverityScale) -> None:
    """Refuse a severity scale whose lines do not lie on it.

    Raises:
        ChangeRefused: With the one reason.
    """
    low, high, line = scale.low, scale.high, scale.remission_below
    if not 0 <= low < high <= MOST_TOTAL:
        raise ChangeRefused(
            f"A scale goes up from 0 or more to {MOST_TOTAL} at most; "
            f"{low} to {high} does not."
        )
    if line is not None and not low < line <= high:
        raise ChangeRefused(
            f"The line of remission ({line}) is not on the scale from {low} to {high}."
        )
    percent = scale.response_percent
    if percent is not None and not 0 < percent <= MOST_PERCENT:
        raise ChangeRefused(
            f"A response is a fall by 1 to {MOST_PERCENT} percent, not by {percent}."
        )


def check_profile(codebook: Codebook, profile: Profile) -> None:
    """Refuse a profile with codes that are not there.

    Raises:
        ChangeRefused: With the one reason.
    """
    if profile.codes is None:
        return
    if profile.phase is not None:
        raise ChangeRefused(
            "This profile takes its codes from the phase; add one of your own."
        )
    rules.check_known("code", profile.codes, {code.id for code in codebook.codes})
    twice = {each for each in profile.codes if profile.codes.count(each) > 1}
    for each in sorted(twice):
        raise ChangeRefused(f"“{each}” is in the profile twice.")


def check_applies(codebook: Codebook, item: Item) -> None:
    """Refuse conditions of an item that refer to what is not there, or in a ring.

    Raises:
        ChangeRefused: With the one reason.
    """
    applies = item.applies
    if applies.from_session < 1:
        raise ChangeRefused("Sessions count from 1.")
    areas = {area.id for area in codebook.areas}
    rules.check_known("problem area", sorted(applies.areas), areas)
    if applies.unless is None:
        return
    items = {each.id: each for each in codebook.items}
    rules.check_known("item", [applies.unless.item], items)
    if not applies.unless.rated:
        raise ChangeRefused("Say at which ratings of the other item it is ruled out.")
    scale = codebook.scale_of(applies.unless.item)
    for value in sorted(applies.unless.rated):
        if value not in REASONS and not scale.low <= value <= scale.high:
            raise ChangeRefused(
                f"{value} is not on the scale from {scale.low} to {scale.high}, "
                "and is not 97, 98 or 99."
            )
    _check_ring(item, items)


def _check_ring(item: Item, items: dict[str, Item]) -> None:
    passed: list[str] = []
    here: Item | None = item
    while here is not None and here.id not in passed:
        passed.append(here.id)
        unless = here.applies.unless
        here = items.get(unless.item) if unless else None
    if here is not None and here.id == item.id:
        labels = " → ".join(f"“{items[each].label}”" for each in [*passed, item.id])
        raise ChangeRefused(f"These items depend on each other in a ring: {labels}.")
