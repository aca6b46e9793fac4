"""How the sessions of a treatment follow on one another."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from ipt_review.scoring.frame_line import Aspect, FrameLine, Level, listed

if TYPE_CHECKING:
    from ipt_review.scoring.frame_line import Treatment

LONG: Final = 14
"""Days between two sessions from which on at least one weekly session was left out."""
WEEK: Final = 7


def pace(known: Treatment) -> FrameLine:
    """Say how many days lie between sessions that follow on one another.

    Sessions are weekly (article, line 55). Where sessions in between are not on record,
    the days are shared out among them. Nothing is recorded of why a session was late.
    """
    rule = "Sessions are weekly (article, line 55)"
    dated = [(s.number, s.day) for s in known.sessions if s.day is not None]
    steps = [
        (later, (after - before) / (later - earlier))
        for (earlier, before), (later, after) in pairwise(dated)
    ]
    if not steps:
        return FrameLine(Aspect.PACE, Level.OK, "days not on record", f"{rule}.")
    days = [step for _, step in steps]
    weeks = (dated[-1][1] - dated[0][1]) / WEEK
    held = len(known.sessions)
    fact = f"every {median(days):.0f} days, {held} in {weeks + 1:.0f} weeks"
    late = [number for number, step in steps if step >= LONG]
    if late:
        why = f"{rule}; {LONG} days or more passed before session {listed(late)}."
        return FrameLine(Aspect.PACE, Level.NOTE, fact, why)
    return FrameLine(Aspect.PACE, Level.OK, fact, f"{rule}.")
