"""What a person can do with the item of the rating form that is in hand, as data."""

from __future__ import annotations

from ipt_review.domain.rating import MISSING, NOT_APPLICABLE, NOT_RATABLE
from ipt_review.ui.action import Action

ROOM = "rate"
DIGITS = range(10)
"""Numbers that one key can give; scales may begin at 0 and end at 9."""

RATE_ACTIONS = (
    Action("rate.previous", "Previous item", ("Up",), "Rate", repeats=True, room=ROOM),
    Action("rate.next", "Next item", ("Down",), "Rate", repeats=True, room=ROOM),
    Action("rate.first", "First item", ("Home",), "Rate", room=ROOM),
    Action("rate.last", "Last item", ("End",), "Rate", room=ROOM),
    Action(
        "rate.next_open",
        "Next item without an answer",
        ("Ctrl+Alt+N",),
        "Rate",
        room=ROOM,
    ),
    *(
        Action(f"rate.{each}", f"Rate {each}", (str(each),), "Rate", room=ROOM)
        for each in DIGITS
    ),
    Action("rate.not_applicable", "Not applicable", ("N",), "Rate", room=ROOM),
    Action("rate.not_ratable", "Not ratable", ("U",), "Rate", room=ROOM),
    Action("rate.missing", "Not rated", ("M",), "Rate", room=ROOM),
    Action(
        "rate.clear", "Take the answer back", ("Del", "Backspace"), "Rate", room=ROOM
    ),
    Action("rate.keep", "Keep what is asked about", ("K",), "Rate", room=ROOM),
    Action(
        "rate.play",
        "Play the first mark of its evidence",
        ("Return", "Enter"),
        "Rate",
        room=ROOM,
    ),
    Action("rate.evidence", "To its evidence", ("Right",), "Rate", room=ROOM),
)

ANSWERS = {
    **{f"rate.{each}": each for each in DIGITS},
    "rate.not_applicable": NOT_APPLICABLE,
    "rate.not_ratable": NOT_RATABLE,
    "rate.missing": MISSING,
}
"""What the actions that answer an item answer."""
