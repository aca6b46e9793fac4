"""What came of checking the audit trail, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from ipt_review.domain.trail import TrailBreak, TrailCheck

MOST = 50
"""How many places are listed; whoever wants more mends these first."""


def told(found: TrailCheck, codings: Mapping[UUID, str]) -> tuple[str, ...]:
    """Return what was found: a sentence, then a line for each place that breaks.

    Args:
        found: What came of the check.
        codings: What each coding is called.
    """
    if not found.breaks:
        holds = (
            f"The audit trail holds: {found.head.entries} entries, "
            f"{found.codings} codings as their histories say. Its head is "
            f"{found.head.short}. Written down elsewhere, it shows later whether the "
            "end of the trail was cut off."
        )
        return (holds,)
    places = [_place(each, codings) for each in found.breaks[:MOST]]
    more = len(found.breaks) - len(places)
    rest = [f"… and {more} more."] if more else []
    where = "one place" if len(found.breaks) == 1 else f"{len(found.breaks)} places"
    first = (
        f"The audit trail breaks in {where}: somebody changed the study by other "
        "means, or the file is damaged. Keep this file, and compare it with a backup."
    )
    return (first, *places, *rest)


def _place(each: TrailBreak, codings: Mapping[UUID, str]) -> str:
    chain = "the study"
    if each.coding is not None:
        chain = codings.get(each.coding, "a coding that is not in the study")
    number = "" if each.number is None else f" {each.number}"
    return f"{chain}: {each.of or 'entry'}{number} {each.fault.value}."
